// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/application_theme.h"

#include <QFile>
#include <QStyleFactory>

#include "ui/theme/colours.h"

// Q_INIT_RESOURCE must stand outside of namespaces; a static library's resources are registered by hand.
static void registerResources()
{
    Q_INIT_RESOURCE(window);
}

namespace headlight::ui {

namespace {

constexpr int smallestFontPixels = 13;

Theme systemTheme(const QApplication& application)
{
    static const Theme theme = themeOf(application.palette());
    return theme;
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

QString filledIn(QString sheet, const Colours& colours)
{
    const std::pair<const char*, QColor> names[] = {
        {"@surface", colours.surface}, {"@recess", colours.recess},           {"@quiet", colours.quiet},
        {"@line", colours.line},       {"@chosen", colours.chosen},           {"@accentText", colours.accentText},
        {"@accent", colours.accent},   {"@errorGround", colours.errorGround}, {"@error", colours.error},
        {"@text", colours.text}};
    for (const auto& [name, colour] : names)
        sheet.replace(QLatin1String(name), colour.name());
    return sheet;
}

QString styleSheet(const Colours& colours)
{
    QFile file(QStringLiteral(":/headlight/window.qss"));
    return file.open(QIODevice::ReadOnly) ? filledIn(QString::fromUtf8(file.readAll()), colours) : QString();
}

QFont readableFont(QFont font)
{
    const int pixels = QFontInfo(font).pixelSize();
    font.setPixelSize(std::max(pixels, smallestFontPixels));
    return font;
}

} // namespace

void applyTheme(QApplication& application, ThemeChoice choice)
{
    registerResources();
    const Theme system = systemTheme(application);
    const Theme theme = choice == ThemeChoice::System ? system
                        : choice == ThemeChoice::Dark ? Theme::Dark
                                                      : Theme::Light;
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.setFont(readableFont(application.font()));
    application.setPalette(paletteOf(colours(theme)));
    application.setStyleSheet(styleSheet(colours(theme)));
}

} // namespace headlight::ui
