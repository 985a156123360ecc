// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/analysis/token_maps.h"
#include "core/base/error.h"
#include "core/base/job.h"
#include "core/data/analysis_result.h"
#include "core/data/target_function.h"
#include "core/engine/engine.h"

namespace headlight {

/// What becomes of a method's token map as the weights are drawn anew from the top (Adebayo et al. 2018): a map that
/// stays as it was does not depend on what the model has learnt there.
struct SanityRow {
    std::string method;             ///< of tokenMaps()
    std::vector<double> values;     ///< a stage: Spearman's rank correlation with the model's own map, over all tokens
    std::vector<double> magnitudes; ///< the same without signs
};

struct SanityCheck {
    int stages = 0; ///< 0 the model, 1 its head drawn anew, 1 + k the top k layers too
    std::vector<SanityRow> rows;
};

/// An engine of a stage.
using EngineOfStage = std::function<Result<std::unique_ptr<Engine>>(int stage)>;

/// Of `result`, all of whose maps are made again in every stage; `targets` are those of the model itself, and stay.
/// The stages before a stop are lost.
Result<SanityCheck> checkSanity(const EngineOfStage& engineOf, int stages, const AnalysisResult& result,
                                const std::vector<TargetFunction>& targets, const Options& options, const Job& job);

} // namespace headlight
