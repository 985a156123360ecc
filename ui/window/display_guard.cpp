// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/display_guard.h"

#include <QStringList>
#include <cstdlib>
#include <iostream>
#include <utility>

#include "core/base/in_quotes.h"

namespace headlight::ui {

namespace {

constexpr char without[] = "headlight-cli does the same work without a display.";

// Qt's handler is a function without data.
QtMessageHandler handlerBefore = nullptr;
QStringList& held()
{
    static QStringList messages;
    return messages;
}

void hold(QtMsgType type, const QMessageLogContext&, const QString& text)
{
    if (type != QtFatalMsg)
        return held().append(text);
    const bool asked = !held().filter(QStringLiteral("could not connect")).isEmpty();
    std::cerr << "headlight: " << displayError(asked).text() << std::endl;
    std::_Exit(1); // nothing has begun
}

/// Empty where it is not set.
std::string environment(const char* name)
{
    return qgetenv(name).toStdString();
}

Error errorOf(const std::string& what, const std::string& remedy)
{
    return {ErrorKind::Input, what, {}, remedy};
}

} // namespace

Error displayError(bool asked)
{
    const std::string platform = environment("QT_QPA_PLATFORM");
    const std::string display = environment("DISPLAY");
    const std::string wayland = environment("WAYLAND_DISPLAY");
    if (!platform.empty() && !platform.starts_with("xcb") && !platform.starts_with("wayland"))
        return errorOf("QT_QPA_PLATFORM is " + inQuotes(platform) + ", where Qt cannot open a window",
                       "Unset it, or set it to xcb; " + std::string(without));
    if (display.empty() && wayland.empty())
        return errorOf("There is no display to open the window on: neither DISPLAY nor WAYLAND_DISPLAY is set",
                       "Start it in a desktop session, or set DISPLAY; " + std::string(without));
    if (display.empty())
        return errorOf("The window cannot be opened on the Wayland display " + inQuotes(wayland),
                       "Install Qt's plugin for Wayland (Debian: qt6-wayland), or set DISPLAY; " +
                           std::string(without));
    if (!asked)
        return errorOf("The window cannot be opened on the display " + inQuotes(display) +
                           ", as Qt lacks something for it",
                       "Set QT_DEBUG_PLUGINS=1 to see what; " + std::string(without));
    return errorOf("The display " + inQuotes(display) + " that DISPLAY names is not there, or refuses this user",
                   "Start it in a desktop session, or set DISPLAY to another; " + std::string(without));
}

DisplayGuard::DisplayGuard()
{
    handlerBefore = qInstallMessageHandler(hold);
}

DisplayGuard::~DisplayGuard()
{
    qInstallMessageHandler(handlerBefore);
    for (const QString& message : std::as_const(held()))
        qWarning("%s", qPrintable(message));
    held().clear();
}

} // namespace headlight::ui
