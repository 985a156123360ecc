// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QDateTime>
#include <QImage>
#include <QString>

#include "figures/theme.h"

namespace headlight::ui {

inline constexpr int thumbnailSide = 128; ///< pixels

/// A session file at a glance.
struct SessionCard {
    QString file;
    QDateTime changed;
    bool read = false; ///< all below is known
    QString problem;   ///< why it cannot be opened; empty where it can
    QString question;  ///< of a text without a question: its first tokens
    QString answer;
    QString model;
    QImage thumbnail; ///< the map on screen when it was saved; null where it has none
};

/// Reads the whole file: not for the thread of the window. `zero` is the middle of diverging maps.
SessionCard readCard(const QString& file, Theme theme, const QColor& zero);

} // namespace headlight::ui
