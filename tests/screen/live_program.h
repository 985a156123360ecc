// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QEvent>
#include <QTest>
#include <functional>

#include "tests/screen/x_user.h"
#include "ui/state/workbench.h"
#include "ui/views/figure_view.h"
#include "ui/window/launch_options.h"
#include "ui/window/main_window.h"
#include "ui/window/view_docks.h"

namespace headlight::test {

/// The program in this process, as launch() makes it, on an X server of its own with a person before it. The person
/// acts on the screen alone; what the program believes is read from within.
class LiveProgram {
public:
    /// Launches the program and plays, from its event loop; then ends it.
    static void play(const ui::LaunchOptions& options, const std::function<void(LiveProgram&)>& script);
    /// Forgets what earlier runs of the program have remembered; the next begins with `preferences`.
    static void forget(const ui::Preferences& preferences = light());
    /// The program's own looks, whatever the desktop's are.
    static ui::Preferences light();

    ui::MainWindow* window() const { return m_window; }
    ui::Workbench* bench() const { return m_window->workbench(); }
    ui::Selection* selection() const { return bench()->selection(); }
    ui::ViewDocks* views() const { return m_window->views(); }
    ui::FigureView* front() const { return static_cast<ui::FigureView*>(views()->front()); }
    /// The views that are in sight.
    QList<ui::FigureView*> seen() const;
    XUser& user() { return m_user; }

    /// Returns once nothing is left to do: the server has done what was asked for, the program has heard of it, and has
    /// handled and painted whatever that led to.
    void settle();
    /// The same, with the work of other threads.
    bool awaitRest();
    bool awaitComplete();
    void resize(const QSize& size);
    void setPreferences(const std::function<void(ui::Preferences&)>& change);

    /// Acts of the person, each to its end.
    void pointAt(const QWidget* widget, const QPoint& place);
    void pointAt(const QWidget* widget) { pointAt(widget, widget->rect().center()); }
    void click(const QWidget* widget, const QPoint& place);
    void click(const QWidget* widget) { click(widget, widget->rect().center()); }
    void doubleClick(const QWidget* widget, const QPoint& place);
    void wheel(const QWidget* widget, const QPoint& place, int steps);
    void drag(const QWidget* widget, const QPoint& from, const QPoint& to);
    void strike(const QList<quint32>& keys);
    /// Rests on a cell of the view's first map (or whatever its first panel is).
    void restOn(const ui::FigureView* view, double across = 0.3, double down = 0.6);

private:
    LiveProgram();
    ~LiveProgram();

    XUser m_user;
    ui::MainWindow* m_window;
};

/// Runs tests on a screen: makes the server, a home for settings, and the application. `tests` returns the exit status.
int runOnScreen(int& argc, char** argv, const std::function<int()>& tests);

} // namespace headlight::test

/// The main function of a test program whose class is `Tests`.
#define SCREEN_TEST_MAIN(Tests)                                                                                        \
    int main(int argc, char** argv)                                                                                    \
    {                                                                                                                  \
        return headlight::test::runOnScreen(argc, argv, [&] {                                                          \
            Tests tests;                                                                                               \
            return QTest::qExec(&tests, argc, argv);                                                                   \
        });                                                                                                            \
    }
