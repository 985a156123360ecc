// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/state/command.h"

namespace headlight::ui {

class ExamplesModel;
class Workbench;

/// What can be chosen of the result on screen and for the next run: measures, layers, heads, presets, examples.
Commands workbenchCommands(Workbench* workbench, const ExamplesModel* examples);

} // namespace headlight::ui
