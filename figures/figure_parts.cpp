// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/figure_parts.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "figures/caption_text.h"
#include "figures/head_note.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Figure)
};

constexpr double barRoom = 1.05; // of an axis, beyond its longest bar

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

/// On one scale, so that they can be compared.
void setBarScales(FigureData& figure)
{
    QList<Array> bars;
    for (const Panel& panel : figure.panels)
        if (panel.kind == Panel::Kind::Bars)
            bars.append(panel.values);
    for (Panel& panel : figure.panels)
        if (panel.kind == Panel::Kind::Bars)
            setAxis(panel, bars, figure.isSigned);
}

/// `scopes`: what the range of each map is made of.
void setOwnRanges(FigureData& figure, const RangeRule& rule, const QList<Array>& scopes)
{
    RangeRule all{RangeRule::Kind::Shared};
    all.logarithmic = rule.logarithmic;
    int map = 0;
    for (Panel& panel : figure.panels)
        if (panel.isMap())
            panel.range = colourRange({scopes[map++]}, all, figure.isSigned);
}

} // namespace

FigureData emptyFigure(const AnalysisResult& result, const FigureRequest& request, const QString& unit, bool isSigned,
                       const QString& measure)
{
    FigureData figure;
    figure.view = request.view;
    figure.caption = captionText(result, request);
    figure.unit = unit;
    figure.isSigned = isSigned;
    figure.firstNumber = request.display.firstNumber;
    figure.measure = measure;
    figure.colours = request.colours.isEmpty() ? request.display.coloursOf(measure, isSigned) : request.colours;
    figure.oneRange = request.range.kind != RangeRule::Kind::Panel;
    return figure;
}

AxisLabels numberLabels(Axis axis, std::int64_t count, int first)
{
    AxisLabels labels{axis, {}, {}, {}};
    for (std::int64_t i = 0; i < count; ++i)
        labels.texts.append(QString::number(i + first));
    return labels;
}

QString layerTitle(int layer, const Display& display)
{
    return Text::tr("Layer %1").arg(layer + display.firstNumber);
}

QString headTitle(int head, const Display& display)
{
    return Text::tr("Head %1").arg(head + display.firstNumber);
}

Measure attributionPart(const char* part, const QString& label)
{
    MeasureKind kind;
    kind.id = part;
    kind.tensor = std::string("attribution.TARGET.") + part;
    kind.isTarget = true;
    return {QString::fromLatin1(part), label, {}, {}, true, false, kind};
}

QString missingText(const AnalysisResult& result, const Measure& measure)
{
    if (measure.id.isEmpty())
        return Text::tr("There is no such measure in this result.");
    if (!result.model.hasHead() && measure.kind.isTarget)
        return QStringLiteral("%1 %2").arg(withoutHeadText(), Text::tr("“%1” cannot be computed.").arg(measure.label));
    if (result.stage == Stage::Complete && !result.model.isStated()) // made by another program
        return Text::tr("This session holds no values of “%1”: it has no tensor %2.")
            .arg(measure.label, QString::fromStdString(measure.kind.tensor));
    if (result.stage == Stage::Complete)
        return Text::tr("This session holds no values of “%1”. Run the question again to compute them.")
            .arg(measure.label);
    return Text::tr("“%1” is not computed yet. It comes in the course of a run; where one was cancelled, run again.")
        .arg(measure.label);
}

QList<Array> slices(const Array& values)
{
    QList<Array> list;
    for (std::int64_t i = 0; i < values.dimension(0); ++i)
        list.append(values[i]);
    return list;
}

void setRanges(FigureData& figure, const RangeRule& rule, const QList<Array>& scope)
{
    setBarScales(figure);
    if (!figure.oneRange)
        return setOwnRanges(figure, rule, scope);
    figure.range = colourRange(scope, rule, figure.isSigned);
    for (Panel& panel : figure.panels)
        if (panel.isMap())
            panel.range = figure.range;
}

void setRanges(FigureData& figure, const RangeRule& rule, const TokenAxis& axis, bool rowsToo)
{
    QList<Array> scope;
    for (const Panel& panel : figure.maps())
        scope.append(axis.inRange(panel.values, rowsToo));
    setRanges(figure, rule, scope);
}

} // namespace headlight::ui
