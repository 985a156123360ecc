// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <optional>

#include "figures/token_axis.h"

namespace headlight::ui {

/// What values are read by: wordpieces, or the words that the maps merge them to. Special tokens stay where they are.
class TokenUnits {
public:
    TokenUnits() = default; ///< the wordpieces of any result, without names
    TokenUnits(const Input& input, bool words);

    bool areWords() const { return m_words.has_value(); }
    const QStringList& names() const { return m_names; } ///< as they are
    const QStringList& shownNames() const { return m_shown; }
    QString name(int unit) const;                        ///< as it is shown; empty where there is no such unit
    int unitOf(int token) const; ///< -1 where there is no such token
    int tokenOf(int unit) const; ///< the first of its pieces
    Cell unitsOf(const Cell& cell) const;

    Array map(const Array& values, const MergeRule& rule) const;  ///< [S,S] to [units,units]
    Array rows(const Array& values, const MergeRule& rule) const; ///< [R,S] to [R,units]

private:
    std::optional<TokenAxis> m_words;
    AxisLabels m_labels{};
    QStringList m_names;
    QStringList m_shown;
};

} // namespace headlight::ui
