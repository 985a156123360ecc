// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The program as it is installed, in a process of its own, driven and seen from outside alone: by X's pointer, keys and
// pixels. What must stand on its screen was painted anew by the program in this process, after the same acts.
#include <QProcess>
#include <QSettings>
#include <QToolButton>
#include <X11/keysym.h>

#include "tests/screen/agreement.h"
#include "tests/screen/live_program.h"
#include "ui/plots/figure_plot.h"
#include "ui/state/preferences.h"
#include "ui/views/layer_strip.h"

using namespace headlight;
using namespace headlight::test;
using namespace headlight::ui;

namespace {

constexpr int patience = 240000; // ms

/// One act, in places of the window, and what the views show after it.
struct Act {
    QString name;
    QPoint place; ///< where the pointer goes; null: it stays
    bool clicks = false;
    QList<quint32> keys; ///< struck thereafter
    QRect part;          ///< of the window
    QImage picture;      ///< what stands there then
};

/// The program in a process of its own.
class Installed {
public:
    explicit Installed(const QString& session) { m_process.start(BUILD_DIR "/bin/headlight", {session}); }
    ~Installed()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(patience))
            m_process.kill();
    }
    bool runs() const { return m_process.state() == QProcess::Running; }

private:
    QProcess m_process;
};

QToolButton* buttonOf(const FigureView* view, const QString& id)
{
    return view->findChild<QToolButton*>("measure-" + id);
}

} // namespace

class TestScreenProgram : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void paintsWhatItSays();

private:
    void rehearse(LiveProgram& program);
    void perform(LiveProgram& program, Act act);

    QString session() const { return m_folder.filePath("example.headlight"); }
    QTemporaryDir m_folder;
    QList<Act> m_acts;
};

void TestScreenProgram::initTestCase()
{
    LiveProgram::forget();
    LaunchOptions example;
    example.runExample = true;
    LiveProgram::play(example, [this](LiveProgram& program) {
        QVERIFY(program.awaitComplete());
        program.bench()->sessions()->save(session());
        QVERIFY(QTest::qWaitFor([this] { return QFile::exists(session()); }, patience));
    });
}

/// Does it here, and keeps what must be seen.
void TestScreenProgram::perform(LiveProgram& program, Act act)
{
    if (act.clicks)
        program.click(program.window(), act.place);
    else if (!act.place.isNull())
        program.pointAt(program.window(), act.place);
    if (!act.keys.isEmpty())
        program.strike(act.keys);
    QVERIFY(program.awaitRest());
    const FigurePlot* plot = program.front()->plot();
    act.part = plot->visibleRegion().boundingRect().translated(plot->mapTo(program.window(), QPoint(0, 0)));
    act.picture = program.window()->grab(act.part).toImage().convertToFormat(QImage::Format_RGB888);
    const bool changed = m_acts.isEmpty() || m_acts.last().part != act.part || m_acts.last().picture != act.picture;
    QVERIFY2(changed || !act.clicks, qPrintable(act.name + " has changed nothing"));
    m_acts.append(act);
}

void TestScreenProgram::rehearse(LiveProgram& program)
{
    const auto placeIn = [&](const QWidget* widget, const QPoint& place) {
        return widget->mapTo(program.window(), place);
    };
    const auto rest = [&] {
        const FigurePlot* plot = program.front()->plot();
        perform(program, {"resting on a map", placeIn(plot, plot->scene().mapRect(0).center()), false, {}, {}, {}});
    };
    const auto choose = [&](const QString& id) {
        rest();
        const QToolButton* button = buttonOf(program.front(), id);
        perform(program, {button->text(), placeIn(button, button->rect().center()), true, {}, {}, {}});
    };
    const auto chooseLayer = [&](int layer) {
        rest();
        const auto* strip = program.front()->findChild<LayerStrip*>();
        perform(program, {"another layer", placeIn(strip, strip->thumbnailRect(layer).center()), true, {}, {}, {}});
    };
    const auto view = [&](quint32 key) {
        perform(program, {QString(QChar(key)), placeIn(program.front(), QPoint(3, 3)), false, {key}, {}, {}});
    };
    perform(program, {"the start", {}, false, {}, {}, {}});
    view('1');
    choose("start");
    choose("attention");
    chooseLayer(1);
    chooseLayer(4);
    view('8');
    chooseLayer(2);
    view('7');
    choose("board");
    choose("side");
    choose("difference");
    view('3');
    choose("end");
}

void TestScreenProgram::paintsWhatItSays()
{
    LaunchOptions options;
    options.path = session();
    LiveProgram::forget();
    LiveProgram::play(options, [this](LiveProgram& program) {
        QVERIFY(program.awaitComplete());
        rehearse(program);
    });
    QVERIFY(!QTest::currentTestFailed() && m_acts.size() > 10);

    LiveProgram::forget();
    QSettings().sync();
    const Installed program(session());
    XUser user;
    QRect window;
    QVERIFY2(QTest::qWaitFor([&] { return !(window = user.windowOf("headlight")).isEmpty(); }, patience), "no window");
    for (const Act& act : m_acts) {
        if (act.clicks)
            user.click(window.topLeft() + act.place);
        else if (!act.place.isNull())
            user.moveTo(window.topLeft() + act.place);
        if (!act.keys.isEmpty())
            user.strike(act.keys);
        QImage seen;
        const auto shows = [&] {
            window = user.windowOf("headlight");
            seen = user.look(act.part.translated(window.topLeft()));
            return seen == act.picture;
        };
        if (QTest::qWaitFor(shows, patience))
            continue;
        QVERIFY2(program.runs(), "the program has ended");
        const QString found = difference(seen, act.picture, QRect(QPoint(), act.part.size()));
        QFAIL(qPrintable(QStringLiteral("after %1 the screen shows something else: %2").arg(act.name, found)));
    }
}

SCREEN_TEST_MAIN(TestScreenProgram)
#include "tst_screen_program.moc"
