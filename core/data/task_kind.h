// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace headlight {

/// What a model's head is for.
enum class TaskKind {
    QuestionAnswering, ///< the first and the last token of an answer in a context
    Classification,    ///< a class of a text, or of a pair of texts
    TokenLabels,       ///< a label of each token
    MaskedWords,       ///< the word at each mask
    None,              ///< a bare encoder: attention and norms
};

// The words of sessions and of the command line.
std::string_view name(TaskKind value);
std::optional<TaskKind> taskKindNamed(std::string_view name);

} // namespace headlight
