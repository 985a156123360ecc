// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/data/analysis_result.h"
#include "core/files/safetensors.h"

namespace headlight {

/// What is called, where it is there, with the name, the shape in letters ("P": L + 1) and the place of each tensor of
/// floats, and of integers.
struct WhatIfVisitor {
    std::function<void(const std::string& name, std::string_view letters, Array& place)> floats;
    std::function<void(const std::string& name, std::string_view letters, std::vector<std::int64_t>& place)> integers;
};

/// The tensors of what was computed beside an analysis, under names such as "ablation.zero.span",
/// "importance.mask_gradient.start" and "lens.end". Kinds and targets are those that `result` names. `scoreLetters`:
/// the shape of the scores of a task that asks no question.
void visitWhatIf(AnalysisResult& result, std::string_view scoreLetters, const WhatIfVisitor& visitor);

/// Names in `result` the kinds and targets that `file` has tensors of.
void nameWhatIf(const SafetensorsFile& file, WhatIfResults& result);
/// Refuses predictions that lie outside the input of `result`.
Result<void> checkWhatIf(const AnalysisResult& result, const std::string& fileName);

} // namespace headlight
