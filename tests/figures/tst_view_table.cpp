// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "figures/figure_builder.h"
#include "tests/support/sample_boards.h"
#include "tests/support/sample_result.h"

using namespace headlight;
using namespace headlight::ui;

/// The table of views, and what is made from it.
class TestViewTable : public QObject {
    Q_OBJECT

private slots:
    void rowsAreWhole();
    void knowsNoOtherView();
    void listsMeasures_data();
    void listsMeasures();
    void buildsEveryView();
    void standsInForTheFirst();
    void findsThePageOnScreen();
};

void TestViewTable::rowsAreWhole()
{
    QCOMPARE(viewNames(), QStringList({"heads", "layers", "overview", "token-to-head", "tokens", "distribution",
                                       "compare", "blocks", "words", "what-if"}));
    for (const ViewKind& view : viewTable()) {
        QVERIFY2(view.build && view.title && !view.title().isEmpty() && *view.help, qPrintable(view.id));
        QVERIFY2(view.holds || !view.shapes.empty(), qPrintable(view.id));
        QVERIFY2(view.pageOf.isEmpty() || viewKind(view.pageOf).pageOf.isEmpty(), qPrintable(view.id));
        QCOMPARE(&viewKind(view.id), &view);
        QCOMPARE(viewRequest(view.id).view, view.id);
        QCOMPARE(viewRequest(view.id).shows, view.shows);
    }
}

void TestViewTable::knowsNoOtherView()
{
    QVERIFY(viewKind("no such").id.isEmpty());
    QVERIFY(viewMeasures("no such", nullptr).isEmpty());
    QVERIFY(buildFigure(*test::sampleResult(), viewRequest("no such")).error().contains("heads, layers, overview"));
    QVERIFY(!hasFigure(*test::sampleResult(), "no such"));
}

void TestViewTable::listsMeasures_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("listed");
    QTest::newRow("heads") << "heads" << "attention start end alpha-f";
    QTest::newRow("layers") << "layers" << "attention start end alpha-f sum-alpha-f";
    QTest::newRow("token-to-head") << "token-to-head" << "f attention start end alpha-f";
    QTest::newRow("tokens") << "tokens" << "";
}

void TestViewTable::listsMeasures()
{
    QFETCH(const QString, view);
    QStringList ids;
    for (const Measure& measure : viewMeasures(view, test::sampleResult().get()))
        ids.append(measure.id);
    QTEST(ids.join(' '), "listed");
}

void TestViewTable::buildsEveryView()
{
    AnalysisResult whole = *test::sampleResult({3, 4, 12, Stage::Complete, true});
    whole.whatIf.ablations = test::sampleBoards(3, 4);
    const auto result = std::make_shared<const AnalysisResult>(whole);
    for (const ViewKind& view : viewTable()) {
        FigureRequest request = viewRequest(view.id);
        request.measure = view.namesTarget ? QString() : nearestMeasure(view.id, result.get(), "start");
        const Figure figure = buildFigure(*result, request);
        QVERIFY2(figure, qPrintable(view.id + ": " + (figure ? QString() : figure.error())));
        QCOMPARE(figure->view, view.id);
        QVERIFY(hasFigure(*result, view.id));
    }
}

void TestViewTable::standsInForTheFirst()
{
    AnalysisResult result = *test::sampleResult();
    QCOMPARE(nearestView(result, "heads"), QString("heads"));
    result.attention = result.norms.alphaF = Array();
    for (auto& [target, attribution] : result.attributions)
        attribution.attention = Array();
    QCOMPARE(nearestView(result, "heads"), QString("tokens"));
    QCOMPARE(nearestView(result, "overview"), QString("overview")); // was asked for
    for (auto& [target, attribution] : result.attributions)
        attribution.tokens = Array();
    QCOMPARE(nearestView(result, "heads"), QString("layers"));
    result.norms.sumAlphaF = Array();
    QCOMPARE(nearestView(result, "heads"), QString("token-to-head"));
    result.norms.f = Array();
    QCOMPARE(nearestView(result, "heads"), QString("words"));
}

void TestViewTable::findsThePageOnScreen()
{
    ViewState state;
    QCOMPARE(viewOnScreen(state), QString("heads"));
    state.view = "tokens";
    QCOMPARE(viewOnScreen(state), QString("tokens"));
    state.tokensPage = "words";
    QCOMPARE(viewOnScreen(state), QString("words"));
    state.view = "blocks";
    QCOMPARE(viewOnScreen(state), QString("blocks"));
}

QTEST_GUILESS_MAIN(TestViewTable)
#include "tst_view_table.moc"
