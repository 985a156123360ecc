// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures/cell.h"
#include "ui/state/kept_field.h"

namespace headlight::ui {

class Selection;

/// What of the selection sessions keep and Undo brings back; the cell last, which the others leave as it is.
KeptFields selectionFields(Selection* selection);

/// The cell that a view state has pinned; Cell() where nothing was chosen.
Cell cellOf(const ViewState& state);
void keepCell(const Cell& cell, ViewState& state);

} // namespace headlight::ui
