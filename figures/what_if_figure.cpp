// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/what_if_figure.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/tasks/tasks.h"
#include "figures/figure_parts.h"
#include "figures/probability_text.h"
#include "figures/target_text.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(WhatIf)
};

constexpr int partsBeside = 2;     // of a layer, behind its heads: all of them, and the feed-forward part
constexpr double cellAspect = 1.5; // width by height: a number has room

const Boards& boardsOf(const AnalysisResult& result, const FigureRequest& request)
{
    return request.ablations ? *request.ablations : result.whatIf.ablations;
}

/// What is asked for, or the first that there is.
QString shownQuantity(const Boards& boards, const FigureRequest& request)
{
    const QStringList there = boardQuantities(boards);
    return there.contains(request.choices.quantity) ? request.choices.quantity : there.value(0);
}

/// Whether the result says what it predicts: another program's may not.
bool saysPrediction(const AnalysisResult& result)
{
    if (result.scores.isNull())
        return false;
    if (result.model.task == TaskKind::QuestionAnswering)
        return result.answer && result.answer->start && result.answer->end;
    return result.prediction && !result.prediction->rows.empty() && !result.prediction->rows.front().choices.empty();
}

/// NaN where it is not known: what is predicted of a changed run says nothing of the unchanged one.
double probabilityBefore(const AnalysisResult& result, const FigureRequest& request)
{
    const bool changed = result.options.ablation && !result.options.ablation->empty();
    if (request.probabilityBefore || changed || !saysPrediction(result))
        return request.probabilityBefore.value_or(std::numeric_limits<double>::quiet_NaN());
    const Task& task = taskOf(result.model.task);
    return task.probabilityOf(result, task.predicted(result));
}

Array less(const Array& values, double amount)
{
    std::vector<float> changed;
    for (const float value : values.values())
        changed.push_back(static_cast<float>(value - amount));
    return Array(values.shape(), std::move(changed));
}

/// The changes of one quantity; null where there are none.
Array changesOf(const AblationMaps& maps, const QString& quantity, double before)
{
    if (quantity == probabilityQuantity)
        return maps.probability.isNull() ? Array() : less(maps.probability, before);
    const auto found = maps.changes.find(quantity.toStdString());
    return found == maps.changes.end() ? Array() : found->second;
}

/// One number a part of the layers, as a board has them beside each other: [L,H+2].
struct Beside {
    Array heads;
    Array layers;
    Array feedForward;

    float at(std::int64_t layer, std::int64_t column) const
    {
        const std::int64_t count = heads.dimension(1);
        if (column < count)
            return heads.at({layer, column});
        const Array& part = column == count ? layers : feedForward;
        return part.isNull() ? std::numeric_limits<float>::quiet_NaN() : part.at({layer});
    }

    Array joined() const
    {
        const Shape shape{heads.dimension(0), heads.dimension(1) + partsBeside};
        std::vector<float> values;
        values.reserve(elementCount(shape));
        for (std::int64_t layer = 0; layer < shape[0]; ++layer)
            for (std::int64_t column = 0; column < shape[1]; ++column)
                values.push_back(at(layer, column));
        return Array(shape, std::move(values));
    }
};

Beside changesOf(const AblationBoard& board, const QString& quantity, double before)
{
    return {changesOf(board.heads, quantity, before), changesOf(board.layers, quantity, before),
            changesOf(board.feedForward, quantity, before)};
}

AxisLabels partLabels(int heads, int firstNumber)
{
    AxisLabels labels = numberLabels(Axis::Head, heads, firstNumber);
    for (int head = 0; head < heads; ++head) {
        labels.tokens.append(head);
        labels.entries.append(head);
    }
    labels.tokens.append({-1, -1});
    labels.texts.append({Text::tr("all"), Text::tr("MLP")});
    return labels;
}

/// The cells of what the request has switched off; none where that is not of this model.
QList<PanelCell> markedCells(const FigureRequest& request, int layers, int heads)
{
    const Result<Ablation> named = ablationNamed(request.choices.ablated.toStdString());
    const Result<Ablation> parts = named ? resolved(*named, layers, heads) : named;
    QList<PanelCell> cells;
    if (!parts)
        return cells;
    std::vector<int> off(static_cast<std::size_t>(layers), 0);
    for (const AblatedPart& part : parts->parts) {
        const bool isHead = part.head >= 0;
        cells.append({part.layer, isHead ? part.head : heads + 1});
        if (isHead && ++off[static_cast<std::size_t>(part.layer)] == heads)
            cells.append({part.layer, heads});
    }
    return cells;
}

/// Of the heads: a whole layer changes so much more that nothing would be left to see of them. What lies beyond is
/// marked as such.
ColourRange rangeOf(const Array& heads, const Array& all, const RangeRule& rule)
{
    ColourRange range = colourRange({heads}, rule, true);
    const ColourRange whole = colourRange({all}, {RangeRule::Kind::Shared}, true);
    for (const float value : all.values()) {
        range.under = range.under || value < range.low;
        range.over = range.over || value > range.high;
    }
    range.largest = whole.largest;
    range.hasNan = false; // is what is not known yet
    return range;
}

QString titleOf(const AnalysisResult& result, AblationKind kind, const QString& quantity)
{
    const QString what = quantityText(result, quantity);
    switch (kind) {
    case AblationKind::Zero: return Text::tr("Change of %1 with each head's output set to zero").arg(what);
    case AblationKind::Mean: return Text::tr("Change of %1 with each head's output set to its mean").arg(what);
    case AblationKind::Patch: break;
    }
    return Text::tr("Change of %1 with each head's output taken from the baseline's run").arg(what);
}

/// "span"; of other targets as elsewhere.
QString shortName(const AnalysisResult& result, const QString& quantity)
{
    if (quantity == QLatin1String("span"))
        return Text::tr("span");
    if (quantity == QLatin1String("start"))
        return Text::tr("start");
    return quantity == QLatin1String("end") ? Text::tr("end") : quantityText(result, quantity);
}

QString key(const AblatedPart& part)
{
    if (part.head >= 0)
        return QString::number(part.head);
    return part.head == AblatedPart::every ? QStringLiteral("all") : QStringLiteral("mlp");
}

QString columnName(const QString& quantity)
{
    return quantity == probabilityQuantity ? QStringLiteral("change_probability")
                                           : QStringLiteral("change_%1").arg(quantity);
}

/// Every part by every kind, whatever is on screen.
FigureTable tableOf(const Boards& boards, double before)
{
    const QStringList quantities = boardQuantities(boards);
    FigureTable table;
    table.header = {"layer", "head", "kind"};
    for (const QString& quantity : quantities)
        table.header.append(columnName(quantity));
    for (const auto& [kind, board] : boards) {
        QList<Beside> changes;
        for (const QString& quantity : quantities)
            changes.append(changesOf(board, quantity, before));
        const int heads = static_cast<int>(board.heads.probability.dimension(1));
        for (int layer = 0; layer < board.heads.probability.dimension(0); ++layer) {
            for (int column = 0; column < heads + partsBeside; ++column) {
                FigureTable::Row row{{QString::number(layer), key(boardPart(kind, layer, column, heads)),
                                      QString::fromStdString(std::string(name(kind)))},
                                     {}};
                for (const Beside& change : changes)
                    row.values.append(change.heads.isNull() ? std::numeric_limits<double>::quiet_NaN()
                                                            : change.at(layer, column));
                table.rows.append(row);
            }
        }
    }
    return table;
}

Panel boardPanel(const Array& values, const FigureRequest& request, int heads)
{
    const int layers = static_cast<int>(values.dimension(0));
    Panel panel;
    panel.values = values;
    panel.rows = numberLabels(Axis::Layer, layers, request.display.firstNumber);
    panel.columns = partLabels(heads, request.display.firstNumber);
    panel.numbers = true;
    panel.ruledColumn = heads;
    panel.marked = markedCells(request, layers, heads);
    return panel;
}

} // namespace

QStringList boardQuantities(const Boards& boards)
{
    QStringList quantities;
    if (boards.empty())
        return quantities;
    for (const auto& [target, changes] : boards.begin()->second.heads.changes)
        quantities.append(QString::fromStdString(target));
    const auto place = [](const QString& id) { return QStringList{"span", "start", "end"}.indexOf(id); };
    std::stable_sort(quantities.begin(), quantities.end(), [&place](const QString& a, const QString& b) {
        return place(a) >= 0 && place(b) >= 0 && place(a) < place(b);
    });
    quantities.append(probabilityQuantity);
    return quantities;
}

QString quantityText(const AnalysisResult& result, const QString& quantity)
{
    return quantity == probabilityQuantity ? Text::tr("the probability") : targetText(&result, quantity).scalar;
}

QString ablationKindText(AblationKind kind)
{
    switch (kind) {
    case AblationKind::Zero: return Text::tr("Zero");
    case AblationKind::Mean: return Text::tr("Mean");
    case AblationKind::Patch: break;
    }
    return Text::tr("Patch");
}

AblatedPart boardPart(AblationKind kind, int layer, int column, int heads)
{
    const int beside = column == heads ? AblatedPart::every : AblatedPart::feedForward;
    return {kind, layer, column < heads ? column : beside};
}

Figure whatIfFigure(const AnalysisResult& result, const FigureRequest& request)
{
    const Boards& boards = boardsOf(result, request);
    const auto board = boards.find(request.choices.ablation);
    if (!result.model.hasHead() && boards.empty())
        return Missing(Text::tr("This model has no head for a task, so that there is no answer to change."));
    if (board == boards.end() || board->second.heads.probability.isNull())
        return Missing(Text::tr("It is not computed yet what each head changes."));
    const QString quantity = shownQuantity(boards, request);
    const double before = probabilityBefore(result, request);
    const Beside changes = changesOf(board->second, quantity, before);
    if (changes.heads.isNull())
        return Missing(Text::tr("These ablations have no values of %1.").arg(quantityText(result, quantity)));
    const Array values = changes.joined();
    const QString unit = Text::tr("change of %1").arg(quantityText(result, quantity));
    FigureData figure = emptyFigure(result, request, unit, true, QStringLiteral("ablation"));
    figure.title = titleOf(result, request.choices.ablation, quantity);
    figure.oneRange = true;
    figure.columns = 1;
    figure.panels = {boardPanel(values, request, static_cast<int>(changes.heads.dimension(1)))};
    figure.panelAspect = cellAspect * double(values.dimension(1)) / double(values.dimension(0));
    figure.range = figure.panels[0].range = rangeOf(changes.heads, values, request.range);
    figure.blankNan = true;
    figure.shape = values.shape();
    figure.table = tableOf(boards, before);
    return figure;
}

QString boardReadOut(const AnalysisResult& result, const FigureRequest& request, const PanelCell& place)
{
    const Boards& boards = boardsOf(result, request);
    const auto board = boards.find(request.choices.ablation);
    if (board == boards.end())
        return {};
    const int heads = static_cast<int>(board->second.heads.probability.dimension(1));
    const int first = request.display.firstNumber;
    QString where = Text::tr("Layer %1, head %2 off").arg(place.row + first).arg(place.column + first);
    if (place.column >= heads)
        where = place.column == heads ? Text::tr("Layer %1, all heads off").arg(place.row + first)
                                      : Text::tr("Layer %1, feed-forward part off").arg(place.row + first);
    const double before = probabilityBefore(result, request);
    const float p = changesOf(board->second, probabilityQuantity, before).at(place.row, place.column);
    if (std::isnan(p))
        return Text::tr("%1:  not known yet").arg(where);
    QStringList parts{Text::tr("probability %1 → %2").arg(probabilityText(before), probabilityText(before + p))};
    for (const QString& quantity : boardQuantities(boards))
        if (quantity != probabilityQuantity)
            parts.append(QStringLiteral("%1 %2").arg(
                shortName(result, quantity),
                formatValue(changesOf(board->second, quantity, before).at(place.row, place.column))));
    return QStringLiteral("%1:  %2").arg(where, parts.join(QStringLiteral(",  ")));
}

} // namespace headlight::ui
