// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>

#include "core/files/json_reader.h"
#include "core/session/session.h"

namespace headlight {

/// Many times what any analysis has; the window lists them all.
inline constexpr std::size_t mostTargets = 64;

/// The text of `headlight.session`, read and checked: all of a result but its tensors, the view state, and the document
/// that all of it came from.
struct SessionText {
    AnalysisResult result;
    ViewState view;
    ExpectedAnswers expected;
    double rounding = 0; ///< to float16
    std::string remark;  ///< what was read otherwise than it is written
    Json document = Json::object();
};

/// What this version knows of a session, as docs/sessions.md names it.
Json sessionDocument(const AnalysisResult& result, const ViewState& view, const ExpectedAnswers& expected,
                     double rounding);

/// The reverse. `targets` are those that the file has tensors of; `where` goes into errors. Token indices are checked
/// against the number of tokens.
Result<SessionText> readSessionText(const std::string& text, const std::set<std::string>& targets,
                                    const std::string& where);

/// The keys of `original` that `known` lacks, at every level; empty objects are left out.
Json unknownKeysOf(const Json& original, const Json& known);
/// `document` with the keys of `unknownKeys` that it lacks, at every level; in lists of objects where they are as long
/// as they were.
Json withUnknownKeys(Json document, const Json& unknownKeys);

/// What `known` holds and `original` does not, at every level: keys of which nothing was said.
Json absentKeysOf(const Json& original, const Json& known);
/// `document` without the keys of `absentKeys` that still have the values they had: nothing has been said of them
/// since.
Json withoutAbsentKeys(Json document, const Json& absentKeys);

/// JSON on one line; bytes that are not UTF-8 become U+FFFD.
std::string compactText(const Json& json);

} // namespace headlight
