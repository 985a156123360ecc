// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/kept_screen.h"

#include "ui/state/selection.h"
#include "ui/state/selection_fields.h"
#include "ui/state/undo_recorder.h"

namespace headlight::ui {

KeptScreen::KeptScreen(Selection* selection, UndoRecorder* undo)
    : m_selection(selection),
      m_undo(undo),
      m_choices(selectionFields(selection))
{
}

ViewState KeptScreen::state() const
{
    ViewState state;
    for (const KeptFields* fields : {&m_choices, &m_views})
        for (const KeptField& field : *fields)
            field.keep(state);
    return state;
}

void KeptScreen::restoreSelection(ViewState state)
{
    const UndoRecorder::Pause pause(*m_undo);
    state.firstNumber = m_selection->display().firstNumber; // a preference of the reader, not of the writer
    if (cellOf(state) == Cell()) // as the command line writes it: nothing was chosen, and the strongest cell stays
        keepCell(m_selection->pinned(), state);
    for (const KeptField& field : m_choices)
        field.restore(state);
}

void KeptScreen::restoreViews(const ViewState& state)
{
    for (const KeptField& field : m_views)
        field.restore(state);
}

} // namespace headlight::ui
