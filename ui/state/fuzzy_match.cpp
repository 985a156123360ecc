// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/fuzzy_match.h"

#include <vector>

namespace headlight::ui {

namespace {

constexpr int wordStart = 8;
constexpr int sideBySide = 6;
constexpr int anywhere = 1;
constexpr int unreachable = -100000;
constexpr qsizetype mostTyped = 64; ///< longer texts are no commands, and would cost time

QString letters(const QString& typed)
{
    QString kept;
    for (const QChar letter : typed.left(mostTyped))
        if (!letter.isSpace())
            kept.append(letter.toCaseFolded());
    return kept;
}

bool beginsWord(const QString& text, qsizetype index)
{
    return index == 0 || (!text[index - 1].isLetterOrNumber() && text[index].isLetterOrNumber());
}

/// best(t, i): the best score of the first t + 1 letters with letter t at place i of the text; and where letter t − 1
/// was.
class Board {
public:
    Board(const QString& typed, const QString& text)
        : m_typed(typed),
          m_text(text),
          m_cells(static_cast<std::size_t>(typed.size() * text.size()))
    {
        for (qsizetype t = 0; t < typed.size(); ++t)
            fillRow(t);
    }

    std::optional<FuzzyMatch> best() const
    {
        const qsizetype last = m_typed.size() - 1;
        qsizetype end = 0;
        for (qsizetype i = 1; i < m_text.size(); ++i)
            if (cell(last, i).score > cell(last, end).score)
                end = i;
        if (cell(last, end).score < 0)
            return {};
        FuzzyMatch match{cell(last, end).score, {}};
        for (qsizetype t = last; t >= 0; end = cell(t, end).before, --t)
            match.positions.prepend(static_cast<int>(end));
        return match;
    }

private:
    struct Cell {
        int score = unreachable;
        qsizetype before = 0;
    };

    const Cell& cell(qsizetype t, qsizetype i) const
    {
        return m_cells[static_cast<std::size_t>(t * m_text.size() + i)];
    }

    void fillRow(qsizetype t)
    {
        qsizetype best = -1; // the best place of the letter before, not counting the neighbour
        for (qsizetype i = 0; i < m_text.size(); ++i) {
            if (t > 0 && i > 1 && (best < 0 || cell(t - 1, i - 2).score >= cell(t - 1, best).score))
                best = i - 2;
            if (m_text[i].toCaseFolded() == m_typed[t])
                m_cells[static_cast<std::size_t>(t * m_text.size() + i)] = reached(t, i, best);
        }
    }

    Cell reached(qsizetype t, qsizetype i, qsizetype best) const
    {
        const int own = beginsWord(m_text, i) ? wordStart : anywhere;
        if (t == 0)
            return {own, 0};
        const int apart = best < 0 ? unreachable : cell(t - 1, best).score;
        const int beside = i < 1 ? unreachable : cell(t - 1, i - 1).score + sideBySide;
        return beside >= apart ? Cell{beside + own, i - 1} : Cell{apart + own, best};
    }

    const QString& m_typed;
    const QString& m_text;
    std::vector<Cell> m_cells;
};

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(const QString& typed, const QString& text)
{
    const QString wanted = letters(typed);
    if (wanted.isEmpty())
        return FuzzyMatch();
    if (text.isEmpty())
        return {};
    return Board(wanted, text).best();
}

} // namespace headlight::ui
