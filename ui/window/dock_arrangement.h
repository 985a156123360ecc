// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/session/view_state.h"

namespace headlight::ui {

class ViewDocks;

/// How the views stand now; empty while they are not on screen.
std::vector<ViewGroup> arrangementOf(const ViewDocks& docks);
/// Places them like that. `groups` may come from a stranger: what makes no sense is left out, and where nothing is
/// left, nothing changes and the answer is false. Qt's own description of docks is not taken from files, as it is read
/// without limits.
bool arrangeViews(ViewDocks& docks, const std::vector<ViewGroup>& groups);

} // namespace headlight::ui
