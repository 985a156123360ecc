// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/preferences.h"

#include "figures/colour_map.h"
#include "ui/state/workbench.h"

namespace headlight::ui {

namespace {

const QStringList themeNames = {QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")};

/// The number at `key`, where it is within the bounds or 0.
int bounded(const QSettings& settings, const char* key, int least, int most)
{
    const int value = settings.value(key).toInt();
    return value >= least && value <= most ? value : 0;
}

QString oneOf(const QStringList& names, const QString& name, const QString& otherwise)
{
    return names.contains(name) ? name : otherwise;
}

} // namespace

Preferences readPreferences(const QSettings& settings)
{
    Preferences read;
    const auto theme = themeNames.indexOf(settings.value("theme").toString());
    read.theme = static_cast<ThemeChoice>(std::max<qsizetype>(theme, 0));
    read.highContrast = settings.value("highContrast").toBool();
    read.fontPixels = bounded(settings, "fontPixels", smallestFont, largestFont);
    read.firstNumber = bounded(settings, "firstNumber", 0, 1);
    read.sequential = oneOf(ColourMap::sequentialNames(), settings.value("sequential").toString(), read.sequential);
    read.diverging = oneOf(ColourMap::divergingNames(), settings.value("diverging").toString(), read.diverging);
    read.preset = presetNamed(settings.value("preset").toString().toStdString()).value_or(Preset::Accurate);
    read.threads = bounded(settings, "threads", 1, mostThreads);
    read.memoryMiB = bounded(settings, "memoryMiB", leastMemory, std::numeric_limits<int>::max());
    return read;
}

void writePreferences(const Preferences& preferences, QSettings& settings)
{
    const std::string_view preset = name(preferences.preset);
    settings.setValue("theme", themeNames[static_cast<int>(preferences.theme)]);
    settings.setValue("highContrast", preferences.highContrast);
    settings.setValue("fontPixels", preferences.fontPixels);
    settings.setValue("firstNumber", preferences.firstNumber);
    settings.setValue("sequential", preferences.sequential);
    settings.setValue("diverging", preferences.diverging);
    settings.setValue("preset", QString::fromUtf8(preset.data(), static_cast<qsizetype>(preset.size())));
    settings.setValue("threads", preferences.threads);
    settings.setValue("memoryMiB", preferences.memoryMiB);
}

PreferencesModel::PreferencesModel(QObject* parent) : QObject(parent), m_preferences(readPreferences(QSettings()))
{
}

void PreferencesModel::set(const Preferences& preferences)
{
    if (preferences == m_preferences)
        return;
    const Preferences before = std::exchange(m_preferences, preferences);
    QSettings settings;
    writePreferences(m_preferences, settings);
    emit changed(m_preferences, before);
}

void applyPreferences(const Preferences& now, const Preferences& before, Workbench& workbench)
{
    const UndoRecorder::Pause pause(*workbench.undo());
    Display display = workbench.selection()->display();
    display.firstNumber = now.firstNumber;
    display.sequential = now.sequential;
    display.diverging = now.diverging;
    workbench.selection()->setDisplay(display);
    workbench.input()->setResources(now.threads, now.memoryMiB);
    if (now.preset != before.preset)
        workbench.input()->usePreset(now.preset);
}

} // namespace headlight::ui
