// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "core/data/analysis_result.h"
#include "core/model/model_config.h"

namespace headlight {

/// How much text a request is.
struct InputSize {
    std::int64_t tokens = 0;  ///< of the window that is analysed
    std::int64_t windows = 1; ///< that are read to choose it
};

/// What a run will take, beside the model that is open.
struct Cost {
    double seconds = 0;
    std::int64_t bytes = 0; ///< at its peak
};

/// Rates are weighted floating point operations a second and thread. This one is low for any machine of today, so that
/// a first guess is rather too long than too short.
inline constexpr double firstRate = 6e9;

/// The path points that rule exact most often ends with by these options, or those of rule captum.
int expectedPoints(const Options& options);

/// The weighted floating point operations of a run that evaluates `points` path points.
double workOf(const ModelConfig& config, const Options& options, const InputSize& size, int points);

/// `memory` is what memoryBudget() allows.
Cost estimatedCost(const ModelConfig& config, const Options& options, const InputSize& size, double rate,
                   std::int64_t memory);

/// The rate of a complete run; nothing where it was too short to tell.
std::optional<double> measuredRate(const AnalysisResult& result);
/// What to expect of the next run: the newest measurement counts for half.
double refinedRate(double known, double measured);

} // namespace headlight
