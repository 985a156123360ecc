// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QStringList>

#include "figures/figure_data.h"

namespace headlight::ui {

/// How a letter that cannot be drawn is named: in a terminal, which has fonts of its own, by itself.
enum class LetterAs { Itself, Number };

/// The scripts of `texts` that neither `font` nor any other installed font has letters for, each once, and the packages
/// that have them; empty where all can be drawn. Needs a QGuiApplication, and its thread.
QString missingLettersText(const QStringList& texts, const QFont& font, LetterAs how);
/// That `family` was chosen and is not installed, and what stands in for it; empty where it is, or none was chosen.
QString missingFontText(const QString& family);

/// All that is written in a figure: titles, caption, labels.
QStringList textsOf(const FigureData& figure);

} // namespace headlight::ui
