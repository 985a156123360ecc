// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/xml_text.h"

#include <algorithm>

namespace headlight::ui {
namespace {

constexpr char16_t firstIsolate = 0x2066;
constexpr char16_t isolateFromRight = 0x2067;
constexpr char16_t endOfIsolate = 0x2069;

bool isWritable(QChar c)
{
    return (c.unicode() >= 0x20 || c == '\n' || c == '\t') && c.unicode() < 0xfffe;
}

bool isIsolate(QChar c)
{
    return c.unicode() >= firstIsolate && c.unicode() <= endOfIsolate;
}

bool isLetterFromRight(QChar c)
{
    return c.direction() == QChar::DirR || c.direction() == QChar::DirAL;
}

} // namespace

QString xmlText(QString text)
{
    std::replace_if(
        text.begin(), text.end(), [](QChar c) { return !isWritable(c); }, QChar(QChar::ReplacementCharacter));
    return text;
}

QString placedRun(QString run)
{
    run.removeIf(isIsolate);
    const bool fromRight = std::any_of(run.begin(), run.end(), isLetterFromRight);
    const bool letters =
        std::all_of(run.begin(), run.end(), [](QChar each) { return isLetterFromRight(each) || each.isMark(); });
    return fromRight && !letters ? QChar(isolateFromRight) + run + QChar(endOfIsolate) : run;
}

} // namespace headlight::ui
