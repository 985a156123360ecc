// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <limits>

#include "figures/colour_map.h"
#include "figures/figure_builder.h"
#include "tests/support/sample_result.h"
#include "ui/plots/axis_labels.h"
#include "ui/plots/cell_image.h"
#include "ui/plots/colour_bar.h"
#include "ui/plots/figure_plot.h"

using namespace headlight;
using namespace headlight::ui;

namespace {

const float notANumber = std::numeric_limits<float>::quiet_NaN();

ColourTable signedTable()
{
    return ColourTable(*ColourMap::named("blue-orange", Theme::Light, Qt::white), {-1, 1});
}

Array matrix(const Shape& shape, std::vector<float> values)
{
    return Array(shape, std::move(values));
}

/// `values` with another one at a row-major index.
Array withValue(const Array& values, std::size_t index, float value)
{
    std::vector<float> all(values.values().begin(), values.values().end());
    all[index] = value;
    return Array(values.shape(), std::move(all));
}

QRectF whole(const Array& values)
{
    return {0, 0, double(values.dimension(1)), double(values.dimension(0))};
}

FigureData heads(int tokens)
{
    FigureRequest request;
    request.view = "heads";
    request.measure = "start";
    return *buildFigure(*test::sampleResult({2, 12, tokens}), request);
}

/// The pixel of a cell's middle, as the plot paints itself.
QRgb drawn(FigurePlot& plot, int panel, const PanelCell& place)
{
    const QImage image = plot.toPixmap(plot.width(), plot.height()).toImage();
    return image.pixel(plot.cellCentre(panel, place));
}

} // namespace

class TestHeatMap : public QObject {
    Q_OBJECT
private slots:
    void cellsAreCrisp();
    void strongestCellOfAPixelIsDrawn();
    void nanIsSeenAmongManyCells();
    void infinitiesHaveTheColourOfNan();
    void barsWithoutAHeightFillTheirColumn();
    void partOfTheMatrixIsDrawn();
    void plotDrawsEachCellInItsColour();
    void swappedValuesAreDrawn();
    void moreCellsThanPixels();
    void chosenAndHoveredStayOutOfTheMaps();
    void gridSuitsTheShape_data();
    void gridSuitsTheShape();
    void labelsAreThinnedByPitch();
    void ticksHaveTheirDecimals();
};

void TestHeatMap::cellsAreCrisp()
{
    const Array values = matrix({2, 2}, {1, -1, 0, 0.5F});
    const ColourTable table = signedTable();
    const QImage image = cellImage(values, whole(values), {20, 10}, table);
    QCOMPARE(image.pixel(0, 0), table.colour(1));
    QCOMPARE(image.pixel(9, 4), table.colour(1));
    QCOMPARE(image.pixel(10, 4), table.colour(-1));
    QCOMPARE(image.pixel(9, 5), table.colour(0));
    QCOMPARE(image.pixel(19, 9), table.colour(0.5F));
}

void TestHeatMap::strongestCellOfAPixelIsDrawn()
{
    const Array values = matrix({2, 4}, {0.1F, -0.2F, 0.3F, 0, 0, 0.15F, -0.9F, 0.8F});
    const ColourTable table = signedTable();
    const QImage image = cellImage(values, whole(values), {2, 1}, table);
    QCOMPARE(image.pixel(0, 0), table.colour(-0.2F));
    QCOMPARE(image.pixel(1, 0), table.colour(-0.9F));
}

void TestHeatMap::nanIsSeenAmongManyCells()
{
    const Array values = matrix({1, 4}, {1, notANumber, 1, 1});
    const QImage image = cellImage(values, whole(values), {1, 1}, signedTable());
    QCOMPARE(image.pixel(0, 0), nanColour);
}

void TestHeatMap::infinitiesHaveTheColourOfNan()
{
    const float infinity = std::numeric_limits<float>::infinity();
    const Array values = matrix({1, 4}, {infinity, 1, -infinity, notANumber});
    const ColourTable table = signedTable();
    const QImage image = cellImage(values, whole(values), {4, 1}, table);
    QCOMPARE(image.pixel(0, 0), nanColour);
    QCOMPARE(image.pixel(1, 0), table.colour(1));
    QCOMPARE(image.pixel(2, 0), nanColour);
    QCOMPARE(image.pixel(3, 0), nanColour);
}

void TestHeatMap::barsWithoutAHeightFillTheirColumn()
{
    AnalysisResult result = *test::sampleResult({2, 3, 12});
    result.attributions["start"].tokens = withValue(result.attributions["start"].tokens, 3, notANumber);
    FigurePlot plot;
    plot.resize(900, 600);
    plot.setStyle(FigureStyle::forExport(FigureLook{Theme::Light}));
    FigureRequest request;
    request.view = "tokens";
    plot.setFigure(*buildFigure(result, request));
    plot.replot();
    const int bars = 2; // below the maps of both targets
    QCOMPARE(plot.scene().panel(bars).kind, Panel::Kind::Bars);
    QCOMPARE(drawn(plot, bars, {0, 3}), nanColour);
    QVERIFY(drawn(plot, bars, {0, 4}) != nanColour);
    QCOMPARE(drawn(plot, 0, {0, 3}), nanColour);
    QVERIFY(drawn(plot, 0, {0, 4}) != nanColour); // its neighbours in the layer are normalised without it
}

void TestHeatMap::partOfTheMatrixIsDrawn()
{
    const Array values = matrix({2, 2}, {1, -1, 0, 0.5F});
    const ColourTable table = signedTable();
    const QImage image = cellImage(values, QRectF(1, 0, 1, 2), {4, 4}, table);
    QCOMPARE(image.pixel(0, 0), table.colour(-1));
    QCOMPARE(image.pixel(0, 3), table.colour(0.5F));
}

void TestHeatMap::plotDrawsEachCellInItsColour()
{
    FigurePlot plot;
    plot.resize(900, 600);
    plot.setStyle(FigureStyle::forExport(FigureLook{Theme::Light}));
    plot.setFigure(heads(12));
    plot.replot();
    for (const int panel : {0, 5, 11}) {
        for (const PanelCell& place : {PanelCell{7, 3}, PanelCell{0, 0}, PanelCell{11, 11}}) {
            const float value = plot.scene().panel(panel).value(place);
            QCOMPARE(drawn(plot, panel, place), plot.scene().colours[panel]->colour(value));
        }
    }
}

void TestHeatMap::swappedValuesAreDrawn()
{
    FigurePlot plot;
    plot.resize(900, 600);
    plot.setStyle(FigureStyle::forExport(FigureLook{Theme::Dark}));
    FigureData figure = heads(12);
    plot.setFigure(figure);
    plot.replot();
    const QRgb before = drawn(plot, 2, {7, 3});
    figure.panels[2].values = figure.panels[3].values;
    plot.setFigure(figure);
    plot.replot();
    QCOMPARE(drawn(plot, 2, {7, 3}), plot.scene().colours[2]->colour(figure.panels[3].value({7, 3})));
    QVERIFY(drawn(plot, 2, {7, 3}) != before);
}

void TestHeatMap::moreCellsThanPixels()
{
    FigurePlot plot;
    plot.resize(500, 400);
    plot.setStyle(FigureStyle::forExport(FigureLook{Theme::Light}));
    FigureData figure = heads(300);
    std::vector<float> values(300 * 300);
    values[150 * 300 + 150] = -1; // one cell of 90,000
    figure.panels[0].values = Array({300, 300}, std::move(values));
    plot.setFigure(figure);
    plot.replot();
    QVERIFY(plot.scene().mapRect(0).width() < 150);
    QCOMPARE(drawn(plot, 0, {150, 150}), plot.scene().colours[0]->colour(-1));
}

void TestHeatMap::chosenAndHoveredStayOutOfTheMaps()
{
    FigurePlot plot;
    plot.resize(900, 600);
    plot.setStyle(FigureStyle::forExport(FigureLook{Theme::Light}));
    plot.setFigure(heads(12));
    plot.replot();
    const QImage before = plot.grab().toImage();
    plot.setHovered(Cell{0, 5, 7, 3});
    const QImage hovered = plot.grab().toImage();
    QVERIFY(hovered != before);
    QCOMPARE(hovered.pixel(plot.cellCentre(5, {7, 3})), before.pixel(plot.cellCentre(5, {7, 3})));
    plot.setHovered({});
    QCOMPARE(plot.grab().toImage(), before);
}

void TestHeatMap::gridSuitsTheShape_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("columns");
    QTest::newRow("window") << QSize(860, 640) << 4;
    QTest::newRow("wide") << QSize(1800, 500) << 6;
    QTest::newRow("tall") << QSize(500, 1100) << 2;
}

void TestHeatMap::gridSuitsTheShape()
{
    QFETCH(QSize, size);
    const FigureGeometry geometry = layoutFigure(heads(26), FigureStyle::forExport(FigureLook{Theme::Light}), size);
    QTEST(geometry.columns, "columns");
    for (int i = 0; i < geometry.panels.size(); ++i) {
        QVERIFY(QRect(QPoint(), size).contains(geometry.panels[i].map));
        for (int other = 0; other < i; ++other)
            QVERIFY(!geometry.panels[i].map.intersects(geometry.panels[other].map));
    }
    QVERIFY(geometry.colourBar.left() > geometry.panels.last().map.right());
}

void TestHeatMap::labelsAreThinnedByPitch()
{
    QCOMPARE(labelStride(20, 14), 1);
    QCOMPARE(labelStride(7, 14), 2);
    QVERIFY(labelStride(0.5, 14) >= 25);
}

void TestHeatMap::ticksHaveTheirDecimals()
{
    QCOMPARE(tickText(-0.04, 0.02), QString("−0.040"));
    QCOMPARE(tickText(1e-12, 0.02), QString("0.000"));
    QCOMPARE(tickText(250, 250), QString("250"));
}

QTEST_MAIN(TestHeatMap)
#include "tst_heat_map.moc"
