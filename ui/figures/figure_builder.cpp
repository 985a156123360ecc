// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/figure_builder.h"

#include <QCoreApplication>

#include "ui/figures/blocks_figure.h"
#include "ui/figures/compare_figure.h"
#include "ui/figures/distribution_figure.h"
#include "ui/figures/exactness.h"
#include "ui/figures/figure_parts.h"
#include "ui/figures/isolated.h"
#include "ui/figures/map_figures.h"
#include "ui/figures/not_finite.h"
#include "ui/figures/tokens_figure.h"
#include "ui/figures/words_figure.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Figure)
};

QStringList measuresOf(const QString& view, const AnalysisResult* result)
{
    QStringList ids;
    for (const Measure& measure : measures(result))
        ids.append(measure.id);
    if (view == "token-to-head") {
        ids.removeOne("sum-alpha-f");
        ids.prepend(ids.takeLast()); // ‖f(x)‖ is what this view is for
    } else {
        ids.removeOne("f");
    }
    if (view == "heads" || view == "overview" || view == "compare" || view == "blocks")
        ids.removeOne("sum-alpha-f");
    return view == "tokens" || view == "distribution" || view == "words" ? QStringList() : ids;
}

Figure measuredFigure(const AnalysisResult& result, const FigureRequest& request)
{
    const Measure measure = measureNamed(&result, request.measure);
    if (!measure.id.isEmpty() && !measuresOf(request.view, &result).contains(measure.id))
        return Missing(Text::tr("This view does not show “%1”.").arg(measure.label));
    if (!measure.available)
        return Missing(missingText(result, measure));
    if (request.view == "heads")
        return headsFigure(result, request, measure);
    if (request.view == "layers")
        return layersFigure(result, request, measure);
    if (request.view == "overview")
        return overviewFigure(result, request, measure);
    if (request.view == "compare")
        return compareFigure(result, request);
    if (request.view == "blocks")
        return blocksFigure(result, request, measure);
    return tokenToHeadFigure(result, request, measure);
}

QString windowText(const AnalysisResult& result)
{
    if (result.windows.size() < 2)
        return {};
    return Text::tr(", window %1 of %2 of the context").arg(result.window + 1).arg(result.windows.size());
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

Figure buildFigure(const AnalysisResult& result, const FigureRequest& request)
{
    if (!viewNames().contains(request.view))
        return Missing(Text::tr("There is no view “%1”; the views are %2.").arg(request.view, viewNames().join(", ")));
    if (request.view == "distribution")
        return distributionFigure(result, request, captionText(result, request));
    if (result.input.tokens.empty() || result.attention.rank() != 4 || result.attention.size() == 0)
        return Missing(Text::tr("Attention is not computed yet. It comes in the course of a run; where one was cancelled, run again."));
    if (request.layer < 0 || request.layer >= result.attention.dimension(0))
        return Missing(
            Text::tr("There is no layer %1: the model has %2.").arg(request.layer).arg(result.attention.dimension(0)));
    if (request.view == "words")
        return noted(wordsFigure(result, request));
    return noted(request.view == "tokens" ? tokensFigure(result, request) : measuredFigure(result, request));
}

QStringList viewNames()
{
    return {"heads", "layers", "overview", "token-to-head", "tokens", "distribution", "compare", "blocks", "words"};
}

QList<Measure> viewMeasures(const QString& view, const AnalysisResult* result)
{
    QList<Measure> list;
    for (const QString& id : measuresOf(view, result))
        list.append(measureNamed(result, id));
    return list;
}

QString nearestMeasure(const QString& view, const AnalysisResult* result, const QString& measure)
{
    const QStringList shown = measuresOf(view, result);
    if (shown.isEmpty() || shown.contains(measure))
        return measure;
    const QString near = measure == "sum-alpha-f" || measure == "f" ? "alpha-f" : "attention";
    return shown.contains(near) ? near : shown.first();
}

QString captionText(const AnalysisResult& result, const FigureRequest& request)
{
    const QString text = Text::tr("Model %1, question “%2”%3.")
                             .arg(isolated(QString::fromStdString(result.model.name)),
                                  isolated(QString::fromStdString(result.input.question)), windowText(result));
    const QString exactness = exactnessOf(result, request).text;
    return exactness.isEmpty() ? text : Text::tr("%1 Layer conductance: %2").arg(text, exactness);
}

} // namespace headlight::ui
