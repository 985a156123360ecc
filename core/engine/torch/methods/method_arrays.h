// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/error.h"
#include "core/base/job.h"
#include "core/data/input.h"
#include "core/data/method_table.h"
#include "core/data/target_function.h"
#include "core/engine/torch/network/encoder_network.h"

namespace headlight::engine {

/// What a method is carried out on.
struct MethodProblem {
    const EncoderNetwork& network;
    const Input& input;
    const std::vector<TargetFunction>& targets; ///< none where it needs none
    std::int64_t memoryBytes = 0;
    const Job& job;
};

/// The arrays of `method` as the table names them, without those that are made of others (rollouts, importance). An
/// error where the memory does not suffice. Throws Stopped.
Result<MethodArrays> methodArrays(Method method, const MethodProblem& problem);

} // namespace headlight::engine
