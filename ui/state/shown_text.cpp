// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/shown_text.h"

#include <algorithm>

#include "core/base/utf8.h"

namespace headlight::ui {

namespace {

constexpr char between[] = "  ·  ";

std::int64_t codePoints(const std::string& text)
{
    return static_cast<std::int64_t>(decodeUtf8(text).size());
}

} // namespace

ShownText::ShownText(const AnalysisResult& result) : m_ranges(result.input.tokens.size())
{
    const bool asks = result.model.task == TaskKind::QuestionAnswering;
    for (const Passage& passage : result.input.passages)
        if (!asks || &passage == &result.input.passages.back())
            addPassage(result.input, passage);
    addMarks(result);
}

void ShownText::addPassage(const Input& input, const Passage& passage)
{
    if (!m_text.empty())
        m_text += between;
    const std::int64_t begin = codePoints(m_text);
    m_text += passage.text;
    const auto end = std::min<std::int64_t>(passage.end, static_cast<std::int64_t>(input.offsets.size()));
    for (std::int64_t token = passage.begin; token < end; ++token) {
        const TextRange& own = input.offsets[static_cast<std::size_t>(token)];
        m_ranges[static_cast<std::size_t>(token)] = {begin + own.begin, begin + own.end};
    }
}

void ShownText::addMarks(const AnalysisResult& result)
{
    if (!result.prediction)
        return;
    std::vector<std::string> labels;
    for (const LabelledSpan& span : result.prediction->spans) {
        auto label = std::find(labels.begin(), labels.end(), span.label);
        if (label == labels.end())
            label = labels.insert(labels.end(), span.label);
        m_marks.push_back(
            {{rangeOf(span.start).begin, rangeOf(span.end).end}, int(label - labels.begin()), span.label});
    }
    if (result.model.task == TaskKind::MaskedWords)
        for (const RowPrediction& row : result.prediction->rows)
            m_marks.push_back({rangeOf(row.token), 0, row.choices.front().text});
}

TextRange ShownText::rangeOf(std::int64_t token) const
{
    const bool known = token >= 0 && token < static_cast<std::int64_t>(m_ranges.size());
    return known ? m_ranges[static_cast<std::size_t>(token)] : TextRange();
}

std::int64_t ShownText::tokenAt(std::int64_t character) const
{
    const auto holds = [character](const TextRange& r) { return character >= r.begin && character < r.end; };
    const auto found = std::find_if(m_ranges.begin(), m_ranges.end(), holds);
    return found == m_ranges.end() ? -1 : found - m_ranges.begin();
}

} // namespace headlight::ui
