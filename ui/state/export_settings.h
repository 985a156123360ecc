// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSettings>

#include "figures/export_options.h"
#include "figures/export_set.h"

namespace headlight::ui {

/// What is remembered of the last export: how figures look, not what they show.
struct ExportSettings {
    FigureLook look;
    QString format = QStringLiteral("png");
    bool title = true; ///< shown at all
    bool caption = true;
    bool colourBar = true;
    bool guardFormulas = false;
    SetChoice set;
    bool operator==(const ExportSettings&) const = default;
};

/// What is no valid value there counts as the default; the theme's is `theme`.
ExportSettings readExportSettings(const QSettings& settings, Theme theme);
void writeExportSettings(const ExportSettings& chosen, QSettings& settings);

} // namespace headlight::ui
