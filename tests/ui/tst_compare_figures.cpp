// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <limits>

#include "core/measures/blocks.h"
#include "figures/board_figure.h"
#include "figures/compare_figure.h"
#include "figures/figure_builder.h"
#include "figures/figure_table.h"
#include "figures/read_out.h"
#include "tests/support/input_parts.h"
#include "tests/support/sample_result.h"

using namespace headlight;
using namespace headlight::ui;

namespace {

FigureRequest compare(CompareMode mode, const QString& a = "attention", const QString& b = "alpha-f")
{
    FigureRequest request;
    request.view = "compare";
    request.measure = a;
    request.layer = 1;
    request.head = 2;
    request.range.kind = RangeRule::Kind::Shared;
    request.choices.measureB = b;
    request.choices.mode = mode;
    return request;
}

FigureRequest blocks(const QString& measure, bool signs = false)
{
    FigureRequest request;
    request.view = "blocks";
    request.measure = measure;
    request.layer = 1;
    request.choices.signedBlocks = signs;
    return request;
}

/// The sample with one word less in its context: token 8 is gone.
ResultPtr shorter()
{
    AnalysisResult result = *test::sampleResult({3, 4, 11});
    const ResultPtr whole = test::sampleResult();
    result.input.tokens = whole->input.tokens;
    result.input.tokens.erase(result.input.tokens.begin() + 8);
    return std::make_shared<const AnalysisResult>(std::move(result));
}

const Array& headOf(const Array& maps, const FigureRequest& request)
{
    static Array head;
    return head = maps[request.layer][request.head];
}

double largest(const Array& map)
{
    return colourRange({map}, {RangeRule::Kind::Shared}, true).largest;
}

ResultPtr withAttention(const std::function<void(std::vector<float>&)>& change)
{
    AnalysisResult result = *test::sampleResult();
    std::vector<float> values(result.attention.values().begin(), result.attention.values().end());
    change(values);
    result.attention = Array(result.attention.shape(), values);
    return std::make_shared<const AnalysisResult>(std::move(result));
}

} // namespace

class TestCompareFigures : public QObject {
    Q_OBJECT
private slots:
    void boardHoldsTheAgreements_data();
    void boardHoldsTheAgreements();
    void boardIsReadOut();
    void knownBoardIsNotComputedAgain();
    void sidesOfOneUnitKeepTheirValues();
    void sidesOfDifferentUnitsAreScaled();
    void differenceIsSigned();
    void scatterHasADotForEachCell();
    void manyCellsAreCounted();
    void scatterSurvivesNan();
    void otherTokensAreAligned();
    void hiddenSpecialTokensAreNotCompared();
    void captionStatesBothSides();
    void measureBFollows();
    void refusals_data();
    void refusals();
    void tablesHoldBothSides();
    void choicesSurviveASession();
    void blocksOfEachHead_data();
    void blocksOfEachHead();
    void headsAreRankedBelow();
    void tokensMarkTheirGroups();
    void blocksWithoutAnswerAreNotRanked();
    void blocksOfOtherTasks();
    void blocksTableHoldsAllHeads();
    void blocksOfDamagedSessionsAreRefused();
};

void TestCompareFigures::boardHoldsTheAgreements_data()
{
    QTest::addColumn<QString>("agreement");
    QTest::addColumn<double>("low");
    QTest::newRow("pearson") << "pearson" << -1.0;
    QTest::newRow("spearman") << "spearman" << -1.0;
    QTest::newRow("strongest") << "strongest" << 0.0;
}

void TestCompareFigures::boardHoldsTheAgreements()
{
    QFETCH(QString, agreement);
    QFETCH(double, low);
    const ResultPtr result = test::sampleResult();
    FigureRequest request = compare(CompareMode::Board);
    request.choices.agreement = *agreementNamed(agreement);
    const Figure figure = buildFigure(*result, request);
    QVERIFY(figure);
    const auto pair = comparedPair(*result, request);
    const Array wanted = compareHeads(pair->left, pair->right, pair->agreeing, boardRequestOf(request));
    QCOMPARE(figure->panels.size(), 1);
    QCOMPARE(figure->shape, (Shape{3, 4}));
    QVERIFY(std::equal(wanted.values().begin(), wanted.values().end(), figure->panels[0].values.values().begin()));
    QCOMPARE(figure->range.low, low);
    QCOMPARE(figure->range.high, 1.0);
    QCOMPARE(figure->isSigned, low < 0);
    QVERIFY(figure->panels[0].numbers);
    QCOMPARE(figure->panels[0].cellAt({2, 1}), (Cell{2, 1, -1, -1}));
}

void TestCompareFigures::boardIsReadOut()
{
    const Figure figure = buildFigure(*test::sampleResult(), compare(CompareMode::Board));
    const QString text = readOut(*figure, 0, {2, 1});
    QVERIFY2(text.startsWith("Layer 2, head 1:  Spearman's ρ"), qPrintable(text));
    QVERIFY(text.endsWith(formatValue(figure->panels[0].value({2, 1}))));
}

void TestCompareFigures::knownBoardIsNotComputedAgain()
{
    FigureRequest request = compare(CompareMode::Board);
    std::vector<float> values(12, std::numeric_limits<float>::quiet_NaN());
    values[0] = 0.25F;
    request.board = Array({3, 4}, values);
    request.boardGrowing = true;
    const Figure growing = buildFigure(*test::sampleResult(), request);
    QCOMPARE(growing->panels[0].value({0, 0}), 0.25F);
    QVERIFY(growing->blankNan);
    QVERIFY2(growing->panels[0].title.contains("Comparing"), qPrintable(growing->panels[0].title));
    QVERIFY(!growing->range.hasNan);
    request.boardGrowing = false;
    QVERIFY(buildFigure(*test::sampleResult(), request)->range.hasNan);
}

void TestCompareFigures::sidesOfOneUnitKeepTheirValues()
{
    const ResultPtr result = test::sampleResult();
    const FigureRequest request = compare(CompareMode::Side, "start", "end");
    const Figure figure = buildFigure(*result, request);
    QVERIFY(figure);
    QCOMPARE(figure->panels.size(), 2);
    const Array start = result->attribution("start")->attention[1][2];
    const Array end = result->attribution("end")->attention[1][2];
    QCOMPARE(figure->panels[0].value({7, 3}), start.at({7, 3}));
    QCOMPARE(figure->panels[1].value({7, 3}), end.at({7, 3}));
    QCOMPARE(figure->range.high, std::max(largest(start), largest(end)));
    QCOMPARE(figure->panels[0].range.high, figure->panels[1].range.high);
    QVERIFY(figure->panels[0].title.startsWith("A: "));
    QVERIFY(figure->panels[1].title.startsWith("B: "));
}

void TestCompareFigures::sidesOfDifferentUnitsAreScaled()
{
    const ResultPtr result = test::sampleResult();
    const FigureRequest request = compare(CompareMode::Side, "attention", "start");
    const Figure figure = buildFigure(*result, request);
    QVERIFY(figure);
    const Array start = result->attribution("start")->attention[1][2];
    QCOMPARE(figure->panels[1].value({7, 3}), float(start.at({7, 3}) / float(largest(start))));
    QCOMPARE(figure->range.high, 1.0);
    QCOMPARE(figure->range.low, -1.0);
    const QString title = figure->panels[1].title;
    QVERIFY2(title.contains("1 is " + formatValue(largest(start))), qPrintable(title));
}

void TestCompareFigures::differenceIsSigned()
{
    const ResultPtr result = test::sampleResult();
    const Figure same = buildFigure(*result, compare(CompareMode::Difference, "start", "end"));
    QVERIFY(same);
    const Array start = result->attribution("start")->attention[1][2];
    const Array end = result->attribution("end")->attention[1][2];
    QCOMPARE(same->panels[0].value({7, 3}), start.at({7, 3}) - end.at({7, 3}));
    QVERIFY(same->isSigned);
    QCOMPARE(same->range.low, -same->range.high);
    const Figure scaled = buildFigure(*result, compare(CompareMode::Difference, "attention", "alpha-f"));
    QVERIFY(scaled->isSigned);
    QVERIFY2(scaled->unit.contains("relative"), qPrintable(scaled->unit));
}

void TestCompareFigures::scatterHasADotForEachCell()
{
    const ResultPtr result = test::sampleResult();
    const Figure figure = buildFigure(*result, compare(CompareMode::Scatter));
    QVERIFY(figure);
    const Panel& panel = figure->panels[0];
    QCOMPARE(panel.kind, Panel::Kind::Scatter);
    QCOMPARE(panel.values.at({4, 5}), result->attention.at({1, 2, 4, 5}));
    QCOMPARE(panel.others.at({4, 5}), result->norms.alphaF.at({1, 2, 4, 5}));
    QVERIFY(panel.counts.isNull());
    QVERIFY(!figure->colourBar);
    QCOMPARE(panel.cellAt({4, 5}), (Cell{1, 2, 4, 5}));
    QCOMPARE(panel.placeOf({1, 2, 4, 5}), (PanelCell{4, 5}));
    QVERIFY(panel.across.high >= largest(panel.values));
    QVERIFY(panel.title.contains(formatValue(pearson(panel.values.values(), panel.others.values()))));
    const Panel united = buildFigure(*result, compare(CompareMode::Scatter, "start", "end"))->panels[0];
    QCOMPARE(united.across.low, united.axis.low);
    QCOMPARE(united.across.high, united.axis.high);
}

void TestCompareFigures::manyCellsAreCounted()
{
    const ResultPtr result = test::sampleResult({2, 3, 90});
    const Figure figure = buildFigure(*result, compare(CompareMode::Scatter));
    QVERIFY(figure);
    const Panel& panel = figure->panels[0];
    double sum = 0;
    for (const float count : panel.counts.values())
        sum += count;
    QCOMPARE(sum, 90.0 * 90);
    QVERIFY(figure->colourBar);
    QCOMPARE(figure->range.high, largest(panel.counts));
}

void TestCompareFigures::scatterSurvivesNan()
{
    const ResultPtr result = withAttention([](std::vector<float>& values) {
        values[144 * 6] = std::numeric_limits<float>::quiet_NaN(); // layer 1, head 2
        values[144 * 6 + 1] = std::numeric_limits<float>::infinity();
    });
    const Figure figure = buildFigure(*result, compare(CompareMode::Scatter));
    QVERIFY(figure);
    QVERIFY(std::isfinite(figure->panels[0].across.high));
    QVERIFY2(figure->panels[0].title.contains("not defined"), qPrintable(figure->panels[0].title));
    QVERIFY(buildFigure(*result, compare(CompareMode::Side))->range.hasNan);
    const Figure board = buildFigure(*result, compare(CompareMode::Board));
    QVERIFY(std::isnan(board->panels[0].value({1, 2})));
    QVERIFY(!std::isnan(board->panels[0].value({1, 1})));
}

void TestCompareFigures::otherTokensAreAligned()
{
    const ResultPtr result = test::sampleResult();
    FigureRequest request = compare(CompareMode::Side, "attention", "attention");
    request.other = shorter();
    const Figure figure = buildFigure(*result, request);
    QVERIFY(figure);
    const Panel& a = figure->panels[0];
    const Panel& b = figure->panels[1];
    QCOMPARE(a.rowCount(), 11);
    QCOMPARE(b.rowCount(), 11);
    // Entry 9 is token 10 of A and token 9 of B.
    QCOMPARE(a.value({9, 3}), result->attention.at({1, 2, 10, 3}));
    QCOMPARE(b.value({9, 3}), request.other->attention.at({1, 2, 9, 3}));
    QCOMPARE(a.rows.texts[9], QString::fromStdString(result->input.tokens[10]));
    QCOMPARE(a.cellAt({9, 3}), (Cell{1, 2, 10, 3}));
    QCOMPARE(a.placeOf({1, 2, 8, 3}).row, -1);
    QVERIFY2(a.title.contains("1 token"), qPrintable(a.title));
    QVERIFY2(!b.title.contains("token"), qPrintable(b.title));
    QVERIFY2(figure->caption.contains("tokens left out: 1 of A, 0 of B"), qPrintable(figure->caption));
}

void TestCompareFigures::hiddenSpecialTokensAreNotCompared()
{
    const ResultPtr result = test::sampleResult();
    FigureRequest request = compare(CompareMode::Board);
    const float all = buildFigure(*result, request)->panels[0].value({1, 2});
    request.display.special = SpecialTokens::Hidden;
    QCOMPARE(comparedPair(*result, request)->agreeing.pairs.size(), std::size_t(9));
    QVERIFY(buildFigure(*result, request)->panels[0].value({1, 2}) != all);
    request.choices.mode = CompareMode::Side;
    const Figure side = buildFigure(*result, request);
    QCOMPARE(side->panels[0].rowCount(), 9);
    QCOMPARE(side->panels[0].cellAt({0, 0}), (Cell{1, 2, 1, 1}));
}

void TestCompareFigures::captionStatesBothSides()
{
    const ResultPtr result = test::sampleResult();
    const QString one = buildFigure(*result, compare(CompareMode::Side, "attention", "start"))->caption;
    QVERIFY2(one.startsWith("A: attention. B: attribution to the start logit. Model sample"), qPrintable(one));
    QVERIFY(one.contains("B: Exact, 33 points"));
    FigureRequest request = compare(CompareMode::Side, "attention", "attention");
    AnalysisResult other = *result;
    other.model.name = "another";
    setText(other.input, Role::Question, "And who?");
    request.other = std::make_shared<const AnalysisResult>(other);
    const QString two = buildFigure(*result, request)->caption;
    QVERIFY2(two.contains("Model sample") && two.contains("Model another") && two.contains("And who?"),
             qPrintable(two));
}

void TestCompareFigures::measureBFollows()
{
    const ResultPtr result = test::sampleResult();
    FigureRequest request = compare(CompareMode::Board, "attention", {});
    QCOMPARE(measureBOf(*result, request), QString("start"));
    request.measure = "start";
    QCOMPARE(measureBOf(*result, request), QString("attention"));
    request.other = shorter();
    QCOMPARE(measureBOf(*result, request), QString("start"));
    request.choices.measureB = "end";
    QCOMPARE(measureBOf(*result, request), QString("end"));
}

void TestCompareFigures::refusals_data()
{
    QTest::addColumn<ResultPtr>("other");
    QTest::addColumn<QString>("measureB");
    QTest::addColumn<QString>("reason");
    const auto changed = [](const auto& change) {
        AnalysisResult result = *test::sampleResult();
        change(result);
        return ResultPtr(std::make_shared<const AnalysisResult>(std::move(result)));
    };
    QTest::newRow("other heads") << ResultPtr(test::sampleResult({3, 5, 12})) << "attention"
                                 << "3 × 5";
    QTest::newRow("other layers") << ResultPtr(test::sampleResult({2, 4, 12})) << "attention"
                                  << "2 × 4";
    QTest::newRow("no such measure") << ResultPtr() << "span"
                                     << "no such measure";
    QTest::newRow("not there yet") << ResultPtr(test::sampleResult({3, 4, 12, headlight::Stage::Attention})) << "start"
                                   << "not computed yet";
    QTest::newRow("nothing in common") << changed([](AnalysisResult& r) { r.input.tokens.assign(12, "x"); })
                                       << "attention"
                                       << "nothing in common";
    QTest::newRow("fewer tokens than values")
        << changed([](AnalysisResult& r) { r.input.tokens.resize(7); }) << "attention"
        << "do not fit";
    QTest::newRow("no tokens") << changed([](AnalysisResult& r) { r.input = {}; }) << "attention"
                               << "do not fit";
    QTest::newRow("empty") << ResultPtr(std::make_shared<const AnalysisResult>()) << "attention"
                           << "not computed yet";
}

void TestCompareFigures::refusals()
{
    QFETCH(ResultPtr, other);
    QFETCH(QString, measureB);
    QFETCH(QString, reason);
    for (const QString& mode : compareModeNames()) {
        FigureRequest request = compare(*compareModeNamed(mode), "attention", measureB);
        request.other = other;
        const Figure figure = buildFigure(*test::sampleResult(), request);
        QVERIFY(!figure);
        QVERIFY2(figure.error().contains(reason), qPrintable(figure.error()));
    }
}

void TestCompareFigures::tablesHoldBothSides()
{
    const ResultPtr result = test::sampleResult();
    const FigureRequest request = compare(CompareMode::Scatter);
    for (const CompareMode mode : {CompareMode::Scatter, CompareMode::Side}) {
        FigureRequest asked = request;
        asked.choices.mode = mode;
        const Figure figure = buildFigure(*result, asked);
        const QStringList lines = QString::fromStdString(csvText(*figure)).split('\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 25);
        QVERIFY(lines[0].startsWith("side,token,[CLS],"));
        QVERIFY(lines[1].startsWith("a,[CLS],"));
        QVERIFY(lines[13].startsWith("b,[CLS],"));
        QCOMPARE(figure->shape, (Shape{2, 12, 12}));
    }
    const Figure scatter = buildFigure(*result, request);
    const QStringList second = QString::fromStdString(csvText(*scatter)).split('\n')[13].split(',');
    QCOMPARE(second[3].toFloat(), headOf(result->norms.alphaF, request).at({0, 1}));
    const Figure board = buildFigure(*result, compare(CompareMode::Board));
    QVERIFY(csvText(*board).starts_with("layer,0,1,2,3\n0,"));
}

void TestCompareFigures::choicesSurviveASession()
{
    ViewChoices choices;
    choices.measureB = "end";
    choices.mode = CompareMode::Scatter;
    choices.agreement = Agreement::Strongest;
    choices.strongest = 40;
    choices.signedBlocks = true;
    ViewState view;
    QCOMPARE(viewChoicesOf(view), ViewChoices());
    keepViewChoices(choices, view);
    QCOMPARE(viewChoicesOf(view), choices);
    view.compareMode = "of a later version";
    QCOMPARE(viewChoicesOf(view).mode, CompareMode::Board);
}

void TestCompareFigures::blocksOfEachHead_data()
{
    QTest::addColumn<QString>("measure");
    QTest::addColumn<bool>("signs");
    QTest::addColumn<int>("rule");
    QTest::newRow("attention") << "attention" << false << int(BlockRule::RowMean);
    QTest::newRow("attention has no signs") << "attention" << true << int(BlockRule::RowMean);
    QTest::newRow("magnitudes") << "start" << false << int(BlockRule::Magnitudes);
    QTest::newRow("signed") << "start" << true << int(BlockRule::Values);
    QTest::newRow("norms") << "alpha-f" << true << int(BlockRule::Magnitudes);
}

void TestCompareFigures::blocksOfEachHead()
{
    QFETCH(QString, measure);
    QFETCH(bool, signs);
    QFETCH(int, rule);
    const ResultPtr result = test::sampleResult();
    const Figure figure = buildFigure(*result, blocks(measure, signs));
    QVERIFY(figure);
    const auto groups = groupsOf(result->input, result->answer);
    const Array wanted = blockMass(headMaps(*result, measure), groups, BlockRule(rule));
    QCOMPARE(figure->panels.size(), 5); // four heads, and all of them ranked
    QCOMPARE(figure->isSigned, rule == int(BlockRule::Values));
    for (int head = 0; head < 4; ++head) {
        const Panel& panel = figure->panels[head];
        QCOMPARE(panel.base.head, head);
        QVERIFY(panel.numbers);
        for (int row = 0; row < 5; ++row)
            for (int column = 0; column < 5; ++column)
                QCOMPARE(panel.value({row, column}), wanted.at({1, head, row, column}));
    }
}

void TestCompareFigures::headsAreRankedBelow()
{
    const Figure figure = buildFigure(*test::sampleResult(), blocks("start"));
    const Panel& ranks = figure->panels.last();
    QCOMPARE(ranks.kind, Panel::Kind::Bars);
    QCOMPARE(ranks.columnCount(), 12);
    for (int place = 1; place < 12; ++place)
        QVERIFY(ranks.value({0, place - 1}) >= ranks.value({0, place}));
    const Cell first = ranks.cellAt({0, 0});
    QCOMPARE(ranks.columns.texts[0], QStringLiteral("%1.%2").arg(first.layer).arg(first.head));
    QCOMPARE(ranks.placeOf(first), (PanelCell{0, 0}));
    QCOMPARE(ranks.placeOf({9, 9}).column, -1);
    const auto found = std::find_if(figure->panels.begin(), figure->panels.end() - 1, [&](const Panel& panel) {
        return panel.base.head == first.head && first.layer == 1;
    });
    if (first.layer == 1)
        QCOMPARE(found->value({1, 3}), ranks.value({0, 0}));
    QVERIFY(readOut(*figure, 4, {0, 0}).contains("rank 1 of 12"));
}

void TestCompareFigures::tokensMarkTheirGroups()
{
    const Figure figure = buildFigure(*test::sampleResult(), blocks("attention"));
    const Panel& panel = figure->panels[0];
    QCOMPARE(panel.placeOf({1, 0, 2, 7}), (PanelCell{1, 3})); // question → answer
    QCOMPARE(panel.placeOf({1, 0, 0, 5}), (PanelCell{0, 4}));
    QCOMPARE(panel.columns.texts, (QStringList{"[CLS]", "question", "context", "answer", "[SEP]"}));
}

void TestCompareFigures::blocksWithoutAnswerAreNotRanked()
{
    AnalysisResult result = *test::sampleResult();
    result.answer.reset();
    const Figure figure = buildFigure(result, blocks("attention"));
    QCOMPARE(figure->panels.size(), 4);
    QCOMPARE(figure->panels[0].placeOf({1, 0, 2, 7}), (PanelCell{1, 2})); // question → context
    const QStringList lines = QString::fromStdString(csvText(*figure)).split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines[0], QString("layer,head,from,cls,question,context,answer,sep"));
    QVERIFY2(lines[1].startsWith("0,0,cls,") && lines[6].startsWith("0,1,cls,"),
             qPrintable(lines[1] + lines[6])); // as the model has them
}

/// Groups without tokens are left out, and heads ranked from one text to the other.
void TestCompareFigures::blocksOfOtherTasks()
{
    AnalysisResult result = *test::sampleResult();
    result.model.task = TaskKind::Classification;
    result.answer.reset();
    result.input.passages[0].role = Role::Text;
    result.input.passages[1].role = Role::Pair;
    const Figure figure = buildFigure(result, blocks("attention"));
    QCOMPARE(figure->panels.size(), 5);
    QCOMPARE(figure->panels[0].columns.texts, (QStringList{"[CLS]", "text", "pair", "[SEP]"}));
    QCOMPARE(figure->panels[0].values.shape(), (Shape{4, 4}));
    QCOMPARE(figure->panels[0].placeOf({1, 0, 2, 7}), (PanelCell{1, 2})); // text → pair
    QVERIFY(figure->panels.last().title.contains("text → pair"));
    QVERIFY(figure->caption.contains("texts “"));
    const QStringList lines = QString::fromStdString(csvText(*figure)).split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines[0], QString("rank,layer,head,from,cls,question,context,sep"));
    QCOMPARE(lines.size(), 1 + 12 * 4);
}

void TestCompareFigures::blocksTableHoldsAllHeads()
{
    const Figure figure = buildFigure(*test::sampleResult(), blocks("attention"));
    const QStringList lines = QString::fromStdString(csvText(*figure)).split('\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 1 + 12 * 5);
    QCOMPARE(lines[0], QString("rank,layer,head,from,cls,question,context,answer,sep"));
    QVERIFY(lines[2].startsWith("1,"));
    QVERIFY(lines[2].contains(",question,"));
    QCOMPARE(figure->shape, (Shape{3, 4, 5, 5}));
    QCOMPARE(figure->table->array.size(), std::size_t(300));
}

void TestCompareFigures::blocksOfDamagedSessionsAreRefused()
{
    AnalysisResult result = *test::sampleResult();
    result.input.tokens.resize(5);
    const Figure figure = buildFigure(result, blocks("attention"));
    QVERIFY(!figure);
    QVERIFY2(figure.error().contains("do not fit"), qPrintable(figure.error()));
}

QTEST_MAIN(TestCompareFigures)
#include "tst_compare_figures.moc"
