// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/display.h"

#include "figures/choice_names.h"

namespace headlight::ui {

QString Display::coloursOf(const QString& measure, bool isSigned) const
{
    return colours.value(measure, isSigned ? diverging : sequential);
}

Display displayOf(const ViewState& view)
{
    const Display standard;
    Display display;
    display.special = specialTokensNamed(QString::fromStdString(view.special)).value_or(standard.special);
    display.words = view.words;
    display.summary = summaryNamed(QString::fromStdString(view.summary)).value_or(standard.summary);
    display.firstNumber = view.firstNumber;
    for (const auto& [measure, colours] : view.measureColours)
        display.colours[QString::fromStdString(measure)] = QString::fromStdString(colours);
    if (!view.sequential.empty())
        display.sequential = QString::fromStdString(view.sequential);
    if (!view.diverging.empty())
        display.diverging = QString::fromStdString(view.diverging);
    return display;
}

void keepDisplay(const Display& display, ViewState& view)
{
    view.special = nameOf(display.special).toStdString();
    view.words = display.words;
    view.summary = nameOf(display.summary).toStdString();
    view.firstNumber = display.firstNumber;
    view.measureColours.clear();
    for (auto entry = display.colours.begin(); entry != display.colours.end(); ++entry)
        view.measureColours[entry.key().toStdString()] = entry.value().toStdString();
    view.sequential = display.sequential.toStdString();
    view.diverging = display.diverging.toStdString();
}

QStringList specialTokensNames()
{
    return {"shown", "out-of-range", "last", "hidden"};
}

QString nameOf(SpecialTokens special)
{
    return specialTokensNames()[static_cast<int>(special)];
}

std::optional<SpecialTokens> specialTokensNamed(const QString& name)
{
    return choiceNamed<SpecialTokens>(specialTokensNames(), name);
}

QStringList summaryNames()
{
    return {"norm", "mean", "maximum"};
}

QString nameOf(Summary summary)
{
    return summaryNames()[static_cast<int>(summary)];
}

std::optional<Summary> summaryNamed(const QString& name)
{
    return choiceNamed<Summary>(summaryNames(), name);
}

} // namespace headlight::ui
