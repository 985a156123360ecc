// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/data/attribution.h"
#include "core/data/input.h"
#include "core/data/norms.h"
#include "core/data/options.h"
#include "core/data/points_map.h"
#include "core/data/scores.h"
#include "core/data/target_function.h"
#include "core/model/checkpoint.h"
#include "core/model/model_config.h"

namespace headlight {

/// What one pass over the full input gives.
struct ForwardPass {
    Scores scores;   ///< null from a bare encoder
    Array attention; ///< [L,H,S,S]
    Norms norms;
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

    /// The scores alone of `input`.
    virtual Result<Scores> scores(const Input& input, const Options& options, const Job& job) = 0;

    /// Scores, attention and norms of `input`.
    virtual Result<ForwardPass> forward(const Input& input, const Options& options, const Job& job) = 0;

    /// Layer and attention conductance of all targets in one sweep, which calls for a head. Each level is published as
    /// it is done; the last one has `final` set.
    virtual Result<void> attribute(const Input& input, const std::vector<TargetFunction>& targets,
                                   const Options& options, const Job& job, const PublishLevel& publish) = 0;
};

/// Loads the engine's library (once, some tenths of a second), so that makeEngine() need not; from any thread.
void prepareEngine();
/// Loads the engine's library (once), and makes an engine of `checkpoint`.
Result<std::unique_ptr<Engine>> makeEngine(const ModelConfig& config, Checkpoint checkpoint);

} // namespace headlight
