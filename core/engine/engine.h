// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/analysis/analysis_result.h"
#include "core/base/job.h"
#include "core/model/checkpoint.h"
#include "core/model/model_config.h"

namespace headlight {

/// The logits of every token as the answer's first and last one; null from a model without a question-answering head.
struct Logits {
    Array start; ///< [S]
    Array end;   ///< [S]
};

/// What one pass over the full input gives.
struct ForwardPass : Logits {
    Array attention; ///< [L,H,S,S]
    Norms norms;
};

/// A target as the engine sees it: a weighted sum of start and end logits, or the largest start or end logit.
struct TargetFunction {
    struct Term {
        bool end = false; ///< an end logit, else a start logit
        std::int64_t position = 0;
        double weight = 1;
    };
    std::string name;        ///< "start", "end", "span", "contrast", "no_answer"
    std::vector<Term> terms; ///< empty: the maximum over all positions
    bool maximumOfEnd = false; ///< of the end logits; only where `terms` is empty
};

/// Attributions at one level of refinement.
struct AttributionLevel {
    std::vector<Attribution> attributions; ///< one a target, in the order asked
    int points = 0;
    PointsMap pointsMap = PointsMap::Plain;
    bool final = false;
    bool toleranceMet = true;
    bool smooth = true;
    std::optional<ErrorReference> errorReference;
};

using PublishLevel = std::function<void(AttributionLevel)>;

/// One loaded model, ready to run. The implementation uses LibTorch and lives in a library of its own that is loaded at
/// the first use, so that programs start without it. Calls come from one thread at a time.
class Engine {
public:
    virtual ~Engine() = default;

    /// The logits alone of `input`.
    virtual Result<Logits> logits(const EncodedInput& input, const Options& options, const Job& job) = 0;

    /// Logits, attention and norms of `input`.
    virtual Result<ForwardPass> forward(const EncodedInput& input, const Options& options, const Job& job) = 0;

    /// Layer and attention conductance of all targets in one sweep, which calls for a question-answering head. Each level is published as it is done; the last
    /// one has `final` set.
    virtual Result<void> attribute(const EncodedInput& input, const std::vector<TargetFunction>& targets,
                                   const Options& options, const Job& job, const PublishLevel& publish) = 0;
};

/// Loads the engine's library (once, some tenths of a second), so that makeEngine() need not; from any thread.
void prepareEngine();
/// Loads the engine's library (once), and makes an engine of `checkpoint`.
Result<std::unique_ptr<Engine>> makeEngine(const ModelConfig& config, Checkpoint checkpoint);

} // namespace headlight
