// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace headlight::ui {

/// `text` with U+FFFD in place of the characters that XML has no way to write.
QString xmlText(QString text);

/// A run of a line of text that has a place of its own, as viewers show it at that place: without isolates, which have
/// done their work, and within one where letters from the right stand beside signs, since viewers begin at the left.
QString placedRun(QString run);

} // namespace headlight::ui
