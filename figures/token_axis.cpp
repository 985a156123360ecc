// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/token_axis.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "figures/token_text.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(TokenAxis)
};

QString mergeName(Merge merge)
{
    switch (merge) {
    case Merge::Sum: return Text::tr("sum");
    case Merge::Mean: return Text::tr("mean");
    default: return Text::tr("maximum");
    }
}

/// `count` values, `stride` apart.
float mergedValue(const float* values, int count, std::ptrdiff_t stride, Merge merge)
{
    if (count == 1)
        return *values;
    double sum = 0;
    float largest = 0;
    for (int i = 0; i < count; ++i) {
        const float value = values[i * stride];
        sum += value;
        if (std::isnan(value) || std::abs(value) > std::abs(largest))
            largest = value;
    }
    if (merge == Merge::Maximum)
        return largest;
    return static_cast<float>(merge == Merge::Sum ? sum : sum / count);
}

/// The rows and columns of `map` that are named, in that order.
Array picked(const Array& map, const std::vector<int>& rows, const std::vector<int>& columns)
{
    std::vector<float> values;
    values.reserve(rows.size() * columns.size());
    const std::int64_t width = map.dimension(1);
    for (const int row : rows)
        for (const int column : columns)
            values.push_back(map.data()[row * width + column]);
    return Array({static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(columns.size())},
                 std::move(values));
}

std::vector<int> allRows(const Array& map)
{
    std::vector<int> rows(static_cast<std::size_t>(map.dimension(0)));
    std::iota(rows.begin(), rows.end(), 0);
    return rows;
}

} // namespace

QString mergeText(const MergeRule& rule)
{
    if (rule.from == rule.to)
        return Text::tr("words: %1").arg(mergeName(rule.to));
    return Text::tr("words: %1 of “from”, %2 of “to”").arg(mergeName(rule.from), mergeName(rule.to));
}

TokenAxis::TokenAxis(const Input& input, const Display& display)
    : m_words(display.words),
      m_tokens(static_cast<int>(input.tokens.size()))
{
    makeGroups(input);
    makeOrder(display.special);
    m_plain = m_groups.size() == input.tokens.size() &&
              (display.special == SpecialTokens::Shown || display.special == SpecialTokens::OutOfRange);
}

void TokenAxis::makeGroups(const Input& input)
{
    const std::vector<bool> continued = continuedWords(input);
    const QStringList read = readTokens(input);
    for (int token = 0; token < m_tokens; ++token) {
        const auto index = static_cast<std::size_t>(token);
        const bool joins = continued[index] && !m_groups.empty() && !m_groups.back().special;
        const std::string& text = input.tokens[index];
        if (m_words && joins)
            m_groups.back().append(pieceText(text, input));
        else
            m_groups.push_back({token, 1, input.isSpecial(token), joins,
                                m_words ? read[token] : QString::fromStdString(text), read[token],
                                joins ? pieceText(text, input) : read[token]});
    }
    for (Group& group : m_groups)
        group.shown = shownToken(group.shown);
}

void TokenAxis::Group::append(const QString& piece)
{
    ++count;
    for (QString* each : {&text, &shown, &running})
        *each += piece;
}

void TokenAxis::makeOrder(SpecialTokens special)
{
    m_order.resize(m_groups.size());
    std::iota(m_order.begin(), m_order.end(), 0);
    const auto isWord = [this](int group) { return !m_groups[static_cast<std::size_t>(group)].special; };
    if (special == SpecialTokens::Last || special == SpecialTokens::Hidden) {
        const auto behind = std::stable_partition(m_order.begin(), m_order.end(), isWord);
        if (special == SpecialTokens::Hidden)
            m_order.erase(behind, m_order.end());
    }
    m_allInRange = special != SpecialTokens::OutOfRange;
    for (int entry = 0; entry < static_cast<int>(m_order.size()); ++entry)
        if (m_allInRange || isWord(m_order[static_cast<std::size_t>(entry)]))
            m_ranged.push_back(entry);
}

AxisLabels TokenAxis::labels(Axis axis) const
{
    AxisLabels labels{axis, {}, {}, {}};
    for (const int group : m_order) {
        labels.texts.append(m_groups[static_cast<std::size_t>(group)].text);
        labels.shown.append(m_groups[static_cast<std::size_t>(group)].shown);
        labels.running.append(
            {m_groups[static_cast<std::size_t>(group)].running, m_groups[static_cast<std::size_t>(group)].joins});
    }
    if (m_plain)
        return labels;
    labels.entries = QList<int>(m_tokens, -1);
    for (int entry = 0; entry < static_cast<int>(m_order.size()); ++entry) {
        const Group& group = m_groups[static_cast<std::size_t>(m_order[static_cast<std::size_t>(entry)])];
        labels.tokens.append(group.first);
        for (int token = group.first; token < group.first + group.count; ++token)
            labels.entries[token] = entry;
    }
    return labels;
}

Array TokenAxis::mergedColumns(const Array& values, Merge merge) const
{
    if (m_groups.size() == static_cast<std::size_t>(m_tokens))
        return values;
    std::vector<float> merged;
    for (std::int64_t row = 0; row < values.dimension(0); ++row)
        for (const Group& group : m_groups)
            merged.push_back(mergedValue(values.data() + row * m_tokens + group.first, group.count, 1, merge));
    return Array({values.dimension(0), static_cast<std::int64_t>(m_groups.size())}, std::move(merged));
}

Array TokenAxis::arrangedColumns(const Array& values) const
{
    return m_plain ? values : picked(values, allRows(values), m_order);
}

Array TokenAxis::columns(const Array& values, Merge merge) const
{
    return arrangedColumns(mergedColumns(values, merge));
}

Array TokenAxis::square(const Array& map, const MergeRule& rule) const
{
    if (m_plain)
        return map;
    Array merged = mergedColumns(map, rule.to);
    if (m_groups.size() != static_cast<std::size_t>(m_tokens)) {
        const std::int64_t width = merged.dimension(1);
        std::vector<float> rows;
        for (const Group& group : m_groups)
            for (std::int64_t column = 0; column < width; ++column)
                rows.push_back(
                    mergedValue(merged.data() + group.first * width + column, group.count, width, rule.from));
        merged = Array({static_cast<std::int64_t>(m_groups.size()), width}, std::move(rows));
    }
    return picked(merged, m_order, m_order);
}

Array TokenAxis::inRange(const Array& map, bool rowsToo) const
{
    if (m_allInRange)
        return map;
    return picked(map, rowsToo ? m_ranged : allRows(map), m_ranged);
}

} // namespace headlight::ui
