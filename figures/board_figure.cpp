// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/board_figure.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "figures/compare_text.h"
#include "figures/figure_parts.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Compare)
};

Array boardOf(const FigureRequest& request, const ComparedPair& pair)
{
    return request.board.isNull() ? compareHeads(pair.left, pair.right, pair.agreeing, boardRequestOf(request))
                                  : request.board;
}

/// The whole of what an agreement can be, whatever the heads happen to give: boards can be compared by eye.
ColourRange fullRange(const Array& board, bool isSigned)
{
    ColourRange range = colourRange({board}, {RangeRule::Kind::Shared}, isSigned);
    range.low = isSigned ? -1 : 0;
    range.high = 1;
    range.under = range.over = false;
    return range;
}

QString titleOf(const ComparedPair& pair, bool growing)
{
    if (growing)
        return Text::tr("Comparing the heads…");
    const QString names = Text::tr("A: %1, B: %2").arg(pair.a.label, pair.b.label);
    const QString leftOut = leftOutText(pair.alignment);
    return leftOut.isEmpty() ? names : QStringLiteral("%1 (%2)").arg(names, leftOut);
}

Panel boardPanel(const Array& board, const ComparedPair& pair, const FigureRequest& request)
{
    const int firstNumber = request.display.firstNumber;
    Panel panel;
    panel.title = titleOf(pair, request.boardGrowing);
    panel.values = board;
    panel.rows = numberLabels(Axis::Layer, board.dimension(0), firstNumber);
    panel.columns = numberLabels(Axis::Head, board.dimension(1), firstNumber);
    panel.numbers = true;
    return panel;
}

} // namespace

QString agreementText(const BoardRequest& request, std::int64_t tokens)
{
    switch (request.agreement) {
    case Agreement::Pearson: return Text::tr("Pearson's r");
    case Agreement::Spearman: return Text::tr("Spearman's ρ");
    case Agreement::Strongest: break;
    }
    const auto count = strongestCount(request, tokens);
    return count == 1 ? Text::tr("share of the strongest cell in common")
                      : Text::tr("share of the %1 strongest cells in common").arg(count);
}

FigureData boardFigure(const AnalysisResult& result, const FigureRequest& request, const ComparedPair& pair)
{
    const BoardRequest asked = boardRequestOf(request);
    const bool isSigned = asked.agreement != Agreement::Strongest;
    const QString unit = agreementText(asked, static_cast<std::int64_t>(pair.agreeing.pairs.size()));
    const QString colours = isSigned ? QStringLiteral("correlation") : QStringLiteral("strongest");
    FigureData figure = emptyFigure(result, request, unit, isSigned, colours);
    figure.title = Text::tr("Agreement of %1 (A) and %2 (B) in each head: %3").arg(pair.a.unit, pair.b.unit, unit);
    figure.caption = compareCaption(result, request, pair);
    figure.oneRange = true;
    figure.columns = 1;
    const Array board = boardOf(request, pair);
    figure.panels = {boardPanel(board, pair, request)};
    figure.panelAspect = double(board.dimension(1)) / double(board.dimension(0));
    figure.shape = board.shape();
    figure.range = figure.panels[0].range = fullRange(board, isSigned);
    figure.blankNan = request.boardGrowing;
    figure.range.hasNan = figure.range.hasNan && !figure.blankNan;
    return figure;
}

} // namespace headlight::ui
