// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The arrangement of the views: tabs, side by side, afloat, remembered, in sessions.
#include <QDockWidget>
#include <QScreen>
#include <QSignalSpy>
#include <QTabBar>

#include "tests/support/event_turns.h"
#include "tests/ui/window_fixture.h"
#include "ui/plots/figure_plot.h"
#include "ui/window/dock_arrangement.h"
#include "ui/window/dock_title.h"

using namespace headlight;
using namespace headlight::test;
using namespace headlight::ui;

namespace {

struct Fixture : FinishedRun {
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
    void settle() const { testing::settle(); }
    std::vector<ViewGroup> arrangement() const { return arrangementOf(*views()); }
    QString described() const { return described(arrangement()); }
    /// The groups with their places, in percent.
    static QString described(const std::vector<ViewGroup>& groups)
    {
        QStringList lines;
        for (const ViewGroup& group : groups) {
            QStringList ids;
            for (const std::string& id : group.views)
                ids.append(QString::fromStdString(id));
            const auto percent = [](double part) { return QString::number(qRound(part * 100)); };
            const ViewPart& place = group.place;
            lines.append(QStringList{ids.join(','), QString::fromStdString(group.front), percent(place.left),
                                     percent(place.top), percent(place.right), percent(place.bottom),
                                     group.floating ? "afloat" : ""}
                             .join(' '));
        }
        return lines.join('\n');
    }
    /// The first that is in use.
    QTabBar* tabs() const
    {
        const auto bars = views()->findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly);
        const auto used = std::find_if(bars.begin(), bars.end(), [](const QTabBar* bar) { return bar->count() > 0; });
        return used == bars.end() ? nullptr : *used;
    }
};

} // namespace

Q_DECLARE_METATYPE(headlight::ViewGroup)

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
        QCOMPARE(f.bench()->keptScreen()->state().view, std::string("heads"));
        QVERIFY(f.title("heads")->isFolded());
        QVERIFY(f.view("heads")->isVisible());
        for (View* view : f.views()->views())
            QCOMPARE(view->isVisible(), view->id() == "heads");
    }

    void restsWhereNothingHappens()
    {
        Fixture f;
        f.settle();
        EventCount requests(QEvent::LayoutRequest);
        f.views()->installEventFilter(&requests);
        f.settle();
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
        QCOMPARE(f.bench()->keptScreen()->state().view, f.front().toStdString());
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
        again.workbench()->runner()->runExample("what?", "a context"); // before, the first page is in the views' place
        QVERIFY(QTest::qWaitFor([&] { return again.workbench()->result() && !again.workbench()->isBusy(); }));
        QCOMPARE(again.views()->front()->id(), QStringLiteral("tokens"));
        QVERIFY(again.views()->view("tokens")->isVisible() && again.views()->view("heads")->isVisible());
        QCOMPARE(again.workbench()->keptScreen()->state().view, std::string("tokens"));
    }

    void sessionsKeepTheArrangement_data()
    {
        QTest::addColumn<QByteArray>("steps"); // b: beside, f: afloat, c: closed, and the view
        QTest::newRow("tabs") << QByteArray();
        QTest::newRow("side by side") << QByteArray("b tokens");
        QTest::newRow("three columns") << QByteArray("b tokens b layers");
        QTest::newRow("some closed") << QByteArray("b tokens c blocks c compare");
        QTest::newRow("afloat") << QByteArray("b tokens f overview");
    }

    void sessionsKeepTheArrangement()
    {
        QFETCH(const QByteArray, steps);
        Fixture f;
        f.window->resize(f.window->minimumSize()); // the offscreen screen has no room for more
        const QList<QByteArray> words = steps.isEmpty() ? QList<QByteArray>() : steps.split(' ');
        for (int i = 0; i < words.size(); i += 2) {
            if (words[i] == "b") {
                f.views()->showBeside(words[i + 1]);
                continue;
            }
            f.views()->showView(words[i + 1]);
            words[i] == "f" ? f.views()->toggleFloating() : f.views()->closeFront();
        }
        f.settle();
        const QString front = f.front();
        const std::vector<ViewGroup> before = f.arrangement();
        f.views()->resetLayout();
        f.settle();
        ViewState state;
        state.arrangement = before;
        state.view = front.toStdString();
        f.bench()->keptScreen()->restoreViews(state);
        f.settle();
        QCOMPARE(f.described(), f.described(before));
        f.bench()->keptScreen()->restoreViews(state); // again, over what stands like that
        f.settle();
        QCOMPARE(f.described(), f.described(before));
    }

    void columnsWithinRowsComeBack()
    {
        Fixture f;
        ViewState state;
        state.view = "blocks";
        state.arrangement = {{{"layers", "heads"}, "heads", {0, 0, 0.6, 1}, false},
                             {{"tokens"}, "tokens", {0.6, 0, 1, 0.3}, false},
                             {{"blocks", "compare"}, "blocks", {0.6, 0.3, 1, 1}, false}};
        f.bench()->keptScreen()->restoreViews(state);
        f.settle();
        QCOMPARE(f.front(), QStringLiteral("blocks"));
        QVERIFY(f.view("heads")->isVisible() && f.view("tokens")->isVisible() && f.view("blocks")->isVisible());
        QVERIFY(!f.views()->isOpen("overview"));
        const double width = f.views()->width();
        QVERIFY2(std::abs(f.place("heads").width() / width - 0.6) < 0.02, qPrintable(f.described()));
        QVERIFY(f.place("tokens").bottom() < f.place("blocks").top());
        QVERIFY(f.place("tokens").left() > f.place("heads").right());
        QVERIFY(f.place("tokens").height() < f.place("blocks").height());
        QCOMPARE(f.arrangement()[0].views, std::vector<std::string>({"layers", "heads"}));
        f.views()->showView("overview"); // what was closed comes back into tabs
        f.settle();
        QVERIFY(f.title("overview")->isFolded());
    }

    void oddArrangementsAreBorne_data()
    {
        QTest::addColumn<ViewGroup>("first");
        QTest::addColumn<ViewGroup>("second");
        QTest::newRow("unknown views") << ViewGroup{{"new"}, "new", {}, false} << ViewGroup{{"newer"}, "", {}, true};
        QTest::newRow("over each other") << ViewGroup{{"heads"}, "heads", {}, false}
                                         << ViewGroup{{"tokens", "heads"}, "heads", {}, false};
        QTest::newRow("too narrow") << ViewGroup{{"heads"}, "heads", {0, 0, 0.001, 1}, false}
                                    << ViewGroup{{"tokens"}, "tokens", {0.002, 0, 0.003, 1}, false};
        QTest::newRow("afloat, off the screen") << ViewGroup{{"heads"}, "heads", {-9, -9, -8, -8}, true}
                                                << ViewGroup{{"tokens"}, "tokens", {9, 9, 15, 15}, true};
    }

    void oddArrangementsAreBorne()
    {
        QFETCH(const ViewGroup, first);
        QFETCH(const ViewGroup, second);
        Fixture f;
        ViewState state;
        state.arrangement = {first, second};
        f.bench()->keptScreen()->restoreViews(state);
        f.settle();
        QVERIFY(f.views()->front()->isVisible());
        QVERIFY(!f.views()->openViews().isEmpty());
        const QRect screen = f.window->screen()->availableGeometry();
        for (const View* view : f.views()->views())
            if (const QDockWidget* dock = f.views()->dockOf(view); dock->isWindow() && dock->isVisible())
                QVERIFY(screen.contains(dock->geometry()));
        f.views()->resetLayout();
        f.settle();
        QCOMPARE(f.tabs()->count(), f.views()->views().size());
    }

    void sessionsKeepTheOpenViews()
    {
        Fixture f;
        f.views()->showView("distribution");
        f.views()->closeFront();
        f.views()->showView("layers");
        const QStringList open = f.views()->openViews();
        f.bench()->sessions()->save(f.path("a.headlight"));
        QVERIFY(f.awaitFile(f.path("a.headlight")));
        f.views()->resetLayout();
        f.views()->showView("heads");
        QSignalSpy opened(f.bench()->sessions(), &SessionDesk::opened);
        f.window->files()->open(f.path("a.headlight"));
        QVERIFY(opened.wait());
        QCOMPARE(f.views()->openViews(), open);
        QCOMPARE(f.front(), QStringLiteral("layers"));
        f.views()->setOpenViews({"unknown"});
        QCOMPARE(f.views()->openViews(), open);
    }
};

QTEST_MAIN(TestDocks)
#include "tst_docks.moc"
