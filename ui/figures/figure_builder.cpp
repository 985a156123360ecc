// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/figure_builder.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "ui/figures/distribution_figure.h"
#include "ui/figures/exactness.h"
#include "ui/figures/summaries.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Figure)
};

using Missing = tl::unexpected<QString>;

constexpr double wideAspect = 2.4;   // heads x tokens, layers x tokens
constexpr double mapsToBars = 1.5;   // heights in the Tokens view
constexpr double barRoom = 1.05;     // of an axis, beyond its longest bar
constexpr int layersOfOneColumn = 3; // more stand in two columns
constexpr int layersOfOneScreen = 8; // more are scrolled through

AxisLabels tokenLabels(const AnalysisResult& result, Axis axis)
{
    AxisLabels labels{axis, {}};
    for (const std::string& token : result.input.tokens)
        labels.texts.append(QString::fromStdString(token));
    return labels;
}

AxisLabels numberLabels(Axis axis, std::int64_t count)
{
    AxisLabels labels{axis, {}};
    for (std::int64_t i = 0; i < count; ++i)
        labels.texts.append(QString::number(i));
    return labels;
}

QString missingText(const AnalysisResult& result, const Measure& measure)
{
    if (measure.id.isEmpty())
        return Text::tr("There is no such measure in this result.");
    if (result.stage == Stage::Complete)
        return Text::tr("This session holds no values of “%1”. Run the question again to compute them.")
            .arg(measure.label);
    return Text::tr("“%1” is not computed yet. It comes in the course of a run; where one was cancelled, run again.").arg(measure.label);
}

QString layerTitle(int layer)
{
    return Text::tr("Layer %1").arg(layer);
}

QString headTitle(int head)
{
    return Text::tr("Head %1").arg(head);
}

/// A figure that knows its colours and texts, and no panel yet.
FigureData emptyFigure(const AnalysisResult& result, const FigureRequest& request, const QString& unit, bool isSigned)
{
    FigureData figure;
    figure.view = request.view;
    figure.caption = captionText(result, request);
    figure.unit = unit;
    figure.isSigned = isSigned;
    figure.colours = request.colours.isEmpty() ? (isSigned ? "blue-orange" : "viridis") : request.colours;
    figure.oneRange = request.range.kind != RangeRule::Kind::Panel;
    return figure;
}

/// Bars reach from zero to both extremes of all `bars`, with some room.
void setAxis(Panel& panel, const QList<Array>& bars, bool isSigned)
{
    panel.range = colourRange(bars, {RangeRule::Kind::Shared}, isSigned);
    panel.axis.low = panel.axis.high = 0;
    for (const Array& values : bars) {
        for (const float value : values.values()) {
            panel.axis.low = std::min(panel.axis.low, std::isfinite(value) ? value * barRoom : 0);
            panel.axis.high = std::max(panel.axis.high, std::isfinite(value) ? value * barRoom : 0);
        }
    }
    if (panel.axis.low == panel.axis.high)
        panel.axis.high = 1;
}

/// Gives every map its colour range: one for all values in `scope`, or its own.
void setRanges(FigureData& figure, const RangeRule& rule, const QList<Array>& scope)
{
    if (figure.oneRange)
        figure.range = colourRange(scope, rule, figure.isSigned);
    QList<Array> bars; // on one scale too, so that they can be compared
    for (const Panel& panel : figure.panels) {
        if (panel.kind == Panel::Kind::Bars)
            bars.append(panel.values);
    }
    const RangeRule all{RangeRule::Kind::Shared};
    for (Panel& panel : figure.panels) {
        if (panel.kind == Panel::Kind::Bars)
            setAxis(panel, bars, figure.isSigned);
        else
            panel.range = figure.oneRange ? figure.range : colourRange({panel.values}, all, figure.isSigned);
    }
}

void setRanges(FigureData& figure, const RangeRule& rule)
{
    QList<Array> scope;
    for (const Panel& panel : figure.maps())
        scope.append(panel.values);
    setRanges(figure, rule, scope);
}

Panel headPanel(const AnalysisResult& result, const Array& map, int layer, int head)
{
    Panel panel;
    panel.title = head < 0 ? layerTitle(layer) : headTitle(head);
    panel.values = map;
    panel.rows = tokenLabels(result, Axis::From);
    panel.columns = tokenLabels(result, Axis::To);
    panel.base = {layer, head, -1, -1};
    panel.keys = {QString::number(layer)};
    if (head >= 0)
        panel.keys.append(QString::number(head));
    return panel;
}

/// The labels are shared text: copying them for each panel costs a reference count.
void addHeads(FigureData& figure, const AnalysisResult& result, const Array& maps, int layer)
{
    const Panel model = headPanel(result, maps[0], layer, 0);
    for (int head = 0; head < maps.dimension(0); ++head) {
        Panel panel = model;
        panel.title = headTitle(head);
        panel.values = maps[head];
        panel.base.head = head;
        panel.keys = {QString::number(layer), QString::number(head)};
        figure.panels.append(panel);
    }
}

FigureData oneHead(FigureData figure, const AnalysisResult& result, const Array& maps, const FigureRequest& request)
{
    figure.title = Text::tr("Layer %1, head %2: %3").arg(request.layer).arg(request.head).arg(figure.unit);
    figure.panels = {headPanel(result, maps[request.head], request.layer, request.head)};
    figure.panels[0].title.clear();
    figure.shape = figure.panels[0].values.shape();
    QList<Array> scope; // of the whole layer, so that enlarging a head changes no colour
    for (int head = 0; head < maps.dimension(0); ++head)
        scope.append(figure.oneRange ? maps[head] : maps[request.head]);
    setRanges(figure, request.range, scope);
    return figure;
}

Figure headsFigure(const AnalysisResult& result, const FigureRequest& request, const Measure& measure)
{
    const Array maps = headMaps(result, measure.id)[request.layer];
    FigureData figure = emptyFigure(result, request, measure.unit, measure.isSigned);
    if (request.head >= maps.dimension(0))
        return Missing(Text::tr("There is no head %1: the model has %2.").arg(request.head).arg(maps.dimension(0)));
    if (request.head >= 0)
        return oneHead(std::move(figure), result, maps, request);
    figure.title = Text::tr("Layer %1: %2").arg(request.layer).arg(measure.unit);
    figure.keyNames = QStringList{"layer", "head"};
    figure.shape = maps.shape();
    addHeads(figure, result, maps, request.layer);
    setRanges(figure, request.range);
    return figure;
}

/// One map a layer, as a panel each.
FigureData layerPanels(FigureData figure, const AnalysisResult& result, const QList<Array>& maps, const RangeRule& rule)
{
    const Panel model = headPanel(result, maps[0], 0, -1);
    for (int layer = 0; layer < maps.size(); ++layer) {
        Panel panel = model;
        panel.title = layerTitle(layer);
        panel.values = maps[layer];
        panel.base.layer = layer;
        panel.keys = QStringList{QString::number(layer)};
        figure.panels.append(panel);
    }
    figure.keyNames = QStringList{"layer"};
    figure.shape = maps[0].shape();
    figure.shape.insert(figure.shape.begin(), maps.size());
    setRanges(figure, rule);
    return figure;
}

QList<Array> slices(const Array& values)
{
    QList<Array> list;
    for (std::int64_t i = 0; i < values.dimension(0); ++i)
        list.append(values[i]);
    return list;
}

Figure layersFigure(const AnalysisResult& result, const FigureRequest& request, const Measure& measure)
{
    const bool summed = measure.id == "sum-alpha-f";
    const QString unit = summed ? measure.unit : Text::tr("%1, L2 norm over heads").arg(measure.unit);
    FigureData figure = emptyFigure(result, request, unit, false);
    figure.title = Text::tr("All layers: %1").arg(unit);
    QList<Array> maps = slices(summed ? result.norms.sumAlphaF : headMaps(result, measure.id));
    if (!summed)
        std::transform(maps.cbegin(), maps.cend(), maps.begin(), normOverHeads);
    return layerPanels(std::move(figure), result, maps, request.range);
}

Figure overviewFigure(const AnalysisResult& result, const FigureRequest& request, const Measure& measure)
{
    const Array maps = headMaps(result, measure.id);
    FigureData figure = emptyFigure(result, request, measure.unit, measure.isSigned);
    figure.title = Text::tr("All layers and heads: %1").arg(measure.unit);
    figure.thumbnails = true;
    figure.columns = static_cast<int>(maps.dimension(1));
    figure.keyNames = QStringList{"layer", "head"};
    figure.shape = maps.shape();
    for (int layer = 0; layer < maps.dimension(0); ++layer)
        addHeads(figure, result, maps[layer], layer);
    setRanges(figure, request.range);
    return figure;
}

/// ‖f(x)‖ as it is, other measures as what each token receives; [H,S] a layer.
QList<Array> tokenToHeadMaps(const AnalysisResult& result, const QString& measure)
{
    if (measure == "f")
        return slices(result.norms.f);
    QList<Array> maps = slices(headMaps(result, measure));
    std::transform(maps.cbegin(), maps.cend(), maps.begin(), receivedByToken);
    return maps;
}

Figure tokenToHeadFigure(const AnalysisResult& result, const FigureRequest& request, const Measure& measure)
{
    const QString unit = measure.id == "f" ? measure.unit : Text::tr("%1 received").arg(measure.unit);
    FigureData figure = emptyFigure(result, request, unit, measure.isSigned);
    figure.title = Text::tr("Token to head, all layers: %1").arg(unit);
    const bool few = result.attention.dimension(0) <= layersOfOneColumn;
    figure.panelAspect = wideAspect;
    figure.columns = few ? 1 : 2;
    figure.labelEachRow = result.attention.dimension(0) > layersOfOneScreen;
    figure = layerPanels(std::move(figure), result, tokenToHeadMaps(result, measure.id), request.range);
    for (Panel& panel : figure.panels)
        panel.rows = numberLabels(Axis::Head, panel.rowCount());
    return figure;
}

Panel conductancePanel(const AnalysisResult& result, const QString& target, const Array& rows)
{
    Panel panel;
    panel.title = measureNamed(&result, target).label;
    panel.values = rows;
    panel.rows = numberLabels(Axis::Layer, rows.dimension(0));
    panel.columns = tokenLabels(result, Axis::To);
    panel.keys = QStringList{target};
    return panel;
}

Panel conductanceBars(const AnalysisResult& result, const QString& target, const Array& rows, int layer)
{
    Panel panel;
    panel.kind = Panel::Kind::Bars;
    panel.title = Text::tr("%1, layer %2").arg(measureNamed(&result, target).label).arg(layer);
    panel.values = asRow(rows[layer]);
    panel.columns = tokenLabels(result, Axis::To);
    panel.base.layer = layer;
    return panel;
}

/// The targets whose token attributions are there, in the order of the text.
QStringList conductanceTargets(const AnalysisResult& result)
{
    QStringList targets;
    for (const Measure& measure : measures(&result)) {
        const Attribution* attribution = result.attribution(measure.id.toStdString());
        if (attribution && attribution->tokens.rank() == 2 && attribution->tokens.dimension(0) > 0)
            targets.append(measure.id);
    }
    return targets;
}

Figure tokensFigure(const AnalysisResult& result, const FigureRequest& request)
{
    const QStringList targets = conductanceTargets(result);
    if (targets.isEmpty())
        return Missing(missingText(result, {"tokens", Text::tr("Layer conductance"), {}, {}}));
    FigureData figure = emptyFigure(result, request, Text::tr("conductance, normalised by layer"), true);
    figure.title = Text::tr("Layer conductance of the tokens, normalised in each layer");
    figure.panelAspect = wideAspect;
    figure.columns = static_cast<int>(targets.size());
    figure.rowWeights = {mapsToBars, 1};
    figure.keyNames = QStringList{"target"};
    for (const QString& target : targets)
        figure.panels.append(
            conductancePanel(result, target, normalisedRows(result.attribution(target.toStdString())->tokens)));
    for (const QString& target : targets)
        figure.panels.append(
            conductanceBars(result, target, result.attribution(target.toStdString())->tokens, request.layer));
    figure.shape = figure.panels[0].values.shape();
    figure.shape.insert(figure.shape.begin(), targets.size());
    setRanges(figure, request.range);
    return figure;
}

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
    if (view == "heads" || view == "overview")
        ids.removeOne("sum-alpha-f");
    return view == "tokens" || view == "distribution" ? QStringList() : ids;
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
    return tokenToHeadFigure(result, request, measure);
}

QString windowText(const AnalysisResult& result)
{
    if (result.windows.size() < 2)
        return {};
    return Text::tr(", window %1 of %2 of the context").arg(result.window + 1).arg(result.windows.size());
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
    return request.view == "tokens" ? tokensFigure(result, request) : measuredFigure(result, request);
}

QStringList viewNames()
{
    return {"heads", "layers", "overview", "token-to-head", "tokens", "distribution"};
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
                             .arg(QString::fromStdString(result.model.name),
                                  QString::fromStdString(result.input.question), windowText(result));
    const QString exactness = exactnessOf(result, request).text;
    return exactness.isEmpty() ? text : Text::tr("%1 Layer conductance: %2").arg(text, exactness);
}

} // namespace headlight::ui
