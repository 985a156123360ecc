// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/data/analysis_result.h"
#include "core/data/expected_answers.h"
#include "core/session/view_state.h"

namespace headlight {

/// An analysis with the state of its views, and what the file held that this version does not know.
struct Session {
    ResultPtr result;
    ViewState view;
    /// Unknown metadata keys, unknown keys inside headlight.session, and unknown tensors; kept on a save.
    struct Unknown;
    std::shared_ptr<const Unknown> unknown;
    ExpectedAnswers expected = {}; ///< what is held to be the right answer
    bool half = false;             ///< attention and norms are float16 in the file
    /// What rounding to float16 has changed so far: the largest difference, relative to its map's largest magnitude.
    double rounding = 0;
    std::string remark = {}; ///< what of the file was read otherwise than it is written; mostly empty
};

/// Reads a .headlight file into memory. Refuses damaged, foreign and newer files with the reason.
Result<Session> readSession(const std::filesystem::path& file);
/// The same of a file's bytes; `fileName` goes into errors.
Result<Session> parseSession(std::vector<std::byte> bytes, std::string fileName);
/// Writes beside `file` and renames: at any moment the old file or the new one is there, whole.
Result<void> writeSession(const Session& session, const std::filesystem::path& file);
/// What saving as float16 would change in attention and norms: the largest difference, relative to the largest
/// magnitude of its map. Attributions always stay float32: most of their values are too small for float16.
double roundingToHalf(const AnalysisResult& result);
/// The `headlight.session` JSON text (docs/sessions.md).
std::string sessionJson(const Session& session);

/// The options alone, as sessions write them, and the reverse. `where` goes into errors.
std::string optionsText(const Options& options);
Result<Options> readOptionsText(const std::string& text, const std::string& where);

} // namespace headlight
