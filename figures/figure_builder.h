// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures/figure_request.h"
#include "figures/view_table.h"

namespace headlight::ui {

/// Makes the figure of any view.
Figure buildFigure(const AnalysisResult& result, const FigureRequest& request);

/// `measure` if `view` shows it, else the nearest that it does: one measure is shared by all views. Of a complete
/// result, one that it holds where it holds any: another program's may have no attention.
QString nearestMeasure(const QString& view, const AnalysisResult* result, const QString& measure);

/// Whether `result` holds what `view` shows.
bool hasFigure(const AnalysisResult& result, const QString& view);
/// `view`, unless it is the first, which any session opens on, and another program's session does not hold what that
/// shows: then one that it has.
QString nearestView(const AnalysisResult& result, const QString& view);

} // namespace headlight::ui
