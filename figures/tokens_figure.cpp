// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/tokens_figure.h"

#include <QCoreApplication>
#include <algorithm>

#include "figures/figure_parts.h"
#include "figures/summaries.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Figure)
};

constexpr double wideAspect = 2.4; // layers x tokens
constexpr double mapsToBars = 1.5; // heights

/// The conductance of what the axis shows; words are normalised as words, before special tokens are hidden.
struct Conductance {
    Array merged; ///< [L,W]
    const TokenAxis& axis;

    Array map() const { return axis.arrangedColumns(normalisedRows(merged)); }
    Array bars(int layer) const { return axis.arrangedColumns(asRow(merged[layer])); }
};

Panel conductancePanel(const AnalysisResult& result, const QString& target, const Conductance& values, int firstNumber)
{
    Panel panel;
    panel.title = measureNamed(&result, target).label;
    panel.values = values.map();
    panel.rows = numberLabels(Axis::Layer, panel.values.dimension(0), firstNumber);
    panel.columns = values.axis.labels(Axis::To);
    panel.keys = QStringList{target};
    return panel;
}

Panel conductanceBars(const AnalysisResult& result, const QString& target, const Conductance& values, int layer,
                      int firstNumber)
{
    Panel panel;
    panel.kind = Panel::Kind::Bars;
    panel.title = Text::tr("%1, layer %2").arg(measureNamed(&result, target).label).arg(layer + firstNumber);
    panel.values = values.bars(layer);
    panel.columns = values.axis.labels(Axis::To);
    panel.base.layer = layer;
    return panel;
}

/// Whether all are of this program's method; what others are is not known.
bool areConductance(const AnalysisResult& result, const QStringList& targets)
{
    return std::all_of(targets.begin(), targets.end(),
                       [&result](const QString& target) { return result.isConductance(target.toStdString()); });
}

FigureData emptyTokensFigure(const AnalysisResult& result, const FigureRequest& request, const TokenAxis& axis)
{
    const bool own = areConductance(result, conductanceTargets(result));
    QString unit = own ? Text::tr("conductance, normalised by layer") : Text::tr("attribution, normalised by layer");
    if (axis.mergesWords())
        unit = QStringLiteral("%1 (%2)").arg(unit, mergeText({}));
    FigureData figure = emptyFigure(result, request, unit, true, "tokens");
    figure.title = own ? Text::tr("Layer conductance of the tokens, normalised in each layer")
                       : Text::tr("Attribution of the tokens, normalised in each layer");
    figure.panelAspect = wideAspect;
    figure.rowWeights = {mapsToBars, 1};
    figure.keyNames = QStringList{"target"};
    return figure;
}

} // namespace

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
        return Missing(missingText(result, attributionPart("tokens", Text::tr("Attribution of the tokens"))));
    const TokenAxis axis(result.input, request.display);
    FigureData figure = emptyTokensFigure(result, request, axis);
    QList<Panel> bars;
    for (const QString& target : targets) {
        const Array& tokens = result.attribution(target.toStdString())->tokens;
        const Conductance values{axis.mergedColumns(tokens, Merge::Sum), axis};
        figure.panels.append(conductancePanel(result, target, values, figure.firstNumber));
        bars.append(conductanceBars(result, target, values, request.layer, figure.firstNumber));
    }
    figure.shape = figure.panels[0].values.shape();
    figure.shape.insert(figure.shape.begin(), targets.size());
    figure.columns = static_cast<int>(targets.size());
    figure.panels += bars;
    setRanges(figure, request.range, axis, false);
    return figure;
}

} // namespace headlight::ui
