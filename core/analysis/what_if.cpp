// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/what_if.h"

#include <algorithm>
#include <cmath>

#include "core/analysis/board_filler.h"
#include "core/analysis/patching.h"
#include "core/measures/comparison.h"

namespace headlight {

namespace {

/// Of one window, which changed runs are of too, without what is large.
AnalysisResult lightCopy(const AnalysisResult& result)
{
    AnalysisResult light;
    light.model = result.model;
    light.input = result.input;
    light.windows = {ContextWindow()};
    return light;
}

std::vector<TargetFunction> withSpan(std::vector<TargetFunction> targets)
{
    TargetFunction span{"span", targets[0].terms};
    span.terms.insert(span.terms.end(), targets[1].terms.begin(), targets[1].terms.end());
    for (const TargetFunction::Term& term : span.terms)
        span.positions.push_back(term.row);
    targets.push_back(std::move(span));
    return targets;
}

bool isStartAndEnd(const std::vector<TargetFunction>& targets)
{
    return targets.size() == 2 && targets[0].name == "start" && targets[1].name == "end" && !targets[0].terms.empty() &&
           !targets[1].terms.empty();
}

/// The maps of layer number `layer` of `scores` [L+1,rows,C].
Scores layerOf(const Array& scores, std::int64_t layer)
{
    return {scores[layer]};
}

/// The scores of the heads that there are, under their names.
std::vector<std::pair<std::string, Array>> headScores(const WhatIfResults& results, const std::string& target)
{
    std::vector<std::pair<std::string, Array>> scores;
    for (const auto& [kind, board] : results.ablations)
        if (const auto found = board.heads.changes.find(target); found != board.heads.changes.end())
            scores.emplace_back(name(kind), found->second);
    if (const auto found = results.maskGradients.find(target); found != results.maskGradients.end())
        scores.emplace_back("mask_gradient", found->second);
    std::erase_if(scores, [](const auto& each) {
        return std::ranges::any_of(each.second.values(), [](float value) { return std::isnan(value); });
    });
    return scores;
}

std::vector<float> magnitudes(const Array& values)
{
    std::vector<float> result;
    for (const float value : values.values())
        result.push_back(std::abs(value));
    return result;
}

} // namespace

Result<void> checkIds(const Input& input)
{
    if (!input.inputIds.empty() && std::ranges::none_of(input.inputIds, [](std::int64_t id) { return id < 0; }))
        return {};
    return inputError("The token ids of this result are not known, so that it cannot be run again", {},
                      "Analyse the text with a model first.");
}

WhatIfRun::WhatIfRun(const AnalysisResult& result, Engine& engine, const Task& task, const Tokenizer& tokenizer)
    : m_engine(&engine),
      m_task(&task),
      m_tokenizer(&tokenizer),
      m_options(result.options.completed()),
      m_base(lightCopy(result))
{
    m_options.ablation = {};
    m_options.window = result.window; // positions count in it
    m_base.input.judged = task.judged(tokenizer, m_base.input);
}

Result<WhatIfRun> WhatIfRun::of(const AnalysisResult& result, Engine& engine, const Task& task,
                                const Tokenizer& tokenizer, const Job& job)
{
    if (Result<void> ok = checkIds(result.input); !ok)
        return Failure(ok.error());
    WhatIfRun run(result, engine, task, tokenizer);
    if (Result<void> ok = run.begin(job); !ok)
        return Failure(ok.error());
    return run;
}

Result<void> WhatIfRun::begin(const Job& job)
{
    const auto take = [&](std::size_t, Scores scores) { m_base.scores = std::move(scores); };
    if (Result<void> ok = m_engine->ablate(m_base.input, {{}}, m_options, job, take); !ok)
        return ok;
    m_task->read(*m_tokenizer, m_base);
    Result<std::vector<TargetFunction>> targets = m_task->targets(*m_tokenizer, m_base, m_options);
    if (!targets)
        return Failure(targets.error());
    const bool isPredicted = m_options.target.kind == TargetKind::Predicted;
    m_targets = isPredicted && isStartAndEnd(*targets) ? withSpan(std::move(*targets)) : std::move(*targets);
    m_before = reading(m_base.scores);
    return {};
}

std::vector<std::string> WhatIfRun::targetNames() const
{
    std::vector<std::string> names;
    for (const TargetFunction& target : m_targets)
        names.push_back(target.name);
    return names;
}

AnalysisResult WhatIfRun::resultOf(Scores scores) const
{
    AnalysisResult result = lightCopy(m_base);
    result.scores = std::move(scores);
    m_task->read(*m_tokenizer, result);
    return result;
}

RunReading WhatIfRun::reading(Scores scores) const
{
    AnalysisResult result = resultOf(std::move(scores));
    const Predicted before = m_task->predicted(m_base);
    RunReading reading;
    for (const TargetFunction& target : m_targets)
        reading.targets.push_back(valueOf(target, result.scores));
    reading.probability = m_task->probabilityOf(result, before);
    reading.predicted = m_task->predicted(result, before[0]);
    reading.predictedProbability = m_task->probabilityOf(result, reading.predicted);
    reading.same = m_task->agree(m_base, result);
    reading.candidates = std::move(result.candidates);
    for (AnswerSpan& span : reading.candidates)
        span.window = m_options.window;
    reading.prediction = std::move(result.prediction);
    return reading;
}

std::string WhatIfRun::textOf(const Predicted& predicted) const
{
    return m_task->textOf(*m_tokenizer, m_base, predicted);
}

Result<WhatIf> WhatIfRun::ablate(const Ablation& set, const Job& job) const
{
    const Result<Ablation> parts = resolved(set, m_base.model.layers, m_base.model.heads);
    if (!parts)
        return Failure(parts.error());
    WhatIf found{set, targetNames(), m_before, {}};
    const auto take = [&](std::size_t, Scores scores) { found.after = reading(std::move(scores)); };
    if (Result<void> ok = m_engine->ablate(m_base.input, {*parts}, m_options, job, take); !ok)
        return Failure(ok.error());
    return found;
}

Result<std::map<AblationKind, AblationBoard>> WhatIfRun::boards(std::span<const AblationKind> kinds, const Job& job,
                                                                const PublishBoards& publish) const
{
    BoardFiller filler(kinds, m_base.model.layers, m_base.model.heads, targetNames(), m_before.targets);
    const auto take = [&](std::size_t index, Scores scores) {
        filler.take(index, reading(std::move(scores)));
        if (publish && filler.isDue())
            publish(filler.boards());
    };
    if (Result<void> ok = m_engine->ablate(m_base.input, filler.sets(), m_options, job, take); !ok)
        return Failure(ok.error());
    auto boards = filler.boards();
    if (publish)
        publish(boards);
    return boards;
}

Result<Lens> WhatIfRun::lens(const Job& job) const
{
    const Result<Array> scores = m_engine->lens(m_base.input, m_options, job);
    if (!scores)
        return Failure(scores.error());
    Lens lens{*scores, {}, {}, {}};
    std::vector<float> probability;
    std::vector<float> predictedProbability;
    for (std::int64_t layer = 0; layer < scores->dimension(0); ++layer) {
        const RunReading said = reading(layerOf(*scores, layer));
        probability.push_back(static_cast<float>(said.probability));
        predictedProbability.push_back(static_cast<float>(said.predictedProbability));
        lens.predicted.insert(lens.predicted.end(), said.predicted.begin(), said.predicted.end());
    }
    lens.probability = Array({scores->dimension(0)}, std::move(probability));
    lens.predictedProbability = Array({scores->dimension(0)}, std::move(predictedProbability));
    return lens;
}

Result<std::map<std::string, Array>> WhatIfRun::maskGradients(const Job& job) const
{
    const Result<std::vector<Array>> found = m_engine->maskGradients(m_base.input, m_targets, m_options, job);
    if (!found)
        return Failure(found.error());
    std::map<std::string, Array> gradients;
    for (std::size_t t = 0; t < m_targets.size(); ++t)
        gradients[m_targets[t].name] = (*found)[t];
    return gradients;
}

Result<Patching> WhatIfRun::patch(const WhatIfRun& other, const Job& job, const PublishPatching& publish) const
{
    const Result<PatchedLead> lead = leadBetween(m_base, other.m_base, *m_task, *m_tokenizer, m_options);
    if (!lead)
        return Failure(lead.error());
    PatchingFiller filler(m_base, other.m_base, *lead);
    const auto take = [&](const PatchedPlace& place, Scores scores) {
        filler.take(place, valueOf(lead->function, scores));
        if (publish && filler.isDue())
            publish(filler.patching());
    };
    if (Result<void> ok = m_engine->patch(m_base.input, other.m_base.input, filler.pairs(), m_options, job, take); !ok)
        return Failure(ok.error());
    Patching patching = filler.patching();
    if (publish)
        publish(patching);
    return patching;
}

std::vector<RankAgreement> rankAgreements(const WhatIfResults& results, const std::string& target)
{
    const auto scores = headScores(results, target);
    std::vector<RankAgreement> agreements;
    for (std::size_t i = 0; i < scores.size(); ++i)
        for (std::size_t j = i + 1; j < scores.size(); ++j)
            agreements.push_back({scores[i].first, scores[j].first,
                                  spearman(scores[i].second.values(), scores[j].second.values()),
                                  spearman(magnitudes(scores[i].second), magnitudes(scores[j].second))});
    return agreements;
}

} // namespace headlight
