// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/figure_builder.h"

#include <QCoreApplication>
#include <algorithm>

#include "figures/blocks_figure.h"
#include "figures/compare_figure.h"
#include "figures/distribution_figure.h"
#include "figures/exactness.h"
#include "figures/figure_parts.h"
#include "figures/isolated.h"
#include "figures/map_figures.h"
#include "figures/not_finite.h"
#include "figures/tokens_figure.h"
#include "figures/words_figure.h"

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

/// `measure` or what is most like it among `shown`.
QString nearestNamed(const QStringList& shown, const QString& measure)
{
    if (shown.isEmpty() || shown.contains(measure))
        return measure;
    const QString near = measure == "sum-alpha-f" || measure == "f" ? "alpha-f" : "attention";
    return shown.contains(near) ? near : shown.first();
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
    return Text::tr("window %1 of %2 of the context").arg(result.window + 1).arg(result.windows.size());
}

/// "Model tiny, question “Who?”, window 2 of 3 of the context.", as far as it is known.
QString originText(const AnalysisResult& result)
{
    QStringList parts;
    if (!result.model.name.empty())
        parts.append(Text::tr("model %1").arg(isolated(QString::fromStdString(result.model.name))));
    if (!result.input.leadText().empty() || result.model.isStated())
        parts.append(Text::tr("question “%1”").arg(isolated(QString::fromStdString(result.input.leadText()))));
    parts.append(windowText(result));
    parts.removeAll(QString());
    const QString text = parts.join(QStringLiteral(", "));
    return text.isEmpty() ? text : text.front().toUpper() + text.mid(1) + QLatin1Char('.');
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
    if (result.input.tokens.empty())
        return Missing(Text::tr("Nothing is computed yet. It comes in the course of a run; where one was cancelled, run again."));
    // Without layers there may still be words; what needs layers says what is missing.
    if (request.layer < 0 || request.layer >= std::max(1, result.model.layers))
        return Missing(
            Text::tr("There is no layer %1: the model has %2.").arg(request.layer).arg(result.model.layers));
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
    const QString near = nearestNamed(measuresOf(view, result), measure);
    if (!result || result->stage != Stage::Complete || measureNamed(result, near).available)
        return near; // what a run has not brought yet is waited for
    for (const Measure& other : viewMeasures(view, result))
        if (other.available)
            return other.id;
    return near;
}

bool hasFigure(const AnalysisResult& result, const QString& view)
{
    if (view == "tokens")
        return !conductanceTargets(result).isEmpty();
    if (view == "words")
        return !importanceSources(result).isEmpty();
    if (view == "distribution")
        return !distributionTargets(result, 0).isEmpty();
    const QList<Measure> list = viewMeasures(view, &result);
    return std::any_of(list.begin(), list.end(), [](const Measure& measure) { return measure.available; });
}

QString nearestView(const AnalysisResult& result, const QString& view)
{
    if (view != "heads" || result.stage != Stage::Complete || hasFigure(result, view))
        return view;
    for (const char* other : {"tokens", "layers", "token-to-head", "words", "distribution"})
        if (hasFigure(result, other))
            return other;
    return view;
}

QString captionText(const AnalysisResult& result, const FigureRequest& request)
{
    const Exactness exactness = exactnessOf(result, request);
    QStringList parts{originText(result), exactness.text};
    if (!exactness.text.isEmpty() && !exactness.subject.isEmpty())
        parts[1] = QStringLiteral("%1: %2").arg(exactness.subject, exactness.text);
    parts.removeAll(QString());
    return parts.join(QLatin1Char(' '));
}

} // namespace headlight::ui
