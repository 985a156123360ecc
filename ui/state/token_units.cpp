// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/token_units.h"

#include "figures/token_text.h"

namespace headlight::ui {
namespace {

Display mergingWords()
{
    Display display;
    display.words = true;
    return display;
}

} // namespace

TokenUnits::TokenUnits(const Input& input, bool words)
{
    const TokenAxis merged(input, mergingWords());
    if (words && !merged.isPlain()) {
        m_words = merged;
        m_labels = merged.labels(Axis::To);
        m_names = m_labels.texts;
        m_shown = m_labels.shownTexts();
        return;
    }
    for (const std::string& token : input.tokens)
        m_names.append(QString::fromStdString(token));
    for (const QString& token : readTokens(input))
        m_shown.append(shownToken(token));
}

QString TokenUnits::name(int unit) const
{
    return m_shown.value(unit);
}

int TokenUnits::unitOf(int token) const
{
    return m_words ? m_labels.entries.value(token, -1) : token;
}

int TokenUnits::tokenOf(int unit) const
{
    return m_words ? m_labels.tokens.value(unit, -1) : unit;
}

Cell TokenUnits::unitsOf(const Cell& cell) const
{
    return {cell.layer, cell.head, unitOf(cell.from), unitOf(cell.to)};
}

Array TokenUnits::map(const Array& values, const MergeRule& rule) const
{
    return m_words ? m_words->square(values, rule) : values;
}

Array TokenUnits::rows(const Array& values, const MergeRule& rule) const
{
    return m_words ? m_words->columns(values, rule.to) : values;
}

} // namespace headlight::ui
