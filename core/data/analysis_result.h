// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/data/attribution.h"
#include "core/data/input.h"
#include "core/data/method_table.h"
#include "core/data/model_identity.h"
#include "core/data/norms.h"
#include "core/data/options.h"
#include "core/data/points_map.h"
#include "core/data/prediction.h"
#include "core/data/scores.h"
#include "core/data/what_if.h"

namespace headlight {

// What is optional here, a result of this program always has; one that another program made may not hold it, and then
// nothing is said of it.
//
// Letters in shapes: L layers, H heads, S tokens, D hidden size. Rows of [S,S] are queries ("from"), columns keys
// ("to").

/// How much of a result is there. Later stages hold all that earlier ones do.
enum class Stage {
    Tokens,    ///< the input alone
    Attention, ///< logits, answer, attention, norms; of a model that answers no questions, the last two alone
    Refining,  ///< attributions that further points will sharpen
    Complete,
};

/// One analysis, at some stage. Published as a shared pointer to const: never changed once it is seen.
struct AnalysisResult {
    Stage stage = Stage::Tokens;
    std::uint64_t generation = 0; ///< of the request; a higher one makes this result stale
    ModelIdentity model;
    StatedOptions options;
    Input input;
    Scores scores; ///< null from a bare encoder
    std::vector<ContextWindow> windows; ///< in the order of the context
    int window = 0;                     ///< the one that `input` and all arrays are of
    std::optional<AnswerSpan> answer;   ///< the best span of that window
    std::optional<double> noAnswerProbability; ///< the smallest of all windows
    std::optional<Prediction> prediction; ///< of the tasks that ask no question
    std::vector<AnswerSpan> candidates; ///< of all windows, best first
    Array attention;                    ///< [L,H,S,S]
    Norms norms;
    std::map<std::string, Attribution> attributions; ///< by target name
    WhatIfResults whatIf;
    MethodArrays methods; ///< what the methods that were asked for have made
    std::vector<std::string> notes; ///< a sentence for each method that this model or text cannot have; not in sessions
    std::optional<int> points;                       ///< path points evaluated
    std::optional<PointsMap> pointsMap;              ///< of rule exact, also as a reference: where the points lie
    std::optional<bool> toleranceMet; ///< of rule exact, also as a reference; false: the best value there is
    std::optional<bool> smooth;       ///< false: the model or the target has kinks, so that errors fall slowly
    std::optional<ErrorReference> errorReference;    ///< set: errors are measured against it
    bool errorsEstimated = false;                    ///< without a reference; else it is not said what they are
    std::vector<std::pair<std::string, double>> timings; ///< step and seconds; NaN where they are not known

    /// The largest error of all maps of all targets; negative where none is known, NaN where one is.
    double largestError() const;
    const Attribution* attribution(const std::string& target) const;
    /// Whether the attributions to `target` are the conductance that this program computes. Another program's may be of
    /// any method: the target is one of ours, and the rule is stated.
    bool isConductance(const std::string& target) const;
    /// Of the answer; empty where there is none.
    std::string answerText() const;
    /// Of all steps, in seconds; 0 where it is not known.
    double seconds() const;
};

using ResultPtr = std::shared_ptr<const AnalysisResult>;

} // namespace headlight
