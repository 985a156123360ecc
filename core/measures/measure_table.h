// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/data/analysis_result.h"
#include "core/measures/measure_kind.h"

namespace headlight {

/// All measures of a result whose targets are `targets`, in the order of their buttons: attention, the targets, the
/// norms.
std::vector<MeasureKind> measureKinds(const std::vector<std::string>& targets);
/// The measure called `id`, a method's too; it is a target's name if it is no other.
MeasureKind measureKind(std::string_view id);
/// Its values in `result`; null where they are not there.
Array valuesOf(const MeasureKind& measure, const AnalysisResult& result);

/// The targets whose attributions `result` holds, in the order of the text: start before end, then by name.
std::vector<std::string> targetsHeld(const AnalysisResult& result);
/// The names of the targets that a run with this target will give.
std::vector<std::string> targetsAsked(const Target& target, TaskKind task);
/// Those held; before there are any, those asked for by the options.
std::vector<std::string> targetsOf(const AnalysisResult& result);

} // namespace headlight
