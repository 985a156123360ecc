// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/isolated.h"

#include <QRegularExpression>
#include <algorithm>

namespace headlight::ui {
namespace {

constexpr QChar isolate(0x2068); // in the direction of its first letter
constexpr QChar endOfIsolate(0x2069);

bool beginsIsolate(char32_t character)
{
    return character >= 0x2066 && character <= 0x2068;
}

/// Whether a character moves others: letters and digits that are read from the right, and marks that say so.
bool turns(char32_t character)
{
    switch (QChar::direction(character)) {
    case QChar::DirR:
    case QChar::DirAL:
    case QChar::DirAN:
    case QChar::DirLRE:
    case QChar::DirLRO:
    case QChar::DirRLE:
    case QChar::DirRLO:
    case QChar::DirPDF:
    case QChar::DirLRI:
    case QChar::DirRLI:
    case QChar::DirFSI:
    case QChar::DirPDI: return true;
    default: return false;
    }
}

bool needsIsolation(const QString& text)
{
    const bool ascii = std::all_of(text.begin(), text.end(), [](QChar each) { return each.unicode() < 0x80; });
    const auto characters = ascii ? QList<uint>() : text.toUcs4();
    return std::any_of(characters.begin(), characters.end(), turns);
}

} // namespace

QString isolated(const QString& text)
{
    return needsIsolation(text) ? isolate + balanced(text) + endOfIsolate : text;
}

QString balanced(const QString& text)
{
    QString kept;
    qsizetype open = 0;
    for (const QChar each : text) {
        const bool ends = each == endOfIsolate;
        if (ends && open == 0)
            continue;
        open += ends ? -1 : beginsIsolate(each.unicode()) ? 1 : 0;
        kept.append(each);
    }
    return kept + QString(open, endOfIsolate);
}

QString withIsolatedQuotes(const QString& sentence)
{
    static const QRegularExpression quoted(QStringLiteral("“([^“”]*)”"));
    QString whole;
    qsizetype end = 0;
    for (auto matches = quoted.globalMatch(sentence); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        whole += sentence.mid(end, match.capturedStart(1) - end) + isolated(match.captured(1));
        end = match.capturedEnd(1);
    }
    return whole + sentence.mid(end);
}

QString elided(const QFontMetrics& metrics, const QString& text, int width, Qt::TextElideMode mode)
{
    const QString cut = metrics.elidedText(text, mode, width);
    return cut == text ? text : balanced(cut);
}

} // namespace headlight::ui
