// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/text_pieces.h"

#include <algorithm>
#include <cmath>

namespace headlight::ui {

namespace {

/// The UTF-16 index of a code point's index.
qsizetype utf16Index(const QString& text, std::int64_t codePoints)
{
    qsizetype index = 0;
    for (std::int64_t seen = 0; seen < codePoints && index < text.size(); ++seen)
        index += text[index].isHighSurrogate() && index + 1 < text.size() ? 2 : 1;
    return index;
}

} // namespace

TextPieces piecesAround(const std::string& text, const TextRange& range)
{
    const QString all = QString::fromStdString(text);
    const qsizetype begin = utf16Index(all, range.begin);
    const qsizetype end = std::max(begin, utf16Index(all, range.end));
    return {all.left(begin), all.mid(begin, end - begin), all.mid(end)};
}

QString durationText(double seconds)
{
    if (seconds < 9.95)
        return QStringLiteral("%1 s").arg(seconds, 0, 'f', 1);
    const auto whole = static_cast<long>(std::lround(seconds));
    return whole < 60 ? QStringLiteral("%1 s").arg(whole)
                      : QStringLiteral("%1 min %2 s").arg(whole / 60).arg(whole % 60);
}

} // namespace headlight::ui
