// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/application_theme.h"

#include <QFile>

#include "ui/theme/colours.h"
#include "ui/theme/field_style.h"
#include "ui/theme/system_look.h"

// Q_INIT_RESOURCE must stand outside of namespaces; a static library's resources are registered by hand.
static void registerResources()
{
    Q_INIT_RESOURCE(window);
}

namespace headlight::ui {

namespace {

constexpr int smallestFontPixels = 13;

/// The palette and the font that the desktop gave at start, before the program's own.
struct Desktop {
    QPalette palette;
    QFont font;
};

const Desktop& desktopAtStart()
{
    static const Desktop desktop{QApplication::palette(), QApplication::font()};
    return desktop;
}

QPalette paletteOf(const Colours& colours)
{
    QPalette palette;
    palette.setColor(QPalette::Window, colours.recess);
    palette.setColor(QPalette::Base, colours.surface);
    palette.setColor(QPalette::AlternateBase, colours.recess);
    palette.setColor(QPalette::Button, colours.surface);
    palette.setColor(QPalette::ToolTipBase, colours.surface);
    palette.setColor(QPalette::Highlight, colours.accent);
    palette.setColor(QPalette::HighlightedText, colours.accentText);
    palette.setColor(QPalette::Link, colours.accent);
    palette.setColor(QPalette::LinkVisited, colours.accent);
    palette.setColor(QPalette::Mid, colours.line);
    palette.setColor(QPalette::Midlight, colours.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(role, colours.text);
    palette.setColor(QPalette::PlaceholderText, colours.quiet);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, colours.quiet);
    return palette;
}

QString filledIn(QString sheet, const Colours& colours, int pixels)
{
    const std::pair<const char*, QString> names[] = {{"@surface", colours.surface.name()},
                                                     {"@recess", colours.recess.name()},
                                                     {"@quiet", colours.quiet.name()},
                                                     {"@line", colours.line.name()},
                                                     {"@chosen", colours.chosen.name()},
                                                     {"@accentText", colours.accentText.name()},
                                                     {"@accent", colours.accent.name()},
                                                     {"@errorGround", colours.errorGround.name()},
                                                     {"@error", colours.error.name()},
                                                     {"@text", colours.text.name()},
                                                     {"@small", QString::number(pixels - 1) + "px"},
                                                     {"@title", QString::number(pixels + 3) + "px"}};
    for (const auto& [name, value] : names)
        sheet.replace(QLatin1String(name), value);
    return sheet;
}

QString styleSheet(const Colours& colours, int pixels)
{
    QFile file(QStringLiteral(":/headlight/window.qss"));
    return file.open(QIODevice::ReadOnly) ? filledIn(QString::fromUtf8(file.readAll()), colours, pixels) : QString();
}

QFont readableFont(QFont font, int pixels)
{
    font.setPixelSize(pixels > 0 ? pixels : std::max(QFontInfo(font).pixelSize(), smallestFontPixels));
    return font;
}

Theme themeFor(ThemeChoice choice, const SystemLook& system)
{
    if (choice != ThemeChoice::System)
        return choice == ThemeChoice::Dark ? Theme::Dark : Theme::Light;
    return system.theme().value_or(themeOf(desktopAtStart().palette));
}

} // namespace

void applyLook(QApplication& application, const Look& look)
{
    registerResources();
    const Desktop& desktop = desktopAtStart();
    const SystemLook& system = SystemLook::instance();
    const bool contrast = look.highContrast || system.highContrast() || isHighContrast(desktop.palette);
    const Colours& chosen = colours(themeFor(look.theme, system), contrast);
    const QFont font = readableFont(desktop.font, look.fontPixels);
    application.setStyle(new FieldStyle); // the application owns it
    application.setFont(font);
    application.setPalette(paletteOf(chosen));
    application.setStyleSheet(styleSheet(chosen, font.pixelSize()));
}

} // namespace headlight::ui
