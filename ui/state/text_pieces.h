// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string>

#include "core/data/analysis_result.h"

namespace headlight::ui {

/// A text cut around a range of it.
struct TextPieces {
    QString before;
    QString inside;
    QString after;
};

/// Cuts UTF-8 `text` at `range`, which counts code points; parts of the range beyond the text are left out.
TextPieces piecesAround(const std::string& text, const TextRange& range);

/// "4 s", "2 min 10 s".
QString durationText(double seconds);

} // namespace headlight::ui
