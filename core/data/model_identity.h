// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/data/task_kind.h"

namespace headlight {

/// Which model gave the numbers. Never a path. Texts are empty, and sizes 0, where they are not known.
struct ModelIdentity {
    std::string name;         ///< the folder's name
    std::string sha256;       ///< of the weights, over all shards in index order; empty until known
    std::string architecture; ///< "BertForQuestionAnswering"
    std::string configJson;   ///< config.json's text
    int layers = 0;
    int heads = 0;
    int hiddenSize = 0;
    int maxPositions = 0;
    TaskKind task = TaskKind::QuestionAnswering; ///< what its head is for
    std::vector<std::string> labels; ///< of the classes or labels that its scores have; empty where it has none
    bool severalLabels = false;      ///< each class of a text holds or does not, else one of them does

    /// The name of a class; its number where it has none.
    std::string labelOf(std::int64_t column) const
    {
        const auto index = static_cast<std::size_t>(column);
        return index < labels.size() ? labels[index] : std::to_string(column);
    }
    /// Without a head there are attention and norms, and no target to explain.
    bool hasHead() const { return task != TaskKind::None; }
    /// Whether it is a model that could be run here; another program's session mostly names none.
    bool isStated() const { return !sha256.empty() || !architecture.empty(); }
};

} // namespace headlight
