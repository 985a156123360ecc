// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures/export_options.h"
#include "figures/figure_builder.h"

namespace headlight::ui {

/// What figure `options` mean: what they leave open comes from the session's view state. Refuses names that are not
/// known and what the session does not hold.
Result<FigureRequest> exportRequest(const Session& session, const ExportOptions& options);
/// That figure, as the window shows it but for what `options` say otherwise; on any thread. Refuses a view or measure
/// that the session has no data for.
Result<FigureData> exportFigure(const Session& session, const ExportOptions& options);

} // namespace headlight::ui
