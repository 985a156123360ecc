// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>

#include "figures/figure_builder.h"
#include "figures/figure_table.h"
#include "figures/read_out.h"
#include "figures/what_if_figure.h"
#include "tests/support/sample_boards.h"
#include "tests/support/sample_result.h"

using namespace headlight;
using namespace headlight::ui;

namespace {

AnalysisResult withBoards()
{
    AnalysisResult result = *test::sampleResult();
    result.whatIf.ablations = test::sampleBoards(3, 4);
    return result;
}

FigureData figureOf(const AnalysisResult& result, const FigureRequest& request)
{
    Figure figure = buildFigure(result, request);
    if (!figure)
        qFatal("%s", qPrintable(figure.error()));
    return *figure;
}

FigureRequest requestWith(const QString& quantity, AblationKind kind = AblationKind::Zero)
{
    FigureRequest request = viewRequest(whatIfId);
    request.choices.quantity = quantity;
    request.choices.ablation = kind;
    return request;
}

} // namespace

/// The board of single ablations.
class TestWhatIfFigure : public QObject {
    Q_OBJECT

private slots:
    void layersByHeadsAndWhatIsBeside();
    void quantitiesAndKinds();
    void probabilityIsAChange();
    void numbersFollowThePreference();
    void theRangeIsThatOfTheHeads();
    void whatIsNotKnownIsBlank();
    void whatIsOffIsCrossedOut_data();
    void whatIsOffIsCrossedOut();
    void aClickNamesAPart();
    void readsOutAllTargets();
    void csvHasEveryPartAndKind();
    void saysWhatIsMissing();
};

void TestWhatIfFigure::layersByHeadsAndWhatIsBeside()
{
    const FigureData figure = figureOf(withBoards(), requestWith("span"));
    const Panel& board = figure.panels.first();
    QCOMPARE(board.values.shape(), (Shape{3, 6}));
    QCOMPARE(board.columns.texts, (QStringList{"0", "1", "2", "3", "all", "MLP"}));
    QCOMPARE(board.rows.texts, (QStringList{"0", "1", "2"}));
    QCOMPARE(board.value({1, 2}), -2 + 1.5F * 6);
    QCOMPARE(board.value({2, 4}), -20 + 1.5F * 2);
    QCOMPARE(board.value({2, 5}), 5 + 1.5F * 2);
    QVERIFY(figure.isSigned && board.numbers && figure.range.low == -figure.range.high);
    QCOMPARE(board.ruledColumn, 4);
    QVERIFY(figure.title.contains("the span's logits") && figure.title.contains("zero"));
}

void TestWhatIfFigure::quantitiesAndKinds()
{
    QCOMPARE(boardQuantities(test::sampleBoards(3, 4)), (QStringList{"span", "start", "end", "probability"}));
    QVERIFY(boardQuantities({}).isEmpty());
    const auto first = [](const FigureRequest& request) {
        return figureOf(withBoards(), request).panels.first().value({0, 1});
    };
    QCOMPARE(first(requestWith("end")), -2 + 0.5F);
    QCOMPARE(first(requestWith("start", AblationKind::Patch)), -4 + 1.0F);
    QCOMPARE(first(requestWith("no such")), -2 + 1.5F); // the first there is
    QVERIFY(figureOf(withBoards(), requestWith("start", AblationKind::Mean)).title.contains("its mean"));
}

void TestWhatIfFigure::probabilityIsAChange()
{
    FigureRequest request = requestWith("probability");
    request.probabilityBefore = 0.3;
    const Panel board = figureOf(withBoards(), request).panels.first();
    QVERIFY(std::abs(board.value({0, 0}) + 0.05F) < 1e-6F);
    QVERIFY(std::abs(board.value({0, 3}) + 0.02F) < 1e-6F);
}

void TestWhatIfFigure::numbersFollowThePreference()
{
    FigureRequest request = requestWith("span");
    request.display.firstNumber = 1;
    const Panel board = figureOf(withBoards(), request).panels.first();
    QCOMPARE(board.rows.texts.first(), QString("1"));
    QCOMPARE(board.columns.texts, (QStringList{"1", "2", "3", "4", "all", "MLP"}));
}

/// A layer's change lies far beyond, and is said to.
void TestWhatIfFigure::theRangeIsThatOfTheHeads()
{
    FigureRequest request = requestWith("span");
    request.range = {RangeRule::Kind::Shared};
    const FigureData figure = figureOf(withBoards(), request);
    QCOMPARE(figure.range.high, -2 + 1.5 * 11);
    QVERIFY(figure.range.under && !figure.range.over);
    QCOMPARE(figure.range.largest, 20.0);
}

void TestWhatIfFigure::whatIsNotKnownIsBlank()
{
    AnalysisResult result = withBoards();
    AblationMaps& heads = result.whatIf.ablations[AblationKind::Zero].heads;
    heads.changes["span"] = Array({3, 4}, std::vector<float>(12, std::numeric_limits<float>::quiet_NaN()));
    heads.probability = heads.changes["span"];
    const FigureData figure = figureOf(result, requestWith("span"));
    QVERIFY(figure.blankNan && !figure.range.hasNan);
    QVERIFY(!figure.caption.contains("NaN"));
    QVERIFY(boardReadOut(result, requestWith("span"), {0, 0}).contains("not known yet"));
}

void TestWhatIfFigure::whatIsOffIsCrossedOut_data()
{
    QTest::addColumn<QString>("off");
    QTest::addColumn<QList<PanelCell>>("marked");
    QTest::newRow("nothing") << "" << QList<PanelCell>();
    QTest::newRow("a head") << "1.2" << QList<PanelCell>{{1, 2}};
    QTest::newRow("a layer, by another kind") << "mean:0.*" << QList<PanelCell>{{0, 0}, {0, 1}, {0, 2}, {0, 3}, {0, 4}};
    QTest::newRow("a feed-forward part") << "2.mlp" << QList<PanelCell>{{2, 5}};
    QTest::newRow("of another model") << "7.1" << QList<PanelCell>();
    QTest::newRow("nonsense") << "x" << QList<PanelCell>();
}

void TestWhatIfFigure::whatIsOffIsCrossedOut()
{
    QFETCH(const QString, off);
    FigureRequest request = requestWith("span");
    request.choices.ablated = off;
    QTEST(figureOf(withBoards(), request).panels.first().marked, "marked");
}

void TestWhatIfFigure::aClickNamesAPart()
{
    QCOMPARE(boardPart(AblationKind::Mean, 1, 3, 4), (AblatedPart{AblationKind::Mean, 1, 3}));
    QCOMPARE(boardPart(AblationKind::Zero, 2, 4, 4), (AblatedPart{AblationKind::Zero, 2, AblatedPart::every}));
    QCOMPARE(boardPart(AblationKind::Zero, 2, 5, 4), (AblatedPart{AblationKind::Zero, 2, AblatedPart::feedForward}));
    const FigureData figure = figureOf(withBoards(), requestWith("span"));
    QCOMPARE(figure.panels.first().cellAt({1, 2}), (Cell{1, 2, -1, -1}));
    QCOMPARE(figure.panels.first().cellAt({1, 4}).head, -1);
    QCOMPARE(findPlace(figure, Cell{1, -1, -1, -1}).panel, -1); // a layer alone is no cell
    QVERIFY(readOut(figure, 0, {1, 4}).startsWith("Layer 1, all:"));
}

void TestWhatIfFigure::readsOutAllTargets()
{
    FigureRequest request = requestWith("span");
    request.probabilityBefore = 0.3;
    const QString head = boardReadOut(withBoards(), request, {1, 2});
    QVERIFY2(head.startsWith("Layer 1, head 2 off:  probability 0.30 → 0.31,  span 7.000,  start 4.000"),
             qPrintable(head));
    QVERIFY(boardReadOut(withBoards(), request, {1, 4}).startsWith("Layer 1, all heads off:"));
    QVERIFY(boardReadOut(withBoards(), request, {1, 5}).startsWith("Layer 1, feed-forward part off:"));
}

void TestWhatIfFigure::csvHasEveryPartAndKind()
{
    FigureRequest request = requestWith("start");
    request.probabilityBefore = 0.25;
    const FigureData figure = figureOf(withBoards(), request);
    const QStringList lines = QString::fromStdString(csvText(figure)).split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 1 + 3 * 3 * 6);
    QCOMPARE(lines[0], QString("layer,head,kind,change_span,change_start,change_end,change_probability"));
    QCOMPARE(lines[1], QString("0,0,zero,-2,-2,-2,0"));
    QVERIFY(lines[5].startsWith("0,all,zero,-20,"));
    QVERIFY(lines[6].startsWith("0,mlp,zero,5,"));
    QVERIFY(lines[19].startsWith("0,0,mean,-3,"));
    const std::vector<std::byte> npy = npyBytes(figure);
    QVERIFY(std::string(reinterpret_cast<const char*>(npy.data()), 80).find("(3, 6)") != std::string::npos);
    QCOMPARE(npy.size() % 64, 18 * sizeof(float) % 64);
}

void TestWhatIfFigure::saysWhatIsMissing()
{
    QVERIFY(!hasFigure(*test::sampleResult(), whatIfId));
    QVERIFY(buildFigure(*test::sampleResult(), requestWith("span")).error().contains("not computed yet"));
    AnalysisResult bare = *test::sampleResult();
    bare.model.task = TaskKind::None;
    QVERIFY(buildFigure(bare, requestWith("span")).error().contains("no head for a task"));
}

QTEST_GUILESS_MAIN(TestWhatIfFigure)
#include "tst_what_if_figure.moc"
