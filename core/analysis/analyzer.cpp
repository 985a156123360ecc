// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/analyzer.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "core/analysis/method_runs.h"
#include "core/base/in_quotes.h"
#include "core/engine/engine.h"
#include "core/model/model_finder.h"
#include "core/model/redrawn.h"
#include "core/model/weights_hash.h"
#include "core/tasks/tasks.h"
#include "core/tasks/windows.h"

namespace headlight {

namespace {

ModelIdentity identityOf(const std::filesystem::path& folder, const ModelConfig& config, TaskKind task)
{
    ModelIdentity identity;
    identity.name = modelName(folder);
    identity.architecture = config.architecture;
    identity.configJson = config.json;
    identity.layers = config.layers;
    identity.heads = config.heads;
    identity.hiddenSize = config.hiddenSize;
    identity.maxPositions = config.maxPositions;
    identity.task = task;
    if (task == TaskKind::Classification || task == TaskKind::TokenLabels)
        identity.labels = config.labels;
    identity.severalLabels = task == TaskKind::Classification && config.severalLabels;
    if (identity.architecture.empty())
        identity.architecture = std::string(config.family->classPrefix) +
                                (task == TaskKind::QuestionAnswering ? "ForQuestionAnswering" : "Model");
    return identity;
}

/// The sentences that there are.
std::string joined(std::initializer_list<std::string> sentences)
{
    std::string text;
    for (const std::string& sentence : sentences)
        text += (text.empty() || sentence.empty() ? "" : " ") + sentence;
    return text;
}

/// Seconds since it was made or last read.
class Stopwatch {
public:
    double lap()
    {
        const auto now = std::chrono::steady_clock::now();
        const std::chrono::duration<double> spent = now - m_begin;
        m_begin = now;
        return spent.count();
    }

private:
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

} // namespace

struct Analyzer::Parts {
    std::shared_ptr<const Tokenizer> tokenizer;
    bool segmentsOfTemplate = true; ///< false: the network knows one segment or none, whatever the tokenizer says
    ModelIdentity identity;
    std::unique_ptr<Engine> engine;
    std::unique_ptr<WeightsHash> hash;
    std::string warning;
    std::filesystem::path folder;
    ModelConfig config;
    ResultPtr last = {};
};

namespace {

/// One run of analyze(): the result as it grows, and a copy of it for every stage that is published.
class Run {
public:
    Run(const AnalysisRequest& request, const ModelIdentity& model, const Tokenizer& tokenizer, const Job& job,
        const Analyzer::Publish& publish)
        : m_job(job), m_publish(publish), m_options(request.options), m_task(taskOf(model.task)), m_tokenizer(tokenizer)
    {
        m_result.model = model;
        m_result.options = request.options;
        m_result.generation = request.generation;
        m_result.points = 0;
        m_result.toleranceMet = m_result.smooth = m_result.errorsEstimated = true;
    }

    Result<void> encode(const AnalysisRequest& request, bool segmentsOfTemplate)
    {
        Input framed = m_task.frame(m_tokenizer, {request.question, request.context});
        if (Result<void> ok = m_task.check(m_tokenizer, framed); !ok)
            return ok;
        Result<Input> input = completedInput(m_tokenizer, std::move(framed), request.options);
        if (!input)
            return Failure(input.error());
        if (!segmentsOfTemplate)
            input->segmentIds.assign(input->segmentIds.size(), 0);
        Result<std::vector<ContextWindow>> windows =
            contextWindows(*input, request.options, m_result.model.maxPositions);
        if (!windows)
            return Failure(windows.error());
        m_whole = std::move(*input);
        m_result.windows = std::move(*windows);
        return checkWindow(request.options.window);
    }

    /// Reads all windows of a long context, and chooses the one to show: that of the best answer, unless asked
    /// otherwise.
    Result<void> chooseWindow(Engine& engine)
    {
        const std::size_t count = m_result.windows.size();
        for (std::size_t i = 0; m_task.ranksWindows() && count > 1 && i < count; ++i) {
            m_job.progress("Reading windows, " + std::to_string(i + 1) + " of " + std::to_string(count),
                           static_cast<double>(i) / static_cast<double>(count));
            if (Result<void> ok = readWindow(engine, static_cast<int>(i)); !ok)
                return ok;
        }
        showWindow(m_options.window >= 0 ? m_options.window : bestWindow());
        if (Result<void> ok = m_task.check(m_tokenizer, m_result.input); !ok) // a window may have no mask
            return ok;
        finish("tokens", Stage::Tokens);
        return {};
    }

    Result<void> forward(Engine& engine)
    {
        m_job.progress("Attention and norms", 0);
        Result<ForwardPass> pass = engine.forward(m_result.input, m_options, m_job);
        if (!pass)
            return Failure(pass.error());
        m_result.scores = pass->scores;
        m_result.attention = pass->attention;
        m_result.norms = pass->norms;
        m_task.read(m_tokenizer, m_result);
        finish("forward", Stage::Attention);
        return {};
    }

    /// The scores alone.
    Result<ResultPtr> predict(Engine& engine)
    {
        Result<Scores> scores = engine.scores(m_result.input, m_options, m_job);
        if (!scores)
            return Failure(scores.error());
        m_result.scores = std::move(*scores);
        m_task.read(m_tokenizer, m_result);
        return show(Stage::Tokens);
    }

    bool hasHead() const { return m_result.model.hasHead(); }

    /// The methods that were asked for: those that look at targets where `targets` are given, else the others. What
    /// cannot be had is noted.
    Result<void> methods(Engine& engine, const std::vector<TargetFunction>& targets)
    {
        for (const MethodKind& kind : methodTable()) {
            const bool looks = hasHead() && kind.need != MethodNeed::Nothing;
            const bool asked = std::ranges::find(m_options.methods, kind.id) != m_options.methods.end();
            if (!asked || looks == targets.empty())
                continue;
            if (Result<void> done = method(engine, kind, targets); !done)
                return done;
        }
        return {};
    }

    Result<std::vector<TargetFunction>> targets() const { return m_task.targets(m_tokenizer, m_result, m_options); }

    Result<void> attribute(Engine& engine, const std::vector<TargetFunction>& targets)
    {
        const auto take = [&](AttributionLevel level) {
            for (std::size_t t = 0; t < targets.size(); ++t)
                m_result.attributions[targets[t].name] = std::move(level.attributions[t]);
            m_result.points = level.points;
            m_result.pointsMap = level.pointsMap;
            m_result.toleranceMet = level.toleranceMet;
            m_result.smooth = level.smooth;
            m_result.errorReference = level.errorReference;
            m_result.errorsEstimated = !level.errorReference;
            if (!level.final)
                show(Stage::Refining);
        };
        Result<void> done = engine.attribute(m_result.input, targets, m_options, m_job, take);
        if (done)
            m_result.timings.emplace_back("attribution", m_watch.lap());
        return done;
    }

    Result<ResultPtr> complete(const WeightsHash& hash)
    {
        Result<std::string> sha256 = hash.wait(m_job.stop);
        if (!sha256)
            return Failure(sha256.error());
        m_result.model.sha256 = std::move(*sha256);
        return show(Stage::Complete);
    }

private:
    Result<void> checkWindow(int asked) const
    {
        const int count = static_cast<int>(m_result.windows.size());
        if (asked < count)
            return {};
        return inputError(
            "There is no window " + std::to_string(asked) + ": the context makes " +
                (count == 1 ? "one window, number 0" : std::to_string(count) + " windows, numbered from 0"),
            "--window", "Give a smaller number, or leave it out for the window of the best answer.");
    }

    int bestWindow() const
    {
        return m_result.candidates.empty() ? m_task.usualWindow(m_tokenizer, m_whole, m_result.windows)
                                           : m_result.candidates.front().window;
    }

    void showWindow(int window)
    {
        m_result.window = window;
        m_result.input = windowInput(m_whole, m_result.windows[static_cast<std::size_t>(window)]);
        m_result.input.judged = m_task.judged(m_tokenizer, m_result.input);
    }

    Result<void> readWindow(Engine& engine, int index)
    {
        showWindow(index);
        Result<Scores> scores = engine.scores(m_result.input, m_options, m_job);
        if (!scores)
            return Failure(scores.error());
        m_result.scores = std::move(*scores);
        m_task.read(m_tokenizer, m_result);
        m_result.scores = {};
        m_result.answer.reset();
        return {};
    }

    Result<void> method(Engine& engine, const MethodKind& kind, const std::vector<TargetFunction>& targets)
    {
        const std::string reason = whyNot(kind, m_result);
        if (!reason.empty()) {
            m_result.notes.push_back(reason);
            return {};
        }
        m_job.progress("Method " + std::string(kind.id), 0);
        Result<MethodArrays> arrays = arraysOf(engine, kind, targets);
        if (!arrays && arrays.error().kind != ErrorKind::Input)
            return Failure(arrays.error());
        if (arrays)
            m_result.methods.merge(*arrays);
        else
            m_result.notes.push_back("Method " + std::string(kind.id) + " was left out. " + arrays.error().text());
        finish(kind.id, targets.empty() ? Stage::Attention : Stage::Refining);
        return {};
    }

    /// Those of a method that has none of its own are in the result already.
    Result<MethodArrays> arraysOf(Engine& engine, const MethodKind& kind, const std::vector<TargetFunction>& targets)
    {
        if (!isWhatIf(kind.method))
            return runMethod(kind, engine, m_result, targets, m_options, m_job);
        const Result<void> done = runWhatIf(kind, engine, m_task, m_tokenizer, m_result, m_job);
        return done ? Result<MethodArrays>(MethodArrays()) : Failure(done.error());
    }

    void finish(std::string_view step, Stage stage)
    {
        m_result.timings.emplace_back(step, m_watch.lap());
        show(stage);
    }

    ResultPtr show(Stage stage)
    {
        m_result.stage = stage;
        auto copy = std::make_shared<const AnalysisResult>(m_result);
        if (m_publish)
            m_publish(copy);
        return copy;
    }

    const Job& m_job;
    const Analyzer::Publish& m_publish;
    const Options m_options;
    const Task& m_task;
    const Tokenizer& m_tokenizer;
    Input m_whole; ///< with all of the context, however long
    AnalysisResult m_result;
    Stopwatch m_watch;
};

/// Whether two results' models are known to be different ones.
bool isOther(const ModelIdentity& a, const ModelIdentity& b)
{
    if (!a.sha256.empty() && !b.sha256.empty())
        return a.sha256 != b.sha256;
    return a.name != b.name || a.layers != b.layers || a.heads != b.heads || a.hiddenSize != b.hiddenSize;
}

Failure withoutHead()
{
    return inputError("This model is an encoder without a head, so that it says nothing that could change", {},
                      "Choose a model that was fine-tuned for a task.");
}

/// Before any work.
Result<void> checkRequest(const AnalysisRequest& request, const ModelIdentity& model)
{
    const Result<Ablation> parts = resolved(request.options.ablation, model.layers, model.heads);
    return parts ? checkOptions(request.options) : Failure(parts.error());
}

Result<void> compute(Run& run, Engine& engine, WeightsHash& hash)
{
    const WeightsHash::Behind behind(hash); // it would take one of the engine's cores
    if (Result<void> ok = run.chooseWindow(engine); !ok)
        return ok;
    if (Result<void> ok = run.forward(engine); !ok)
        return ok;
    if (Result<void> ok = run.methods(engine, {}); !ok || !run.hasHead())
        return ok;
    const Result<std::vector<TargetFunction>> targets = run.targets();
    if (!targets)
        return Failure(targets.error());
    if (Result<void> ok = run.attribute(engine, *targets); !ok)
        return ok;
    return run.methods(engine, *targets);
}

} // namespace

Analyzer::Analyzer() = default;
Analyzer::~Analyzer() = default;

Result<std::unique_ptr<Analyzer>> Analyzer::open(const std::filesystem::path& path, const Job& job)
{
    const Result<std::filesystem::path> folder = resolveModelFolder(path);
    if (!folder)
        return Failure(folder.error());
    const Result<ModelConfig> config = readModelConfig(*folder);
    if (!config)
        return Failure(config.error());
    const std::jthread preparing(prepareEngine); // takes longer than all that is read meanwhile
    Result<std::shared_ptr<const Tokenizer>> tokenizer = readTokenizer(*folder);
    if (!tokenizer)
        return Failure(tokenizer.error());
    Result<Checkpoint> checkpoint = readCheckpoint(*folder, *config, job);
    if (!checkpoint)
        return Failure(checkpoint.error());
    auto hash = std::make_unique<WeightsHash>(checkpoint->files);
    std::string warning = joined({config->remark, (*tokenizer)->remark(), checkpoint->notFinite});
    ModelIdentity identity = identityOf(*folder, *config, checkpoint->task());
    Result<std::unique_ptr<Engine>> engine = makeEngine(*config, std::move(*checkpoint));
    if (!engine)
        return Failure(engine.error());

    std::unique_ptr<Analyzer> analyzer(new Analyzer);
    const bool segments = config->family->segments == SegmentTable::OfTemplate;
    analyzer->m_parts = std::make_unique<Parts>(Parts{std::move(*tokenizer), segments, std::move(identity),
                                                      std::move(*engine), std::move(hash), std::move(warning), *folder,
                                                      *config});
    return analyzer;
}

const ModelIdentity& Analyzer::identity() const
{
    return m_parts->identity;
}

const std::string& Analyzer::warning() const
{
    return m_parts->warning;
}

const Tokenizer& Analyzer::tokenizer() const
{
    return *m_parts->tokenizer;
}

std::shared_ptr<const Tokenizer> Analyzer::sharedTokenizer() const
{
    return m_parts->tokenizer;
}

void Analyzer::whenHashed(std::function<void(const std::string&)> then) const
{
    m_parts->hash->whenKnown(std::move(then));
}

Result<ResultPtr> Analyzer::analyze(const AnalysisRequest& request, const Job& job, const Publish& publish)
{
    if (Result<void> ok = checkRequest(request, m_parts->identity); !ok)
        return Failure(ok.error());
    const Publish remember = [&](const ResultPtr& result) {
        if (!result->scores.isNull())
            m_parts->last = result;
        if (publish)
            publish(result);
    };
    Run run(request, m_parts->identity, *m_parts->tokenizer, job, remember);
    if (Result<void> ok = run.encode(request, m_parts->segmentsOfTemplate); !ok)
        return Failure(ok.error());
    if (Result<void> ok = compute(run, *m_parts->engine, *m_parts->hash); !ok)
        return Failure(ok.error());
    return run.complete(*m_parts->hash);
}

Result<ResultPtr> Analyzer::predict(const AnalysisRequest& request, const Job& job)
{
    if (Result<void> ok = checkRequest(request, m_parts->identity); !ok)
        return Failure(ok.error());
    if (!m_parts->identity.hasHead())
        return withoutHead();
    const Publish silent;
    Run run(request, m_parts->identity, *m_parts->tokenizer, job, silent);
    if (Result<void> ok = run.encode(request, m_parts->segmentsOfTemplate); !ok)
        return Failure(ok.error());
    const WeightsHash::Behind behind(*m_parts->hash);
    if (Result<void> ok = run.chooseWindow(*m_parts->engine); !ok)
        return Failure(ok.error());
    Result<ResultPtr> result = run.predict(*m_parts->engine);
    if (result)
        m_parts->last = *result;
    return result;
}

const ResultPtr& Analyzer::last() const
{
    return m_parts->last;
}

/// An error where a changed run cannot be held against `result`.
Result<void> Analyzer::checkOwn(const AnalysisResult& result) const
{
    const ModelIdentity& own = m_parts->identity;
    if (!own.hasHead())
        return withoutHead();
    if (isOther(result.model, own))
        return inputError("The result is of the model " + inQuotes(result.model.name) + ", and the open one is " +
                              inQuotes(own.name),
                          {}, "Open the model that made the result, or analyse its text again.");
    return {};
}

Result<WhatIfRun> Analyzer::whatIf(const AnalysisResult& result, const Job& job)
{
    if (Result<void> ok = checkOwn(result); !ok)
        return Failure(ok.error());
    return WhatIfRun::of(result, *m_parts->engine, taskOf(m_parts->identity.task), *m_parts->tokenizer, job);
}

/// An error where the explanations of `result` cannot be tested.
Result<void> Analyzer::checkUnchanged(const AnalysisResult& result) const
{
    if (Result<void> ok = checkOwn(result); !ok)
        return ok;
    if (!result.options.ablation.value_or(Ablation()).empty())
        return inputError("The result is of a run with parts of the model ablated, whose explanations are not tested",
                          {}, "Analyse the text without them.");
    return checkIds(result.input);
}

Result<SanityCheck> Analyzer::sanity(const AnalysisResult& result, std::uint64_t seed, const Job& job)
{
    if (Result<void> ok = checkUnchanged(result); !ok)
        return Failure(ok.error());
    const Task& task = taskOf(m_parts->identity.task);
    AnalysisResult own = result;
    own.input.judged = task.judged(*m_parts->tokenizer, own.input);
    std::erase_if(own.attributions, [&](const auto& each) { return !result.isConductance(each.first); });
    const Options options = result.options.completed();
    const auto targets = task.targets(*m_parts->tokenizer, own, options);
    if (!targets)
        return Failure(targets.error());
    const Result<Checkpoint> checkpoint = readCheckpoint(m_parts->folder, m_parts->config, job);
    if (!checkpoint)
        return Failure(checkpoint.error());
    const auto engineOf = [&](int stage) {
        return makeEngine(m_parts->config, redrawn(*checkpoint, m_parts->config, stage, seed));
    };
    return checkSanity(engineOf, redrawnStages(m_parts->config), own, *targets, options, job);
}

Result<Faithfulness> Analyzer::faithfulness(const AnalysisResult& result, const FaithfulnessOptions& how,
                                            const Options& options, const Job& job, const PublishFaithfulness& publish)
{
    if (Result<void> ok = checkUnchanged(result); !ok)
        return Failure(ok.error());
    return measureFaithfulness(*m_parts->engine, taskOf(m_parts->identity.task), *m_parts->tokenizer, result, how,
                               options, job, publish);
}

Result<ResultPtr> Analyzer::withWhatIf(const AnalysisResult& result, const Job& job)
{
    const Result<WhatIfRun> run = whatIf(result, job);
    if (!run)
        return Failure(run.error());
    auto boards = run->boards(ablationKinds, job);
    if (!boards)
        return Failure(boards.error());
    auto gradients = run->maskGradients(job);
    if (!gradients)
        return Failure(gradients.error());
    Result<Lens> lens = run->lens(job);
    if (!lens)
        return Failure(lens.error());
    AnalysisResult completed = result;
    completed.whatIf = {std::move(*boards), std::move(*gradients), std::move(*lens)};
    return std::make_shared<const AnalysisResult>(std::move(completed));
}

Result<Patching> Analyzer::patch(const AnalysisResult& result, const AnalysisResult& other, const Job& job,
                                 const WhatIfRun::PublishPatching& publish)
{
    if (isOther(result.model, other.model))
        return inputError("The two runs are of different models, " + inQuotes(result.model.name) + " and " +
                              inQuotes(other.model.name) + ", whose parts cannot stand in for each other",
                          {}, "Analyse both texts with one model.");
    const Result<WhatIfRun> run = whatIf(result, job);
    if (!run)
        return Failure(run.error());
    const Result<WhatIfRun> second = whatIf(other, job);
    return second ? run->patch(*second, job, publish) : Failure(second.error());
}

} // namespace headlight
