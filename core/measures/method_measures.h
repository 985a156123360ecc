// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/data/analysis_result.h"
#include "core/measures/measure_kind.h"

namespace headlight {

// Measures that methods make (core/data/method_table.h), which a result holds or does not. Those of a target are called
// METHOD.TARGET, as their tensors are.

/// Those that `result` holds, in the order of the methods; of several targets, start before end.
std::vector<MeasureKind> methodMeasures(const AnalysisResult& result);
/// The one called `id`; nothing where no method makes it.
std::optional<MeasureKind> methodMeasure(std::string_view id);
/// Its values as people read them; null where they are not there. Of flow, rows divided by their sum; of chefer, those
/// without the identity: each token itself would always lead.
Array methodValues(const MeasureKind& measure, const AnalysisResult& result);

} // namespace headlight
