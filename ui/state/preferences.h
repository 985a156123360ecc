// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSettings>

#include "core/data/options.h"

namespace headlight::ui {

class Workbench;

enum class ThemeChoice { System, Light, Dark };

/// What a person sets once and for all.
struct Preferences {
    ThemeChoice theme = ThemeChoice::System;
    bool highContrast = false; ///< also where the desktop does not ask for it
    int fontPixels = 0;        ///< 0: as the desktop has it
    int firstNumber = 0;       ///< of layers and heads: 0 or 1
    QString sequential = QStringLiteral("viridis");
    QString diverging = QStringLiteral("blue-orange");
    Preset preset = Preset::Accurate; ///< that the program starts with
    int threads = 0;                  ///< 0: as many as there are cores
    int memoryMiB = 0;                ///< 0: a quarter of what is free
    bool operator==(const Preferences&) const = default;
};

inline constexpr int smallestFont = 11; ///< pixels
inline constexpr int largestFont = 28;
inline constexpr int mostThreads = 256;
inline constexpr int leastMemory = 256; ///< MiB

/// The preferences that are remembered; what is no valid value there counts as the default.
Preferences readPreferences(const QSettings& settings);
void writePreferences(const Preferences& preferences, QSettings& settings);

/// The preferences, remembered at each change.
class PreferencesModel : public QObject {
    Q_OBJECT
public:
    explicit PreferencesModel(QObject* parent = nullptr);

    const Preferences& preferences() const { return m_preferences; }
    void set(const Preferences& preferences);

signals:
    void changed(const headlight::ui::Preferences& now, const headlight::ui::Preferences& before);

private:
    Preferences m_preferences;
};

/// Numbering, colours, threads and memory, and the preset where it is another one than `before`. No step to undo.
void applyPreferences(const Preferences& now, const Preferences& before, Workbench& workbench);

} // namespace headlight::ui
