// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/display.h"

#include "figures/choice_names.h"
#include "figures/kept_choices.h"

namespace headlight::ui {

QString Display::coloursOf(const QString& measure, bool isSigned) const
{
    return colours.value(measure, isSigned ? diverging : sequential);
}

namespace {

/// What of a display sessions keep: each member beside its word in the state, for both directions.
template <typename Kept, typename State, typename Pair>
void eachChoice(Kept& display, State& view, const Pair& pair)
{
    pair(display.special, view.special, specialTokensNames());
    pair(display.words, view.words);
    pair(display.summary, view.summary, summaryNames());
    pair(display.firstNumber, view.firstNumber);
    pair(display.colours, view.measureColours);
    pair(display.sequential, view.sequential);
    pair(display.diverging, view.diverging);
}

} // namespace

Display displayOf(const ViewState& view)
{
    Display display;
    eachChoice(display, view, TakeChoice());
    return display;
}

void keepDisplay(const Display& display, ViewState& view)
{
    eachChoice(display, view, KeepChoice());
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
