// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/task_kind.h"

#include <algorithm>
#include <array>
#include <utility>

namespace headlight {

namespace {

constexpr std::array<std::pair<TaskKind, std::string_view>, 5> names{{
    {TaskKind::QuestionAnswering, "question-answering"},
    {TaskKind::Classification, "classification"},
    {TaskKind::TokenLabels, "token-labels"},
    {TaskKind::MaskedWords, "masked-words"},
    {TaskKind::None, "none"},
}};

} // namespace

std::string_view name(TaskKind value)
{
    return std::find_if(names.begin(), names.end(), [value](const auto& each) { return each.first == value; })->second;
}

std::optional<TaskKind> taskKindNamed(std::string_view name)
{
    const auto found =
        std::find_if(names.begin(), names.end(), [name](const auto& each) { return each.second == name; });
    return found == names.end() ? std::nullopt : std::optional(found->first);
}

} // namespace headlight
