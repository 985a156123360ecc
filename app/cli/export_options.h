// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "core/base/error.h"
#include "figures/export_set.h"

namespace headlight::cli {

/// The format that --format names, else the output's suffix.
Result<std::string> formatOf(const ExportArguments& arguments);
/// What the window's dialog would make of the same choices. Refuses texts that cannot be read.
Result<ui::ExportOptions> exportOptions(const ExportArguments& arguments, const std::string& format);
ui::SetChoice setChoice(const ExportArguments& arguments);

} // namespace headlight::cli
