// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Random sequences of what a user can do. After each, what is on the screen is what a fresh drawing gives, and no job
// is left. A failing row names its seed.
#include <QAction>
#include <QTest>
#include <algorithm>
#include <random>

#include "tests/support/event_turns.h"
#include "tests/ui/fake_backend.h"
#include "tests/ui/window_fixture.h"
#include "ui/state/undo_recorder.h"
#include "ui/views/heads_view.h"
#include "ui/views/layer_strip.h"
#include "ui/views/tokens_view.h"

using namespace headlight;
using namespace headlight::ui;
using test::FakeBackend;
using test::Script;
using test::WindowFixture;
using headlight::testing::settle;

namespace {

constexpr int sequences = 100;
constexpr int steps = 25;

/// One user with a seeded mind.
class User {
public:
    User(WindowFixture& fixture, unsigned seed) : m_fixture(fixture), m_random(seed) {}

    void act()
    {
        static constexpr void (User::*actions[])() = {
            &User::ask,     &User::run,     &User::cancel,  &User::chooseView, &User::step,   &User::pin,
            &User::hover,   &User::measure, &User::range,   &User::tokens,     &User::number, &User::undo,
            &User::redo,    &User::arrange, &User::options, &User::record,     &User::save,   &User::openSession,
            &User::compare, &User::resize,  &User::face,    &User::wait,       &User::window, &User::keys};
        (this->*actions[below(std::size(actions))])();
    }

private:
    std::size_t below(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(m_random); }
    int number(int low, int high) { return std::uniform_int_distribution<int>(low, high)(m_random); }
    template <typename T>
    T oneOf(std::initializer_list<T> choices)
    {
        return choices.begin()[below(choices.size())];
    }
    Workbench* bench() const { return m_fixture.bench(); }
    Selection* selection() const { return m_fixture.selection(); }
    ViewDocks* views() const { return m_fixture.window->views(); }
    QString anyView() { return views()->views()[qsizetype(below(std::size_t(views()->views().size())))]->id(); }
    Cell anyCell() { return {number(-1, 4), number(-1, 5), number(-1, 13), number(-1, 13)}; }

    void ask() { bench()->input()->setQuestion(oneOf<QString>({"what", "why", "long", "fail", "endless"})); }
    void run() { bench()->runner()->run(); }
    void cancel() { bench()->cancel(); }
    void chooseView() { views()->showView(anyView()); }
    void step() { views()->step(number(-1, 1), number(-1, 1)); }
    void pin() { selection()->pin(anyCell()); }
    void hover()
    {
        Cell cell = anyCell();
        cell.layer = std::max(0, cell.layer);
        selection()->hover(oneOf<std::optional<Cell>>({std::nullopt, cell}));
    }
    void measure()
    {
        selection()->setMeasure(oneOf<QString>({"attention", "start", "end", "alpha-f", "sum-alpha-f", "f", "span"}));
    }
    void range()
    {
        selection()->setRange(oneOf<QString>({"shared", "panel", "99.5", "-1,1", "99 log", "panel log", "nonsense"}));
    }
    void tokens()
    {
        ui::Display display = selection()->display();
        display.words = oneOf({true, false});
        display.special = SpecialTokens(number(0, 3));
        display.summary = Summary(number(0, 2));
        selection()->setDisplay(display);
    }
    void number()
    {
        ui::Display display = selection()->display();
        display.firstNumber = number(0, 1);
        display.colours["start"] = oneOf<QString>({"purple-green", "blue-orange", "unknown"});
        selection()->setDisplay(display);
    }
    void undo() { bench()->undo()->undo(); }
    void redo() { bench()->undo()->redo(); }
    void arrange()
    {
        switch (number(0, 5)) {
        case 0: return views()->showBeside(anyView());
        case 1: return views()->toggleFloating();
        case 2: return views()->closeFront();
        case 3: return views()->putIntoTabs();
        case 4: return views()->showNext(number(-1, 1));
        default: return views()->resetLayout();
        }
    }
    void options()
    {
        Options options = presetOptions(oneOf({Preset::Accurate, Preset::Tutorial}));
        options.hidden = oneOf({true, false});
        bench()->input()->setOptions(options);
    }
    void record()
    {
        if (const int rows = bench()->history()->rowCount(); rows > 0)
            bench()->shown()->showRecord(number(0, rows - 1));
    }
    void save() { bench()->sessions()->save(m_fixture.path("random.headlight")); }
    void openSession()
    {
        bench()->sessions()->open(m_fixture.path(oneOf<QString>({"random.headlight", "missing.headlight"})));
    }
    void compare() { bench()->compared()->setRecord(number(-1, bench()->history()->rowCount() - 1)); }
    void resize() { m_fixture.window->resize(oneOf<QSize>({{1280, 720}, {1280, 800}, {1600, 1000}})); }
    void face()
    {
        for (View* view : views()->views()) {
            if (auto* shown = qobject_cast<TokensView*>(view))
                shown->showWords(oneOf({true, false}));
            if (auto* shown = qobject_cast<HeadsView*>(view))
                shown->setEnlarged(oneOf({true, false}));
        }
    }
    void wait() { QTest::qWait(number(0, 25)); }
    void window() { bench()->followUps()->showWindow(number(0, 2)); }
    void keys()
    {
        // To the view in front: in a list, a key may choose what opens a dialog, which would wait for an answer.
        QTest::keyClick(views()->front()->focusProxy(),
                        oneOf({Qt::Key_Up, Qt::Key_Down, Qt::Key_Left, Qt::Key_Right, Qt::Key_Return, Qt::Key_Escape,
                               Qt::Key_Plus, Qt::Key_Minus, Qt::Key_3}));
    }

    WindowFixture& m_fixture;
    std::mt19937 m_random;
};

/// Thumbnails come by and by, from another thread.
bool awaitThumbnails(const View* view)
{
    const QList<LayerStrip*> strips = view->findChildren<LayerStrip*>();
    return QTest::qWaitFor([&] {
        return std::none_of(strips.begin(), strips.end(), [](const LayerStrip* each) { return each->isDrawing(); });
    });
}

QImage pictureOf(View* view)
{
    settle();
    return awaitThumbnails(view) ? view->grab().toImage() : QImage();
}

} // namespace

class TestRandomActions : public QObject {
    Q_OBJECT
private slots:
    void nothingIsStaleOrLeft_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= sequences; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void nothingIsStaleOrLeft()
    {
        QFETCH(unsigned, seed);
        const auto script = std::make_shared<Script>();
        {
            WindowFixture fixture(std::make_unique<FakeBackend>(script));
            fixture.bench()->model()->open("sample");
            User user(fixture, seed);
            for (int i = 0; i < steps; ++i)
                user.act();
            fixture.bench()->cancel();
            QVERIFY(fixture.awaitSettled());
            QVERIFY(!fixture.bench()->isBusy());
            fixture.selection()->hover({});
            fixture.window->setFocus();
            for (View* view : fixture.window->views()->views()) {
                if (!view->isVisible())
                    continue;
                const QImage shown = pictureOf(view);
                view->setResult(fixture.bench()->result());
                if (pictureOf(view) != shown)
                    QFAIL(qPrintable(view->id() + " showed something stale"));
            }
        }
        QVERIFY(script->destroyed);
    }
};

QTEST_MAIN(TestRandomActions)
#include "tst_random_actions.moc"
