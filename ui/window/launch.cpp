// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/launch.h"

#include <QFile>
#include <QFileInfo>
#include <QIcon>
#include <QStandardPaths>
#include <QTimer>

#include "core/base/version.h"
#include "core/model/model_finder.h"
#include "ui/state/file_paths.h"
#include "ui/theme/application_theme.h"
#include "ui/theme/digits.h"
#include "ui/theme/system_look.h"
#include "ui/window/end_signals.h"
#include "ui/window/file_actions.h"
#include "ui/window/main_window.h"
#include "ui/window/screenshot.h"

namespace headlight::ui {

namespace {

/// The folder of the command line, else the last one if it is still there, else the demo model's.
std::filesystem::path modelToOpen(const LaunchOptions& options, const Settings& settings)
{
    if (!options.model.isEmpty())
        return pathOf(options.model);
    if (QFileInfo(options.path).isDir())
        return pathOf(options.path);
    const QString last = settings.modelFolder();
    const bool useLast = !last.isEmpty() && QFileInfo(last).isDir() && !options.runExample;
    return useLast ? pathOf(last) : demoModelFolder();
}

void openFirst(MainWindow& window, const LaunchOptions& options)
{
    const Settings settings;
    Workbench* workbench = window.workbench();
    if (const std::filesystem::path folder = modelToOpen(options, settings); !folder.empty())
        workbench->model()->open(folder);
    window.fillLists();
    window.files()->removeLitter();
    if (!options.screenshot)
        window.keepForRecovery(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) +
                               QStringLiteral("/recovery"));
    const bool isFile = !options.path.isEmpty() && !QFileInfo(options.path).isDir();
    if (isFile) {
        window.files()->open(options.path);
    } else if (options.runExample) {
        window.exampleRunner()->runFirst();
    } else {
        workbench->input()->setQuestion(settings.question());
        workbench->input()->setContext(settings.context());
    }
    workbench->undo()->clear(); // there is nothing before the beginning
}

void setUp(QApplication& application)
{
    useLatinDigits();
    const std::string_view version = programVersion();
    application.setApplicationName(QStringLiteral("headlight"));
    application.setOrganizationName(QStringLiteral("headlight"));
    application.setApplicationDisplayName(QString()); // window titles say it themselves
    application.setApplicationVersion(QString::fromUtf8(version.data(), static_cast<qsizetype>(version.size())));
    application.setDesktopFileName(QStringLiteral("headlight"));
}

Look lookFor(const LaunchOptions& options, const Preferences& preferences)
{
    if (!options.screenshot)
        return {preferences.theme, preferences.highContrast, preferences.fontPixels};
    return {options.screenshot->theme == QLatin1String("dark") ? ThemeChoice::Dark : ThemeChoice::Light};
}

} // namespace

void endInOrder(QApplication& application, MainWindow& window)
{
    QObject::connect(new EndSignals(&window), &EndSignals::received, &window, &MainWindow::endKeepingAll);
    QObject::connect(&application, &QGuiApplication::commitDataRequest, &window, &MainWindow::keepNow);
}

int launch(QApplication& application, const LaunchOptions& options)
{
    setUp(application);
    const auto look = [&options] { return lookFor(options, readPreferences(QSettings())); };
    applyLook(application, look());
    QObject::connect(&SystemLook::instance(), &SystemLook::changed, &application,
                     [&application, look] { applyLook(application, look()); });
    application.setWindowIcon(QIcon(QStringLiteral(":/headlight/headlight.svg")));
    MainWindow window(makeAnalyzerBackend());
    if (options.screenshot) {
        const bool waits = options.runExample || QFileInfo(options.path).suffix() == QLatin1String("headlight");
        new Screenshot(*options.screenshot, waits, &window); // owned by the window
        window.resize(options.screenshot->size);
    }
    endInOrder(application, window);
    window.show();
    // The window first, the work after: it must be usable before the model is there.
    QTimer::singleShot(0, &window, [&] { openFirst(window, options); });
    return QApplication::exec();
}

} // namespace headlight::ui
