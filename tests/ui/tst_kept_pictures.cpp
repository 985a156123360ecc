// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of a picture, or of the room that a text takes, goes when that changes. Looks at what was painted,
// not at what would be: grab() paints anew, and hides what is old.
#include <QApplication>
#include <QHBoxLayout>
#include <QMouseEvent>
#include <QScreen>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "figures/figure_builder.h"
#include "tests/support/sample_result.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/token_bars.h"
#include "ui/plots/figure_plot.h"
#include "ui/views/layer_strip.h"
#include "ui/views/note_line.h"

using namespace headlight;
using namespace headlight::ui;

namespace {

FigureData heads(const QString& measure, int layer, int head = -1)
{
    FigureRequest request;
    request.view = "heads";
    request.measure = measure;
    request.layer = layer;
    request.head = head;
    return *buildFigure(*test::sampleResult(), request);
}

QPalette dark()
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(0x1d2027));
    palette.setColor(QPalette::WindowText, QColor(0xe9ebef));
    palette.setColor(QPalette::Base, QColor(0x242830));
    return palette;
}

/// What stands on the screen.
QImage painted(const QWidget& window)
{
    return window.screen()->grabWindow(window.winId()).toImage().convertToFormat(QImage::Format_RGB32);
}

/// A plot that was painted since its last replot, as any under a pointer.
struct PaintedPlot {
    FigurePlot plot;

    explicit PaintedPlot(const FigureData& figure)
    {
        plot.setStyle(FigureStyle::fromPalette(plot.palette(), plot.font()));
        plot.resize(800, 600);
        plot.setFigure(figure);
        plot.show();
        if (!QTest::qWaitForWindowExposed(&plot))
            qFatal("The plot is not exposed");
        awaitReplot();
        plot.setHovered(Cell{0, 1, 2, 3});
        QCoreApplication::processEvents();
    }
    void awaitReplot()
    {
        QSignalSpy replotted(&plot, &QCustomPlot::afterReplot);
        plot.replot(QCustomPlot::rpQueuedReplot);
        if (!QTest::qWaitFor([&] { return !replotted.isEmpty(); }))
            qFatal("The plot is not drawn");
        QCoreApplication::processEvents();
    }
    /// The cells of all panels that do not have the colours of their values.
    int wrongCells() const
    {
        const FigureScene& scene = plot.scene();
        const QImage screen = painted(plot);
        int wrong = 0;
        for (int panel = 0; panel < scene.figure.panels.size(); ++panel)
            for (int token = 0; token < scene.panel(panel).rowCount(); ++token) {
                const PanelCell place{token, token};
                wrong += screen.pixel(plot.cellCentre(panel, place)) !=
                         scene.colours[panel]->colour(scene.panel(panel).value(place));
            }
        return wrong;
    }
};

} // namespace

class TestKeptPictures : public QObject {
    Q_OBJECT

private slots:
    void newFiguresAreOnTheScreen_data();
    void newFiguresAreOnTheScreen();
    void newStylesAreOnTheScreen();
    void titlesOfChosenPanelsAreOnTheScreen();
    void sizesAreOnTheScreen();
    void emptyPlotsHaveTheirGround();
    void otherResolutionsLeaveNoHole();
    void nothingIsPointedAtWhereNothingWasLaidOut();
    void thumbnailsStandBesideTheirLabel();
    void tokenLabelsFollow();
    void textsAreCutAnew();
    void noteIsAsHighAsItsFont();
};

void TestKeptPictures::newFiguresAreOnTheScreen_data()
{
    QTest::addColumn<FigureData>("next");
    QTest::newRow("measure") << heads("start", 0);
    QTest::newRow("layer") << heads("attention", 2);
    QTest::newRow("other panels") << heads("end", 1, 3);
}

void TestKeptPictures::newFiguresAreOnTheScreen()
{
    QFETCH(const FigureData, next);
    PaintedPlot stage(heads("attention", 0));
    QCOMPARE(stage.wrongCells(), 0);
    stage.plot.setFigure(next);
    stage.awaitReplot();
    QCOMPARE(stage.wrongCells(), 0);
    stage.plot.setFigure(heads("attention", 0));
    stage.awaitReplot();
    QCOMPARE(stage.wrongCells(), 0);
}

void TestKeptPictures::newStylesAreOnTheScreen()
{
    PaintedPlot stage(heads("start", 0));
    stage.plot.setStyle(FigureStyle::fromPalette(dark(), stage.plot.font()));
    stage.awaitReplot();
    QCOMPARE(painted(stage.plot).pixelColor(1, 1), dark().color(QPalette::Window));
    QCOMPARE(stage.wrongCells(), 0);
}

void TestKeptPictures::titlesOfChosenPanelsAreOnTheScreen()
{
    PaintedPlot stage(heads("start", 0));
    stage.plot.setHovered({});
    stage.plot.setPinned({0, 2, -1, -1});
    stage.awaitReplot();
    const QImage chosen = painted(stage.plot);
    stage.plot.update();
    QCoreApplication::processEvents();
    QVERIFY(painted(stage.plot) == chosen);
}

void TestKeptPictures::sizesAreOnTheScreen()
{
    PaintedPlot stage(heads("start", 0));
    for (const QSize size : {QSize(900, 500), QSize(600, 700)}) {
        stage.plot.resize(size);
        QTRY_COMPARE(painted(stage.plot).size(), size);
        stage.awaitReplot();
        QCOMPARE(stage.wrongCells(), 0);
    }
}

void TestKeptPictures::emptyPlotsHaveTheirGround()
{
    FigurePlot plot;
    plot.setStyle(FigureStyle::fromPalette(plot.palette(), plot.font()));
    plot.resize(200, 100);
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    plot.setStyle(FigureStyle::fromPalette(dark(), plot.font()));
    QTRY_COMPARE(painted(plot).pixelColor(50, 50), dark().color(QPalette::Window));
}

/// As when a window comes to another screen just before it is drawn.
void TestKeptPictures::otherResolutionsLeaveNoHole()
{
    PaintedPlot stage(heads("start", 0));
    stage.plot.setBufferDevicePixelRatio(2);
    stage.plot.replot();
    QCOMPARE(stage.plot.bufferDevicePixelRatio(), stage.plot.devicePixelRatioF());
    QCOMPARE(stage.wrongCells(), 0);
}

/// A pointer that moves between a figure and its drawing, where the panels of the figure before were.
void TestKeptPictures::nothingIsPointedAtWhereNothingWasLaidOut()
{
    PaintedPlot stage(heads("start", 0));
    QList<int> pointed;
    connect(&stage.plot, &FigurePlot::pointed, this, [&](int panel) { pointed.append(panel); });
    const QPoint last = stage.plot.cellCentre(3, {5, 5});
    stage.plot.setFigure(heads("start", 0, 1));
    QMouseEvent move(QEvent::MouseMove, last, stage.plot.mapToGlobal(last), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(&stage.plot, &move);
    QVERIFY(!pointed.isEmpty());
    for (const int panel : pointed)
        QVERIFY2(panel < stage.plot.scene().figure.panels.size(), qPrintable(QString::number(panel)));
    stage.plot.repaint();
    stage.awaitReplot();
    QCOMPARE(stage.wrongCells(), 0);
}

/// The word before them takes its room.
void TestKeptPictures::thumbnailsStandBesideTheirLabel()
{
    QWidget window;
    LayerStrip strip;
    strip.setLayer(0, 3, 0);
    const QSize before = strip.sizeHint();
    auto* row = new QHBoxLayout(&window);
    row->addWidget(&strip);
    window.show();
    QFont large = strip.font();
    large.setPixelSize(40);
    strip.setFont(large);
    QVERIFY(strip.sizeHint().width() > before.width());
    QTRY_VERIFY(strip.width() >= strip.minimumSizeHint().width());
    QVERIFY(strip.thumbnailRect(0).left() > strip.fontMetrics().horizontalAdvance("Layer"));
}

void TestKeptPictures::tokenLabelsFollow()
{
    TokenBars bars;
    bars.resize(300, bars.sizeHint().height());
    bars.setTokens({"one", "two", "three"}, {"one", "two", "three"});
    bars.setValues({1, 2, 3}, true);
    bars.show();
    QVERIFY(QTest::qWaitForWindowExposed(&bars));
    const QImage before = painted(bars);
    bars.setTokens({"four", "five", "six"}, {"four", "five", "six"});
    QTRY_VERIFY(painted(bars) != before);
    const QImage light = painted(bars);
    bars.setPalette(dark());
    QTRY_VERIFY(painted(bars) != light);
    QVERIFY(bars.grab().toImage().convertToFormat(QImage::Format_RGB32) == painted(bars));
}

void TestKeptPictures::textsAreCutAnew()
{
    ElidedLabel label(400);
    label.setWholeText("an answer that is longer than what there is room for here", {});
    label.resize(label.sizeHint().width(), 30);
    label.show();
    QCOMPARE(label.text(), label.wholeText());
    QFont large = label.font();
    large.setPixelSize(40);
    label.setFont(large);
    QVERIFY(label.text() != label.wholeText());
    QVERIFY(label.fontMetrics().horizontalAdvance(label.text()) <= label.width());
}

void TestKeptPictures::noteIsAsHighAsItsFont()
{
    NoteLine note("measure");
    note.show();
    QFont large = note.font();
    large.setPixelSize(40);
    note.setFont(large);
    QVERIFY(note.height() >= QFontMetrics(large).height());
    QCOMPARE(note.height(), note.action()->sizeHint().height());
}

Q_DECLARE_METATYPE(headlight::ui::FigureData)
QTEST_MAIN(TestKeptPictures)
#include "tst_kept_pictures.moc"
