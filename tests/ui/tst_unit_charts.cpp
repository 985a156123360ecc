// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <numeric>

#include "figures/figure_builder.h"
#include "tests/support/sample_result.h"
#include "ui/plots/figure_plot.h"

using namespace headlight;
using namespace headlight::ui;

namespace {

/// One layer's units: most between -1 and 1, and two far above.
Array units()
{
    std::vector<float> values(40);
    for (std::size_t i = 0; i < 38; ++i)
        values[i] = float(i) / 18.5F - 1;
    values[38] = 8;
    values[39] = 10;
    return Array({1, 1, 40}, values);
}

/// The distribution of `hidden`'s only token, drawn.
struct Drawn {
    mutable FigurePlot plot; // QCustomPlot reads plottables through a plot that is not const
    FigureData figure;
    QImage image;

    explicit Drawn(const Array& hidden)
    {
        AnalysisResult result;
        result.input.tokens = {"word"};
        result.input.inputIds = {1};
        result.model.layers = int(hidden.dimension(0));
        result.attributions["start"].hidden = hidden;
        FigureRequest request;
        request.view = "distribution";
        figure = *buildFigure(result, request);
        plot.setPinned({-1, -1, -1, -1});
        plot.setStyle(FigureStyle::forExport(FigureLook{Theme::Light}));
        plot.setFigure(figure);
        plot.resize(400, 900);
        image = plot.toPixmap(400, 900).toImage();
    }
    const FigureStyle& style() const { return plot.scene().style; }
    QPoint at(int panel, int column, double value) const
    {
        const QPointF middle = plot.scene().cellRect(panel, {0, column}).center();
        return {int(middle.x()), int(plot.plottable(panel)->valueAxis()->coordToPixel(value))};
    }
    QRgb colourAt(int panel, int column, double value) const { return image.pixel(at(panel, column, value)); }
    /// Whether a pixel there or beside it has `colour`: lines fall on either side of a middle.
    bool isNear(int panel, int column, double value, const QColor& colour) const
    {
        const QPoint place = at(panel, column, value);
        const auto has = [&](int dx) { return image.pixel(place + QPoint(dx, 0)) == colour.rgb(); };
        return has(-1) || has(0) || has(1);
    }
    /// How many pixels of `panel` have `colour`.
    int count(int panel, const QColor& colour) const
    {
        const QRect map = plot.scene().mapRect(panel);
        int pixels = 0;
        for (int y = map.top(); y <= map.bottom(); ++y)
            for (int x = map.left(); x <= map.right(); ++x)
                pixels += image.pixel(x, y) == colour.rgb();
        return pixels;
    }
};

} // namespace

class TestUnitCharts : public QObject {
    Q_OBJECT
private slots:
    void boxIsDrawnFromQuartileToQuartile();
    void whiskersAndFliersAreDrawn();
    void histogramHasABarForEachBin();
    void barsReachTheirValues();
    void layersWithoutNumbersAreEmpty();
};

void TestUnitCharts::boxIsDrawnFromQuartileToQuartile()
{
    const Drawn drawn(units());
    const UnitDistribution box = drawn.figure.panels[0].units[0];
    const double inside = (box.q3 - box.q1) / 10;
    QCOMPARE(drawn.colourAt(0, 0, box.q3 - inside), drawn.style().boxes.rgb());
    QCOMPARE(drawn.colourAt(0, 0, box.q1 + inside), drawn.style().boxes.rgb());
    QVERIFY(drawn.isNear(0, 0, box.median, drawn.style().text));
    QVERIFY(drawn.colourAt(0, 0, box.q3 + inside) != drawn.style().boxes.rgb());
}

void TestUnitCharts::whiskersAndFliersAreDrawn()
{
    const Drawn drawn(units());
    const UnitDistribution box = drawn.figure.panels[0].units[0];
    QCOMPARE(box.fliers, (std::vector<double>{8, 10}));
    QVERIFY(drawn.isNear(0, 0, (box.q3 + box.whiskerHigh) / 2, drawn.style().faintText));
    QCOMPARE(drawn.colourAt(0, 0, 5), drawn.style().panel.rgb()); // nothing lies between whisker and fliers
    QVERIFY(drawn.colourAt(0, 0, 8) != drawn.style().panel.rgb());
    QVERIFY(drawn.colourAt(0, 0, 10) != drawn.style().panel.rgb());
}

void TestUnitCharts::histogramHasABarForEachBin()
{
    const Drawn drawn(units());
    const auto& mass = drawn.figure.panels[1].units[0].mass;
    const QRect map = drawn.plot.scene().mapRect(1);
    const double pitch = map.height() / 100.0;
    QVERIFY(pitch > 1);
    for (std::size_t bin = 0; bin < mass.size(); ++bin) {
        const int y = int(std::round(map.top() + double(99 - bin) * pitch));
        int pixels = 0;
        for (int x = map.left(); x <= map.right(); ++x)
            pixels += drawn.image.pixel(x, y) == drawn.style().bars.rgb();
        QCOMPARE(pixels > 0, mass[bin] > 0);
    }
}

void TestUnitCharts::barsReachTheirValues()
{
    const Drawn drawn(units());
    const double entropy = drawn.figure.panels[2].value({0, 0});
    QCOMPARE(drawn.colourAt(2, 0, entropy * 0.9), drawn.style().bars.rgb());
    QCOMPARE(drawn.colourAt(2, 0, entropy * 1.05), drawn.style().panel.rgb());
    const double total = drawn.figure.panels[3].value({0, 0});
    QVERIFY(drawn.colourAt(3, 0, total / 2) != drawn.style().panel.rgb());
}

void TestUnitCharts::layersWithoutNumbersAreEmpty()
{
    const Drawn drawn(Array({1, 1, 3}, {NAN, INFINITY, -INFINITY}));
    for (int panel = 0; panel < 4; ++panel) {
        QCOMPARE(drawn.count(panel, drawn.style().bars), 0);
        QCOMPARE(drawn.count(panel, drawn.style().boxes), 0);
    }
}

QTEST_MAIN(TestUnitCharts)
#include "tst_unit_charts.moc"
