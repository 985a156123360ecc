// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/fake_backend.h"
#include "ui/panels/error_bar.h"
#include "ui/panels/left_panel.h"
#include "ui/panels/model_panel.h"
#include "ui/panels/run_status.h"
#include "ui/theme/application_theme.h"
#include "ui/views/figure_view.h"
#include "ui/window/file_actions.h"
#include "ui/window/main_window.h"
#include "ui/window/unsaved_guard.h"
#include "ui/window/view_docks.h"

namespace headlight::test {

/// A window on the screen, with settings of its own in a folder that goes with it.
struct WindowFixture {
    QTemporaryDir folder;
    std::unique_ptr<ui::MainWindow> window;

    explicit WindowFixture(std::unique_ptr<ui::AnalysisBackend> backend)
    {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
        ui::applyTheme(*static_cast<QApplication*>(QCoreApplication::instance()), ui::ThemeChoice::Light);
        window = std::make_unique<ui::MainWindow>(std::move(backend));
        window->unsavedGuard()->setQuestion([] { return QMessageBox::Discard; });
        window->resize(1280, 800);
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get()))
            qFatal("The window does not become active");
    }

    ui::Workbench* bench() const { return window->workbench(); }
    ui::Selection* selection() const { return bench()->selection(); }
    QString path(const QString& name) const { return folder.filePath(name); }
    template <typename T>
    T* named(const QString& accessibleName) const
    {
        for (T* widget : window->findChildren<T*>())
            if (widget->accessibleName() == accessibleName)
                return widget;
        qFatal("No widget is called %s", qPrintable(accessibleName));
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : window.get(), key, modifiers);
    }
    QString status() const { return window->findChild<ui::RunStatus*>()->text(); }
    ui::ErrorBar* inputErrors() const { return window->leftPanel()->inputErrors(); }
    ui::ErrorBar* modelErrors() const { return window->leftPanel()->modelPanel()->errorBar(); }

    bool awaitIdle(int milliseconds = 60000) const
    {
        return QTest::qWaitFor([this] { return !bench()->isBusy(); }, milliseconds);
    }
    /// Waits for the work on files that is under way too.
    bool awaitSettled() const
    {
        bool done = false;
        bench()->jobs()->run(bench(), [] { return true; }, [&](bool value) { done = value; });
        return QTest::qWaitFor([&] { return done; }, 60000) && awaitIdle();
    }
    bool awaitComplete(int milliseconds = 240000) const
    {
        return QTest::qWaitFor(
            [this] { return !bench()->isBusy() && bench()->result() && bench()->result()->stage == Stage::Complete; },
            milliseconds);
    }
    bool awaitFile(const QString& file) const
    {
        return QTest::qWaitFor([&] { return QFileInfo::exists(file) && !bench()->shown()->document()->isDirty(); });
    }
    bool awaitShown(const ui::ErrorBar* bar) const
    {
        return QTest::qWaitFor([&] { return bar->isVisible(); });
    }
};

/// The same over a backend that follows a script.
struct ScriptedWindow : WindowFixture {
    ScriptedWindow() : WindowFixture(std::make_unique<FakeBackend>(std::make_shared<Script>())) {}

    void ask(const QString& question) const
    {
        bench()->input()->setQuestion(question);
        bench()->input()->setContext("a context");
        bench()->runner()->run();
        if (!awaitComplete())
            qFatal("The scripted run does not end");
    }
    ui::FigureView* figure() const { return static_cast<ui::FigureView*>(window->views()->front()); }
};

/// A window with a finished run.
struct FinishedRun : ScriptedWindow {
    FinishedRun() { ask("what?"); }
};

/// How many events of a kind come to what it is installed on.
class EventCount : public QObject {
public:
    explicit EventCount(QEvent::Type type) : m_type(type) {}

    int count = 0;

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        count += event->type() == m_type;
        return false;
    }

private:
    QEvent::Type m_type;
};

} // namespace headlight::test
