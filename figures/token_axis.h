// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <vector>

#include "core/data/analysis_result.h"
#include "core/measures/measure_table.h"
#include "figures/display.h"
#include "figures/figure_data.h"

namespace headlight::ui {

/// "words: mean of “from”, sum of “to”".
QString mergeText(const MergeRule& rule);

/// What the token axes of a figure show: wordpieces or words, with the special tokens where they are wanted.
class TokenAxis {
public:
    TokenAxis(const Input& input, const Display& display);

    /// Every token is an entry, in its place.
    bool isPlain() const { return m_plain; }
    bool mergesWords() const { return m_words; }
    AxisLabels labels(Axis axis) const;

    /// Values of tokens, [R,S], to values of words, [R,W], special tokens in their places.
    Array mergedColumns(const Array& values, Merge merge) const;
    /// Values of words, [R,W], to those of the entries.
    Array arrangedColumns(const Array& values) const;
    /// [R,S] to [R,E]: both.
    Array columns(const Array& values, Merge merge) const;
    /// [S,S] to [E,E].
    Array square(const Array& map, const MergeRule& rule) const;
    /// The rows and columns of a map of entries that are no special tokens, as far as `display` keeps those out of
    /// ranges.
    Array inRange(const Array& map, bool rowsToo) const;

private:
    struct Group {
        int first = 0; ///< token
        int count = 1;
        bool special = false;
        bool joins = false; ///< a piece that goes on with the word before it
        QString text;    ///< for tables
        QString shown;   ///< for eyes
        QString running; ///< in running text

        void append(const QString& piece);
    };

    void makeGroups(const Input& input);
    void makeOrder(SpecialTokens special);

    std::vector<Group> m_groups; ///< words, or pieces
    std::vector<int> m_order;    ///< of each entry, its group
    std::vector<int> m_ranged;   ///< entries that make the range
    bool m_words = false;
    bool m_plain = true;
    bool m_allInRange = true;
    int m_tokens = 0;
};

} // namespace headlight::ui
