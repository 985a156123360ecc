// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/state/kept_field.h"

namespace headlight::ui {

class Selection;
class UndoRecorder;

/// All on screen that sessions keep: the selection, and what the views alone show where there is a window.
class KeptScreen {
public:
    KeptScreen(Selection* selection, UndoRecorder* undo);

    /// The views' own: their places, pages, zoom.
    void setViews(KeptFields fields) { m_views = std::move(fields); }

    ViewState state() const;
    /// Brings the selection back, as the program's own change: Undo has no step of it. What is a preference of the
    /// reader stays, as does the cell where the state has none.
    void restoreSelection(ViewState state);
    void restoreViews(const ViewState& state);

private:
    Selection* m_selection;
    UndoRecorder* m_undo;
    KeptFields m_choices;
    KeptFields m_views;
};

} // namespace headlight::ui
