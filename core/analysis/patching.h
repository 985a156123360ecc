// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/analysis/board_filler.h"
#include "core/data/analysis_result.h"
#include "core/data/target_function.h"
#include "core/engine/engine.h"
#include "core/measures/alignment.h"
#include "core/tasks/task.h"

namespace headlight {

/// What is looked at while two runs exchange parts.
struct PatchedLead {
    TargetFunction function; ///< of the scores of the run that is patched
    std::string text;        ///< in words
};

/// How far the prediction of `base` leads over that of `other`, in the scores of `base`; over the runner-up where both
/// predict the same, or where the text of `base` lacks what the other predicts. A target of `options` that is not the
/// predicted one stands in for it. Both results have been read.
Result<PatchedLead> leadBetween(const AnalysisResult& base, const AnalysisResult& other, const Task& task,
                                const Tokenizer& tokenizer, const Options& options);

/// `target`, a function of the scores of `base`, as one of the scores of `other`; nothing where that text lacks one of
/// its tokens.
std::optional<TargetFunction> targetIn(const AnalysisResult& other, const AnalysisResult& base,
                                       const TargetFunction& target, const TokenAlignment& alignment);

/// Puts the values of patched runs into the maps that they make.
class PatchingFiller {
public:
    PatchingFiller(const AnalysisResult& base, const AnalysisResult& other, const PatchedLead& lead);

    const std::vector<TokenPair>& pairs() const { return m_alignment.pairs; }
    void take(const PatchedPlace& place, double value);
    bool isDue() { return m_timer.isDue(); }
    Patching patching() const;

private:
    TokenAlignment m_alignment;
    Patching m_patching; ///< but for the maps
    Shape m_stateShape;
    Shape m_headShape;
    std::vector<float> m_states;
    std::vector<float> m_heads;
    ShowTimer m_timer;
};

} // namespace headlight
