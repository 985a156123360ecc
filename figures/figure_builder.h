// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include "core/data/analysis_result.h"
#include "figures/display.h"
#include "figures/figure_data.h"
#include "figures/importance.h"
#include "figures/measure.h"
#include "figures/view_choices.h"

namespace headlight::ui {

/// What to show.
struct FigureRequest {
    QString view;    ///< heads, layers, overview, token-to-head, tokens, distribution, compare, blocks, words
    QString measure; ///< of a view that has none it is not read; in view distribution: one target alone, or empty
    int layer = 0;
    int head = -1;  ///< in view heads: this one alone; in view compare: the first where none is given
    int token = -1; ///< of view distribution; -1: where the answer starts
    RangeRule range;
    QString colours; ///< empty: those of `display`
    Display display;
    ViewChoices choices;
    std::optional<ImportanceSource> source; ///< of view words; empty: the first that there is
    ResultPtr other;           ///< in view compare: whose measure B is; null: of the same result
    Array board;               ///< in view compare: the heads' agreement where it is known, NaN where not yet; else null
    bool boardGrowing = false; ///< more of it is to come
};

/// A figure, or the sentence that says why there is none.
using Figure = tl::expected<FigureData, QString>;

/// Makes the figure of any view.
Figure buildFigure(const AnalysisResult& result, const FigureRequest& request);

/// The views that are figures, as the command line names them.
QStringList viewNames();
/// The measures that `view` can show, in the order of their buttons.
QList<Measure> viewMeasures(const QString& view, const AnalysisResult* result);
/// `measure` if `view` shows it, else the nearest that it does: one measure is shared by all views. Of a complete result,
/// one that it holds where it holds any: another program's may have no attention.
QString nearestMeasure(const QString& view, const AnalysisResult* result, const QString& measure);

/// Whether `result` holds what `view` shows.
bool hasFigure(const AnalysisResult& result, const QString& view);
/// `view`, unless it is heads, which any session opens on, and another program's session holds no heads: then one that it
/// has.
QString nearestView(const AnalysisResult& result, const QString& view);

/// Model, question and window, and how exact the attributions are that `request` shows: for a caption.
QString captionText(const AnalysisResult& result, const FigureRequest& request);

} // namespace headlight::ui
