// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/patching.h"

#include <algorithm>
#include <limits>

#include "core/base/in_quotes.h"

namespace headlight {

namespace {

/// The token that a row of the scores judges.
std::int64_t tokenOfRow(const AnalysisResult& result, std::int64_t row)
{
    const std::vector<std::int64_t>& judged = result.input.judged;
    return judged.empty() ? row : judged[static_cast<std::size_t>(row)];
}

/// The row that judges a token; none where no row does.
std::optional<std::int64_t> rowOfToken(const AnalysisResult& result, std::int64_t token)
{
    const std::vector<std::int64_t>& judged = result.input.judged;
    if (judged.empty())
        return token >= 0 && token < result.scores.rows() ? std::optional(token) : std::nullopt;
    const auto found = std::ranges::find(judged, token);
    return found == judged.end() ? std::nullopt : std::optional<std::int64_t>(found - judged.begin());
}

/// What `other` predicts, as a prediction of `base`.
std::optional<Predicted> theirs(const AnalysisResult& base, const AnalysisResult& other, const Task& task,
                                const Predicted& own)
{
    const TokenAlignment alignment = alignInputs(base.input, other.input);
    const std::int64_t like = alignment.rightOf(own[0]);
    const Predicted predicted = task.predicted(other, like < 0 ? std::nullopt : std::optional(like));
    const std::optional<Predicted> moved =
        task.moved(predicted, [&](std::int64_t token) { return alignment.leftOf(token); });
    return moved && *moved != own ? moved : std::nullopt;
}

} // namespace

Result<PatchedLead> leadBetween(const AnalysisResult& base, const AnalysisResult& other, const Task& task,
                                const Tokenizer& tokenizer, const Options& options)
{
    Options wanted = options;
    std::string text = targetName(options.target);
    if (options.target.kind == TargetKind::Predicted) {
        const Predicted own = task.predicted(base);
        const std::optional<Predicted> rival = theirs(base, other, task, own);
        text = inQuotes(task.textOf(tokenizer, base, own)) + " over ";
        if (rival)
            return PatchedLead{task.lead(base, own, *rival), text + inQuotes(task.textOf(tokenizer, base, *rival))};
        wanted.target.kind = TargetKind::Contrast;
        text += "the runner-up";
    }
    Result<std::vector<TargetFunction>> targets = task.targets(tokenizer, base, wanted);
    if (!targets)
        return Failure(targets.error());
    return PatchedLead{std::move(targets->front()), std::move(text)};
}

std::optional<TargetFunction> targetIn(const AnalysisResult& other, const AnalysisResult& base,
                                       const TargetFunction& target, const TokenAlignment& alignment)
{
    TargetFunction moved = target;
    for (TargetFunction::Term& term : moved.terms) {
        const std::optional<std::int64_t> row = rowOfToken(other, alignment.rightOf(tokenOfRow(base, term.row)));
        if (!row)
            return {};
        term.row = *row;
    }
    return moved;
}

PatchingFiller::PatchingFiller(const AnalysisResult& base, const AnalysisResult& other, const PatchedLead& lead)
    : m_alignment(alignInputs(base.input, other.input)),
      m_stateShape{base.model.layers, base.input.length()},
      m_headShape{base.model.layers, base.model.heads},
      m_states(elementCount(m_stateShape), std::numeric_limits<float>::quiet_NaN()),
      m_heads(elementCount(m_headShape), std::numeric_limits<float>::quiet_NaN())
{
    m_patching.lead = lead.text;
    m_patching.value = valueOf(lead.function, base.scores);
    if (const auto moved = targetIn(other, base, lead.function, m_alignment))
        m_patching.otherValue = valueOf(*moved, other.scores);
    for (std::int64_t token = 0; token < base.input.length(); ++token)
        if (m_alignment.rightOf(token) < 0)
            m_patching.alone.push_back(token);
    m_patching.othersAlone = m_alignment.rightAlone();
}

void PatchingFiller::take(const PatchedPlace& place, double value)
{
    const bool isState = place.head < 0;
    const std::int64_t columns = (isState ? m_stateShape : m_headShape)[1];
    const std::int64_t cell = place.layer * columns + (isState ? place.token : place.head);
    (isState ? m_states : m_heads)[static_cast<std::size_t>(cell)] = static_cast<float>(value - m_patching.value);
}

Patching PatchingFiller::patching() const
{
    Patching patching = m_patching;
    patching.states = Array(m_stateShape, m_states);
    patching.heads = Array(m_headShape, m_heads);
    return patching;
}

} // namespace headlight
