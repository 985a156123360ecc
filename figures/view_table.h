// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/session/view_state.h"
#include "figures/figure_request.h"
#include "figures/measure.h"

namespace headlight::ui {

/// How many layers or heads one figure of a view is asked for.
enum class Choosable { None, One, Several };

/// A way to look at a result.
struct ViewKind {
    QString id;                   ///< as on the command line and in sessions
    QString (*title)() = nullptr; ///< translated
    const char* help = "";        ///< what it shows and what its numbers are, for the command line; several lines
    /// The figure. The measure is one that is there; of a view without measures it is empty.
    Figure (*build)(const AnalysisResult& result, const FigureRequest& request, const Measure& measure) = nullptr;
    std::vector<MeasureShape> shapes = {}; ///< the measures that it shows, first those of the first shape; empty: none
    /// Whether a result holds what it shows; null: one of its measures.
    bool (*holds)(const AnalysisResult& result) = nullptr;
    /// Refuses what a request asks for and the result does not have, beyond what all views refuse; null: nothing.
    Result<void> (*check)(const AnalysisResult& result, const FigureRequest& request) = nullptr;
    ShownPart shows = ShownPart::Attention;
    bool showsOneLayer = false;             ///< of the attributions
    Choosable layers = Choosable::None;
    Choosable heads = Choosable::None;
    bool enlargesHead = false;  ///< one head may be shown alone
    bool namesTarget = false;   ///< a measure that is asked for is one of its targets
    bool comparesTwo = false;   ///< a second result can stand beside the first
    bool hasSources = false;    ///< what it shows has a source (ImportanceSource), of which only one knows layers
    QString pageOf = {};        ///< the view whose page it is on screen; empty: a view of its own
    int inPlaceOfFirst =
        0; ///< the order in which views stand in for the first, where that has nothing to show; 0: never
};

/// All views that are figures, in the order of their tabs.
const std::vector<ViewKind>& viewTable();
/// The row of `id`; one without an id where there is no such view.
const ViewKind& viewKind(const QString& id);

/// The views that are figures, as the command line names them.
QStringList viewNames();
/// The measures that `view` can show, in the order of their buttons.
QList<Measure> viewMeasures(const QString& view, const AnalysisResult* result);
/// The figure that was on screen in `state`: its view, or the page of it that is one of its own.
QString viewOnScreen(const ViewState& state);
/// A request for `view` that leaves all else open.
FigureRequest viewRequest(const QString& view);

} // namespace headlight::ui
