// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/analysis/token_maps.h"
#include "core/base/error.h"
#include "core/base/job.h"
#include "core/data/analysis_result.h"
#include "core/engine/engine.h"
#include "core/measures/faithfulness.h"
#include "core/tasks/task.h"

namespace headlight {

/// What stands in a removed token's place.
enum class Fill { Pad, Mask };
inline constexpr Fill fills[] = {Fill::Pad, Fill::Mask};
/// "pad", "mask".
std::string_view name(Fill fill);

/// A method, and how well its order of the tokens tells what the prediction rests on.
struct FaithfulnessRow {
    std::string method;              ///< of tokenMaps(), or "random"
    double seconds = 0;              ///< that the method took; NaN where it is not known
    bool ranks = true;               ///< false: it tells hardly any tokens apart, and its order says little
    std::vector<std::int64_t> order; ///< tokens, the most important first
    std::map<Fill, FaithfulnessCurves> curves;
};

/// Which explanation is faithful here (docs/numbers.md): DeYoung et al. 2020, Petsiuk et al. 2018.
struct Faithfulness {
    double probability = 0;              ///< of what the model predicts
    std::vector<std::int64_t> removable; ///< the tokens that go
    std::vector<FaithfulnessRow> rows;   ///< in the order of tokenMaps(); random last
};

/// How it is measured.
struct FaithfulnessOptions {
    std::vector<Fill> fills{Fill::Pad, Fill::Mask};
    bool keepsAnswer = false; ///< the answer's own tokens stay in: removing them removes the answer
    std::uint64_t seed = 1;   ///< of the random order
};

using PublishFaithfulness = std::function<void(const Faithfulness&)>;

/// Of `result`, which read() has completed; `publish` gets what there is after every method. An error where the model
/// has no head, the tokenizer no such token, or no token can go.
Result<Faithfulness> measureFaithfulness(Engine& engine, const Task& task, const Tokenizer& tokenizer,
                                         const AnalysisResult& result, const FaithfulnessOptions& how,
                                         const Options& options, const Job& job,
                                         const PublishFaithfulness& publish = {});

} // namespace headlight
