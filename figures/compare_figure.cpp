// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/compare_figure.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "figures/board_figure.h"
#include "figures/compare_text.h"
#include "figures/figure_parts.h"
#include "figures/scatter_panel.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Compare)
};

/// The tokens of `input` that have partners, as an input of its own.
Input alignedInput(const Input& input, const TokenAlignment& alignment)
{
    Input aligned;
    const auto before = [&alignment](std::int64_t token) {
        return std::count_if(alignment.pairs.begin(), alignment.pairs.end(),
                             [token](const TokenPair& pair) { return pair.left < token; });
    };
    for (const TokenPair& pair : alignment.pairs)
        aligned.tokens.push_back(input.tokens[static_cast<std::size_t>(pair.left)]);
    std::vector<Passage> passages = input.passages;
    for (Passage& passage : passages) {
        passage.begin = before(passage.begin);
        passage.end = before(passage.end);
    }
    aligned.setPassages(std::move(passages));
    return aligned;
}

/// Labels of the aligned tokens, which stand for tokens of A.
AxisLabels asTokensOfA(AxisLabels labels, const TokenAlignment& alignment)
{
    if (alignment.leftAlone() == 0)
        return labels;
    QList<int> tokens;
    QList<int> entries(alignment.leftLength, -1);
    for (int entry = 0; entry < labels.texts.size(); ++entry)
        tokens.append(int(alignment.pairs[static_cast<std::size_t>(labels.tokenAt(entry))].left));
    for (int place = 0; place < int(alignment.pairs.size()); ++place)
        entries[alignment.pairs[static_cast<std::size_t>(place)].left] = labels.entryOf(place);
    labels.tokens = tokens;
    labels.entries = entries;
    return labels;
}

/// One head of both sides, as it is shown: aligned, with words and special tokens as `display` has them.
class HeadPair {
public:
    HeadPair(const AnalysisResult& result, const FigureRequest& request, const ComparedPair& pair)
        : m_pair(pair),
          m_axis(alignedInput(result.input, pair.alignment), request.display),
          m_base{request.layer, std::max(0, request.head)},
          m_left(m_axis.square(alignedLeft(pair.left[m_base.layer][m_base.head], pair.alignment),
                               pair.a.kind.merge)),
          m_right(m_axis.square(alignedRight(pair.right[m_base.layer][m_base.head], pair.alignment),
                                pair.b.kind.merge))
    {
    }

    const TokenAxis& axis() const { return m_axis; }
    const Array& left() const { return m_left; }
    const Array& right() const { return m_right; }

    Panel panel(const QString& title, const Array& values) const
    {
        Panel panel;
        panel.title = title;
        panel.values = values;
        panel.rows = asTokensOfA(m_axis.labels(Axis::From), m_pair.alignment);
        panel.columns = asTokensOfA(m_axis.labels(Axis::To), m_pair.alignment);
        panel.base = m_base;
        return panel;
    }

private:
    const ComparedPair& m_pair;
    TokenAxis m_axis;
    Cell m_base;
    Array m_left;
    Array m_right;
};

QString headText(const FigureRequest& request)
{
    return Text::tr("%1, head %2")
        .arg(layerTitle(request.layer, request.display))
        .arg(std::max(0, request.head) + request.display.firstNumber);
}

QString largestText(const Array& map)
{
    return formatValue(colourRange({map}, {RangeRule::Kind::Shared}, true).largest);
}

QString countText(std::int64_t tokens)
{
    return tokens == 1 ? Text::tr("1 token left out") : Text::tr("%1 tokens left out").arg(tokens);
}

/// "A: Attention (1 is 0.8679, 2 tokens left out)"
QString sideTitle(const QString& side, const QString& label, const QString& scale, std::int64_t leftOut)
{
    QStringList remarks;
    if (!scale.isEmpty())
        remarks.append(Text::tr("1 is %1").arg(scale));
    if (leftOut > 0)
        remarks.append(countText(leftOut));
    const QString name = QStringLiteral("%1: %2").arg(side, label);
    return remarks.isEmpty() ? name : QStringLiteral("%1 (%2)").arg(name, remarks.join(QStringLiteral(", ")));
}

Panel sidePanel(const HeadPair& head, const Array& values, bool scaled, const Measure& measure, const QString& side,
                std::int64_t leftOut)
{
    const QString title = sideTitle(side, measure.label, scaled ? largestText(values) : QString(), leftOut);
    return head.panel(title, scaled ? scaledToLargest(values) : values);
}

QList<Panel> sidePanels(const ComparedPair& pair, const HeadPair& head)
{
    const bool scaled = !pair.sameUnit();
    QList<Panel> panels = {sidePanel(head, head.left(), scaled, pair.a, "A", pair.alignment.leftAlone()),
                           sidePanel(head, head.right(), scaled, pair.b, "B", pair.alignment.rightAlone())};
    panels[0].others = panels[1].values;
    panels[0].keys = QStringList{"a"};
    panels[1].keys = QStringList{"b"};
    return panels;
}

void setShape(FigureData& figure, const Shape& leading, const Array& map)
{
    figure.shape = leading;
    figure.shape.insert(figure.shape.end(), map.shape().begin(), map.shape().end());
}

Figure sideFigure(const AnalysisResult& result, const FigureRequest& request, const ComparedPair& pair)
{
    const HeadPair head(result, request, pair);
    const QString unit = pair.a.id == pair.b.id ? pair.a.unit
                         : pair.sameUnit()      ? Text::tr("attribution to a logit")
                                                : Text::tr("relative to each map's largest magnitude");
    const bool isSigned = pair.a.isSigned || pair.b.isSigned;
    const QString relative = isSigned ? QStringLiteral("relative-signed") : QStringLiteral("relative");
    FigureData figure = emptyFigure(result, request, unit, isSigned, pair.sameUnit() ? pair.a.id : relative);
    figure.caption = compareCaption(result, request, pair);
    figure.title = Text::tr("%1: %2 (A), %3 (B)").arg(headText(request), pair.a.unit, pair.b.unit);
    figure.keyNames = QStringList{"side"};
    figure.panels = sidePanels(pair, head);
    setShape(figure, {2}, head.left());
    setRanges(figure, request.range, head.axis(), true);
    return figure;
}

Figure differenceFigure(const AnalysisResult& result, const FigureRequest& request, const ComparedPair& pair)
{
    const HeadPair head(result, request, pair);
    const QString unit =
        pair.sameUnit() ? Text::tr("difference A − B") : Text::tr("A − B, each relative to its largest magnitude");
    FigureData figure = emptyFigure(result, request, unit, true, QStringLiteral("difference"));
    figure.caption = compareCaption(result, request, pair);
    figure.title = Text::tr("%1: %2 (A) minus %3 (B)").arg(headText(request), pair.a.unit, pair.b.unit);
    const QString leftOut = leftOutText(pair.alignment);
    const bool scaled = !pair.sameUnit();
    const QString names =
        scaled ? Text::tr("A − B: %1 / %2 − %3 / %4")
                     .arg(pair.a.label, largestText(head.left()), pair.b.label, largestText(head.right()))
               : Text::tr("A − B: %1 − %2").arg(pair.a.label, pair.b.label);
    figure.panels = {head.panel(leftOut.isEmpty() ? names : QStringLiteral("%1 (%2)").arg(names, leftOut),
                                difference(head.left(), head.right(), scaled))};
    setShape(figure, {}, head.left());
    setRanges(figure, request.range, head.axis(), true);
    return figure;
}

QString agreementsText(const Array& left, const Array& right)
{
    const auto text = [](double value) { return std::isnan(value) ? Text::tr("not defined") : formatValue(value); };
    return Text::tr("Pearson's r %1, Spearman's ρ %2")
        .arg(text(pearson(left.values(), right.values())), text(spearman(left.values(), right.values())));
}

Figure scatterFigure(const AnalysisResult& result, const FigureRequest& request, const ComparedPair& pair)
{
    const HeadPair head(result, request, pair);
    FigureData figure = emptyFigure(result, request, Text::tr("cells"), false, QStringLiteral("cells"));
    figure.caption = compareCaption(result, request, pair);
    figure.title = Text::tr("%1: %2 (A) against %3 (B), cell by cell").arg(headText(request), pair.a.unit, pair.b.unit);
    const QString agreements = agreementsText(head.left(), head.right());
    const QString leftOut = leftOutText(pair.alignment);
    Panel panel =
        head.panel(leftOut.isEmpty() ? agreements : QStringLiteral("%1 (%2)").arg(agreements, leftOut), head.left());
    makeScatter(panel, head.right(), pair);
    figure.panels = {panel};
    figure.keyNames = QStringList{"side"};
    figure.numbers = sidePanels(pair, head);
    figure.numbers[0].values = head.left(); // as they are, whatever the units
    figure.numbers[1].values = head.right();
    setShape(figure, {2}, head.left());
    figure.colourBar = !panel.counts.isNull();
    figure.range = panel.range;
    return figure;
}

} // namespace

Figure compareFigure(const AnalysisResult& result, const FigureRequest& request)
{
    const auto pair = comparedPair(result, request);
    if (!pair)
        return Missing(pair.error());
    if (request.head >= pair->left.dimension(1))
        return Missing(
            Text::tr("There is no head %1: the model has %2.").arg(request.head).arg(pair->left.dimension(1)));
    switch (request.choices.mode) {
    case CompareMode::Board: return boardFigure(result, request, *pair);
    case CompareMode::Side: return sideFigure(result, request, *pair);
    case CompareMode::Difference: return differenceFigure(result, request, *pair);
    case CompareMode::Scatter: break;
    }
    return scatterFigure(result, request, *pair);
}

Result<void> checkCompare(const AnalysisResult& result, const FigureRequest& request)
{
    QStringList shown;
    for (const Measure& measure : comparableMeasures(&otherOf(result, request)))
        shown.append(measure.id);
    const QString measureB = measureBOf(result, request);
    if (shown.contains(measureB))
        return {};
    return usageError("Nothing can be compared with “" + measureB.toStdString() + "”",
                      "Choose one of " + shown.join(", ").toStdString() + ".");
}

} // namespace headlight::ui
