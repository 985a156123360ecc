// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/distribution_figure.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "figures/caption_text.h"
#include "figures/figure_parts.h"
#include "figures/head_note.h"
#include "figures/isolated.h"
#include "figures/summaries.h"
#include "figures/token_text.h"
#include "figures/value_axis.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Distribution)
};

using Units = QList<UnitDistribution>; // one a layer

constexpr double boxWeight = 3; // heights of the rows of panels, in those of a row of bars
constexpr double massWeight = 2;
constexpr double rowAspect = 9.6; // width by height of a row of bars over the whole width
constexpr int leastBars = 36;     // pixels
constexpr int longestToken = 16;  // characters in a title

/// One target of the figure.
struct Column {
    QString target;
    QString label; ///< "To start"
    Units units;
};

QString textOf(const AnalysisResult& result, int token)
{
    return QString::fromStdString(result.input.tokens[static_cast<std::size_t>(token)]);
}

Column columnOf(const AnalysisResult& result, const QString& target, int token)
{
    const Array& hidden = result.attribution(target.toStdString())->hidden;
    const std::vector<UnitDistribution> layers = tokenDistribution(hidden, token);
    return {target, measureNamed(&result, target).label, Units(layers.begin(), layers.end())};
}

QList<double> each(const Units& units, double UnitDistribution::*member)
{
    QList<double> values;
    for (const UnitDistribution& layer : units)
        values.append(layer.*member);
    return values;
}

Array asRow(const QList<double>& values)
{
    return Array({1, values.size()}, {values.begin(), values.end()});
}

QString distributionText(const UnitDistribution& layer)
{
    return Text::tr("median %1, total %2, %3 bits")
        .arg(formatValue(layer.median), formatValue(layer.total), QString::number(layer.entropyBits, 'f', 2));
}

/// One a layer, of all targets: the pointer is at a layer, not at a panel.
QStringList readOuts(const QList<Column>& columns, int firstNumber)
{
    QStringList texts;
    for (int layer = 0; layer < columns.first().units.size(); ++layer) {
        QString text = Text::tr("Layer %1").arg(layer + firstNumber);
        for (const Column& column : columns)
            text += QStringLiteral("   %1: %2").arg(column.label, distributionText(column.units[layer]));
        texts.append(text);
    }
    return texts;
}

Panel layerPanel(Panel::Kind kind, const QString& title, const QList<double>& values)
{
    Panel panel;
    panel.kind = kind;
    panel.title = title;
    panel.values = asRow(values);
    return panel;
}

std::int64_t ignored(const Units& units)
{
    std::int64_t sum = 0;
    for (const UnitDistribution& layer : units)
        sum += layer.ignored;
    return sum;
}

Panel boxPanel(const Column& column, const QString& token, const QString& unit)
{
    QString title = Text::tr("%1: %2, by hidden unit").arg(column.label, token);
    if (const std::int64_t left = ignored(column.units); left > 0)
        title = Text::tr("%1: %2, %3 not finite").arg(column.label, token).arg(left);
    Panel panel = layerPanel(Panel::Kind::Boxes, title, each(column.units, &UnitDistribution::median));
    panel.units = column.units;
    panel.axis =
        axisFor(each(column.units, &UnitDistribution::minimum) + each(column.units, &UnitDistribution::maximum), unit);
    return panel;
}

/// Of the layers whose units differ: one bin that holds all of the others would make the rest invisible.
double largestMass(const QList<Column>& columns)
{
    double largest = 0;
    for (const Column& column : columns) {
        for (const UnitDistribution& layer : column.units) {
            if (layer.minimum < layer.maximum)
                largest = std::max(largest, *std::max_element(layer.mass.begin(), layer.mass.end()));
        }
    }
    return largest > 0 ? largest : 1;
}

Panel massPanel(const Column& column, double largest)
{
    const QString title = Text::tr("Probability mass, %1 bins (widest %2)").arg(massBins).arg(largest, 0, 'g', 2);
    Panel panel = layerPanel(Panel::Kind::Histograms, title, each(column.units, &UnitDistribution::entropyBits));
    panel.units = column.units;
    panel.axis = {0, largest, Text::tr("bin")};
    return panel;
}

Panel entropyPanel(const Column& column)
{
    const QList<double> values = each(column.units, &UnitDistribution::entropyBits);
    const double most = std::log2(double(massBins));
    const QString title = Text::tr("Entropy (bits), at most %1").arg(most, 0, 'f', 2);
    Panel panel = layerPanel(Panel::Kind::Bars, title, values);
    panel.axis = {0, most, Text::tr("bits")};
    panel.plain = true;
    return panel;
}

Panel totalPanel(const Column& column)
{
    const QList<double> values = each(column.units, &UnitDistribution::total);
    Panel panel = layerPanel(Panel::Kind::Bars, Text::tr("Total over hidden units"), values);
    panel.range = colourRange({panel.values}, {RangeRule::Kind::Shared}, true);
    panel.axis = axisFor(values, Text::tr("sum"));
    return panel;
}

/// A row of panels of each kind.
void addPanels(FigureData& figure, const QList<Column>& columns, const QString& token)
{
    const double largest = largestMass(columns);
    for (const Column& column : columns)
        figure.panels.append(boxPanel(column, token, figure.unit));
    for (const Column& column : columns)
        figure.panels.append(massPanel(column, largest));
    for (const Column& column : columns)
        figure.panels.append(entropyPanel(column));
    for (const Column& column : columns)
        figure.panels.append(totalPanel(column));
}

FigureTable::Row tableRow(const QStringList& which, const Column& column, int layer)
{
    const UnitDistribution& units = column.units[layer];
    return {which + QStringList{QString::number(layer), column.target},
            {units.minimum, units.whiskerLow, units.q1, units.median, units.q3, units.whiskerHigh, units.maximum,
             units.total, units.entropyBits}};
}

/// [L,D] of one target, [targets,L,D] of several.
Array stackedUnits(const AnalysisResult& result, const QList<Column>& columns, int token)
{
    std::vector<float> values;
    Array units;
    for (const Column& column : columns) {
        units = tokenUnits(result.attribution(column.target.toStdString())->hidden, token);
        values.insert(values.end(), units.values().begin(), units.values().end());
    }
    if (columns.size() == 1)
        return units;
    return Array({columns.size(), units.dimension(0), units.dimension(1)}, std::move(values));
}

FigureTable tableOf(const AnalysisResult& result, const QList<Column>& columns, int token)
{
    FigureTable table;
    table.header = QStringList{"index", "token", "layer",        "target",  "minimum", "whisker_low", "q1",
                               "median", "q3",   "whisker_high", "maximum", "total",   "entropy_bits"};
    const QStringList which{QString::number(token), textOf(result, token)};
    for (const Column& column : columns) {
        for (int layer = 0; layer < column.units.size(); ++layer)
            table.rows.append(tableRow(which, column, layer));
    }
    table.array = stackedUnits(result, columns, token);
    return table;
}

QString elidedToken(const AnalysisResult& result, int token)
{
    const QList<uint> text = visibleToken(readTokens(result.input)[token]).toUcs4();
    const auto* characters = reinterpret_cast<const char32_t*>(text.data());
    const QString shown = text.size() > longestToken ? QString::fromUcs4(characters, longestToken - 1) + QChar(0x2026)
                                                     : QString::fromUcs4(characters, text.size());
    return QStringLiteral("%1 (%2)").arg(isolated(shown), QString::number(token));
}

FigureData assembled(const AnalysisResult& result, const QList<Column>& columns, int token, const Display& display)
{
    FigureData figure;
    figure.view = distributionId;
    const bool own = std::all_of(columns.begin(), columns.end(), [&result](const Column& column) {
        return result.isConductance(column.target.toStdString());
    });
    const QString name = tokenName(result, token);
    figure.title = own ? Text::tr("Layer conductance of %1 over hidden units").arg(name)
                       : Text::tr("Attribution of %1 over hidden units").arg(name);
    figure.unit = own ? Text::tr("conductance") : Text::tr("attribution");
    figure.isSigned = true;
    figure.colours = display.diverging;
    figure.colourBar = false;
    figure.firstNumber = display.firstNumber;
    figure.columns = int(columns.size());
    figure.panelAspect = rowAspect / double(columns.size());
    figure.rowWeights = {boxWeight, massWeight, 1, 1};
    figure.leastUnit = leastBars;
    figure.labelEachColumn = true;
    addPanels(figure, columns, elidedToken(result, token));
    figure.range = figure.panels.last().range;
    const QStringList texts = readOuts(columns, figure.firstNumber);
    const AxisLabels layers = numberLabels(Axis::Layer, texts.size(), figure.firstNumber);
    for (Panel& panel : figure.panels) {
        panel.readOuts = texts;
        panel.columns = layers;
    }
    figure.table = tableOf(result, columns, token);
    figure.shape = figure.table->array.shape();
    return figure;
}

QString missingText(const AnalysisResult& result)
{
    if (!result.model.hasHead())
        return withoutHeadText();
    if (result.options.hidden == true && result.stage != Stage::Complete)
        return Text::tr(
            "The attribution of the hidden units is not computed yet. It comes in the course of a run; where "
            "one was cancelled, run again.");
    if (result.stage == Stage::Complete && !result.model.isStated())
        return Text::tr("This session holds no attribution of the hidden units: it has no tensor %1.")
            .arg(QStringLiteral("attribution.TARGET.hidden"));
    return Text::tr(
        "The attribution of the hidden units was not kept in this result. Run the question again with hidden "
        "units kept (analyze --hidden).");
}

} // namespace

QString tokenName(const AnalysisResult& result, int token)
{
    return QStringLiteral("%1 (%2)").arg(shownToken(readTokens(result.input)[token]), QString::number(token));
}

int distributionToken(const AnalysisResult& result, int token)
{
    if (token >= 0)
        return token;
    const std::int64_t start = result.answer ? result.answer->start.value_or(0) : 0;
    return start >= 0 && start < result.input.length() ? static_cast<int>(start) : 0;
}

QStringList distributionTargets(const AnalysisResult& result, int token)
{
    QStringList targets;
    for (const Measure& measure : measures(&result)) {
        const Attribution* attribution = result.attribution(measure.id.toStdString());
        if (attribution && holdsToken(attribution->hidden, token))
            targets.append(measure.id);
    }
    return targets;
}

Figure distributionFigure(const AnalysisResult& result, const FigureRequest& request)
{
    const int token = distributionToken(result, request.token);
    const auto tokens = static_cast<int>(result.input.tokens.size());
    if (tokens == 0)
        return Missing(missingText(result));
    if (token >= tokens)
        return Missing(Text::tr("There is no token %1: there are %2.").arg(token).arg(tokens));
    QStringList targets = distributionTargets(result, token);
    if (targets.isEmpty())
        return Missing(missingText(result));
    if (!request.measure.isEmpty() && !targets.contains(request.measure))
        return Missing(Text::tr("There are no hidden units of the target “%1”; there are those of %2.")
                           .arg(request.measure, targets.join(", ")));
    if (!request.measure.isEmpty())
        targets = QStringList{request.measure};
    QList<Column> columns;
    for (const QString& target : targets)
        columns.append(columnOf(result, target, token));
    FigureData figure = assembled(result, columns, token, request.display);
    figure.caption = captionText(result, request);
    return figure;
}

Result<void> checkDistribution(const AnalysisResult& result, const FigureRequest& request)
{
    const std::int64_t tokens = result.input.length();
    if (request.token >= tokens)
        return usageError("There is no token " + std::to_string(request.token) + ": they are numbered from 0 to " +
                          std::to_string(tokens - 1),
                          "Choose one of these.");
    const QStringList targets = distributionTargets(result, distributionToken(result, request.token));
    if (targets.isEmpty() || request.measure.isEmpty() || targets.contains(request.measure))
        return {};
    return usageError("The view “distribution” does not show “" + request.measure.toStdString() + "”",
                      "Choose one of " + targets.join(", ").toStdString() + ", or give none to see all.");
}

} // namespace headlight::ui
