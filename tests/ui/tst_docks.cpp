// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The arrangement of the views: tabs, side by side, afloat, remembered, in sessions.
#include <QDockWidget>
#include <QSignalSpy>
#include <QTabBar>

#include "tests/ui/fake_backend.h"
#include "tests/ui/window_fixture.h"
#include "ui/plots/figure_plot.h"
#include "ui/views/figure_view.h"
#include "ui/window/dock_title.h"

using namespace headlight;
using namespace headlight::test;
using namespace headlight::ui;

namespace {

struct Fixture : WindowFixture {
    Fixture() : WindowFixture(std::make_unique<FakeBackend>(std::make_shared<Script>()))
    {
        bench()->input()->setQuestion("what?");
        bench()->input()->setContext("a context");
        bench()->run();
        if (!awaitComplete())
            qFatal("The scripted run does not end");
    }
    ViewDocks* views() const { return window->views(); }
    View* view(const char* id) const { return views()->view(id); }
    QDockWidget* dock(const char* id) const { return views()->dockOf(view(id)); }
    const DockTitle* title(const char* id) const { return qobject_cast<DockTitle*>(dock(id)->titleBarWidget()); }
    QRect place(const char* id) const { return dock(id)->geometry(); }
    QString front() const { return views()->front()->id(); }
    /// Whether a view has drawn the attribution to the start, which is signed; else it shows the attention.
    bool hasDrawnStart(const char* id) const
    {
        return static_cast<FigureView*>(view(id))->plot()->scene().figure.isSigned;
    }
    /// Docks are laid out in turns of the event loop.
    void settle() const { QTest::qWait(30); }
    QTabBar* tabs() const { return views()->findChild<QTabBar*>(QString(), Qt::FindDirectChildrenOnly); }
};

class LayoutRequests : public QObject {
public:
    int count = 0;

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        count += event->type() == QEvent::LayoutRequest;
        return false;
    }
};

} // namespace

class TestDocks : public QObject {
    Q_OBJECT
private slots:
    void allViewsAreTabsAtFirst()
    {
        Fixture f;
        f.settle();
        QCOMPARE(f.tabs()->count(), f.views()->views().size());
        QCOMPARE(f.tabs()->tabText(0), f.view("heads")->title());
        QCOMPARE(f.front(), QStringLiteral("heads"));
        QCOMPARE(f.bench()->frontView(), QStringLiteral("heads"));
        QVERIFY(f.title("heads")->isFolded());
        QVERIFY(f.view("heads")->isVisible());
        for (View* view : f.views()->views())
            QCOMPARE(view->isVisible(), view->id() == "heads");
    }

    void restsWhereNothingHappens()
    {
        Fixture f;
        f.settle();
        LayoutRequests requests;
        f.views()->installEventFilter(&requests);
        QTest::qWait(100);
        QCOMPARE(requests.count, 0);
    }

    /// What is out of sight shows what was pinned meanwhile when it comes back.
    void hiddenPlotsFollowWhenTheyAreShown()
    {
        Fixture f;
        f.views()->showView("overview");
        f.settle();
        f.views()->showView("heads");
        f.settle();
        QSignalSpy drawn(static_cast<FigureView*>(f.view("overview"))->plot(), &QCustomPlot::afterReplot);
        f.selection()->pin({0, 1, 2, 2});
        f.settle();
        QCOMPARE(drawn.size(), 0);
        f.views()->showView("overview");
        QTRY_VERIFY(drawn.size() > 0);
    }

    void tabsChooseTheFront()
    {
        Fixture f;
        f.tabs()->setCurrentIndex(3);
        QCOMPARE(f.front(), f.views()->views()[3]->id());
        QCOMPARE(f.bench()->frontView(), f.front());
        QVERIFY(f.views()->front()->isVisible());
        QVERIFY(!f.view("heads")->isVisible());
    }

    void viewsBehindOthersDeferTheirDrawing()
    {
        Fixture f;
        f.views()->showView("overview");
        f.views()->showView("heads");
        QVERIFY(!f.hasDrawnStart("overview"));
        f.selection()->setMeasure("start");
        QVERIFY(f.hasDrawnStart("heads"));
        QVERIFY(!f.hasDrawnStart("overview"));
        f.views()->showView("overview");
        QVERIFY(f.hasDrawnStart("overview"));
    }

    void viewsStandSideBySide()
    {
        Fixture f;
        f.views()->showBeside("tokens");
        f.settle();
        QCOMPARE(f.front(), QStringLiteral("tokens"));
        QVERIFY(f.view("tokens")->isVisible() && f.view("heads")->isVisible());
        QVERIFY(f.place("tokens").left() > f.place("heads").right());
        QVERIFY(std::abs(f.place("tokens").width() - f.place("heads").width()) < 60);
        QVERIFY(!f.title("tokens")->isFolded());
        QVERIFY(f.title("heads")->isFolded()); // it still has tabs
        f.selection()->setMeasure("start");
        QVERIFY(f.hasDrawnStart("heads")); // both are in sight
        f.views()->showBeside("overview");
        f.settle();
        QVERIFY(f.place("overview").left() > f.place("tokens").right());
        QVERIFY(f.views()->canJoinTabs());
        f.views()->putIntoTabs();
        f.settle();
        QVERIFY(f.title("overview")->isFolded());
        QCOMPARE(f.front(), QStringLiteral("overview"));
        QVERIFY(f.views()->front()->isVisible());
    }

    void theFrontFollowsTheFocus()
    {
        Fixture f;
        QStringList fronts;
        QObject::connect(f.views(), &ViewDocks::frontChanged, [&](const QString& id) { fronts.append(id); });
        f.views()->showBeside("tokens");
        f.view("heads")->setFocus();
        QCOMPARE(f.front(), QStringLiteral("heads"));
        f.view("tokens")->setFocus();
        QCOMPARE(fronts, (QStringList{"tokens", "heads", "tokens"}));
        f.named<QLineEdit>("Question")->setFocus(); // no view: the front stays
        QCOMPARE(f.front(), QStringLiteral("tokens"));
    }

    void floatsAndDocksBack()
    {
        Fixture f;
        f.views()->showView("overview");
        f.views()->toggleFloating();
        f.settle();
        QVERIFY(f.dock("overview")->isWindow());
        QVERIFY(f.views()->isFloating());
        QVERIFY(f.view("overview")->isVisible() && !f.title("overview")->isFolded());
        f.selection()->setMeasure("start");
        QVERIFY(f.hasDrawnStart("overview"));
        f.views()->toggleFloating();
        f.settle();
        QVERIFY(!f.dock("overview")->isWindow());
        QCOMPARE(f.front(), QStringLiteral("overview"));
        QVERIFY(f.view("overview")->isVisible());
    }

    void closedViewsComeBack()
    {
        Fixture f;
        f.views()->showView("layers");
        f.views()->closeFront();
        f.settle();
        QVERIFY(!f.views()->isOpen("layers"));
        QVERIFY(f.front() != "layers");
        QVERIFY(f.views()->front()->isVisible());
        f.window->setFocus();
        f.press(Qt::Key_2); // the key of the menu View
        QVERIFY(f.views()->isOpen("layers") && f.view("layers")->isVisible());
        QCOMPARE(f.front(), QStringLiteral("layers"));
    }

    void theLastViewStays()
    {
        Fixture f;
        for (int close = 0; close < 20; ++close)
            f.views()->closeFront();
        f.settle();
        QCOMPARE(f.views()->openViews().size(), 1);
        QVERIFY(f.views()->front()->isVisible());
        QCOMPARE(f.views()->openViews().front(), f.front());
        QVERIFY(!f.title(qPrintable(f.front()))->isFolded()); // it has no tab
        f.views()->resetLayout();
        f.settle();
        QCOMPARE(f.views()->openViews().size(), f.views()->views().size());
    }

    void nextAndPreviousGoAround()
    {
        Fixture f;
        const QStringList open = f.views()->openViews();
        f.views()->showNext(-1);
        QCOMPARE(f.front(), open.back());
        f.views()->showNext(1);
        QCOMPARE(f.front(), open.front());
        f.press(Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(f.front(), open[1]);
    }

    void layoutsComeBack()
    {
        Fixture f;
        f.views()->showBeside("tokens");
        f.views()->showView("overview");
        f.views()->closeFront();
        f.views()->showView("layers");
        f.settle();
        const QRect tokens = f.place("tokens");
        const QByteArray state = f.views()->layoutState();
        f.views()->resetLayout();
        f.settle();
        QVERIFY(f.views()->isOpen("overview"));
        QVERIFY(f.title("tokens")->isFolded());
        QVERIFY(f.views()->restoreLayout(state));
        f.settle();
        QVERIFY(!f.views()->isOpen("overview"));
        QVERIFY(f.view("tokens")->isVisible() && f.view("layers")->isVisible());
        QVERIFY(std::abs(f.place("tokens").left() - tokens.left()) < 10);
    }

    void damagedLayoutsChangeNothing()
    {
        Fixture f;
        f.views()->showBeside("tokens");
        f.settle();
        QByteArray state = f.views()->layoutState();
        QVERIFY(!f.views()->restoreLayout({}));
        QVERIFY(!f.views()->restoreLayout("nonsense"));
        state[8] = '\x7f'; // the version: of other views
        QVERIFY(!f.views()->restoreLayout(state));
        f.settle();
        QVERIFY(f.view("tokens")->isVisible() && f.view("heads")->isVisible());
    }

    void theWindowRemembersItsLayout()
    {
        Fixture f;
        f.views()->showBeside("tokens");
        f.settle();
        QVERIFY(f.window->close());
        MainWindow again(std::make_unique<FakeBackend>(std::make_shared<Script>()));
        again.show();
        QVERIFY(QTest::qWaitForWindowExposed(&again));
        again.workbench()->runExample("what?", "a context"); // before, the first page is in the views' place
        QVERIFY(QTest::qWaitFor([&] { return again.workbench()->result() && !again.workbench()->isBusy(); }));
        QCOMPARE(again.views()->front()->id(), QStringLiteral("tokens"));
        QVERIFY(again.views()->view("tokens")->isVisible() && again.views()->view("heads")->isVisible());
        QCOMPARE(again.workbench()->frontView(), QStringLiteral("tokens"));
    }

    void sessionsKeepTheOpenViews()
    {
        Fixture f;
        f.views()->showView("distribution");
        f.views()->closeFront();
        f.views()->showView("layers");
        const QStringList open = f.views()->openViews();
        f.bench()->saveSession(f.path("a.headlight"));
        QVERIFY(f.awaitFile(f.path("a.headlight")));
        f.views()->resetLayout();
        f.views()->showView("heads");
        QSignalSpy opened(f.bench(), &Workbench::sessionOpened);
        f.window->openPath(f.path("a.headlight"));
        QVERIFY(opened.wait());
        QCOMPARE(f.views()->openViews(), open);
        QCOMPARE(f.front(), QStringLiteral("layers"));
        f.views()->setOpenViews({"unknown"});
        QCOMPARE(f.views()->openViews(), open);
    }
};

QTEST_MAIN(TestDocks)
#include "tst_docks.moc"
