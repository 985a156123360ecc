// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QTest>
#include <algorithm>
#include <cmath>

#include "figures/figure_builder.h"
#include "tests/support/sample_result.h"
#include "ui/jobs/background_jobs.h"
#include "ui/state/inspector_model.h"

using namespace headlight;
using namespace headlight::ui;

namespace {

/// The place of `value` in the sorted magnitudes: another way than counting what is larger.
std::int64_t rankBySorting(const Array& values, float value)
{
    std::vector<float> magnitudes;
    for (const float each : values.values())
        magnitudes.push_back(std::abs(each));
    std::sort(magnitudes.begin(), magnitudes.end(), std::greater<>());
    return std::find(magnitudes.begin(), magnitudes.end(), std::abs(value)) - magnitudes.begin() + 1;
}

} // namespace

class TestCellReadings : public QObject {
    Q_OBJECT
private slots:
    void valuesAreThoseOfTheCell()
    {
        const ResultPtr result = test::sampleResult();
        const auto readings = readCell(*result, {1, 2, 3, 4});
        QCOMPARE(readings.size(), 6u);
        QCOMPARE(*readings[0].value, result->attention.at({1, 2, 3, 4}));
        QCOMPARE(*readings[1].value, result->attribution("start")->attention.at({1, 2, 3, 4}));
        QCOMPARE(*readings[2].value, result->attribution("end")->attention.at({1, 2, 3, 4}));
        QCOMPARE(*readings[3].value, result->norms.alphaF.at({1, 2, 3, 4}));
        QCOMPARE(*readings[4].value, result->norms.sumAlphaF.at({1, 3, 4}));
        QCOMPARE(*readings[5].value, result->norms.f.at({1, 2, 4}));
        QVERIFY(readings[5].hint.contains(QString::fromStdString(result->input.tokens[4])));
    }

    void ranksAgreeWithSorting()
    {
        const ResultPtr result = test::sampleResult();
        for (int layer = 0; layer < 3; ++layer)
            for (int from = 0; from < 12; from += 3) {
                auto readings = readCell(*result, {layer, 1, from, 5});
                rankReadings(readings, layer);
                for (const CellReading& reading : readings) {
                    QCOMPARE(reading.layerRank, rankBySorting(reading.values[layer], *reading.value));
                    QCOMPARE(reading.modelRank, rankBySorting(reading.values, *reading.value));
                }
            }
    }

    void neighboursAreTheStrongestOfRowAndColumn()
    {
        const ResultPtr result = test::sampleResult();
        const Array map = result->attribution("start")->attention[1][2];
        const Neighbours found = neighboursOf(*result, "start", {1, 2, 3, 4}, 11);
        QCOMPARE(found.seen.size(), 11u);
        for (std::size_t i = 0; i < found.seen.size(); ++i) {
            QCOMPARE(found.seen[i].value, map.at({3, found.seen[i].unit}));
            QCOMPARE(found.seeing[i].value, map.at({found.seeing[i].unit, 4}));
            QVERIFY(found.seen[i].unit != 3 && found.seeing[i].unit != 4);
            if (i > 0)
                QVERIFY(std::abs(found.seen[i].value) <= std::abs(found.seen[i - 1].value));
        }
        QCOMPARE(neighboursOf(*result, "start", {1, 2, 3, 4}, 2).seen.size(), 2u);
        QVERIFY(neighboursOf(*result, "start", {1, -1, 3, 4}, 2).seen.empty()); // no head, no map
        QCOMPARE(neighboursOf(*result, "sum-alpha-f", {1, -1, 3, 4}, 2).seen.size(), 2u);
        QVERIFY(neighboursOf(*result, "f", {1, 2, 3, 4}, 2).seen.empty());
        QVERIFY(neighboursOf(*result, "start", {1, 2, -1, 4}, 2).seen.empty());
    }

    /// As the maps show words, so they are read out.
    void wordsAreReadAsTheMapsShowThem_data()
    {
        QTest::addColumn<QString>("measure");
        for (const char* measure : {"attention", "start", "alpha-f"})
            QTest::newRow(measure) << measure;
    }

    void wordsAreReadAsTheMapsShowThem()
    {
        QFETCH(QString, measure);
        auto result = std::make_shared<AnalysisResult>(*test::sampleResult());
        result->input.tokens[8] = "##ing";
        const TokenUnits units(result->input, true);
        QVERIFY(units.areWords());
        FigureRequest request;
        request.view = "heads";
        request.measure = measure;
        request.layer = 1;
        request.display.words = true;
        const Figure figure = buildFigure(*result, request);
        QVERIFY(figure);
        const Array map = figure->panels[2].values;
        QCOMPARE(map.dimension(0), units.names().size());
        for (int from = 0; from < map.dimension(0); ++from) {
            const Cell cell{1, 2, units.tokenOf(from), units.tokenOf(1)};
            auto readings = readCell(*result, cell, units);
            rankReadings(readings, 1, units);
            const QString label = measureNamed(result.get(), measure).label;
            const auto reading = std::find_if(readings.begin(), readings.end(),
                                              [&](const CellReading& one) { return one.measure == label; });
            QCOMPARE(reading->value, std::optional(map.at({from, 1})));
            std::int64_t larger = 0;
            for (const Panel& panel : figure->panels)
                for (const float value : panel.values.values())
                    larger += std::abs(value) > std::abs(*reading->value);
            QCOMPARE(reading->layerRank, larger + 1);
            QCOMPARE(rowOf(*result, measure, cell, units)[1], map.at({from, 1}));
        }
    }

    void partsThatAreNotChosenHaveNoValue()
    {
        const ResultPtr result = test::sampleResult();
        auto withoutHead = readCell(*result, {1, -1, 3, 4});
        QVERIFY(!withoutHead[0].value);
        QVERIFY(withoutHead[4].value); // the sum over heads needs none
        rankReadings(withoutHead, 1);
        QCOMPARE(withoutHead[0].modelRank, 0);
        const auto nothing = readCell(*result, {1, 2, -1, -1});
        QVERIFY(std::none_of(nothing.begin(), nothing.end(), [](const CellReading& r) { return r.value.has_value(); }));
        const auto beyond = readCell(*result, {9, 9, 99, 99});
        QVERIFY(std::none_of(beyond.begin(), beyond.end(), [](const CellReading& r) { return r.value.has_value(); }));
    }

    void earlyStagesHoldLess()
    {
        QVERIFY(readCell(*test::sampleResult({.stage = Stage::Tokens}), {0, 0, 0, 0}).empty());
        const auto early = readCell(*test::sampleResult({.stage = Stage::Attention}), {0, 0, 0, 0});
        QCOMPARE(early.size(), 4u);
    }

    void strongestCellIsTheLargestMagnitude()
    {
        const Array maps = test::sampleResult()->attribution("start")->attention;
        const Cell cell = strongestCell(maps);
        const float found = maps.at({cell.layer, cell.head, cell.from, cell.to});
        QCOMPARE(rankBySorting(maps, found), 1);
        const Cell within = strongestCell(maps, 2, 1);
        QCOMPARE(within.layer, 2);
        QCOMPARE(within.head, 1);
        QCOMPARE(rankBySorting(maps[2][1], maps.at({2, 1, within.from, within.to})), 1);
        QCOMPARE(strongestCell(Array()), Cell());
    }

    void modelFollowsTheSelection()
    {
        BackgroundJobs jobs;
        Selection selection;
        InspectorModel model(&selection, &jobs);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        const ResultPtr result = test::sampleResult();
        selection.setShape(3, 4, 12);
        model.setResult(result);
        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(model.index(0, InspectorModel::Value).data().toString(), QStringLiteral("–"));
        selection.pin({2, 3, 4, 5});
        QCOMPARE(*model.readings()[0].value, result->attention.at({2, 3, 4, 5}));
        QCOMPARE(model.index(0, InspectorModel::LayerRank).data().toLongLong(),
                 rankBySorting(result->attention[2], result->attention.at({2, 3, 4, 5})));
        selection.hover(Cell{0, 0, 1, 2});
        QCOMPARE(*model.readings()[0].value, result->attention.at({0, 0, 1, 2}));
        selection.hover({});
        QCOMPARE(*model.readings()[0].value, result->attention.at({2, 3, 4, 5}));
    }

    void manyValuesAreRankedInTheBackground()
    {
        BackgroundJobs jobs;
        Selection selection;
        InspectorModel model(&selection, &jobs);
        const ResultPtr result = test::sampleResult({.layers = 4, .heads = 8, .tokens = 160});
        selection.setShape(4, 8, 160);
        selection.pin({1, 2, 3, 4});
        model.setResult(result);
        QCOMPARE(*model.readings()[0].value, result->attention.at({1, 2, 3, 4}));
        QCOMPARE(model.readings()[0].layerRank, 0); // not yet
        selection.pin({1, 2, 5, 6});                // what was asked before must not show up for this cell
        QVERIFY(QTest::qWaitFor([&] { return model.readings()[0].layerRank > 0; }));
        const float value = result->attention.at({1, 2, 5, 6});
        QCOMPARE(*model.readings()[0].value, value);
        QCOMPARE(model.readings()[0].modelRank, rankBySorting(result->attention, value));
    }
};

QTEST_GUILESS_MAIN(TestCellReadings)
#include "tst_cell_readings.moc"
