// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <memory>

#include "tests/support/event_turns.h"
#include "tests/support/sample_result.h"
#include "ui/plots/figure_plot.h"
#include "ui/state/selection.h"
#include "ui/views/distribution_view.h"
#include "ui/views/figure_view.h"
#include "ui/views/heads_view.h"
#include "ui/views/layer_strip.h"
#include "ui/views/menu_button.h"
#include "ui/views/note_line.h"
#include "ui/views/other_views.h"
#include "ui/views/segmented_bar.h"
#include "ui/views/tokens_view.h"

using namespace headlight;
using namespace headlight::ui;
using headlight::testing::settle;

namespace {

/// A view on screen, with the selection that it shares.
template <typename Shown>
struct OnScreen {
    Selection selection;
    Shown view{&selection};

    explicit OnScreen(const ResultPtr& result = test::sampleResult())
    {
        view.resize(900, 640);
        show(result);
        view.show();
        draw();
    }
    void show(const ResultPtr& result)
    {
        if (result)
            selection.setShape(result->model.layers, result->model.heads, int(result->input.tokens.size()));
        view.setResult(result);
    }
    void draw() { view.plot()->replot(); }
    void click(int panel, const PanelCell& place)
    {
        QTest::mouseClick(view.plot(), Qt::LeftButton, {}, view.plot()->cellCentre(panel, place));
    }
    const FigureData& figure() const { return view.plot()->scene().figure; }
};

} // namespace

class TestViews : public QObject {
    Q_OBJECT
private slots:
    void allViewsAreMade();
    void emptyViewsSayWhatWouldFillThem_data();
    void emptyViewsSayWhatWouldFillThem();
    void clickPinsTheCell();
    void layerChangeExchangesTheValues();
    void measureButtonsChooseTheMeasure();
    void measuresFoldWhereTheyHaveNoRoom();
    void thumbnailChoosesTheLayer();
    void hoverReadsOutTheValue();
    void doubleClickEnlargesAndEscapeGoesBack();
    void enlargedHeadFollowsTheSelection();
    void wheelZoomsAllMapsAndResets();
    void draggingMovesWithoutPinning();
    void missingMeasureIsExplained();
    void hiddenViewsDrawWhenSeen();
    void overviewOpensAHead();
    void tokensViewPinsLayerAndToken();
    void distributionFollowsTheToken();
    void distributionChoosesTokenAndLayer();
    void distributionWheelZoomsTheBoxes();
    void distributionAsksForHiddenUnits();
    void distributionFollowsTheResult();
    void noteIsOfWhatIsShown();
    void noteFitsItsWidth();
    void rangeIsFollowed();
    void paletteChangesTheColours();
};

void TestViews::allViewsAreMade()
{
    Selection selection;
    QWidget parent;
    QStringList ids;
    for (View* view : makeViews(&selection, &parent)) {
        ids.append(view->id());
        QVERIFY(!view->title().isEmpty());
        QCOMPARE(view->parentWidget(), &parent);
    }
    QCOMPARE(ids, (QStringList{"heads", "layers", "overview", "token-to-head", "tokens", "distribution", "compare",
                               "blocks", "what-if"}));
}

void TestViews::emptyViewsSayWhatWouldFillThem_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < 8; ++i)
        QTest::addRow("%d", i) << i;
}

void TestViews::emptyViewsSayWhatWouldFillThem()
{
    QFETCH(int, index);
    Selection selection;
    QWidget parent;
    auto* view = qobject_cast<FigureView*>(makeViews(&selection, &parent)[index]);
    view->setResult(nullptr);
    parent.show();
    QVERIFY(view->message().contains("question"));
    view->setResult(test::sampleResult({3, 4, 12, Stage::Complete, true}));
    QCOMPARE(view->message(), QString());
    view->setResult(nullptr);
    QVERIFY(!view->message().isEmpty());
}

void TestViews::clickPinsTheCell()
{
    OnScreen<HeadsView> stage;
    QSignalSpy pinned(&stage.selection, &Selection::pinnedChanged);
    stage.click(2, {7, 3});
    QCOMPARE(stage.selection.pinned(), (Cell{0, 2, 7, 3}));
    QCOMPARE(pinned.count(), 1);
    QVERIFY(stage.view.plot()->scene().isChosen(2));
    QVERIFY(!stage.view.plot()->scene().isChosen(1));
}

void TestViews::layerChangeExchangesTheValues()
{
    OnScreen<HeadsView> stage;
    const ResultPtr result = test::sampleResult();
    stage.selection.setMeasure("end");
    stage.selection.setLayer(2);
    QCOMPARE(stage.figure().panels[1].value({4, 5}), result->attribution("end")->attention.at({2, 1, 4, 5}));
    QCOMPARE(stage.view.plot()->plottableCount(), 4);
}

void TestViews::measureButtonsChooseTheMeasure()
{
    OnScreen<HeadsView> stage;
    auto* button = stage.view.findChild<QToolButton*>("measure-start");
    QVERIFY(button);
    QVERIFY(!button->toolTip().isEmpty());
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(stage.selection.measure(), QString("start"));
    QVERIFY(stage.figure().isSigned);
    QVERIFY(button->isChecked());
}

void TestViews::measuresFoldWhereTheyHaveNoRoom()
{
    OnScreen<HeadsView> stage;
    auto* button = stage.view.findChild<QToolButton*>("measure-start");
    QTRY_VERIFY(button->isVisible());
    stage.view.setMinimumWidth(200); // as in a dock
    stage.view.resize(220, 500);
    QTRY_VERIFY(!button->isVisible());
    auto* bar = stage.view.findChild<SegmentedBar*>();
    auto* folded = bar->findChild<MenuButton*>();
    QVERIFY(folded->isVisible());
    const QList<QAction*> choices = folded->menu()->actions();
    QCOMPARE(choices.size(), viewMeasures("heads", test::sampleResult().get()).size());
    choices[1]->trigger();
    QCOMPARE(stage.selection.measure(), QString("start"));
    QVERIFY2(folded->text().startsWith(choices[1]->text()), qPrintable(folded->text()));
    QVERIFY(choices[1]->isChecked() && !choices[0]->isChecked());
}

void TestViews::thumbnailChoosesTheLayer()
{
    OnScreen<HeadsView> stage;
    auto* strip = stage.view.findChild<LayerStrip*>();
    QTest::mouseClick(strip, Qt::LeftButton, {}, strip->thumbnailRect(2).center());
    QCOMPARE(stage.selection.layer(), 2);
    QTest::mouseClick(strip, Qt::LeftButton, {}, QPoint(1, strip->height() / 2));
    QCOMPARE(stage.selection.layer(), 2);
}

void TestViews::hoverReadsOutTheValue()
{
    OnScreen<HeadsView> stage;
    QTest::mouseMove(stage.view.plot(), stage.view.plot()->cellCentre(1, {7, 3}));
    QCOMPARE(stage.selection.hovered(), std::optional(Cell{0, 1, 7, 3}));
    const QString value = formatValue(stage.figure().panels[1].value({7, 3}));
    QVERIFY2(stage.view.readOutText().contains(value), qPrintable(stage.view.readOutText()));
    QVERIFY(stage.view.readOutText().contains("head 1"));
    stage.selection.hover({});
    QCOMPARE(stage.view.readOutText(), QString());
}

void TestViews::doubleClickEnlargesAndEscapeGoesBack()
{
    OnScreen<HeadsView> stage;
    QTest::mouseDClick(stage.view.plot(), Qt::LeftButton, {}, stage.view.plot()->cellCentre(3, {1, 1}));
    QCOMPARE(stage.view.enlargedHead(), 3);
    QCOMPARE(stage.figure().panels.size(), 1);
    QTest::keyClick(stage.view.plot(), Qt::Key_Escape);
    QCOMPARE(stage.view.enlargedHead(), -1);
    QCOMPARE(stage.figure().panels.size(), 4);
    QTest::keyClick(stage.view.plot(), Qt::Key_Return);
    QCOMPARE(stage.view.enlargedHead(), 3);
}

void TestViews::enlargedHeadFollowsTheSelection()
{
    OnScreen<HeadsView> stage;
    stage.selection.setHead(0);
    stage.view.setEnlarged(true);
    stage.selection.setHead(1);
    QCOMPARE(stage.figure().panels[0].base.head, 1);
    stage.selection.unpin();
    QCOMPARE(stage.view.enlargedHead(), -1);
    QCOMPARE(stage.figure().panels.size(), 4);
}

void TestViews::wheelZoomsAllMapsAndResets()
{
    OnScreen<HeadsView> stage;
    const QPoint at = stage.view.plot()->cellCentre(0, {6, 6});
    QWheelEvent wheel(at, stage.view.plot()->mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(stage.view.plot(), &wheel);
    const QRectF window = stage.view.plot()->scene().window;
    QVERIFY(window.width() < 0.7);
    for (int i = 0; i < 4; ++i)
        QVERIFY(stage.view.plot()->plottable(i)->keyAxis()->range().size() < 0.7 * 12);
    // What was under the pointer still is.
    QCOMPARE(stage.view.plot()->scene().cellAt(0, at), (PanelCell{6, 6}));
    stage.view.resetZoom();
    QCOMPARE(stage.view.plot()->scene().window, QRectF(0, 0, 1, 1));
}

void TestViews::draggingMovesWithoutPinning()
{
    OnScreen<HeadsView> stage;
    FigurePlot* plot = stage.view.plot();
    const QPoint at = plot->cellCentre(0, {6, 6});
    QWheelEvent wheel(at, plot->mapToGlobal(at), {}, {0, 480}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(plot, &wheel);
    const QRectF before = plot->scene().window;
    QTest::mousePress(plot, Qt::LeftButton, {}, at);
    QTest::mouseMove(plot, at + QPoint(-30, -20));
    QTest::mouseRelease(plot, Qt::LeftButton, {}, at + QPoint(-30, -20));
    QVERIFY(plot->scene().window.left() > before.left());
    QVERIFY(plot->scene().window.top() > before.top());
    QCOMPARE(stage.selection.pinned(), Cell{});
}

void TestViews::missingMeasureIsExplained()
{
    OnScreen<HeadsView> stage(test::sampleResult({3, 4, 12, Stage::Attention}));
    QCOMPARE(stage.view.message(), QString());
    stage.selection.setMeasure("start");
    QVERIFY(stage.view.message().contains("not computed yet"));
    stage.show(test::sampleResult({3, 4, 12, Stage::Refining}));
    QCOMPARE(stage.view.message(), QString());
}

void TestViews::hiddenViewsDrawWhenSeen()
{
    OnScreen<HeadsView> stage;
    stage.view.hide();
    stage.selection.setLayer(1);
    QCOMPARE(stage.figure().panels[0].base.layer, 0);
    stage.view.show();
    QCOMPARE(stage.figure().panels[0].base.layer, 1);
}

void TestViews::overviewOpensAHead()
{
    OnScreen<OverviewView> stage;
    QSignalSpy requested(&stage.view, &View::viewRequested);
    stage.click(9, {2, 2});
    QCOMPARE(stage.selection.pinned(), (Cell{2, 1, -1, -1}));
    QTest::mouseDClick(stage.view.plot(), Qt::LeftButton, {}, stage.view.plot()->cellCentre(4, {1, 1}));
    QCOMPARE(requested.count(), 1);
    QCOMPARE(requested[0][0].toString(), QString("heads"));
    QCOMPARE(stage.selection.layer(), 1);
}

void TestViews::tokensViewPinsLayerAndToken()
{
    OnScreen<TokensView> stage;
    stage.click(1, {2, 5});
    QCOMPARE(stage.selection.pinned(), (Cell{2, -1, -1, 5}));
    QCOMPARE(stage.figure().panels[2].value({0, 5}), test::sampleResult()->attribution("start")->tokens.at({2, 5}));
}

const ResultPtr withHidden = test::sampleResult({3, 4, 12, Stage::Complete, true});

void TestViews::distributionFollowsTheToken()
{
    OnScreen<DistributionView> stage(withHidden);
    QCOMPARE(stage.view.token(), 7); // where the answer starts
    QVERIFY(stage.figure().title.contains("(7)"));
    stage.selection.pin({1, 2, 3, 9});
    QCOMPARE(stage.view.token(), 3);
    QVERIFY(stage.figure().title.contains("near (3)"));
    const Array hidden = withHidden->attribution("start")->hidden;
    QCOMPARE(stage.figure().panels[0].units[1].median, tokenDistribution(hidden, 3)[1].median);
    QCOMPARE(stage.view.findChild<QComboBox*>(QString(), Qt::FindDirectChildrenOnly)->currentIndex(), 3);
    stage.selection.unpin();
    QVERIFY(stage.figure().title.contains("(7)"));
}

void TestViews::distributionChoosesTokenAndLayer()
{
    OnScreen<DistributionView> stage(withHidden);
    auto* tokens = stage.view.findChild<QComboBox*>(QString(), Qt::FindDirectChildrenOnly);
    QCOMPARE(tokens->count(), 12);
    QTest::keyClick(tokens, Qt::Key_Up);
    QCOMPARE(stage.selection.pinned().from, 6);
    stage.click(3, {0, 2});
    QCOMPARE(stage.selection.pinned(), (Cell{2, -1, 6, -1}));
    QTest::mouseMove(stage.view.plot(), stage.view.plot()->cellCentre(4, {0, 1}));
    QVERIFY2(stage.view.readOutText().startsWith("Layer 1"), qPrintable(stage.view.readOutText()));
}

void TestViews::distributionWheelZoomsTheBoxes()
{
    OnScreen<DistributionView> stage(withHidden);
    const FigureScene& scene = stage.view.plot()->scene();
    const double extent = scene.valueAxis(0).high - scene.valueAxis(0).low;
    const double mass = scene.valueAxis(2).high;
    const QPoint at = stage.view.plot()->cellCentre(0, {0, 1});
    QWheelEvent wheel(at, stage.view.plot()->mapToGlobal(at), {}, {0, 480}, Qt::NoButton, Qt::ControlModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(stage.view.plot(), &wheel);
    const ValueAxis axis = scene.valueAxis(0);
    QVERIFY(axis.high - axis.low < extent / 2);
    QCOMPARE(stage.view.plot()->plottable(0)->valueAxis()->range().upper, axis.high);
    QCOMPARE(scene.valueAxis(2).high, mass); // masses and bars stay whole
}

void TestViews::distributionAsksForHiddenUnits()
{
    OnScreen<DistributionView> stage(test::sampleResult());
    QSignalSpy asked(&stage.view, &View::hiddenUnitsRequested);
    QVERIFY(stage.view.message().contains("Open the model"));
    QVERIFY(stage.view.message().contains("sample"));
    QVERIFY(!stage.view.action()->isVisible());
    for (const QLabel* label : stage.view.findChildren<QLabel*>()) // whole, whatever its width
        QVERIFY(label->text() != stage.view.message() || label->height() >= label->heightForWidth(label->width()));
    stage.view.setOpenModel(withHidden->model);
    QVERIFY(stage.view.action()->isVisible());
    QTest::mouseClick(stage.view.action(), Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    stage.show(withHidden);
    QCOMPARE(stage.view.message(), QString());
    QCOMPARE(stage.figure().panels.size(), 8);
}

void TestViews::distributionFollowsTheResult()
{
    OnScreen<DistributionView> stage(withHidden);
    stage.show(test::sampleResult({5, 2, 16, Stage::Complete, true}));
    QCOMPARE(stage.figure().panels[0].units.size(), 5);
    stage.draw();
    stage.show(test::sampleResult({3, 4, 12, Stage::Refining}));
    QVERIFY(stage.view.message().contains("not kept"));
    stage.show(nullptr);
    QVERIFY(stage.view.message().contains("question"));
    QVERIFY(!stage.view.action()->isVisible());
}

void TestViews::noteIsOfWhatIsShown()
{
    AnalysisResult result = *test::sampleResult();
    result.attributions["start"].attentionError = {0.001, 0.002, 0.003};
    OnScreen<HeadsView> stage(std::make_shared<const AnalysisResult>(result));
    const NoteLine* note = stage.view.note();
    const int height = note->height();
    QVERIFY(note->text().isEmpty()); // attention is what it is
    stage.selection.setMeasure("start");
    QVERIFY2(note->text().contains("error 0.1 %"), qPrintable(note->text()));
    stage.selection.setLayer(2);
    QVERIFY2(note->text().contains("error 0.3 %"), qPrintable(note->text()));
    QVERIFY(note->isVisible());
    QCOMPARE(note->height(), height); // nothing moves
    stage.show(test::sampleResult({.stage = Stage::Refining}));
    QVERIFY2(note->text().contains("not refined"), qPrintable(note->text()));
    stage.view.setRunning(true);
    QVERIFY2(note->text().contains("9 points, estimated error 6 %, refining"), qPrintable(note->text()));
    stage.show({});
    QVERIFY(note->text().isEmpty());
}

void TestViews::noteFitsItsWidth()
{
    OnScreen<TokensView> stage;
    const NoteLine* note = stage.view.note();
    const int whole = note->findChild<QLabel*>()->fontMetrics().horizontalAdvance(note->text());
    stage.view.resize(whole + 200, 600);
    settle();
    QCOMPARE(note->shownText(), note->text());
    for (int width = whole + 200; note->shownText() == note->text() && width > 0;
         width -= 20) { // ever narrower windows
        stage.view.resize(width, 600);
        settle();
    }
    QVERIFY2(note->shownText().contains("delta") && note->shownText().endsWith('.'), qPrintable(note->shownText()));
    stage.view.resize(whole / 4, 600);
    settle();
    QVERIFY2(note->shownText().endsWith(QChar(0x2026)), qPrintable(note->shownText()));
    QVERIFY(note->minimumSizeHint().width() < 100); // never what keeps a window wide
    QVERIFY(note->findChild<QLabel*>()->toolTip().contains("sum of the layer"));
}

void TestViews::rangeIsFollowed()
{
    OnScreen<HeadsView> stage;
    stage.selection.setRange("-0.5,0.25");
    QCOMPARE(stage.figure().range.low, -0.5);
    stage.selection.setRange("panel");
    QVERIFY(!stage.figure().oneRange);
}

void TestViews::paletteChangesTheColours()
{
    OnScreen<HeadsView> stage;
    stage.selection.setMeasure("start");
    QPalette dark;
    dark.setColor(QPalette::Window, QColor(0x1d2027));
    dark.setColor(QPalette::Base, QColor(0x242830));
    stage.view.setPalette(dark);
    QCOMPARE(stage.view.plot()->scene().style.theme, Theme::Dark);
    QCOMPARE(stage.view.plot()->scene().colours[0]->colour(0), QColor(0x242830).rgb());
}

QTEST_MAIN(TestViews)
#include "tst_views.moc"
