// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <ATen/Parallel.h>
#include <c10/util/Exception.h>
#include <omp.h>
#include <thread>

#include "core/base/memory.h"
#include "core/engine/engine.h"
#include "core/engine/engine_module.h"
#include "core/engine/torch/base/caught_signals.h"
#include "core/engine/torch/base/tensors.h"
#include "core/engine/torch/fast/encoder_path.h"
#include "core/engine/torch/fast/forward_pass.h"
#include "core/engine/torch/fast/matrix_product.h"
#include "core/engine/torch/methods/ablation.h"
#include "core/engine/torch/methods/embedding_gradients.h"
#include "core/engine/torch/methods/kept_run.h"
#include "core/engine/torch/methods/lens.h"
#include "core/engine/torch/methods/id_scores.h"
#include "core/engine/torch/methods/mask_gradient.h"
#include "core/engine/torch/methods/method_arrays.h"
#include "core/engine/torch/methods/norms.h"
#include "core/engine/torch/methods/patching.h"
#include "core/engine/torch/network/encoder_network.h"
#include "core/engine/torch/path/path_integral.h"

namespace headlight::engine {

namespace {

Failure computationFailed(const std::string& reason)
{
    return inputError("The computation failed: " + reason, {},
                      "Close other programs if memory is short, or try a shorter text.");
}

/// Runs `work`, out of the way of signals, and turns what LibTorch throws into an error, so that no exception leaves
/// the engine.
template <typename Work>
auto guarded(Work&& work) -> decltype(work())
{
    const CaughtSignalsElsewhere signalsElsewhere;
    try {
        return work();
    } catch (const Stopped&) {
        return cancelled();
    } catch (const WeightsUnreadable& e) {
        return Failure(e.error);
    } catch (const std::bad_alloc&) {
        return inputError("The memory does not suffice for this input", {},
                          "Give a smaller --memory, or a shorter text.");
    } catch (const c10::Error& e) {
        return computationFailed(e.what_without_backtrace());
    } catch (const std::exception& e) {
        return computationFailed(e.what());
    }
}

Array stacked(const std::vector<at::Tensor>& layers)
{
    return toArray(at::stack(layers));
}

Attribution toAttribution(const PathAttribution& path, std::size_t layers, bool keepHidden)
{
    const auto middle = path.conductance.begin() + static_cast<std::ptrdiff_t>(layers);
    const std::vector<at::Tensor> hidden(path.conductance.begin(), middle);
    std::vector<at::Tensor> tokens;
    Attribution a;
    a.difference = path.difference;
    for (const at::Tensor& layer : hidden) {
        tokens.push_back(layer.sum(-1));
        a.deltas.push_back(layer.sum(at::kDouble).item<double>() - path.difference);
    }
    a.tokens = stacked(tokens);
    a.attention = stacked({middle, path.conductance.end()});
    if (keepHidden)
        a.hidden = stacked(hidden);
    a.input = toArray(path.input.sum(-1));
    a.moved = path.moved;
    if (!path.error.empty()) {
        const auto split = path.error.begin() + static_cast<std::ptrdiff_t>(layers);
        a.tokensError.assign(path.error.begin(), split);
        a.attentionError.assign(split, path.error.end());
    }
    return a;
}

AttributionLevel toLevel(const PathResult& path, const std::vector<TargetFunction>& targets, std::size_t layers,
                         bool hidden)
{
    AttributionLevel level;
    for (std::size_t t = 0; t < targets.size(); ++t) {
        Attribution a = toAttribution(path.targets[t], layers, hidden);
        a.positions = targets[t].positions;
        level.attributions.push_back(std::move(a));
    }
    level.points = path.points;
    level.final = path.final;
    level.toleranceMet = path.toleranceMet;
    level.errorReference = path.errorReference;
    return level;
}

/// Also where a run is stopped or fails.
struct ReleaseAtEnd {
    ReleaseAtEnd() = default;
    ReleaseAtEnd(const ReleaseAtEnd&) = delete;
    ReleaseAtEnd& operator=(const ReleaseAtEnd&) = delete;
    ~ReleaseAtEnd() { releaseFreeMemory(); }
};

class TorchEngine : public Engine {
public:
    TorchEngine(const ModelConfig& config, const Checkpoint& checkpoint) : m_network(config, checkpoint) {}

    Result<Scores> scores(const Input& input, const Options& options, const Job& job) override
    {
        return guarded([&]() -> Result<Scores> {
            useThreads(options.threads);
            const at::AutoGradMode off(false);
            const Result<Replacements> held = heldIn(input, options, job);
            return held ? scoresOf(passOf(input, job, *held)) : Result<Scores>(Failure(held.error()));
        });
    }

    Result<ForwardPass> forward(const Input& input, const Options& options, const Job& job) override
    {
        return guarded([&]() -> Result<ForwardPass> {
            useThreads(options.threads);
            const at::AutoGradMode off(false);
            const ReleaseAtEnd release;
            const Result<Replacements> held = heldIn(input, options, job);
            if (!held)
                return Failure(held.error());
            return forwardResult(passOf(input, job, *held), options, job);
        });
    }

    Result<void> attribute(const Input& input, const std::vector<TargetFunction>& targets, const Options& options,
                           const Job& job, const PublishLevel& publish) override
    {
        return guarded([&]() -> Result<void> {
            if (Result<void> ok = checkTargets(input, targets); !ok)
                return ok;
            useThreads(options.threads);
            const at::AutoGradMode off(false);
            const ReleaseAtEnd release;
            const Result<Replacements> held = heldIn(input, options, job);
            if (!held)
                return Failure(held.error());
            const PathProblem problem = problemOf(input, targets, options, job);
            const auto levelOf = [&](const PathResult& path) {
                AttributionLevel level = toLevel(path, targets, m_network.layers().size(), options.hidden);
                level.pointsMap = problem.map;
                level.smooth = problem.smooth;
                return level;
            };
            AttributionLevel last =
                levelOf(integrate(input, targets, options, problem, *held, [&](const PathResult& path) {
                    if (!path.final)
                        publish(levelOf(path));
                }));
            if (options.embeddings)
                addEmbeddings(m_network, input, targets, problem, *held, last);
            publish(std::move(last));
            return {};
        });
    }

    Result<MethodArrays> method(Method method, const Input& input, const std::vector<TargetFunction>& targets,
                                const Options& options, const Job& job) override
    {
        return guarded([&]() -> Result<MethodArrays> {
            if (Result<void> ok = targets.empty() ? Result<void>() : checkTargets(input, targets); !ok)
                return Failure(ok.error());
            useThreads(options.threads);
            const at::AutoGradMode off(false);
            const ReleaseAtEnd release;
            return methodArrays(method, {m_network, input, targets, memoryBudget(options.memoryMiB), job});
        });
    }

    Result<void> ablate(const Input& input, const std::vector<Ablation>& sets, const Options& options, const Job& job,
                        const PublishScores& publish) override
    {
        return guarded([&]() -> Result<void> {
            if (Result<void> ok = checkHead(); !ok)
                return ok;
            useThreads(options.threads);
            const at::AutoGradMode off(false);
            std::vector<Ablation> single;
            for (const Ablation& set : sets) {
                Result<Ablation> parts = singleParts(set, m_network.config().layers, m_network.config().heads);
                if (!parts)
                    return Failure(parts.error());
                single.push_back(std::move(*parts));
            }
            const bool patches = std::any_of(single.begin(), single.end(), needsBaseline);
            const auto take = [&](std::size_t i, const at::Tensor& scores) { publish(i, {toArray(scores.clone())}); };
            engine::ablate(m_network, sourcesOf(input, patches, options, job), single, memoryBudget(options.memoryMiB),
                           job, take);
            return {};
        });
    }

    Result<Array> lens(const Input& input, const Options& options, const Job& job) override
    {
        return guarded([&]() -> Result<Array> {
            if (Result<void> ok = checkHead(); !ok)
                return Failure(ok.error());
            useThreads(options.threads);
            const at::AutoGradMode off(false);
            return toArray(lensScores(m_network, m_runs.of(input, job.stop)));
        });
    }

    Result<std::vector<Array>> maskGradients(const Input& input, const std::vector<TargetFunction>& targets,
                                             const Options& options, const Job& job) override
    {
        return guarded([&]() -> Result<std::vector<Array>> {
            if (Result<void> ok = checkTargets(input, targets); !ok)
                return Failure(ok.error());
            useThreads(options.threads);
            const at::AutoGradMode off(false);
            std::vector<Array> found;
            for (const at::Tensor& each :
                 engine::maskGradients(m_network, m_runs.of(input, job.stop), targets, job.stop).unbind())
                found.push_back(toArray(each.clone()));
            return found;
        });
    }

    Result<void> patch(const Input& input, const Input& other, const std::vector<TokenPair>& pairs,
                       const Options& options, const Job& job, const PublishPatched& publish) override
    {
        return guarded([&]() -> Result<void> {
            if (Result<void> ok = checkHead(); !ok)
                return ok;
            useThreads(options.threads);
            const at::AutoGradMode off(false);
            const KeptRun& run = m_runs.of(input, job.stop);
            engine::patch(m_network, run, m_runs.of(other, job.stop), pairs, memoryBudget(options.memoryMiB), job,
                          [&](const PatchedPlace& place, const at::Tensor& scores) {
                              publish(place, {toArray(scores.clone())});
                          });
            return {};
        });
    }

    Result<void> scoresOfIds(const Input& input, const std::vector<std::vector<std::int64_t>>& ids,
                             const Options& options, const Job& job, const PublishScores& publish) override
    {
        return guarded([&]() -> Result<void> {
            if (Result<void> ok = checkHead(); !ok)
                return ok;
            useThreads(options.threads);
            const at::AutoGradMode off(false);
            const ReleaseAtEnd release;
            const auto take = [&](std::size_t i, const at::Tensor& scores) { publish(i, {toArray(scores.clone())}); };
            engine::scoresOfIds(m_network, input, ids, memoryBudget(options.memoryMiB), job, take);
            return {};
        });
    }

private:
    Result<void> checkHead() const
    {
        if (m_network.head().isThere())
            return {};
        return inputError("This model is an encoder without a head, so that there is no score to attribute", {},
                          "Choose a model that was fine-tuned for a task.");
    }

    AblationSources sourcesOf(const Input& input, bool patches, const Options& options, const Job& job)
    {
        const KeptRun& run = m_runs.of(input, job.stop);
        return {run, patches ? &m_runs.ofBaseline(input, options.baseline == Baseline::Zero, job.stop) : nullptr};
    }

    /// What is held in the run that `options` analyse.
    Result<Replacements> heldIn(const Input& input, const Options& options, const Job& job)
    {
        if (options.ablation.empty())
            return Replacements();
        const ModelConfig& c = m_network.config();
        const Result<Ablation> set = singleParts(options.ablation, c.layers, c.heads);
        if (!set)
            return Failure(set.error());
        return heldBy(*set, sourcesOf(input, needsBaseline(*set), options, job), c.heads);
    }

    Result<void> checkTargets(const Input& input, const std::vector<TargetFunction>& targets) const
    {
        if (Result<void> ok = checkHead(); !ok)
            return ok;
        const Head& head = m_network.head();
        const auto rows = static_cast<std::int64_t>(head.judged(input).size());
        const auto isScore = [&](const TargetFunction::Term& t) {
            return t.row >= 0 && t.row < rows && t.column >= 0 && t.column < head.classes();
        };
        for (const TargetFunction& target : targets) {
            const bool maximum = target.terms.empty() && (rows == 0 || !isScore({0, target.maximumColumn}));
            if (maximum || !std::all_of(target.terms.begin(), target.terms.end(), isScore))
                return inputError("The model has no such score as the target " + target.name + " names", {},
                                  "Choose another target.");
        }
        return {};
    }

    /// Along the path of the word embeddings. What is published is also returned in the end, when the path function has
    /// given its memory back.
    PathResult integrate(const Input& input, const std::vector<TargetFunction>& targets, const Options& options,
                         const PathProblem& problem, const Replacements& held, const PublishPath& publish) const
    {
        PathResult result = [&] {
            const auto function = wordPath(m_network, input, targets, problem.job.stop, held);
            if (!hasPath(problem))
                return withoutPath(*function, problem);
            if (options.rule == Rule::Captum)
                return captum(*function, problem, options, publish);
            return exactConductance(*function, problem, options.tolerance, options.maxPoints, publish);
        }();
        releaseFreeMemory();
        return result;
    }

    /// Publishes Captum's sums, and, if asked for, once more with their error against the integral itself.
    static PathResult captum(PathFunction& function, const PathProblem& problem, const Options& options,
                             const PublishPath& publish)
    {
        PathResult result = captumConductance(function, problem, options.steps);
        result.final = !options.measureError;
        publish(result);
        if (result.final)
            return result;
        PathProblem reference = problem;
        reference.what = "Measuring the error";
        measureError(result, exactConductance(function, reference, options.tolerance, options.maxPoints, {}), problem);
        result.final = true;
        publish(result);
        return result;
    }

    EncoderPass passOf(const Input& input, const Job& job, const Replacements& held) const
    {
        const at::Tensor sum = m_network.words(input.inputIds) + m_network.places(input);
        return forwardPass(m_network, m_network.embedded(sum).unsqueeze(0), m_network.head().judged(input), job.stop,
                           held);
    }

    ForwardPass forwardResult(const EncoderPass& pass, const Options& options, const Job& job) const
    {
        ForwardPass result{scoresOf(pass), {}, {}};
        result.attention = toArray(at::cat(pass.attention));
        result.norms = attentionNorms(m_network, pass, memoryBudget(options.memoryMiB), job.stop);
        return result;
    }

    static Scores scoresOf(const EncoderPass& pass)
    {
        return pass.scores.defined() ? Scores{toArray(pass.scores[0])} : Scores();
    }

    PathProblem problemOf(const Input& input, const std::vector<TargetFunction>& targets, const Options& options,
                          const Job& job) const
    {
        const std::size_t layers = m_network.layers().size();
        PathProblem problem;
        problem.input = m_network.words(input.inputIds);
        problem.baseline = baselineWords(m_network, input, options.baseline == Baseline::Zero);
        problem.measured = [layers, hidden = options.hidden](std::size_t i, const at::Tensor& c) {
            if (i >= layers)
                return std::vector<at::Tensor>{c};
            return hidden ? std::vector<at::Tensor>{c.sum(-1), c} : std::vector<at::Tensor>{c.sum(-1)};
        };
        problem.complete = [layers](std::size_t i) { return i < layers; };
        problem.smooth = m_network.config().activation != "relu" && m_network.head().isSmooth()
            && std::none_of(targets.begin(), targets.end(), [](const TargetFunction& t) { return t.terms.empty(); });
        problem.memoryBytes = memoryBudget(options.memoryMiB);
        problem.job = job;
        return problem;
    }

    static void useThreads(int threads)
    {
        const int cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
        const int wanted = threads > 0 ? threads : cores;
        // LibTorch sets a number of its own upon first use, here and not later.
        at::internal::lazy_init_num_threads();
        at::get_num_threads();
        omp_set_num_threads(wanted);
        // Only for a LibTorch with an OpenMP runtime of its own: this also starts threads for quantised operators,
        // which keep a core busy for 40 ms.
        if (at::get_num_threads() != wanted)
            at::set_num_threads(wanted);
    }

    EncoderNetwork m_network;
    KeptRuns m_runs{m_network};
    std::jthread m_preparing{prepareProducts}; ///< while the first pass is on its way
};

} // namespace

} // namespace headlight::engine

extern "C" __attribute__((visibility("default"))) void headlight_make_engine(const headlight::ModelConfig& config,
                                                                             const headlight::Checkpoint& checkpoint,
                                                                             headlight::MadeEngine& made)
{
    made = headlight::engine::guarded([&]() -> headlight::MadeEngine {
        return std::unique_ptr<headlight::Engine>(new headlight::engine::TorchEngine(config, checkpoint));
    });
}
