// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/state/command.h"

class QMenuBar;

namespace headlight::ui {

/// All actions of the menus that can be triggered now, in their order, each with its menu as group.
Commands menuCommands(const QMenuBar* bar);

} // namespace headlight::ui
