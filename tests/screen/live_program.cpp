// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/screen/live_program.h"

#include <QDialog>
#include <QDir>
#include <QMenu>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>
#include <X11/keysym.h>
#include <iostream>

#include "tests/screen/x_server.h"
#include "ui/plots/figure_plot.h"
#include "ui/views/layer_strip.h"
#include "ui/window/launch.h"
#include "ui/window/unsaved_guard.h"

namespace headlight::test {

using namespace ui;

namespace {

constexpr int patience = 400000; // ms, of machines that do much else
constexpr int screenWidth = 2560;
constexpr int screenHeight = 1440;
constexpr int doubleClickMilliseconds = 5000;
constexpr int pressMilliseconds = 3000;

/// Counts what comes to the program. Hints are kept from it, as they would lie over what is looked at; menus and
/// dialogs that wait for an answer are closed again, as nobody gives one.
class Listener : public QObject {
public:
    using QObject::QObject;

    int heard = 0;
    int presses = 0; ///< of the pointer's buttons, as they come from the screen

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        ++heard;
        presses += event->type() == QEvent::MouseButtonPress && watched->isWindowType();
        const bool waits = qobject_cast<QMenu*>(watched) || qobject_cast<QDialog*>(watched);
        if (event->type() == QEvent::Show && waits)
            QTimer::singleShot(0, static_cast<QWidget*>(watched), &QWidget::close);
        return event->type() == QEvent::ToolTip;
    }
};

Listener& listener()
{
    static auto* const one = [] {
        auto* made = new Listener(qApp);
        qApp->installEventFilter(made);
        return made;
    }();
    return *one;
}

/// A press goes by way of the window manager, which lets it through when it has seen it; not where it is for its own
/// parts of the screen.
void awaitPresses(int count)
{
    (void)QTest::qWaitFor([count] { return listener().presses >= count; }, pressMilliseconds);
}

MainWindow* mainWindow()
{
    for (QWidget* each : QApplication::topLevelWidgets())
        if (auto* window = qobject_cast<MainWindow*>(each))
            return window;
    qFatal("There is no main window");
}

/// Only what is of the tests' own making may be seen and changed by the program.
void settleIn(const QString& home)
{
    for (const char* folder :
         {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "HOME"}) {
        const QString path = home + '/' + folder;
        QDir().mkpath(path);
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        qputenv(folder, path.toLocal8Bit());
    }
    for (const char* desktop : {"WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "SESSION_MANAGER", "XAUTHORITY",
                                "XMODIFIERS", "QT_IM_MODULE", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME",
                                "QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_ENABLE_HIGHDPI_SCALING"})
        qunsetenv(desktop);
    qputenv("QT_QPA_PLATFORM", "xcb");
    qputenv("QTEST_FUNCTION_TIMEOUT", QByteArray::number(3 * patience));
}

} // namespace

int runOnScreen(int& argc, char** argv, const std::function<int()>& tests)
{
    const QTemporaryDir home;
    settleIn(home.path());
    const auto server = XServer::start(screenWidth, screenHeight);
    if (!server) {
        std::cerr << server.error().text() << std::endl;
        return 1;
    }
    QApplication application(argc, argv);
    QApplication::setOrganizationName("headlight"); // as launch() does
    QApplication::setApplicationName("headlight");
    QApplication::setCursorFlashTime(0); // what blinks never agrees
    QApplication::setDoubleClickInterval(0);
    for (const Qt::UIEffect effect : {Qt::UI_AnimateMenu, Qt::UI_FadeMenu, Qt::UI_AnimateCombo, Qt::UI_AnimateTooltip,
                                      Qt::UI_FadeTooltip, Qt::UI_AnimateToolBox})
        QApplication::setEffectEnabled(effect, false);
    return tests();
}

Preferences LiveProgram::light()
{
    Preferences preferences;
    preferences.theme = ThemeChoice::Light;
    return preferences;
}

void LiveProgram::forget(const Preferences& preferences)
{
    QSettings settings;
    settings.clear();
    writePreferences(preferences, settings);
}

void LiveProgram::play(const LaunchOptions& options, const std::function<void(LiveProgram&)>& script)
{
    QTimer::singleShot(0, qApp, [&] {
        LiveProgram program;
        script(program);
    });
    launch(*static_cast<QApplication*>(QCoreApplication::instance()), options);
}

LiveProgram::LiveProgram() : m_window(mainWindow())
{
    m_window->unsavedGuard()->setQuestion([] { return QMessageBox::Discard; });
    m_user.moveTo({screenWidth - 1, screenHeight - 1});
    if (!QTest::qWaitForWindowActive(m_window, patience) || !awaitRest())
        qFatal("The program does not come up");
}

LiveProgram::~LiveProgram()
{
    bench()->cancel();
    m_window->close();
    QApplication::quit();
}

QList<FigureView*> LiveProgram::seen() const
{
    QList<FigureView*> list;
    for (View* view : views()->views())
        if (view->isVisible())
            list.append(static_cast<FigureView*>(view));
    return list;
}

void LiveProgram::settle()
{
    m_user.sync();
    do {
        listener().heard = 0;
        QGuiApplication::sync();
        QCoreApplication::processEvents();
    } while (listener().heard > 0);
}

bool LiveProgram::awaitRest()
{
    const auto draws = [](const LayerStrip* strip) { return strip->isVisible() && strip->isDrawing(); };
    bool done = false;
    const bool rests = QTest::qWaitFor([&] { return !bench()->isBusy(); }, patience);
    bench()->jobs()->run(
        bench(), [] { return true; }, [&](bool value) { done = value; });
    const bool drawn = QTest::qWaitFor(
        [&] {
            const QList<LayerStrip*> strips = m_window->findChildren<LayerStrip*>();
            return done && std::none_of(strips.begin(), strips.end(), draws);
        },
        patience);
    settle();
    return rests && drawn;
}

bool LiveProgram::awaitComplete()
{
    const auto complete = [this] {
        const ResultPtr& result = bench()->result();
        return !bench()->isBusy() && result && result->stage == Stage::Complete && bench()->input()->tokenCount();
    };
    return QTest::qWaitFor(complete, patience) && awaitRest();
}

void LiveProgram::resize(const QSize& size)
{
    m_window->resize(size);
    if (!QTest::qWaitFor([&] { return m_window->size() == size; }, patience))
        qFatal("The window does not take its size");
    settle();
}

void LiveProgram::setPreferences(const std::function<void(Preferences&)>& change)
{
    Preferences preferences = m_window->preferences()->preferences();
    change(preferences);
    m_window->preferences()->set(preferences);
    settle();
}

void LiveProgram::pointAt(const QWidget* widget, const QPoint& place)
{
    m_user.moveTo(widget->mapToGlobal(place));
    settle();
}

void LiveProgram::click(const QWidget* widget, const QPoint& place)
{
    const int before = listener().presses;
    m_user.click(widget->mapToGlobal(place));
    awaitPresses(before + 1);
    settle();
}

void LiveProgram::doubleClick(const QWidget* widget, const QPoint& place)
{
    QApplication::setDoubleClickInterval(doubleClickMilliseconds);
    const int before = listener().presses;
    m_user.click(widget->mapToGlobal(place));
    m_user.click(widget->mapToGlobal(place));
    awaitPresses(before + 2);
    settle();
    QApplication::setDoubleClickInterval(0);
}

void LiveProgram::wheel(const QWidget* widget, const QPoint& place, int steps)
{
    m_user.moveTo(widget->mapToGlobal(place));
    m_user.turnWheel(steps);
    settle();
}

void LiveProgram::drag(const QWidget* widget, const QPoint& from, const QPoint& to)
{
    const int before = listener().presses;
    m_user.drag(widget->mapToGlobal(from), widget->mapToGlobal(to));
    awaitPresses(before + 1);
    settle();
}

void LiveProgram::strike(const QList<quint32>& keys)
{
    m_user.strike(keys);
    settle();
}

void LiveProgram::restOn(const FigureView* view, double across, double down)
{
    const FigureScene& scene = view->plot()->scene();
    const QRect map = scene.geometry.panels.isEmpty() ? view->plot()->rect() : scene.mapRect(0);
    pointAt(view->plot(), map.topLeft() + QPoint(int(map.width() * across), int(map.height() * down)));
}

} // namespace headlight::test
