// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

#include "core/data/analysis_result.h"
#include "figures/figure_data.h"

namespace headlight::ui {

/// Key and value of what a file says of itself: model, question, options, program.
using Provenance = QList<std::pair<QString, QString>>;

/// What a picture says of where it comes from: its title, the question, the model and its hash, what was computed and
/// how, and the program. No file name and no time.
Provenance provenanceOf(const AnalysisResult& result, const FigureData& figure);

} // namespace headlight::ui
