// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/ghost.h"

#include <algorithm>
#include <limits>

#include "core/measures/alignment.h"
#include "core/tasks/answer.h"

namespace headlight::ui {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

bool hasAnswerScores(const AnalysisResult& result)
{
    return result.model.task == TaskKind::QuestionAnswering && !result.scores.isNull();
}

bool sameModel(const ModelIdentity& a, const ModelIdentity& b)
{
    return a.name == b.name && a.layers == b.layers && a.heads == b.heads && a.configJson == b.configJson;
}

bool otherWindow(const AnalysisResult& a, const AnalysisResult& b)
{
    return a.window != b.window && a.input.sameTexts(b.input);
}

bool areAlike(const TokenAlignment& alignment)
{
    const auto shared = static_cast<std::int64_t>(alignment.pairs.size());
    return 2 * shared >= std::max(alignment.leftLength, alignment.rightLength);
}

/// The values of the left tokens at the places of their partners.
std::vector<double> carried(const std::vector<double>& values, const TokenAlignment& alignment)
{
    std::vector<double> result(static_cast<std::size_t>(alignment.rightLength), nothing);
    for (const TokenPair& pair : alignment.pairs)
        result[static_cast<std::size_t>(pair.right)] = values[static_cast<std::size_t>(pair.left)];
    return result;
}

} // namespace

Ghost ghostOf(const ResultPtr& before, const ResultPtr& now)
{
    const bool comparable = before && now && hasAnswerScores(*before) &&
                            sameModel(before->model, now->model) &&
                            !otherWindow(*before, *now);
    if (!comparable)
        return {};
    const TokenAlignment aligned = alignInputs(before->input, now->input);
    if (!areAlike(aligned))
        return {};
    std::vector<double> start = carried(tokenProbabilities(before->input, before->scores, StartColumn), aligned);
    std::vector<double> end = carried(tokenProbabilities(before->input, before->scores, EndColumn), aligned);
    return {before, std::move(start), std::move(end)};
}

void GhostKeeper::runStarted(const ResultPtr& shown)
{
    const bool readable = shown && !shown->scores.isNull(); // else it was hardly begun, and what was before it counts
    m_before = readable ? shown : m_ghost.before;
    m_awaited = true;
}

void GhostKeeper::showResult(const ResultPtr& result, bool running)
{
    const bool first = running && m_awaited;
    const bool later = result && !first && result->generation == m_generation;
    if (later)
        return; // another stage of the same run, with the same tokens
    m_generation = first && result ? result->generation : 0;
    m_awaited = false;
    setGhost(first ? ghostOf(m_before, result) : Ghost());
    m_before.reset();
}

void GhostKeeper::setGhost(Ghost ghost)
{
    const bool none = !m_ghost.before && !ghost.before;
    m_ghost = std::move(ghost);
    if (!none)
        emit changed();
}

} // namespace headlight::ui
