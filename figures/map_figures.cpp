// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/map_figures.h"

#include <QCoreApplication>
#include <algorithm>

#include "figures/figure_parts.h"
#include "figures/summaries.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Figure)
};

constexpr double wideAspect = 2.4;   // heads x tokens
constexpr int layersOfOneColumn = 3; // more stand in two columns
constexpr int layersOfOneScreen = 8; // more are scrolled through

/// How maps of [S,S] become those that are shown.
struct Arrangement {
    TokenAxis axis;
    MergeRule rule;

    Arrangement(const AnalysisResult& result, const FigureRequest& request, const Measure& measure)
        : axis(result.input, request.display),
          rule(measure.kind.merge)
    {
    }
    Array of(const Array& map) const { return axis.square(map, rule); }
    /// `unit`, with how words were made of pieces.
    QString unit(const QString& text) const
    {
        return axis.mergesWords() ? QStringLiteral("%1 (%2)").arg(text, mergeText(rule)) : text;
    }
};

Panel mapPanel(const Arrangement& arrangement, const Array& map, const Cell& base)
{
    Panel panel;
    panel.values = arrangement.of(map);
    panel.rows = arrangement.axis.labels(Axis::From);
    panel.columns = arrangement.axis.labels(Axis::To);
    panel.base = base;
    panel.keys = {QString::number(base.layer)};
    if (base.head >= 0)
        panel.keys.append(QString::number(base.head));
    return panel;
}

/// The shape of the array behind the maps: `leading` dimensions, then rows and columns.
void setShape(FigureData& figure, Shape leading)
{
    const Shape& map = figure.panels.first().values.shape();
    leading.insert(leading.end(), map.begin(), map.end());
    figure.shape = std::move(leading);
}

/// The labels are shared text: copying them for each panel costs a reference count.
void addHeads(FigureData& figure, const Arrangement& arrangement, const Array& maps, int layer)
{
    const Panel model = mapPanel(arrangement, maps[0], {layer, 0});
    for (int head = 0; head < maps.dimension(0); ++head) {
        Panel panel = model;
        panel.title = Text::tr("Head %1").arg(head + figure.firstNumber);
        panel.values = arrangement.of(maps[head]);
        panel.base.head = head;
        panel.keys = {QString::number(layer), QString::number(head)};
        figure.panels.append(panel);
    }
}

FigureData oneHead(FigureData figure, const Arrangement& arrangement, const Array& maps, const FigureRequest& request)
{
    figure.title = Text::tr("%1, head %2: %3")
                       .arg(layerTitle(request.layer, request.display))
                       .arg(request.head + figure.firstNumber)
                       .arg(figure.unit);
    figure.panels = {mapPanel(arrangement, maps[request.head], {request.layer, request.head})};
    setShape(figure, {});
    QList<Array> scope; // of the whole layer, so that enlarging a head changes no colour
    for (int head = 0; head < maps.dimension(0); ++head)
        if (figure.oneRange || head == request.head)
            scope.append(arrangement.axis.inRange(arrangement.of(maps[head]), true));
    setRanges(figure, request.range, scope);
    return figure;
}

/// One panel a layer, of which only the values and the names differ.
void addLayers(FigureData& figure, Panel model, const QList<Array>& maps)
{
    for (int layer = 0; layer < maps.size(); ++layer) {
        model.title = Text::tr("Layer %1").arg(layer + figure.firstNumber);
        model.values = maps[layer];
        model.base.layer = layer;
        model.keys = QStringList{QString::number(layer)};
        figure.panels.append(model);
    }
    figure.keyNames = QStringList{"layer"};
    setShape(figure, {maps.size()});
}

QString summaryText(Summary summary, bool isSigned)
{
    switch (summary) {
    case Summary::Norm: return Text::tr("%1, L2 norm over heads");
    case Summary::Mean: return Text::tr("%1, mean over heads");
    default: return isSigned ? Text::tr("%1, largest by magnitude over heads") : Text::tr("%1, maximum over heads");
    }
}

Array summaryOf(const Array& maps, Summary summary)
{
    switch (summary) {
    case Summary::Norm: return normOverHeads(maps);
    case Summary::Mean: return meanOverHeads(maps);
    default: return largestOverHeads(maps);
    }
}

/// [H,S] a layer.
QList<Array> tokenToHeadMaps(const AnalysisResult& result, const MeasureKind& measure)
{
    QList<Array> maps = slices(valuesOf(measure, result));
    if (measure.shape == MeasureShape::HeadRows)
        return maps;
    std::transform(maps.cbegin(), maps.cend(), maps.begin(), receivedByToken);
    return maps;
}

} // namespace

Figure headsFigure(const AnalysisResult& result, const FigureRequest& request, const Measure& measure)
{
    const Array maps = valuesOf(measure.kind, result)[request.layer];
    const Arrangement arrangement(result, request, measure);
    FigureData figure = emptyFigure(result, request, arrangement.unit(measure.unit), measure.isSigned, measure.id);
    if (request.head >= maps.dimension(0))
        return Missing(Text::tr("There is no head %1: the model has %2.").arg(request.head).arg(maps.dimension(0)));
    if (request.head >= 0)
        return oneHead(std::move(figure), arrangement, maps, request);
    figure.title = Text::tr("%1: %2").arg(layerTitle(request.layer, request.display), figure.unit);
    figure.keyNames = QStringList{"layer", "head"};
    addHeads(figure, arrangement, maps, request.layer);
    setShape(figure, {maps.dimension(0)});
    setRanges(figure, request.range, arrangement.axis, true);
    return figure;
}

Figure layersFigure(const AnalysisResult& result, const FigureRequest& request, const Measure& measure)
{
    const bool summed = measure.kind.shape == MeasureShape::LayerMaps; // a map a layer by itself
    const Summary summary = request.display.summary;
    const bool isSigned = measure.isSigned && summary != Summary::Norm;
    const QString unit = summed ? measure.unit : summaryText(summary, isSigned).arg(measure.unit);
    const Arrangement arrangement(result, request, measure);
    FigureData figure = emptyFigure(result, request, arrangement.unit(unit), isSigned,
                                    isSigned == measure.isSigned ? measure.id : measure.id + ".norm");
    figure.title = Text::tr("All layers: %1").arg(figure.unit);
    QList<Array> maps = slices(valuesOf(measure.kind, result));
    const Panel model = mapPanel(arrangement, summed ? maps[0] : maps[0][0], {0, -1});
    for (Array& map : maps)
        map = arrangement.of(summed ? map : summaryOf(map, summary));
    addLayers(figure, model, maps);
    setRanges(figure, request.range, arrangement.axis, true);
    return figure;
}

Figure overviewFigure(const AnalysisResult& result, const FigureRequest& request, const Measure& measure)
{
    const Array maps = valuesOf(measure.kind, result);
    const Arrangement arrangement(result, request, measure);
    FigureData figure = emptyFigure(result, request, arrangement.unit(measure.unit), measure.isSigned, measure.id);
    figure.title = Text::tr("All layers and heads: %1").arg(figure.unit);
    figure.thumbnails = true;
    figure.columns = static_cast<int>(maps.dimension(1));
    figure.keyNames = QStringList{"layer", "head"};
    for (int layer = 0; layer < maps.dimension(0); ++layer)
        addHeads(figure, arrangement, maps[layer], layer);
    setShape(figure, {maps.dimension(0), maps.dimension(1)});
    setRanges(figure, request.range, arrangement.axis, true);
    return figure;
}

Figure tokenToHeadFigure(const AnalysisResult& result, const FigureRequest& request, const Measure& measure)
{
    const Arrangement arrangement(result, request, measure);
    QString unit =
        measure.kind.shape == MeasureShape::HeadRows ? measure.unit : Text::tr("%1 received").arg(measure.unit);
    if (arrangement.axis.mergesWords())
        unit = QStringLiteral("%1 (%2)").arg(unit, mergeText({arrangement.rule.to, arrangement.rule.to}));
    FigureData figure = emptyFigure(result, request, unit, measure.isSigned, measure.id);
    figure.title = Text::tr("Token to head, all layers: %1").arg(unit);
    figure.panelAspect = wideAspect;
    QList<Array> maps = tokenToHeadMaps(result, measure.kind);
    figure.columns = maps.size() <= layersOfOneColumn ? 1 : 2;
    figure.labelEachRow = maps.size() > layersOfOneScreen;
    for (Array& map : maps)
        map = arrangement.axis.columns(map, arrangement.rule.to);
    Panel model;
    model.rows = numberLabels(Axis::Head, maps[0].dimension(0), figure.firstNumber);
    model.columns = arrangement.axis.labels(Axis::To);
    addLayers(figure, model, maps);
    setRanges(figure, request.range, arrangement.axis, false);
    return figure;
}

} // namespace headlight::ui
