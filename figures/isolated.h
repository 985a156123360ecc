// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetrics>
#include <QString>

namespace headlight::ui {

// Right-to-left text draws the numbers and brackets beside it to its other side. Isolates (Unicode's FSI and PDI, which
// have no width) keep it to itself. They are for eyes alone: what is compared, searched or written for programs has
// none.

/// `text` as it stands in a sentence: isolated where something of it is read from right to left, else as it is.
QString isolated(const QString& text);
/// Every isolate that begins in `text` ends there, and no other does.
QString balanced(const QString& text);
/// What stands in quotes (“…”) isolated: for whole sentences that come from elsewhere.
QString withIsolatedQuotes(const QString& sentence);
/// As QFontMetrics::elidedText() has it; what is cut stays balanced.
QString elided(const QFontMetrics& metrics, const QString& text, int width, Qt::TextElideMode mode = Qt::ElideRight);

} // namespace headlight::ui
