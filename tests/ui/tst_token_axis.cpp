// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <numeric>

#include "figures/colour_map.h"
#include "figures/figure_builder.h"
#include "figures/token_axis.h"
#include "tests/support/sample_result.h"
#include "ui/plots/colour_bar.h"

using namespace headlight;
using namespace headlight::ui;

namespace {

constexpr int tokens = 16; // "em" is token 12, "##power" 13; 0, 5 and 15 are special

ResultPtr sample()
{
    return test::sampleResult({.tokens = tokens});
}

ui::Display shown(SpecialTokens special, bool words = false)
{
    ui::Display display;
    display.special = special;
    display.words = words;
    return display;
}

FigureRequest heads(const QString& measure, const ui::Display& display)
{
    FigureRequest request;
    request.view = "heads";
    request.measure = measure;
    request.layer = 1;
    request.display = display;
    return request;
}

} // namespace

class TestTokenAxis : public QObject {
    Q_OBJECT
private slots:
    void plainAxisChangesNothing();
    void specialTokensAreArranged_data();
    void specialTokensAreArranged();
    void cellsKeepTheirTokens();
    void wordsMergeByMeasure_data();
    void wordsMergeByMeasure();
    void rowsOfAttentionStillSumToOne();
    void mergingIsStated();
    void maskedTokensDoNotMakeTheRange();
    void summariesOfHeads();
    void numbersBeginWhereTheyAreTold();
    void coloursAreOfTheMeasure();
    void logarithmicScaleIsItsOwnInverse_data();
    void logarithmicScaleIsItsOwnInverse();
    void logarithmicColoursSpreadSmallValues();
    void logarithmicTicksLieInTheRange();
};

void TestTokenAxis::plainAxisChangesNothing()
{
    const TokenAxis axis(sample()->input, {});
    QVERIFY(axis.isPlain());
    const Array map = sample()->attention[0][0];
    QCOMPARE(axis.square(map, {}).data(), map.data());
    QCOMPARE(axis.labels(Axis::From).texts.size(), tokens);
    QVERIFY(axis.labels(Axis::From).tokens.isEmpty());
}

void TestTokenAxis::specialTokensAreArranged_data()
{
    QTest::addColumn<int>("special");
    QTest::addColumn<bool>("words");
    QTest::addColumn<QList<int>>("expected"); // the tokens that the entries begin with
    QTest::newRow("last") << int(SpecialTokens::Last) << false
                          << QList<int>{1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 0, 5, 15};
    QTest::newRow("hidden") << int(SpecialTokens::Hidden) << false
                            << QList<int>{1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14};
    QTest::newRow("words") << int(SpecialTokens::Shown) << true
                           << QList<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15};
    QTest::newRow("words only") << int(SpecialTokens::Hidden) << true
                                << QList<int>{1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 14};
}

void TestTokenAxis::specialTokensAreArranged()
{
    QFETCH(int, special);
    QFETCH(bool, words);
    QFETCH(QList<int>, expected);
    const TokenAxis axis(sample()->input, shown(SpecialTokens(special), words));
    const AxisLabels labels = axis.labels(Axis::To);
    QCOMPARE(labels.tokens, expected);
    QCOMPARE(labels.entryOf(0), int(expected.indexOf(0)));
    QCOMPARE(labels.entryOf(13), int(expected.indexOf(words ? 12 : 13)));
    QCOMPARE(labels.texts[labels.entryOf(12)], words ? QString("empower") : QString("em"));
    const Array map = sample()->attention[1][2];
    const Array arranged = axis.square(map, measureKind("attention").merge);
    QCOMPARE(arranged.dimension(0), expected.size());
    QCOMPARE(arranged.at({labels.entryOf(7), labels.entryOf(2)}), map.at({7, 2}));
}

void TestTokenAxis::cellsKeepTheirTokens()
{
    const Figure figure = buildFigure(*sample(), heads("start", shown(SpecialTokens::Last, true)));
    QVERIFY(figure.has_value());
    const Panel& panel = figure->panels[2];
    const Cell cell{1, 2, 14, 0};
    const PanelCell place = panel.placeOf(cell);
    QCOMPARE(panel.cellAt(place), cell);
    QCOMPARE(panel.value(place), sample()->attribution("start")->attention.at({1, 2, 14, 0}));
    const PanelCell piece = panel.placeOf({1, 2, 13, 3}); // its word's cell
    QCOMPARE(panel.cellAt(piece), (Cell{1, 2, 12, 3}));
    const Figure hidden = buildFigure(*sample(), heads("start", shown(SpecialTokens::Hidden)));
    QCOMPARE(hidden->panels[0].placeOf({1, 0, 0, 3}), (PanelCell{-1, 2}));
    QCOMPARE(hidden->shape, (Shape{4, 13, 13}));
}

void TestTokenAxis::wordsMergeByMeasure_data()
{
    QTest::addColumn<QString>("measure");
    QTest::newRow("attention") << "attention";
    QTest::newRow("attribution") << "start";
    QTest::newRow("norm") << "alpha-f";
}

void TestTokenAxis::wordsMergeByMeasure()
{
    QFETCH(QString, measure);
    const ResultPtr result = sample();
    const Array map = headMaps(*result, measure)[1][3];
    const Figure figure = buildFigure(*result, heads(measure, shown(SpecialTokens::Shown, true)));
    const Panel& panel = figure->panels[3];
    const float from = panel.value(panel.placeOf({1, 3, 12, 8}));
    const float to = panel.value(panel.placeOf({1, 3, 8, 12}));
    const float a = map.at({12, 8}), b = map.at({13, 8}), c = map.at({8, 12}), d = map.at({8, 13});
    if (measure == "attention") {
        QVERIFY(std::abs(from - (a + b) / 2) < 1e-6F);
        QVERIFY(std::abs(to - (c + d)) < 1e-6F);
    } else if (measure == "start") {
        QVERIFY(std::abs(from - (a + b)) < 1e-6F);
        QVERIFY(std::abs(to - (c + d)) < 1e-6F);
    } else {
        QCOMPARE(from, std::max(a, b));
        QCOMPARE(to, std::max(c, d));
    }
}

void TestTokenAxis::rowsOfAttentionStillSumToOne()
{
    const Figure figure = buildFigure(*sample(), heads("attention", shown(SpecialTokens::Shown, true)));
    for (const Panel& panel : figure->panels) {
        for (int row = 0; row < panel.rowCount(); ++row) {
            const Array values = panel.values[row];
            const auto all = values.values();
            QVERIFY(std::abs(std::accumulate(all.begin(), all.end(), 0.0) - 1) < 1e-5);
        }
    }
}

void TestTokenAxis::mergingIsStated()
{
    const Figure figure = buildFigure(*sample(), heads("attention", shown(SpecialTokens::Shown, true)));
    QVERIFY2(figure->unit.contains("words: mean of “from”, sum of “to”"), qPrintable(figure->unit));
    QVERIFY(figure->title.contains("words"));
    const Figure pieces = buildFigure(*sample(), heads("attention", shown(SpecialTokens::Last)));
    QVERIFY(!pieces->unit.contains("words"));
}

void TestTokenAxis::maskedTokensDoNotMakeTheRange()
{
    AnalysisResult result = *sample();
    std::vector<float> values(result.attention.values().begin(), result.attention.values().end());
    for (std::size_t i = 0; i < values.size(); i += tokens)
        values[i] = 50; // all look at [CLS]
    result.attention = Array(result.attention.shape(), std::move(values));
    FigureRequest request = heads("attention", shown(SpecialTokens::Shown));
    request.range = *parseRange("shared");
    QCOMPARE(buildFigure(result, request)->range.high, 50.0);
    request.display = shown(SpecialTokens::OutOfRange);
    const Figure masked = buildFigure(result, request);
    QVERIFY(masked->range.high < 1);
    QCOMPARE(masked->panels[0].values.at({3, 0}), 50.0F); // still drawn, in the end's colour
    request.range = *parseRange("panel");
    QVERIFY(buildFigure(result, request)->panels[0].range.high < 1);
}

void TestTokenAxis::summariesOfHeads()
{
    const ResultPtr result = sample();
    FigureRequest request = heads("start", {});
    request.view = "layers";
    const auto value = [&](Summary summary) {
        request.display.summary = summary;
        const Figure figure = buildFigure(*result, request);
        return std::pair(figure->isSigned, double(figure->panels[1].values.at({7, 4})));
    };
    double squares = 0, sum = 0, largest = 0;
    for (int head = 0; head < 4; ++head) {
        const double one = result->attribution("start")->attention.at({1, head, 7, 4});
        squares += one * one;
        sum += one;
        largest = std::abs(one) > std::abs(largest) ? one : largest;
    }
    QVERIFY(!value(Summary::Norm).first && value(Summary::Mean).first && value(Summary::Maximum).first);
    QVERIFY(std::abs(value(Summary::Norm).second - std::sqrt(squares)) < 1e-6);
    QVERIFY(std::abs(value(Summary::Mean).second - sum / 4) < 1e-6);
    QVERIFY(std::abs(value(Summary::Maximum).second - largest) < 1e-6);
}

void TestTokenAxis::numbersBeginWhereTheyAreTold()
{
    ui::Display display;
    display.firstNumber = 1;
    const Figure figure = buildFigure(*sample(), heads("attention", display));
    QCOMPARE(figure->panels[0].title, QString("Head 1"));
    QVERIFY(figure->title.startsWith("Layer 2"));
    QCOMPARE(figure->panels[0].keys, (QStringList{"1", "0"})); // files number from 0
}

void TestTokenAxis::coloursAreOfTheMeasure()
{
    ui::Display display;
    display.colours["start"] = "purple-green";
    display.sequential = "magma";
    QCOMPARE(buildFigure(*sample(), heads("start", display))->colours, QString("purple-green"));
    QCOMPARE(buildFigure(*sample(), heads("end", display))->colours, QString("blue-orange"));
    QCOMPARE(buildFigure(*sample(), heads("attention", display))->colours, QString("magma"));
    FigureRequest norm = heads("start", display);
    norm.view = "layers"; // a norm has no sign: the measure's diverging colours are not for it
    QCOMPARE(buildFigure(*sample(), norm)->colours, QString("magma"));
}

void TestTokenAxis::logarithmicScaleIsItsOwnInverse_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("signed") << -0.04 << 0.04;
    QTest::newRow("from zero") << 0.0 << 0.9;
    QTest::newRow("fixed") << -1.0 << 20.0;
}

void TestTokenAxis::logarithmicScaleIsItsOwnInverse()
{
    QFETCH(double, low);
    QFETCH(double, high);
    ColourRange range;
    range.low = low;
    range.high = high;
    for (const bool logarithmic : {false, true}) {
        range.logarithmic = logarithmic;
        QCOMPARE(range.positionOf(low), 0.0);
        QCOMPARE(range.positionOf(high), 1.0);
        for (int i = 0; i <= 20; ++i)
            QVERIFY(std::abs(range.positionOf(range.valueAt(i / 20.0)) - i / 20.0) < 1e-9);
    }
    QVERIFY(range.positionOf(high / 10) > 0.5); // a tenth of the end is far from its linear place
}

void TestTokenAxis::logarithmicColoursSpreadSmallValues()
{
    const Array values({1, 3}, {0.0F, 0.01F, 1.0F});
    const ColourRange range = colourRange({values}, *parseRange("shared log"), false);
    QVERIFY(range.logarithmic);
    const ColourMap map = *ColourMap::named("viridis", Theme::Light, Qt::white);
    const ColourTable table(map, range);
    QCOMPARE(table.colour(0), map.at(0));
    QCOMPARE(table.colour(1), map.at(1));
    const QColor middle(table.colour(0.01F));
    const QColor expected(map.at(range.positionOf(0.01)));
    QVERIFY(std::abs(middle.red() - expected.red()) < 4 && std::abs(middle.green() - expected.green()) < 4);
    const ColourMap diverging = *ColourMap::named("blue-orange", Theme::Light, Qt::white);
    QCOMPARE(ColourTable(diverging, colourRange({values}, *parseRange("-1,1 log"), true)).colour(0), QRgb(0xffffffff));
}

void TestTokenAxis::logarithmicTicksLieInTheRange()
{
    const ColourRange range = colourRange({Array({1, 1}, {0.3F})}, *parseRange("shared log"), true);
    const QList<double> ticks = logarithmicTicks(range);
    QVERIFY(ticks.contains(0.0) && ticks.contains(range.high));
    QVERIFY(std::any_of(ticks.begin(), ticks.end(), [](double tick) { return std::abs(tick - 0.01) < 1e-12; }));
    QVERIFY(!parseRange("log") && !parseRange("99.5 log log") && parseRange("99.5 log"));
}

QTEST_MAIN(TestTokenAxis)
#include "tst_token_axis.moc"
