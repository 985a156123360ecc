// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <cmath>
#include <limits>

#include "figures/distribution_figure.h"
#include "figures/figure_builder.h"
#include "figures/figure_table.h"
#include "figures/not_finite.h"
#include "figures/read_out.h"
#include "figures/summaries.h"
#include "figures/value_axis.h"
#include "tests/support/sample_result.h"

using namespace headlight;
using namespace headlight::ui;

namespace {

FigureRequest requestFor(const QString& view, const QString& measure)
{
    FigureRequest request;
    request.view = view;
    request.measure = measure;
    request.layer = 1;
    return request;
}

FigureData built(const ResultPtr& result, const FigureRequest& request)
{
    const Figure figure = buildFigure(*result, request);
    return figure ? *figure : FigureData{};
}

Array matrix(const Shape& shape, std::vector<float> values)
{
    return Array(shape, std::move(values));
}

} // namespace

class TestFigureData : public QObject {
    Q_OBJECT
private slots:
    void measuresFollowTheTarget();
    void measuresSayWhatIsThere();
    void headsShowEachHeadOfTheLayer();
    void oneHeadKeepsTheLayersRange();
    void layersTakeTheNormOverHeads();
    void overviewHoldsEveryHead();
    void tokenToHeadSumsWhatTokensReceive();
    void tokensAreNormalisedInEachLayer();
    void distributionHasAPanelOfEachKindForEachTarget();
    void distributionOfOneTarget();
    void distributionReadsOutTheLayer();
    void distributionSurvivesNan();
    void distributionWithoutHiddenUnits_data();
    void distributionWithoutHiddenUnits();
    void axes_data();
    void axes();
    void ticks_data();
    void ticks();
    void ranges_data();
    void ranges();
    void parsedRanges_data();
    void parsedRanges();
    void percentileEqualsSorting_data();
    void percentileEqualsSorting();
    void percentileOfManyEqualsSorting_data();
    void percentileOfManyEqualsSorting();
    void nanCountsForNothing();
    void whatIsNotFiniteIsSaid();
    void refusals_data();
    void refusals();
    void cellsAndPlacesAreInverse();
    void readOutNamesTokensAndValue();
};

void TestFigureData::measuresFollowTheTarget()
{
    AnalysisResult result = *test::sampleResult({2, 2, 10, Stage::Attention});
    result.options.target = Target{TargetKind::Contrast};
    QStringList ids;
    for (const Measure& measure : measures(&result))
        ids.append(measure.id);
    QCOMPARE(ids, (QStringList{"attention", "contrast", "alpha-f", "sum-alpha-f", "f"}));
}

void TestFigureData::measuresSayWhatIsThere()
{
    const ResultPtr early = test::sampleResult({2, 2, 10, Stage::Attention});
    QVERIFY(measureNamed(early.get(), "attention").available);
    QVERIFY(!measureNamed(early.get(), "start").available);
    const ResultPtr late = test::sampleResult({2, 2, 10, Stage::Refining});
    QVERIFY(measureNamed(late.get(), "start").available);
    QVERIFY(measureNamed(late.get(), "start").isSigned);
    QVERIFY(!measureNamed(late.get(), "f").isSigned);
    QVERIFY(measureNamed(late.get(), "no such").id.isEmpty());
}

void TestFigureData::headsShowEachHeadOfTheLayer()
{
    const ResultPtr result = test::sampleResult();
    const FigureData figure = built(result, requestFor("heads", "start"));
    QCOMPARE(figure.panels.size(), 4);
    QCOMPARE(figure.colours, QString("blue-orange"));
    QCOMPARE(figure.panels[2].title, QString("Head 2"));
    QCOMPARE(figure.panels[2].columns.texts.value(7), QString::fromStdString(result->input.tokens[7]));
    QCOMPARE(figure.panels[2].value({7, 3}), result->attribution("start")->attention.at({1, 2, 7, 3}));
    QCOMPARE(figure.shape, (Shape{4, 12, 12}));
}

void TestFigureData::oneHeadKeepsTheLayersRange()
{
    const ResultPtr result = test::sampleResult();
    FigureRequest request = requestFor("heads", "start");
    const FigureData all = built(result, request);
    request.head = 3;
    const FigureData one = built(result, request);
    QCOMPARE(one.panels.size(), 1);
    QCOMPARE(one.range.high, all.range.high);
    QCOMPARE(one.panels[0].value({0, 1}), all.panels[3].value({0, 1}));
    QCOMPARE(one.shape, (Shape{12, 12}));
}

void TestFigureData::layersTakeTheNormOverHeads()
{
    const ResultPtr result = test::sampleResult();
    const FigureData figure = built(result, requestFor("layers", "end"));
    double squares = 0;
    for (int head = 0; head < 4; ++head)
        squares += std::pow(result->attribution("end")->attention.at({2, head, 7, 5}), 2);
    QCOMPARE(figure.panels.size(), 3);
    QVERIFY(std::abs(figure.panels[2].value({7, 5}) - std::sqrt(squares)) < 1e-6);
    QVERIFY(!figure.isSigned);
    const FigureData summed = built(result, requestFor("layers", "sum-alpha-f"));
    QCOMPARE(summed.panels[1].value({3, 4}), result->norms.sumAlphaF.at({1, 3, 4}));
}

void TestFigureData::overviewHoldsEveryHead()
{
    const ResultPtr result = test::sampleResult();
    const FigureData figure = built(result, requestFor("overview", "attention"));
    QCOMPARE(figure.panels.size(), 12);
    QCOMPARE(figure.columns, 4);
    QCOMPARE(figure.panels[6].base, (Cell{1, 2, -1, -1}));
    QCOMPARE(figure.panels[6].keys, (QStringList{"1", "2"}));
    QCOMPARE(figure.panels[6].value({5, 6}), result->attention.at({1, 2, 5, 6}));
}

void TestFigureData::tokenToHeadSumsWhatTokensReceive()
{
    const ResultPtr result = test::sampleResult();
    const FigureData norms = built(result, requestFor("token-to-head", "f"));
    QCOMPARE(norms.panels[1].value({2, 5}), result->norms.f.at({1, 2, 5}));
    const FigureData received = built(result, requestFor("token-to-head", "attention"));
    double sum = 0;
    for (int from = 0; from < 12; ++from)
        sum += result->attention.at({1, 2, from, 5});
    QVERIFY(std::abs(received.panels[1].value({2, 5}) - sum) < 1e-6);
    QCOMPARE(received.shape, (Shape{3, 4, 12}));
}

void TestFigureData::tokensAreNormalisedInEachLayer()
{
    const ResultPtr result = test::sampleResult();
    const FigureData figure = built(result, requestFor("tokens", {}));
    QCOMPARE(figure.panels.size(), 4);
    QCOMPARE(figure.maps().size(), 2);
    double squares = 0;
    for (int token = 0; token < 12; ++token)
        squares += std::pow(figure.panels[1].value({2, token}), 2);
    QVERIFY(std::abs(squares - 1) < 1e-5);
    QCOMPARE(figure.panels[0].keys, QStringList{"start"});
    QCOMPARE(figure.panels[3].value({0, 4}), result->attribution("end")->tokens.at({1, 4}));
    QCOMPARE(normalisedRows(matrix({1, 2}, {0, 0})).at({0, 1}), 0.0F);
}

void TestFigureData::distributionHasAPanelOfEachKindForEachTarget()
{
    const ResultPtr result = test::sampleResult({3, 4, 12, Stage::Complete, true});
    FigureRequest request = requestFor("distribution", {});
    request.token = 5;
    const FigureData figure = built(result, request);
    QCOMPARE(figure.panels.size(), 8);
    QCOMPARE(figure.columns, 2);
    QVERIFY(figure.title.contains("[SEP] (5)"));
    QVERIFY(figure.panels[0].title.contains("[SEP] (5)"));
    QVERIFY(!figure.colourBar);
    const auto units = tokenDistribution(result->attribution("end")->hidden, 5);
    QCOMPARE(figure.panels[1].kind, Panel::Kind::Boxes);
    QCOMPARE(figure.panels[1].units[2].q3, units[2].q3);
    QCOMPARE(figure.panels[3].kind, Panel::Kind::Histograms);
    QCOMPARE(figure.panels[3].units[2].mass, units[2].mass);
    QCOMPARE(figure.panels[5].value({0, 2}), float(units[2].entropyBits));
    QCOMPARE(figure.panels[7].value({0, 1}), float(units[1].total));
    QVERIFY(figure.labelEachColumn);
    QVERIFY(figure.panels[1].axis.low <= units[0].minimum && figure.panels[1].axis.high >= units[0].maximum);
    QCOMPARE(figure.shape, (Shape{2, 3, 24}));
}

void TestFigureData::distributionOfOneTarget()
{
    const ResultPtr result = test::sampleResult({3, 4, 12, Stage::Complete, true});
    const FigureData figure = built(result, requestFor("distribution", "end"));
    QCOMPARE(figure.panels.size(), 4);
    QVERIFY(figure.title.contains("(7)")); // where the answer starts
    QCOMPARE(figure.table->rows.size(), 3);
    QCOMPARE(figure.table->rows[1].keys,
             (QStringList{"7", QString::fromStdString(result->input.tokens[7]), "1", "end"}));
    QCOMPARE(figure.table->array.at({1, 4}), result->attribution("end")->hidden.at({1, 7, 4}));
    const Figure refused = buildFigure(*result, requestFor("distribution", "attention"));
    QVERIFY(!refused && refused.error().contains("start, end"));
}

void TestFigureData::distributionReadsOutTheLayer()
{
    const ResultPtr result = test::sampleResult({3, 4, 12, Stage::Complete, true});
    const FigureData figure = built(result, requestFor("distribution", {}));
    QCOMPARE(figure.panels[4].cellAt({0, 2}), (Cell{2, -1, -1, -1}));
    const FoundPlace found = findPlace(figure, {2, -1, -1, -1});
    QCOMPARE(found.place.column, 2);
    const QString text = readOut(figure, found.panel, found.place);
    QVERIFY2(text.startsWith("Layer 2") && text.contains("To end: median") && text.contains("bits"), qPrintable(text));
}

void TestFigureData::distributionSurvivesNan()
{
    AnalysisResult result = *test::sampleResult({2, 2, 10, Stage::Complete, true});
    std::vector<float> values(2 * 10 * 24, std::numeric_limits<float>::quiet_NaN());
    values[7 * 24] = 1; // layer 0 of the answer's token keeps one value, layer 1 none
    result.attributions["start"].hidden = Array({2, 10, 24}, values);
    result.attributions.erase("end");
    const FigureData figure = built(std::make_shared<AnalysisResult>(result), requestFor("distribution", {}));
    QCOMPARE(figure.panels.size(), 4);
    QVERIFY(figure.panels[0].title.contains("47 not finite"));
    QVERIFY(std::isnan(figure.panels[3].value({0, 1})));
    QCOMPARE(figure.panels[0].axis.high, 1.04);
}

void TestFigureData::distributionWithoutHiddenUnits_data()
{
    QTest::addColumn<int>("stage");
    QTest::addColumn<bool>("asked");
    QTest::addColumn<QString>("message");
    QTest::newRow("not kept") << int(Stage::Complete) << false << "not kept";
    QTest::newRow("not kept so far") << int(Stage::Refining) << false << "not kept";
    QTest::newRow("to come") << int(Stage::Attention) << true << "not computed yet";
}

void TestFigureData::distributionWithoutHiddenUnits()
{
    QFETCH(int, stage);
    QFETCH(bool, asked);
    QFETCH(QString, message);
    AnalysisResult result = *test::sampleResult({3, 4, 12, Stage(stage)});
    result.options.hidden = asked;
    const Figure figure = buildFigure(result, requestFor("distribution", {}));
    QVERIFY(!figure);
    QVERIFY2(figure.error().contains(message), qPrintable(figure.error()));
}

void TestFigureData::axes_data()
{
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("positive") << QList<double>{1, 4} << 0.0 << 4.16;
    QTest::newRow("both signs") << QList<double>{-1, 1} << -1.08 << 1.08;
    QTest::newRow("negative") << QList<double>{-3e-5} << -3.12e-5 << 0.0;
    QTest::newRow("nothing") << QList<double>{} << 0.0 << 1.0;
    QTest::newRow("zeros") << QList<double>{0, 0} << 0.0 << 1.0;
    QTest::newRow("not finite") << QList<double>{std::nan(""), 10, -INFINITY} << 0.0 << 10.4;
    QTest::newRow("huge") << QList<double>{-3e38, 3e38} << -3.24e38 << 3.24e38;
}

void TestFigureData::axes()
{
    QFETCH(QList<double>, values);
    const ValueAxis axis = axisFor(values, "name");
    QTEST(axis.low, "low");
    QTEST(axis.high, "high");
    QCOMPARE(niceStep(axis.high - axis.low, 5) > 0, true);
}

void TestFigureData::ticks_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<double>("step");
    QTest::addColumn<QStringList>("texts");
    QTest::newRow("tenths") << -0.25 << 0.2 << 0.1 << QStringList{"−0.2", "−0.1", "0.0", "0.1", "0.2"};
    QTest::newRow("units") << 0.0 << 2.5 << 1.0 << QStringList{"0", "1", "2"};
    QTest::newRow("tiny") << 0.0 << 2e-7 << 1e-7 << QStringList{"0.0000", "1e-07", "2e-07"};
    QTest::newRow("no step") << 0.0 << 1.0 << 0.0 << QStringList{};
    QTest::newRow("too many") << 0.0 << 1.0 << 1e-9 << QStringList{};
}

void TestFigureData::ticks()
{
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(double, step);
    QStringList texts;
    for (const double value : tickValues(low, high, step))
        texts.append(stepText(value, step));
    QTEST(texts, "texts");
}

void TestFigureData::ranges_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<bool>("isSigned");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<bool>("under");
    QTest::addColumn<bool>("over");
    QTest::newRow("full, signed") << "shared" << true << -9.0 << 9.0 << false << false;
    QTest::newRow("full, unsigned") << "shared" << false << 0.0 << 8.0 << true << false;
    QTest::newRow("median, signed") << "50" << true << -2.0 << 2.0 << true << true;
    QTest::newRow("fixed") << "-2,5" << true << -2.0 << 5.0 << true << true;
    QTest::newRow("fixed, wide") << "-20,50" << true << -20.0 << 50.0 << false << false;
}

void TestFigureData::ranges()
{
    QFETCH(QString, rule);
    QFETCH(bool, isSigned);
    const QList<Array> maps = {matrix({2, 2}, {1, -2, 3, -9}), matrix({1, 2}, {8, 0})};
    const ColourRange range = colourRange(maps, *parseRange(rule), isSigned);
    QTEST(range.low, "low");
    // An unsigned range ends at the largest magnitude, of whatever sign.
    if (isSigned || rule != "shared")
        QTEST(range.high, "high");
    QTEST(range.under, "under");
    QTEST(range.over, "over");
    QCOMPARE(range.largest, 9.0);
}

void TestFigureData::parsedRanges_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("good");
    QTest::newRow("shared") << "shared" << true;
    QTest::newRow("panel") << "panel" << true;
    QTest::newRow("percentile") << "99.5" << true;
    QTest::newRow("all") << "100" << true;
    QTest::newRow("fixed") << "-0.1,0.2" << true;
    QTest::newRow("nothing") << "" << false;
    QTest::newRow("zero percent") << "0" << false;
    QTest::newRow("too much") << "100.1" << false;
    QTest::newRow("reversed") << "2,1" << false;
    QTest::newRow("empty range") << "1,1" << false;
    QTest::newRow("three") << "1,2,3" << false;
    QTest::newRow("not a number") << "nan,1" << false;
    QTest::newRow("word") << "auto" << false;
}

void TestFigureData::parsedRanges()
{
    QFETCH(QString, text);
    QTEST(parseRange(text).has_value(), "good");
}

void TestFigureData::percentileEqualsSorting_data()
{
    QTest::addColumn<double>("percent");
    for (const double percent : {0.1, 10.0, 50.0, 99.0, 99.5, 100.0})
        QTest::addRow("%g", percent) << percent;
}

void TestFigureData::percentileEqualsSorting()
{
    QFETCH(double, percent);
    const Array values = test::sampleResult()->attribution("start")->attention;
    std::vector<float> sorted;
    for (const float value : values.values())
        sorted.push_back(std::abs(value));
    std::sort(sorted.begin(), sorted.end());
    const auto rank = static_cast<std::size_t>(std::ceil(percent / 100 * double(sorted.size())));
    QCOMPARE(magnitudePercentile({values[0], values[1], values[2]}, percent),
             sorted[std::max<std::size_t>(1, rank) - 1]);
}

void TestFigureData::percentileOfManyEqualsSorting_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<double>("percent");
    for (const double percent : {0.001, 50.0, 99.5, 99.9999, 100.0}) {
        QTest::addRow("spread, %g", percent) << 0 << percent;
        QTest::addRow("mostly zero, %g", percent) << 1 << percent;
        QTest::addRow("a sample misleads, %g", percent) << 2 << percent;
        QTest::addRow("with NaN, %g", percent) << 3 << percent;
    }
}

/// More values than one goes through twice: a sample says where to look, and what it says may be wrong.
void TestFigureData::percentileOfManyEqualsSorting()
{
    QFETCH(int, kind);
    QFETCH(double, percent);
    constexpr std::size_t size = 1'300'000;
    std::vector<float> values(size);
    std::uint32_t state = 1;
    for (std::size_t i = 0; i < size; ++i) {
        state = state * 1664525U + 1013904223U;
        const float unit = static_cast<float>(state >> 8) / 16777216.0F;
        values[i] = kind == 1   ? (i % 300 == 0 ? unit : 0.0F)
                    : kind == 2 ? (i % 65 == 0 ? 0.001F * unit : 5 + unit)
                                : unit - 0.5F;
        if (kind == 3 && i % 7 == 0)
            values[i] = i % 2 ? std::numeric_limits<float>::quiet_NaN() : -std::numeric_limits<float>::infinity();
    }
    std::vector<float> sorted;
    for (const float value : values)
        if (std::isfinite(value))
            sorted.push_back(std::abs(value));
    std::sort(sorted.begin(), sorted.end());
    const auto rank = static_cast<std::size_t>(std::ceil(percent / 100 * double(sorted.size())));
    const auto half = static_cast<std::int64_t>(size / 2);
    const Array map({2, half}, std::move(values));
    QCOMPARE(magnitudePercentile({map[0], map[1]}, percent), sorted[std::max<std::size_t>(1, rank) - 1]);
}

void TestFigureData::nanCountsForNothing()
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const float infinity = std::numeric_limits<float>::infinity();
    const QList<Array> maps = {matrix({1, 4}, {nan, 0.5F, infinity, -0.25F})};
    const ColourRange range = colourRange(maps, {RangeRule::Kind::Percentile, 100}, true);
    QVERIFY(range.hasNan);
    QCOMPARE(range.high, 0.5);
    const ColourRange nothing = colourRange({matrix({1, 1}, {nan})}, {RangeRule::Kind::Percentile, 99}, false);
    QCOMPARE(nothing.high, 1.0);
}

void TestFigureData::whatIsNotFiniteIsSaid()
{
    const float infinity = std::numeric_limits<float>::infinity();
    AnalysisResult result = *test::sampleResult({2, 2, 10});
    FigureRequest request;
    request.view = "heads";
    request.measure = "attention";
    QCOMPARE(notFiniteText(*buildFigure(result, request)), QString());
    std::vector<float> values(result.attention.values().begin(), result.attention.values().end());
    values[0] = std::numeric_limits<float>::quiet_NaN();
    values[1] = infinity;
    values[2] = -infinity;
    result.attention = Array(result.attention.shape(), std::move(values));
    const FigureData figure = *buildFigure(result, request);
    QCOMPARE(notFiniteText(figure), QString("3 of 200 values are NaN or infinite."));
    QVERIFY2(figure.caption.endsWith("3 of 200 values are NaN or infinite."), qPrintable(figure.caption));
    QVERIFY(readOut(figure, 0, {0, 0}).endsWith("NaN"));
    QVERIFY(readOut(figure, 0, {0, 1}).endsWith(QString::fromUtf8("∞")));
    QVERIFY(readOut(figure, 0, {0, 2}).endsWith(QString::fromUtf8("−∞")));
    QVERIFY(QString::fromStdString(csvText(figure)).contains(",nan,inf,-inf,"));
}

void TestFigureData::refusals_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("measure");
    QTest::addColumn<int>("layer");
    QTest::addColumn<QString>("message");
    QTest::newRow("view") << "blocs"
                          << "attention" << 0 << "There is no view";
    QTest::newRow("measure") << "heads"
                             << "rollout" << 0 << "no such measure";
    QTest::newRow("measure of another view") << "heads"
                                             << "f" << 0 << "does not show";
    QTest::newRow("not yet there") << "heads"
                                   << "start" << 0 << "is not computed yet";
    QTest::newRow("tokens not yet there") << "tokens"
                                          << "" << 0 << "is not computed yet";
    QTest::newRow("layer") << "heads"
                           << "attention" << 3 << "There is no layer 3";
}

void TestFigureData::refusals()
{
    QFETCH(QString, view);
    QFETCH(QString, measure);
    QFETCH(QString, message);
    FigureRequest request = requestFor(view, measure);
    request.layer = QTest::currentDataTag() == QByteArray("layer") ? 3 : 0;
    const Figure figure = buildFigure(*test::sampleResult({3, 4, 12, Stage::Attention}), request);
    QVERIFY(!figure);
    QVERIFY2(figure.error().contains(message), qPrintable(figure.error()));
}

void TestFigureData::cellsAndPlacesAreInverse()
{
    const ResultPtr result = test::sampleResult();
    const FigureData heads = built(result, requestFor("heads", "attention"));
    const Cell cell = heads.panels[3].cellAt({4, 9});
    QCOMPARE(cell, (Cell{1, 3, 4, 9}));
    QCOMPARE(heads.panels[3].placeOf(cell), (PanelCell{4, 9}));
    const FoundPlace found = findPlace(heads, cell);
    QCOMPARE(found.panel, 3);
    const FigureData tokens = built(result, requestFor("tokens", {}));
    QCOMPARE(tokens.panels[0].cellAt({2, 5}), (Cell{2, -1, -1, 5}));
    const FigureData received = built(result, requestFor("token-to-head", "f"));
    QCOMPARE(received.panels[2].cellAt({1, 6}), (Cell{2, 1, -1, 6}));
}

void TestFigureData::readOutNamesTokensAndValue()
{
    const ResultPtr result = test::sampleResult();
    const FigureData figure = built(result, requestFor("heads", "start"));
    const QString text = readOut(figure, 2, {7, 3});
    QVERIFY2(text.startsWith("Layer 1, head 2:  is (7) → near (3)"), qPrintable(text));
    QVERIFY2(text.endsWith(formatValue(figure.panels[2].value({7, 3}))), qPrintable(text));
    QCOMPARE(formatValue(-0.2034), QString("−0.2034"));
}

QTEST_APPLESS_MAIN(TestFigureData)
#include "tst_figure_data.moc"
