// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/data/ablation.h"
#include "core/data/attribution.h"
#include "core/data/input.h"
#include "core/data/method_table.h"
#include "core/data/norms.h"
#include "core/data/options.h"
#include "core/data/points_map.h"
#include "core/data/scores.h"
#include "core/data/target_function.h"
#include "core/measures/alignment.h"
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

/// Is given the scores of changed run number `index`.
using PublishScores = std::function<void(std::size_t index, Scores scores)>;

/// What a patched run has from another one: a head's output, or the state behind a layer at a token.
struct PatchedPlace {
    int layer = 0;
    int head = -1;           ///< -1: the state
    std::int64_t token = -1; ///< of the state
};
using PublishPatched = std::function<void(const PatchedPlace& place, Scores scores)>;

/// One loaded model, ready to run. The implementation uses LibTorch and lives in a library of its own that is loaded at
/// the first use, so that programs start without it. Calls come from one thread at a time.
class Engine {
public:
    virtual ~Engine() = default;

    // Of the changed run where `options.ablation` has parts: those outputs are held at what stands in for them.

    /// The scores alone of `input`.
    virtual Result<Scores> scores(const Input& input, const Options& options, const Job& job) = 0;

    /// Scores, attention and norms of `input`.
    virtual Result<ForwardPass> forward(const Input& input, const Options& options, const Job& job) = 0;

    /// Layer and attention conductance of all targets in one sweep, which calls for a head. Each level is published as
    /// it is done; the last one has `final` set. Outputs that are held stay as they are along the path.
    virtual Result<void> attribute(const Input& input, const std::vector<TargetFunction>& targets,
                                   const Options& options, const Job& job, const PublishLevel& publish) = 0;

    /// The arrays of `method`, where it is one that runs the network, as the table of methods names them. `targets` are
    /// those of a method that explains something, and call for a head.
    virtual Result<MethodArrays> method(Method method, const Input& input, const std::vector<TargetFunction>& targets,
                                        const Options& options, const Job& job) = 0;

    // What if (docs/numbers.md). The unchanged run of the newest inputs is kept, so that a change costs no more than
    // the layers from its lowest one on. `options.ablation` is left out of all of them.

    /// The scores of `input` under each of `sets`, one after the other; of an empty set, those of the unchanged run.
    virtual Result<void> ablate(const Input& input, const std::vector<Ablation>& sets, const Options& options,
                                const Job& job, const PublishScores& publish) = 0;

    /// The head's scores of the embeddings and of each layer's output, [L+1,rows,C].
    virtual Result<Array> lens(const Input& input, const Options& options, const Job& job) = 0;

    /// The derivative of each target by a factor at each head's output, at 1: [L,H] a target.
    virtual Result<std::vector<Array>> maskGradients(const Input& input, const std::vector<TargetFunction>& targets,
                                                     const Options& options, const Job& job) = 0;

    /// The scores of `input` with one thing at a time from the run of `other`, at the tokens of `pairs` (left: of
    /// `input`): each head's output at all of them, then the state behind each layer at each of them.
    virtual Result<void> patch(const Input& input, const Input& other, const std::vector<TokenPair>& pairs,
                               const Options& options, const Job& job, const PublishPatched& publish) = 0;

    /// The scores of texts like `input` with other ids, [S] each; all else of it stays.
    virtual Result<void> scoresOfIds(const Input& input, const std::vector<std::vector<std::int64_t>>& ids,
                                     const Options& options, const Job& job, const PublishScores& publish) = 0;
};

/// Loads the engine's library (once, some tenths of a second), so that makeEngine() need not; from any thread.
void prepareEngine();
/// Loads the engine's library (once), and makes an engine of `checkpoint`.
Result<std::unique_ptr<Engine>> makeEngine(const ModelConfig& config, Checkpoint checkpoint);

} // namespace headlight
