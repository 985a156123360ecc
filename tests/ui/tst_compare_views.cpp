// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCheckBox>
#include <QComboBox>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <cmath>

#include "figures/compared_pair.h"
#include "tests/support/event_turns.h"
#include "tests/support/sample_result.h"
#include "ui/plots/figure_plot.h"
#include "ui/state/head_board.h"
#include "ui/state/run_history.h"
#include "ui/state/selection.h"
#include "ui/views/blocks_view.h"
#include "ui/views/compare_controls.h"
#include "ui/views/compare_view.h"

using namespace headlight;
using namespace headlight::ui;
using headlight::testing::settle;

namespace {

template <typename Shown>
struct OnScreen {
    Selection selection;
    Shown view{&selection};

    explicit OnScreen(const QSize& size = {900, 640}, const ResultPtr& result = test::sampleResult())
    {
        view.resize(size);
        selection.setShape(result->model.layers, result->model.heads, int(result->input.tokens.size()));
        view.setResult(result);
        view.show();
        view.plot()->replot();
    }
    const FigureData& figure() const { return view.plot()->scene().figure; }
    void click(int panel, const PanelCell& place)
    {
        QTest::mouseClick(view.plot(), Qt::LeftButton, {}, view.plot()->cellCentre(panel, place));
    }
    void setMode(CompareMode mode)
    {
        ViewChoices choices = selection.viewChoices();
        choices.mode = mode;
        selection.setViewChoices(choices);
        QCoreApplication::processEvents(); // the layout settles
        view.plot()->replot();
    }
    QColor pixel(int panel, const PanelCell& place)
    {
        return view.plot()->toPixmap().toImage().pixelColor(view.plot()->cellCentre(panel, place));
    }
};

using Compare = OnScreen<CompareView>;
using Blocks = OnScreen<BlocksView>;

template <typename Widget>
Widget* child(QWidget& view, const QString& accessibleName)
{
    for (Widget* widget : view.findChildren<Widget*>())
        if (widget->accessibleName() == accessibleName)
            return widget;
    return nullptr;
}

} // namespace

class TestCompareViews : public QObject {
    Q_OBJECT
private slots:
    void boardChoosesTheHead();
    void doubleClickAndEnterOpenTheHead();
    void modesFollowTheButtons();
    void navigatorStandsBesideTheHead();
    void measuresAreChosen();
    void agreementIsChosen();
    void anotherSessionIsAskedForAndShown();
    void runsOfTheHistoryAreChosen();
    void headAndLayerAreFollowed();
    void dotsAreHoveredAndPinned();
    void coloursOfTheBoard();
    void whatCannotBeComparedIsSaid();
    void hiddenViewAsksForNothing();
    void smallBoardsAreThereAtOnce();
    void largeBoardsGrow();
    void staleBoardsAreDropped();
    void blocksChooseTheHead();
    void barsGoToTheirHead();
    void signsAreOffered();
};

void TestCompareViews::boardChoosesTheHead()
{
    Compare f;
    QCOMPARE(f.figure().panels.size(), 1);
    f.click(0, {2, 3});
    QCOMPARE(f.selection.layer(), 2);
    QCOMPARE(f.selection.head(), 3);
    f.selection.hover(Cell{1, 1, -1, -1});
    QVERIFY2(f.view.readOutText().startsWith("Layer 1, head 1:  Spearman"), qPrintable(f.view.readOutText()));
}

void TestCompareViews::doubleClickAndEnterOpenTheHead()
{
    Compare f;
    QTest::mouseDClick(f.view.plot(), Qt::LeftButton, {}, f.view.plot()->cellCentre(0, {1, 2}));
    QCOMPARE(f.selection.viewChoices().mode, CompareMode::Side);
    QCOMPARE(f.figure().panels.size(), 2);
    QCOMPARE(f.figure().panels[0].base, (Cell{1, 2, -1, -1}));
    QTest::keyClick(&f.view, Qt::Key_Return);
    QCOMPARE(f.selection.viewChoices().mode, CompareMode::Board);
    QTest::keyClick(&f.view, Qt::Key_Enter);
    QCOMPARE(f.selection.viewChoices().mode, CompareMode::Side);
    const QSignalSpy wanted(&f.view, &View::viewRequested);
    f.view.plot()->replot();
    QTest::mouseDClick(f.view.plot(), Qt::LeftButton, {}, f.view.plot()->cellCentre(0, {4, 5}));
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(f.selection.pinned(), (Cell{1, 2, 4, 5}));
}

void TestCompareViews::modesFollowTheButtons()
{
    Compare f;
    for (const QString& mode : compareModeNames()) {
        auto* button = f.view.findChild<QToolButton*>("measure-" + mode);
        QVERIFY(button);
        button->click();
        QCOMPARE(nameOf(f.selection.viewChoices().mode), mode);
        QVERIFY(button->isChecked());
        QCOMPARE(f.view.message(), QString());
    }
    QCOMPARE(f.figure().panels[0].kind, Panel::Kind::Scatter);
}

void TestCompareViews::navigatorStandsBesideTheHead()
{
    Compare f({1100, 640});
    QVERIFY(!f.view.navigator()->isVisible());
    f.setMode(CompareMode::Difference);
    QVERIFY(f.view.navigator()->isVisible());
    f.view.navigator()->replot();
    QTest::mouseClick(f.view.navigator(), Qt::LeftButton, {}, f.view.navigator()->cellCentre(0, {2, 1}));
    QCOMPARE(f.selection.head(), 1);
    QCOMPARE(f.selection.layer(), 2);
    QCOMPARE(f.figure().panels[0].base, (Cell{2, 1, -1, -1}));
    QCoreApplication::processEvents(); // the layout settles
    f.view.resize(700, 640);
    QTRY_VERIFY(!f.view.navigator()->isVisible());
}

void TestCompareViews::measuresAreChosen()
{
    Compare f;
    auto* a = child<QComboBox>(f.view, "Measure A");
    auto* b = child<QComboBox>(f.view, "Measure B");
    QCOMPARE(a->currentText(), QString("Attention"));
    QCOMPARE(b->currentText(), QString("To start"));
    a->setCurrentIndex(a->findData("end"));
    emit a->activated(a->currentIndex());
    QCOMPARE(f.selection.measure(), QString("end"));
    b->setCurrentIndex(b->findData("alpha-f"));
    emit b->activated(b->currentIndex());
    QCOMPARE(f.selection.viewChoices().measureB, QString("alpha-f"));
    QVERIFY2(f.figure().panels[0].title.startsWith("A: To end, B: ‖αf(x)‖"), qPrintable(f.figure().panels[0].title));
}

void TestCompareViews::agreementIsChosen()
{
    Compare f;
    auto* agreement = child<QComboBox>(f.view, "Agreement");
    auto* strongest = child<QSpinBox>(f.view, "Number of strongest cells");
    QVERIFY(!strongest->isVisible());
    agreement->setCurrentIndex(agreement->findData("strongest"));
    emit agreement->activated(agreement->currentIndex());
    QVERIFY(strongest->isVisible());
    QVERIFY2(f.figure().unit.contains("12 strongest"), qPrintable(f.figure().unit));
    strongest->setValue(30);
    QVERIFY2(f.figure().unit.contains("30 strongest"), qPrintable(f.figure().unit));
}

void TestCompareViews::anotherSessionIsAskedForAndShown()
{
    Compare f;
    auto* sessions = child<QComboBox>(f.view, "Session of B");
    QCOMPARE(sessions->count(), 2);
    const QSignalSpy wanted(&f.view, &View::otherSessionWanted);
    const QSignalSpy ended(&f.view, &View::comparisonEnded);
    sessions->setCurrentIndex(1);
    emit sessions->activated(1);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(sessions->currentIndex(), 0);
    f.view.setCompared(test::sampleResult({3, 4, 14}));
    QCOMPARE(sessions->count(), 3);
    QCOMPARE(sessions->currentIndex(), 1);
    QVERIFY2(f.figure().panels[0].title.contains("left out"), qPrintable(f.figure().panels[0].title));
    emit sessions->activated(0);
    QCOMPARE(ended.size(), 1);
    f.view.setCompared(nullptr);
    QCOMPARE(sessions->count(), 2);
}

void TestCompareViews::runsOfTheHistoryAreChosen()
{
    Compare f;
    const ResultPtr own = test::sampleResult();
    RunHistory history;
    f.view.setResult(own);
    f.view.setHistory(&history);
    auto* sessions = child<QComboBox>(f.view, "Session of B");
    const ResultPtr older = test::sampleResult({3, 4, 14});
    history.add({older, {}});
    history.add({own, {}}); // what is on screen is "this result"
    QCOMPARE(sessions->count(), 3);
    const QSignalSpy chosen(&f.view, &View::runWanted);
    emit sessions->activated(1);
    QCOMPARE(chosen.size(), 1);
    const int row = chosen[0][0].toInt();
    QCOMPARE(history.record(row).result, older);
    f.view.setCompared(history.record(row).result);
    QCOMPARE(sessions->count(), 3);
    QCOMPARE(sessions->currentIndex(), 1);
    history.remove(row);
    QCOMPARE(sessions->count(), 3); // still compared with, though no longer in the history
    f.view.setCompared(nullptr);
    QCOMPARE(sessions->count(), 2);
}

void TestCompareViews::headAndLayerAreFollowed()
{
    Compare f;
    f.setMode(CompareMode::Difference);
    f.selection.pin({0, 3, 2, 2});
    QCOMPARE(f.figure().panels[0].base, (Cell{0, 3, -1, -1}));
    f.selection.setLayer(2);
    QCOMPARE(f.figure().panels[0].base, (Cell{2, 3, -1, -1}));
}

void TestCompareViews::dotsAreHoveredAndPinned()
{
    Compare f;
    f.selection.pin({1, 2, 0, 0});
    f.setMode(CompareMode::Scatter);
    const QPoint dot = f.view.plot()->cellCentre(0, {7, 3});
    QTest::mouseMove(f.view.plot(), dot);
    QVERIFY(f.selection.hovered());
    const Cell hovered = *f.selection.hovered();
    const Panel& panel = f.figure().panels[0];
    // Dots may cover each other: what is found has the same place.
    const QPoint found = f.view.plot()->cellCentre(0, panel.placeOf(hovered));
    QVERIFY((found - dot).manhattanLength() <= 2);
    QVERIFY2(f.view.readOutText().contains("A ") && f.view.readOutText().contains("B "),
             qPrintable(f.view.readOutText()));
    QTest::mouseClick(f.view.plot(), Qt::LeftButton, {}, dot);
    QCOMPARE(f.selection.pinned(), hovered);
    const Cell before = f.selection.pinned();
    QTest::mouseClick(f.view.plot(), Qt::LeftButton, {}, f.view.plot()->scene().mapRect(0).topLeft() + QPoint(2, 2));
    QCOMPARE(f.selection.pinned(), before);
}

void TestCompareViews::coloursOfTheBoard()
{
    Compare f;
    ViewChoices same;
    same.measureB = "attention";
    f.selection.setViewChoices(same); // A is B: every head agrees wholly
    f.view.plot()->replot();
    QCOMPARE(f.figure().panels[0].value({0, 0}), 1.0F);
    const QRect cell = f.view.plot()->scene().cellRect(0, {0, 0}).toRect();
    const QImage image = f.view.plot()->toPixmap().toImage();
    const QColor strongest = image.pixelColor(cell.topLeft() + QPoint(4, 4));
    QVERIFY2(strongest.red() > strongest.blue() + 60, qPrintable(strongest.name())); // the end of blue to orange
}

void TestCompareViews::whatCannotBeComparedIsSaid()
{
    Compare f;
    f.view.setCompared(test::sampleResult({2, 5, 12}));
    QVERIFY2(f.view.message().contains("2 × 5"), qPrintable(f.view.message()));
    f.view.setCompared(test::sampleResult({3, 4, 12, Stage::Tokens}));
    QVERIFY(!f.view.message().isEmpty());
    f.view.setResult(nullptr);
    QVERIFY(!f.view.message().isEmpty());
    f.view.setCompared(nullptr);
    f.view.setResult(test::sampleResult());
    QCOMPARE(f.view.message(), QString());
}

void TestCompareViews::hiddenViewAsksForNothing()
{
    Selection selection;
    CompareView view(&selection);
    view.setResult(test::sampleResult());
    view.setCompared(test::sampleResult({3, 4, 14}));
    QVERIFY(view.plot()->scene().figure.panels.isEmpty());
}

namespace {

ComparedPair pairOf(const ResultPtr& result)
{
    FigureRequest request;
    request.view = "compare";
    request.measure = "attention";
    request.choices.measureB = "alpha-f";
    return *comparedPair(*result, request);
}

} // namespace

void TestCompareViews::smallBoardsAreThereAtOnce()
{
    HeadBoard board;
    board.ask(pairOf(test::sampleResult()), {});
    QVERIFY(!board.isGrowing());
    QCOMPARE(board.board().shape(), (Shape{3, 4}));
    QVERIFY(!std::isnan(board.board().at({2, 3})));
}

void TestCompareViews::largeBoardsGrow()
{
    HeadBoard board;
    const QSignalSpy changed(&board, &HeadBoard::changed);
    const ComparedPair pair = pairOf(test::sampleResult({4, 6, 120}));
    board.ask(pair, {});
    QVERIFY(board.isGrowing());
    QVERIFY(std::isnan(board.board().at({0, 0})));
    QTRY_VERIFY(!board.isGrowing());
    QCOMPARE(changed.size(), 4); // a layer each
    QCOMPARE(board.board().at({3, 5}), float(spearman(pair.left[3][5].values(), pair.right[3][5].values())));
    board.ask(pair, {});
    QVERIFY(!board.isGrowing());
}

void TestCompareViews::staleBoardsAreDropped()
{
    const ComparedPair large = pairOf(test::sampleResult({4, 6, 120}));
    const ComparedPair small = pairOf(test::sampleResult());
    HeadBoard board;
    board.ask(large, {});
    board.ask(small, {Agreement::Pearson});
    QTRY_COMPARE(board.board().shape(), (Shape{3, 4}));
    settle();
    QCOMPARE(board.board().shape(), (Shape{3, 4}));
    QVERIFY(!board.isGrowing());
    board.ask(large, {Agreement::Strongest}); // and the destructor waits for what is under way
}

void TestCompareViews::blocksChooseTheHead()
{
    Blocks f;
    f.selection.pin({1, 0, 2, 3});
    f.view.plot()->replot();
    f.click(2, {1, 3});
    QCOMPARE(f.selection.pinned(), (Cell{1, 2, 2, 3})); // the tokens stay
    const QSignalSpy wanted(&f.view, &View::viewRequested);
    QTest::mouseDClick(f.view.plot(), Qt::LeftButton, {}, f.view.plot()->cellCentre(1, {0, 0}));
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(f.selection.head(), 1);
}

void TestCompareViews::barsGoToTheirHead()
{
    Blocks f;
    const Panel ranks = f.figure().panels.last();
    const Cell third = ranks.cellAt({0, 2});
    f.click(4, {0, 2});
    QCOMPARE(f.selection.layer(), third.layer);
    QCOMPARE(f.selection.head(), third.head);
    QCOMPARE(f.figure().panels[0].base.layer, third.layer);
    f.selection.hover(third);
    QVERIFY2(f.view.readOutText().contains("rank 3 of 12"), qPrintable(f.view.readOutText()));
}

void TestCompareViews::signsAreOffered()
{
    Blocks f;
    auto* signs = f.view.findChild<QCheckBox*>();
    QVERIFY(!signs->isVisible());
    f.selection.setMeasure("start");
    QVERIFY(signs->isVisible());
    QVERIFY(!f.figure().isSigned);
    signs->click();
    QVERIFY(f.selection.viewChoices().signedBlocks);
    QVERIFY(f.figure().isSigned);
}

QTEST_MAIN(TestCompareViews)
#include "tst_compare_views.moc"
