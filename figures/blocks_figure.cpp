// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/blocks_figure.h"

#include <QCoreApplication>
#include <algorithm>

#include "figures/figure_parts.h"
#include "figures/value_axis.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Blocks)
};

constexpr double barsWeight = 0.8; // the height of the ranked heads, in that of a head's map
constexpr int leastMap = 78;       // pixels that five rows of numbers need

using Groups = std::vector<TokenGroup>;

QStringList groupNames()
{
    return {QStringLiteral("[CLS]"), Text::tr("question"), Text::tr("context"), Text::tr("answer"),
            QStringLiteral("[SEP]")};
}

/// Groups as the entries of a token axis, so that a token pointed at elsewhere marks its group here.
AxisLabels groupLabels(Axis axis, const Groups& groups)
{
    AxisLabels labels{axis, groupNames(), QList<int>(tokenGroups, -1), {}, false};
    for (int token = 0; token < int(groups.size()); ++token) {
        const auto group = static_cast<int>(groups[static_cast<std::size_t>(token)]);
        labels.entries.append(group);
        if (labels.tokens[group] < 0)
            labels.tokens[group] = token;
    }
    return labels;
}

QString unitOf(const Measure& measure, BlockRule rule)
{
    switch (rule) {
    case BlockRule::RowMean: return Text::tr("%1 that a token gives on average").arg(measure.unit);
    case BlockRule::Magnitudes: return Text::tr("%1, sum of magnitudes").arg(measure.unit);
    case BlockRule::Values: break;
    }
    return Text::tr("%1, sum").arg(measure.unit);
}

void addHeads(FigureData& figure, const Array& layer, const Groups& groups, const FigureRequest& request)
{
    Panel panel;
    panel.rows = groupLabels(Axis::From, groups);
    panel.columns = groupLabels(Axis::To, groups);
    panel.numbers = true;
    panel.base.layer = request.layer;
    for (int head = 0; head < layer.dimension(0); ++head) {
        panel.title = headTitle(head, request.display);
        panel.values = layer[head];
        panel.base.head = head;
        panel.keys = {QString::number(request.layer), QString::number(head)};
        figure.panels.append(panel);
    }
}

QString rankText(const RankedHead& head, int rank, int count, int first)
{
    return Text::tr("Layer %1, head %2:  question → answer %3, rank %4 of %5")
        .arg(head.layer + first)
        .arg(head.head + first)
        .arg(formatValue(head.mass))
        .arg(rank)
        .arg(count);
}

/// All heads of the model, the strongest first.
Panel rankPanel(const std::vector<RankedHead>& heads, const FigureRequest& request, bool isSigned)
{
    const int first = request.display.firstNumber;
    Panel panel;
    panel.kind = Panel::Kind::Bars;
    panel.title = Text::tr("All heads by question → answer (layer.head)");
    QList<double> values;
    for (const RankedHead& head : heads) {
        values.append(head.mass);
        panel.cells.append({int(head.layer), int(head.head)});
        panel.columns.texts.append(QStringLiteral("%1.%2").arg(head.layer + first).arg(head.head + first));
        panel.readOuts.append(rankText(head, int(values.size()), int(heads.size()), first));
    }
    panel.columns.axis = Axis::Head;
    panel.values = Array({1, values.size()}, {values.begin(), values.end()});
    panel.range = colourRange({panel.values}, {RangeRule::Kind::Shared}, isSigned);
    panel.axis = axisFor(values, Text::tr("mass"));
    panel.plain = !isSigned;
    return panel;
}

/// All heads with all blocks, the strongest first. Without an answer there is nothing to rank them by.
FigureTable tableOf(const Array& blocks, const std::vector<RankedHead>& heads, bool hasAnswer)
{
    const QStringList groups{"cls", "question", "context", "answer", "sep"};
    FigureTable table;
    table.header = (hasAnswer ? QStringList{"rank"} : QStringList()) + QStringList{"layer", "head", "from"} + groups;
    for (std::size_t i = 0; i < heads.size(); ++i) {
        const Array block = blocks[heads[i].layer][heads[i].head];
        const QStringList which{QString::number(heads[i].layer), QString::number(heads[i].head)};
        const QStringList keys = (hasAnswer ? QStringList{QString::number(i + 1)} : QStringList()) + which;
        for (int group = 0; group < tokenGroups; ++group) {
            const auto row = block[group];
            table.rows.append({keys + QStringList{groups[group]}, {row.values().begin(), row.values().end()}});
        }
    }
    table.array = blocks;
    return table;
}

} // namespace

BlockRule blockRuleOf(const Measure& measure, bool signedBlocks)
{
    if (measure.kind.merge.from == Merge::Mean) // rows that sum to 1
        return BlockRule::RowMean;
    return measure.isSigned && signedBlocks ? BlockRule::Values : BlockRule::Magnitudes;
}

Figure blocksFigure(const AnalysisResult& result, const FigureRequest& request, const Measure& measure)
{
    const Array maps = valuesOf(measure.kind, result);
    const bool hasAnswer = result.answer && result.answer->start && result.answer->end;
    const Groups groups = groupsOf(result.input, result.answer);
    const auto tokens = static_cast<std::int64_t>(groups.size());
    if (maps.rank() != 4 || maps.dimension(2) != tokens || maps.dimension(3) != tokens)
        return Missing(Text::tr("The values of “%1” do not fit the tokens of this session.").arg(measure.label));
    const BlockRule rule = blockRuleOf(measure, request.choices.signedBlocks);
    const bool isSigned = rule == BlockRule::Values;
    const Array blocks = blockMass(maps, groups, rule);
    const std::vector<RankedHead> heads = rankByQuestionToAnswer(blocks);
    const QString colours = isSigned == measure.isSigned ? measure.id : measure.id + QStringLiteral(".magnitude");
    FigureData figure = emptyFigure(result, request, unitOf(measure, rule), isSigned, colours);
    figure.title =
        Text::tr("%1: mass between groups of tokens, %2").arg(layerTitle(request.layer, request.display), figure.unit);
    figure.keyNames = QStringList{"layer", "head"};
    figure.leastUnit = leastMap;
    addHeads(figure, blocks[request.layer], groups, request);
    setRanges(figure, request.range, slices(blocks[request.layer]));
    if (hasAnswer) {
        figure.panels.append(rankPanel(heads, request, isSigned));
        figure.spanWeight = barsWeight;
    }
    figure.table = tableOf(blocks, heads, hasAnswer);
    figure.shape = blocks.shape();
    return figure;
}

} // namespace headlight::ui
