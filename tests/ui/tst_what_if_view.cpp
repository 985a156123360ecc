// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QTest>
#include <QToolButton>

#include "tests/support/event_turns.h"
#include "tests/support/sample_boards.h"
#include "tests/ui/window_fixture.h"
#include "ui/plots/figure_plot.h"
#include "ui/views/what_if_set_bar.h"
#include "ui/views/what_if_strip.h"
#include "ui/views/what_if_view.h"

using namespace headlight;
using namespace headlight::ui;
using headlight::testing::settle;

namespace {

/// A window whose model is open and has answered, on view what-if.
struct Board : test::ScriptedWindow {
    explicit Board(const std::filesystem::path& model = "tiny")
    {
        bench()->model()->open(model);
        ask("what?");
        window->views()->showView("what-if");
        view()->setFocus();
        settle();
    }
    WhatIfView* view() const { return static_cast<WhatIfView*>(window->views()->view("what-if")); }
    FigurePlot* plot() const { return view()->plot(); }
    const Panel& panel() const { return plot()->scene().panel(0); }
    QString set() const { return bench()->whatIf()->setText(); }
    void await() const
    {
        const auto done = [this] { return bench()->whatIf()->isWhole() && bench()->whatIf()->after(); };
        if (!QTest::qWaitFor(done))
            qFatal("The ablations do not end");
        plot()->replot();
    }
    void click(const PanelCell& place) const
    {
        QTest::mouseClick(plot(), Qt::LeftButton, {}, plot()->cellCentre(0, place));
    }
    void doubleClick(const PanelCell& place) const
    {
        click(place);
        const QPointF pixel = plot()->cellCentre(0, place);
        QMouseEvent second(QEvent::MouseButtonDblClick, pixel, plot()->mapToGlobal(pixel), Qt::LeftButton,
                           Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(plot(), &second);
    }
    /// Where a cross goes through a cell, beside its number.
    QColor pixel(const PanelCell& place) const
    {
        plot()->replot();
        const QRectF cell = plot()->scene().cellRect(0, place);
        const double inset = 0.14 * std::min(cell.width(), cell.height());
        const QRectF cross = cell.adjusted(inset, inset, -inset, -inset);
        const QPointF on = cross.topLeft() + 0.1 * QPointF(cross.width(), cross.height());
        return plot()->toPixmap().toImage().pixelColor(on.toPoint());
    }
};

} // namespace

class TestWhatIfView : public QObject {
    Q_OBJECT

private slots:
    void aClickSwitchesOffAndOn();
    void allHeadsAndTheFeedForwardPart();
    void rowLabelsAreLayers();
    void keysSwitch();
    void aDoubleClickGoesToTheHead();
    void whatChangesStandsBeside();
    void theTextIsASet();
    void setsAreChosenByName();
    void kindAndQuantityAreChosen();
    void readsOutWhatIsPointedAt();
    void undoSwitchesBack();
    void theStripFindsItsPlace();
    void saysWhyThereIsNothing();
    void boardsOfASessionAreShown();
};

void TestWhatIfView::aClickSwitchesOffAndOn()
{
    Board f;
    f.await();
    QCOMPARE(f.panel().values.shape(), (Shape{3, 6}));
    const QColor before = f.pixel({1, 2});
    f.click({1, 2});
    QCOMPARE(f.set(), QString("1.2"));
    QCOMPARE(f.selection()->layer(), 1);
    QCOMPARE(f.selection()->head(), 2);
    QCOMPARE(f.panel().marked, (QList<PanelCell>{{1, 2}}));
    QVERIFY(f.pixel({1, 2}) != before); // a cross goes through it
    f.click({1, 2});
    QCOMPARE(f.set(), QString());
    QVERIFY(f.panel().marked.isEmpty());
}

void TestWhatIfView::allHeadsAndTheFeedForwardPart()
{
    Board f;
    f.await();
    f.click({2, 4});
    QCOMPARE(f.set(), QString("2.*"));
    QCOMPARE(f.selection()->layer(), 2);
    f.click({0, 5});
    QCOMPARE(f.set(), QString("0.mlp,2.*"));
    f.click({2, 4});
    f.click({0, 5});
    QCOMPARE(f.set(), QString());
}

void TestWhatIfView::rowLabelsAreLayers()
{
    Board f;
    f.await();
    const QPoint cell = f.plot()->cellCentre(0, {1, 0});
    const QPoint label(f.plot()->scene().mapRect(0).left() - 2, cell.y());
    QTest::mouseClick(f.plot(), Qt::LeftButton, {}, label);
    QCOMPARE(f.set(), QString("1.*"));
    QTest::mouseClick(f.plot(), Qt::LeftButton, {}, label);
    QCOMPARE(f.set(), QString());
}

void TestWhatIfView::keysSwitch()
{
    Board f;
    f.await();
    f.selection()->pin({1, 0, -1, -1});
    f.press(Qt::Key_Right);
    f.press(Qt::Key_Space);
    QCOMPARE(f.set(), QString("1.1"));
    f.press(Qt::Key_Up);
    f.press(Qt::Key_Space, Qt::ShiftModifier);
    QCOMPARE(f.set(), QString("1.1,2.*"));
    f.press(Qt::Key_Delete);
    QCOMPARE(f.set(), QString());
    f.press(Qt::Key_Space);
    f.press(Qt::Key_Backspace);
    QCOMPARE(f.set(), QString());
    f.selection()->unpin();
    f.press(Qt::Key_Space); // no head is chosen
    QCOMPARE(f.set(), QString());
}

void TestWhatIfView::aDoubleClickGoesToTheHead()
{
    Board f;
    f.await();
    f.doubleClick({1, 3});
    QCOMPARE(f.set(), QString());
    QCOMPARE(f.window->views()->front()->id(), QString("heads"));
    QCOMPARE(f.selection()->head(), 3);
}

void TestWhatIfView::whatChangesStandsBeside()
{
    Board f;
    f.await();
    QVERIFY(f.view()->strip()->verdict().startsWith("All parts are on"));
    QVERIFY(f.view()->strip()->text().contains("the answer"));
    f.click({1, 2});
    f.await();
    QCOMPARE(f.view()->strip()->verdict(), QString("Same answer"));
    QVERIFY(f.view()->strip()->text().contains("0.490"));
    f.click({2, 4});
    QCOMPARE(f.view()->strip()->verdict(), QString("Running…"));
    QVERIFY(!f.view()->strip()->text().contains("0.490"));
    f.await();
    QCOMPARE(f.view()->strip()->verdict(), QString("Another answer"));
    QVERIFY(f.view()->strip()->text().contains("another one"));
}

void TestWhatIfView::theTextIsASet()
{
    Board f;
    f.await();
    QLineEdit* field = f.view()->setBar()->field();
    field->setFocus();
    QTest::keyClicks(field, "1.2,mean:0.*");
    QCOMPARE(f.set(), QString());
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(f.set(), QString("1.2,mean:0.*"));
    QCOMPARE(f.panel().marked.size(), 1 + 5);
    field->selectAll();
    QTest::keyClicks(field, "9.9");
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(f.view()->setBar()->error().contains("3 layers"));
    QVERIFY(f.view()->setBar()->findChildren<QLabel*>().last()->isVisible());
    QCOMPARE(field->text(), QString("9.9"));
    QCOMPARE(f.set(), QString("1.2,mean:0.*"));
    field->clear();
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(f.set(), QString());
    QCOMPARE(f.view()->setBar()->error(), QString());
}

void TestWhatIfView::setsAreChosenByName()
{
    Board f;
    f.await();
    f.click({1, 2});
    QComboBox* names = f.view()->setBar()->names();
    const auto button = [&](const QString& text) {
        for (QToolButton* each : f.view()->setBar()->findChildren<QToolButton*>())
            if (each->text() == text)
                return each;
        qFatal("no such button");
    };
    QVERIFY(!button("Keep")->isEnabled() && !button("Forget")->isEnabled());
    names->setEditText("mine");
    button("Keep")->click();
    QCOMPARE(f.bench()->whatIf()->setNames(), QStringList("mine"));
    QCOMPARE(names->count(), 1);
    button("All on")->click();
    QCOMPARE(f.set(), QString());
    emit names->activated(0);
    QCOMPARE(f.set(), QString("1.2"));
    button("Forget")->click();
    QCOMPARE(names->count(), 0);
}

void TestWhatIfView::kindAndQuantityAreChosen()
{
    Board f;
    f.await();
    QVERIFY(f.plot()->scene().figure.title.contains("the span's logits"));
    for (QToolButton* each : f.view()->findChildren<QToolButton*>("measure-probability"))
        each->click();
    QVERIFY(f.plot()->scene().figure.title.contains("the probability"));
    QVERIFY(std::abs(f.panel().value({0, 0}) + 0.01F) < 1e-6F);
    for (QToolButton* each : f.view()->findChildren<QToolButton*>("measure-patch"))
        each->click();
    QVERIFY(f.plot()->scene().figure.title.contains("baseline"));
    f.click({0, 0});
    QCOMPARE(f.set(), QString("patch:0.0"));
}

void TestWhatIfView::readsOutWhatIsPointedAt()
{
    Board f;
    f.await();
    const auto at = [&](const PanelCell& place) {
        QTest::mouseMove(f.plot(), f.plot()->cellCentre(0, place));
        return f.view()->readOutText();
    };
    QVERIFY2(at({1, 2}).startsWith("Layer 1, head 2 off:"), qPrintable(at({1, 2})));
    QVERIFY(at({1, 4}).startsWith("Layer 1, all heads off:"));
    QVERIFY(at({2, 5}).startsWith("Layer 2, feed-forward part off:"));
}

void TestWhatIfView::undoSwitchesBack()
{
    Board f;
    f.await();
    f.click({1, 2});
    settle();
    f.click({2, 3});
    settle();
    f.bench()->undo()->undo();
    QCOMPARE(f.set(), QString("1.2"));
    QCOMPARE(f.view()->setBar()->field()->text(), QString("1.2"));
    f.await();
    QVERIFY(f.view()->strip()->text().contains("0.490"));
    f.bench()->undo()->redo();
    QCOMPARE(f.set(), QString("1.2,2.3"));
}

void TestWhatIfView::theStripFindsItsPlace()
{
    Board f;
    f.await();
    f.window->resize(2200, 900);
    settle();
    QVERIFY(f.view()->strip()->x() > f.plot()->mapTo(f.view(), QPoint(0, 0)).x());
    QVERIFY(f.view()->strip()->isVisible());
    f.window->resize(1000, 700);
    settle();
    QVERIFY(f.view()->strip()->y() > f.plot()->mapTo(f.view(), QPoint(0, 0)).y());
    QVERIFY(f.view()->strip()->geometry().bottom() < f.view()->height());
}

void TestWhatIfView::saysWhyThereIsNothing()
{
    Board f("another");
    QVERIFY(f.view()->message().contains("Open the model that this result was made with"));
    f.bench()->model()->open("tiny");
    f.await();
    QCOMPARE(f.view()->message(), QString());
}

void TestWhatIfView::boardsOfASessionAreShown()
{
    Board f("another");
    AnalysisResult result = *test::sampleResult();
    result.whatIf.ablations = test::sampleBoards(3, 4);
    f.bench()->shown()->showNew({std::make_shared<const AnalysisResult>(result), {}});
    settle();
    QCOMPARE(f.view()->message(), QString());
    QCOMPARE(f.panel().value({2, 4}), -17.0F);
    QVERIFY(f.view()->strip()->verdict().contains("Open the model"));
}

QTEST_MAIN(TestWhatIfView)
#include "tst_what_if_view.moc"
