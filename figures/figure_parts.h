// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures/figure_request.h"
#include "figures/measure.h"
#include "figures/token_axis.h"

namespace headlight::ui {

// What figures of several views are made of.

/// A figure that knows its colours and texts, and no panel yet. `measure` is the key of its colours in
/// Display::colours.
FigureData emptyFigure(const AnalysisResult& result, const FigureRequest& request, const QString& unit, bool isSigned,
                       const QString& measure);
/// Labels 0, 1, ... or 1, 2, ...
AxisLabels numberLabels(Axis axis, std::int64_t count, int first);
/// "Layer 4", as it is numbered on screen.
QString layerTitle(int layer, const Display& display);
QString headTitle(int head, const Display& display);
/// What an attribution has beside the attention's, as a measure that missingText() speaks of: "tokens", the sums over
/// hidden units, or "input".
Measure attributionPart(const char* part, const QString& label);
/// Why `measure` is not there.
QString missingText(const AnalysisResult& result, const Measure& measure);
QList<Array> slices(const Array& values);

/// Gives every map its colour range, one for all values in `scope` or its own, and bars one scale.
void setRanges(FigureData& figure, const RangeRule& rule, const QList<Array>& scope);
/// The same; the scope is all maps, but for what `axis` keeps out of ranges. `rowsToo`: rows are tokens as well.
void setRanges(FigureData& figure, const RangeRule& rule, const TokenAxis& axis, bool rowsToo);

} // namespace headlight::ui
