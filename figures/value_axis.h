// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include "figures/figure_data.h"

namespace headlight::ui {

/// A distance between ticks that reads well, 1, 2 or 5 times a power of ten: about `count` of them in `extent`.
double niceStep(double extent, int count);

/// An axis from zero to both extremes of `values`, with some room beyond; values that are not finite count for nothing.
ValueAxis axisFor(const QList<double>& values, const QString& name);

/// The multiples of `step` in [low, high], at most some hundreds.
QList<double> tickValues(double low, double high, double step);

/// The text of the tick at `value`, a multiple of `step`: as many decimals as `step` has.
QString stepText(double value, double step);

} // namespace headlight::ui
