// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/array.h"
#include "core/data/ablation.h"
#include "core/data/prediction.h"

namespace headlight {

// Letters in shapes: L layers, H heads, S tokens, C classes.

/// What a run predicts: the tokens of the answer's start and end; else a token (0 for the class of a text) and the
/// column that its row ranks first.
using Predicted = std::array<std::int64_t, 2>;

/// What a run says.
struct RunReading {
    std::vector<double> targets;          ///< their values
    double probability = 0;               ///< of what the unchanged run predicts
    Predicted predicted = {};             ///< by this run
    double predictedProbability = 0;      ///< of that
    std::vector<AnswerSpan> candidates;   ///< best first, the answer at the front; none where no question is asked
    std::optional<Prediction> prediction; ///< of the tasks that ask no question
    bool same = true; ///< says what the unchanged run says: the answer, the class, or the label or word of every row
};

/// A run with parts of the model ablated, beside the unchanged one.
struct WhatIf {
    Ablation set;
    std::vector<std::string> targets; ///< names
    RunReading before;
    RunReading after;

    /// Changed - unchanged, of target number `target`.
    double change(std::size_t target) const { return after.targets[target] - before.targets[target]; }
};

/// What ablations change, one at a time, by their parts; NaN, and -1 in `predicted`, where a run is still to come.
struct AblationMaps {
    std::map<std::string, Array> changes; ///< by target: changed - unchanged
    Array probability;                    ///< of what the unchanged run predicts
    Array predictedProbability;           ///< of what the changed one does
    std::vector<std::int64_t> predicted;  ///< Predicted, two numbers a part
};

/// All parts of a model, by one kind of ablation.
struct AblationBoard {
    AblationMaps heads;       ///< [L,H]
    AblationMaps layers;      ///< [L], all heads of a layer at once
    AblationMaps feedForward; ///< [L]
};

/// The head applied to the embeddings and to each layer's output; the last is what the model says.
struct Lens {
    Array scores;                        ///< [L+1,rows,C]
    Array probability;                   ///< [L+1], of what the model predicts in the end
    Array predictedProbability;          ///< [L+1], of what the layer predicts
    std::vector<std::int64_t> predicted; ///< Predicted, two numbers a layer
};

/// What was computed beside an analysis; empty where nothing was.
struct WhatIfResults {
    std::map<AblationKind, AblationBoard> ablations;
    std::map<std::string, Array> maskGradients; ///< by target: [L,H]
    std::optional<Lens> lens;
};

/// What becomes of the lead of one prediction over another where one thing comes from another run.
struct Patching {
    std::string lead;                 ///< in words: which over which
    double value = 0;                 ///< of the lead, in the run that is patched
    std::optional<double> otherValue; ///< in the other run; none where its text lacks a token of the lead
    Array states; ///< [L,S], change by the state behind a layer at a token; NaN at tokens without a like
    Array heads;  ///< [L,H], change by a head's output at all tokens that have one
    std::vector<std::int64_t> alone; ///< tokens of the patched input without a like, which are left out
    std::int64_t othersAlone = 0;    ///< tokens of the other one
};

} // namespace headlight
