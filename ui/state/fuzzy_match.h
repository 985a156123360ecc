// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <optional>

namespace headlight::ui {

/// How well a text answers what was typed, and which of its letters did.
struct FuzzyMatch {
    int score = 0;        ///< higher is better
    QList<int> positions; ///< of the letters found, rising
};

/// Finds the letters of `typed` in `text`, in their order but not necessarily side by side; case and blanks do not
/// count. Beginnings of words and letters side by side score best. Nothing where a letter is missing.
std::optional<FuzzyMatch> fuzzyMatch(const QString& typed, const QString& text);

} // namespace headlight::ui
