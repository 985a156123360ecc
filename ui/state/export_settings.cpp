// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/export_settings.h"

namespace headlight::ui {
namespace {

const QString group = QStringLiteral("export/");

double bounded(const QSettings& settings, const char* key, double least, double most, double otherwise)
{
    const double value = settings.value(group + key, otherwise).toDouble();
    return value >= least && value <= most ? value : otherwise;
}

FigureLook readLook(const QSettings& settings, Theme theme)
{
    FigureLook look;
    const QString name = settings.value(group + "theme").toString();
    look.theme = name == "dark" ? Theme::Dark : name == "light" ? Theme::Light : theme;
    look.widthMm = bounded(settings, "width", narrowestFigure, widestFigure, look.widthMm);
    look.dpi = static_cast<int>(bounded(settings, "dpi", coarsestFigure, finestFigure, look.dpi));
    look.font = settings.value(group + "font").toString();
    look.fontPoints = bounded(settings, "fontSize", smallestFigureText, largestFigureText, look.fontPoints);
    look.transparent = settings.value(group + "transparent").toBool();
    return look;
}

} // namespace

ExportSettings readExportSettings(const QSettings& settings, Theme theme)
{
    const auto flag = [&](const char* key) { return settings.value(group + key, true).toBool(); };
    ExportSettings read;
    read.look = readLook(settings, theme);
    const QString format = settings.value(group + "format").toString();
    read.format = exportFormats().contains(format) ? format : read.format;
    read.title = flag("title");
    read.caption = flag("caption");
    read.colourBar = flag("colourBar");
    read.guardFormulas = settings.value(group + "guardFormulas").toBool();
    read.set = {flag("sheet"), flag("layers"), flag("heads")};
    return read;
}

void writeExportSettings(const ExportSettings& chosen, QSettings& settings)
{
    const FigureLook& look = chosen.look;
    const std::pair<const char*, QVariant> values[] = {{"theme", look.theme == Theme::Dark ? "dark" : "light"},
                                                       {"width", look.widthMm},
                                                       {"dpi", look.dpi},
                                                       {"font", look.font},
                                                       {"fontSize", look.fontPoints},
                                                       {"transparent", look.transparent},
                                                       {"format", chosen.format},
                                                       {"title", chosen.title},
                                                       {"caption", chosen.caption},
                                                       {"colourBar", chosen.colourBar},
                                                       {"guardFormulas", chosen.guardFormulas},
                                                       {"sheet", chosen.set.sheet},
                                                       {"layers", chosen.set.layers},
                                                       {"heads", chosen.set.heads}};
    for (const auto& [key, value] : values)
        settings.setValue(group + key, value);
}

} // namespace headlight::ui
