// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRectF>
#include <QString>
#include <optional>

#include "core/base/error.h"
#include "figures/figure_data.h"

namespace headlight::ui {

/// Reads "0-3,7": numbers from 0 in any order, each once; nothing where the text is something else or names none.
std::optional<QList<int>> parseNumbers(const QString& text);
/// The reverse: ascending, neighbours joined.
QString numbersText(QList<int> numbers);

/// Leaves only the panels of these layers and heads (empty: all). Ranges stay, so that leaving panels out changes no
/// colour. Refuses views whose panels are not layers or heads, and a choice that leaves nothing.
Result<void> keepPanels(FigureData& figure, const QList<int>& layers, const QList<int>& heads);

/// Reads "LEFT,TOP,WIDTH,HEIGHT", fractions of a panel; nothing where that is no part of it.
std::optional<QRectF> parseWindow(const QString& text);

} // namespace headlight::ui
