// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/selection_fields.h"

#include "ui/state/selection.h"

namespace headlight::ui {

Cell cellOf(const ViewState& state)
{
    return {state.layer, state.head, state.fromToken, state.toToken};
}

void keepCell(const Cell& cell, ViewState& state)
{
    state.layer = cell.layer;
    state.head = cell.head;
    state.fromToken = cell.from;
    state.toToken = cell.to;
}

namespace {

/// What is switched off in view what-if is a field of its own.
ViewChoices otherChoicesOf(const ViewState& state)
{
    ViewChoices choices = viewChoicesOf(state);
    choices.ablated.clear();
    return choices;
}

void keepOtherChoices(const ViewChoices& choices, ViewState& state)
{
    std::string ablated = std::move(state.whatIfSet);
    keepViewChoices(choices, state);
    state.whatIfSet = std::move(ablated);
}

void setOtherChoices(Selection* selection, ViewChoices choices)
{
    choices.ablated = selection->viewChoices().ablated;
    selection->setViewChoices(choices);
}

KeptField ablatedField(Selection* selection)
{
    KeptField field = keptText(
        &ViewState::whatIfSet, [selection] { return selection->viewChoices().ablated; },
        [selection](const QString& ablated) {
            ViewChoices choices = selection->viewChoices();
            choices.ablated = ablated;
            selection->setViewChoices(choices);
        },
        Selection::tr("switching of heads"));
    field.ownSteps = true;
    return field;
}

} // namespace

KeptFields selectionFields(Selection* selection)
{
    return {
        keptText(
            &ViewState::measure, [selection] { return selection->measure(); },
            [selection](const QString& measure) { selection->setMeasure(measure); },
            Selection::tr("choice of a measure")),
        keptText(
            &ViewState::range, [selection] { return selection->range(); },
            [selection](const QString& range) { selection->setRange(range); }, Selection::tr("change of the range")),
        keptField(
            displayOf, keepDisplay, [selection] { return selection->display(); },
            [selection](const Display& display) { selection->setDisplay(display); },
            Selection::tr("change of the display")),
        keptField(
            otherChoicesOf, keepOtherChoices, [selection] { return selection->viewChoices(); },
            [selection](const ViewChoices& choices) { setOtherChoices(selection, choices); },
            Selection::tr("choice in a view")),
        ablatedField(selection),
        keptField(
            cellOf, keepCell, [selection] { return selection->pinned(); },
            [selection](const Cell& cell) { selection->pin(cell); }, Selection::tr("choice of a cell")),
    };
}

} // namespace headlight::ui
