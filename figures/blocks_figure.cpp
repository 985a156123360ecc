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

/// The groups that a figure has, with their names. Of question answering all five, whatever the input holds; of other
/// tasks those that have tokens.
class ShownGroups {
public:
    explicit ShownGroups(const AnalysisResult& result) : m_ofTokens(groupsOf(result)), m_asks(asks(result))
    {
        const QStringList names = namesIn(result);
        for (int group = 0; group < tokenGroups; ++group)
            if (m_asks || holds(TokenGroup(group))) {
                m_shown.append(group);
                m_names.append(names[group]);
            }
    }

    const Groups& ofTokens() const { return m_ofTokens; }
    const QList<int>& shown() const { return m_shown; }
    bool holds(TokenGroup group) const
    {
        return std::find(m_ofTokens.begin(), m_ofTokens.end(), group) != m_ofTokens.end();
    }
    QString nameOf(TokenGroup group) const { return m_names.value(m_shown.indexOf(int(group))); }

    /// As the entries of a token axis, so that a token pointed at elsewhere marks its group here.
    AxisLabels labels(Axis axis) const
    {
        AxisLabels labels{axis, m_names, QList<int>(m_shown.size(), -1), {}, false};
        for (int token = 0; token < int(m_ofTokens.size()); ++token) {
            const auto entry = m_shown.indexOf(static_cast<int>(m_ofTokens[static_cast<std::size_t>(token)]));
            labels.entries.append(static_cast<int>(entry));
            if (labels.tokens[entry] < 0)
                labels.tokens[entry] = token;
        }
        return labels;
    }

    /// The shown rows and columns of a head's [5,5].
    Array of(const Array& block) const
    {
        std::vector<float> values;
        for (const int row : m_shown)
            for (const int column : m_shown)
                values.push_back(block.at({row, column}));
        return Array({m_shown.size(), m_shown.size()}, std::move(values));
    }

    /// Which mass says most of a head: from the question to the answer; else towards what is labelled or masked, or
    /// from one text to the other, or from the first token to the text.
    TokenGroup from() const { return m_asks || holds(TokenGroup::Question) ? TokenGroup::Question : lone(); }
    TokenGroup to() const { return m_asks || holds(TokenGroup::Answer) ? TokenGroup::Answer : TokenGroup::Context; }
    bool canRank() const { return holds(from()) && holds(to()); }

private:
    static bool asks(const AnalysisResult& result) { return result.model.task == TaskKind::QuestionAnswering; }

    TokenGroup lone() const
    {
        return holds(TokenGroup::Answer) && holds(TokenGroup::Context) ? TokenGroup::Context : TokenGroup::Cls;
    }

    QStringList namesIn(const AnalysisResult& result) const
    {
        const std::vector<std::string>& tokens = result.input.tokens;
        if (m_asks)
            return {QStringLiteral("[CLS]"), Text::tr("question"), Text::tr("context"), Text::tr("answer"),
                    QStringLiteral("[SEP]")};
        const bool two = result.input.passages.size() > 1;
        const bool masks = result.model.task == TaskKind::MaskedWords;
        return {QString::fromStdString(tokens.front()), Text::tr("text"), two ? Text::tr("pair") : Text::tr("text"),
                masks ? Text::tr("masks") : Text::tr("labelled"), QString::fromStdString(tokens.back())};
    }

    Groups m_ofTokens;
    bool m_asks;
    QList<int> m_shown;
    QStringList m_names;
};

QString unitOf(const Measure& measure, BlockRule rule)
{
    switch (rule) {
    case BlockRule::RowMean: return Text::tr("%1 that a token gives on average").arg(measure.unit);
    case BlockRule::Magnitudes: return Text::tr("%1, sum of magnitudes").arg(measure.unit);
    case BlockRule::Values: break;
    }
    return Text::tr("%1, sum").arg(measure.unit);
}

void addHeads(FigureData& figure, const Array& layer, const ShownGroups& groups, const FigureRequest& request)
{
    Panel panel;
    panel.rows = groups.labels(Axis::From);
    panel.columns = groups.labels(Axis::To);
    panel.numbers = true;
    panel.base.layer = request.layer;
    for (int head = 0; head < layer.dimension(0); ++head) {
        panel.title = headTitle(head, request.display);
        panel.values = groups.of(layer[head]);
        panel.base.head = head;
        panel.keys = {QString::number(request.layer), QString::number(head)};
        figure.panels.append(panel);
    }
}

QString rankText(const RankedHead& head, const QString& way, int rank, int count, int first)
{
    return Text::tr("Layer %1, head %2:  %3 %4, rank %5 of %6")
        .arg(head.layer + first)
        .arg(head.head + first)
        .arg(way, formatValue(head.mass))
        .arg(rank)
        .arg(count);
}

/// All heads of the model, the strongest first.
Panel rankPanel(const std::vector<RankedHead>& heads, const QString& way, const FigureRequest& request, bool isSigned)
{
    const int first = request.display.firstNumber;
    Panel panel;
    panel.kind = Panel::Kind::Bars;
    panel.title = Text::tr("All heads by %1 (layer.head)").arg(way);
    QList<double> values;
    for (const RankedHead& head : heads) {
        values.append(head.mass);
        panel.cells.append({int(head.layer), int(head.head)});
        panel.columns.texts.append(QStringLiteral("%1.%2").arg(head.layer + first).arg(head.head + first));
        panel.readOuts.append(rankText(head, way, int(values.size()), int(heads.size()), first));
    }
    panel.columns.axis = Axis::Head;
    panel.values = Array({1, values.size()}, {values.begin(), values.end()});
    panel.range = colourRange({panel.values}, {RangeRule::Kind::Shared}, isSigned);
    panel.axis = axisFor(values, Text::tr("mass"));
    panel.plain = !isSigned;
    return panel;
}

/// All heads with all blocks, the strongest first. Without an answer there is nothing to rank them by.
FigureTable tableOf(const Array& blocks, const std::vector<RankedHead>& heads, const ShownGroups& shown, bool hasAnswer)
{
    const QStringList all{"cls", "question", "context", "answer", "sep"};
    QStringList groups;
    for (const int group : shown.shown())
        groups.append(all[group]);
    FigureTable table;
    table.header = (hasAnswer ? QStringList{"rank"} : QStringList()) + QStringList{"layer", "head", "from"} + groups;
    for (std::size_t i = 0; i < heads.size(); ++i) {
        const Array block = blocks[heads[i].layer][heads[i].head];
        const QStringList which{QString::number(heads[i].layer), QString::number(heads[i].head)};
        const QStringList keys = (hasAnswer ? QStringList{QString::number(i + 1)} : QStringList()) + which;
        const Array values = shown.of(block);
        for (int group = 0; group < groups.size(); ++group) {
            const auto row = values[group];
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
    const ShownGroups groups(result);
    const bool hasAnswer = result.model.task == TaskKind::QuestionAnswering
                               ? result.answer && result.answer->start && result.answer->end
                               : groups.canRank();
    const auto tokens = static_cast<std::int64_t>(groups.ofTokens().size());
    if (maps.rank() != 4 || maps.dimension(2) != tokens || maps.dimension(3) != tokens)
        return Missing(Text::tr("The values of “%1” do not fit the tokens of this session.").arg(measure.label));
    const BlockRule rule = blockRuleOf(measure, request.choices.signedBlocks);
    const bool isSigned = rule == BlockRule::Values;
    const Array blocks = blockMass(maps, groups.ofTokens(), rule);
    const std::vector<RankedHead> heads = rankByMass(blocks, groups.from(), groups.to());
    const QString colours = isSigned == measure.isSigned ? measure.id : measure.id + QStringLiteral(".magnitude");
    FigureData figure = emptyFigure(result, request, unitOf(measure, rule), isSigned, colours);
    figure.title =
        Text::tr("%1: mass between groups of tokens, %2").arg(layerTitle(request.layer, request.display), figure.unit);
    figure.keyNames = QStringList{"layer", "head"};
    figure.leastUnit = leastMap;
    addHeads(figure, blocks[request.layer], groups, request);
    QList<Array> scope;
    for (const Panel& panel : figure.panels)
        scope.append(panel.values);
    setRanges(figure, request.range, scope);
    if (hasAnswer) {
        const QString way = QStringLiteral("%1 → %2").arg(groups.nameOf(groups.from()), groups.nameOf(groups.to()));
        figure.panels.append(rankPanel(heads, way, request, isSigned));
        figure.spanWeight = barsWeight;
    }
    figure.table = tableOf(blocks, heads, groups, hasAnswer);
    figure.shape = blocks.shape();
    return figure;
}

} // namespace headlight::ui
