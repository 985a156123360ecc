// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/figure_builder.h"

#include <QCoreApplication>
#include <algorithm>

#include "figures/figure_parts.h"
#include "figures/not_finite.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Figure)
};

bool lists(const QList<Measure>& shown, const QString& id)
{
    return std::any_of(shown.begin(), shown.end(), [&id](const Measure& measure) { return measure.id == id; });
}

/// `measure` or what is most like it among `shown`: a norm of heads for a norm, attention for a target.
QString nearestNamed(const QList<Measure>& shown, const QString& measure)
{
    if (shown.isEmpty() || lists(shown, measure))
        return measure;
    const MeasureKind wanted = kindOf(measure);
    for (const Measure& each : shown) {
        const MeasureKind& kind = each.kind;
        const bool alike = wanted.isTarget || kind.merge == wanted.merge;
        if (alike && !kind.isTarget && kind.shape == MeasureShape::HeadMaps)
            return each.id;
    }
    return shown.first().id;
}

Figure measuredFigure(const AnalysisResult& result, const FigureRequest& request, const ViewKind& view)
{
    const Measure measure = measureNamed(&result, request.measure);
    if (!measure.id.isEmpty() && !lists(viewMeasures(view.id, &result), measure.id))
        return Missing(Text::tr("This view does not show “%1”.").arg(measure.label));
    if (!measure.available)
        return Missing(missingText(result, measure));
    return view.build(result, request, measure);
}

/// With a caption that tells of what is no number.
Figure noted(Figure figure)
{
    const QString text = figure ? notFiniteText(*figure) : QString();
    if (!text.isEmpty())
        figure->caption += QLatin1Char(' ') + text;
    return figure;
}

} // namespace

Figure buildFigure(const AnalysisResult& result, const FigureRequest& asked)
{
    const ViewKind& view = viewKind(asked.view);
    if (view.id.isEmpty())
        return Missing(Text::tr("There is no view “%1”; the views are %2.").arg(asked.view, viewNames().join(", ")));
    FigureRequest request = asked;
    request.shows = view.shows;
    request.showsOneLayer = view.showsOneLayer;
    if (view.layers == Choosable::None) // there is none to be checked, and what is missing it says itself
        return view.build(result, request, {});
    if (result.input.tokens.empty())
        return Missing(
            Text::tr("Nothing is computed yet. It comes in the course of a run; where one was cancelled, run again."));
    // Without layers there may still be words; what needs layers says what is missing.
    if (request.layer < 0 || request.layer >= std::max(1, result.model.layers))
        return Missing(
            Text::tr("There is no layer %1: the model has %2.").arg(request.layer).arg(result.model.layers));
    return noted(view.shapes.empty() ? view.build(result, request, {}) : measuredFigure(result, request, view));
}

QString nearestMeasure(const QString& view, const AnalysisResult* result, const QString& measure)
{
    const QList<Measure> shown = viewMeasures(view, result);
    const QString near = nearestNamed(shown, measure);
    if (!result || result->stage != Stage::Complete || measureNamed(result, near).available)
        return near; // what a run has not brought yet is waited for
    for (const Measure& other : shown)
        if (other.available)
            return other.id;
    return near;
}

bool hasFigure(const AnalysisResult& result, const QString& view)
{
    if (const ViewKind& kind = viewKind(view); kind.holds)
        return kind.holds(result);
    const QList<Measure> list = viewMeasures(view, &result);
    return std::any_of(list.begin(), list.end(), [](const Measure& measure) { return measure.available; });
}

QString nearestView(const AnalysisResult& result, const QString& view)
{
    if (view != viewTable().front().id || result.stage != Stage::Complete || hasFigure(result, view))
        return view;
    const ViewKind* nearest = nullptr;
    for (const ViewKind& other : viewTable()) {
        const bool earlier = other.inPlaceOfFirst > 0 && (!nearest || other.inPlaceOfFirst < nearest->inPlaceOfFirst);
        if (earlier && hasFigure(result, other.id))
            nearest = &other;
    }
    return nearest ? nearest->id : view;
}

} // namespace headlight::ui
