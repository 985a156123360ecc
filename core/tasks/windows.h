// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/base/error.h"
#include "core/data/analysis_result.h"

namespace headlight {

/// The tokens a window takes: what is asked for, and never more than the model's positions.
Result<std::int64_t> windowLength(const Options& options, int maxPositions);

/// The windows of `whole` by `options`: contextWindows() with the length that windowLength() gives. A stride that was
/// not asked for is half of the room beside the question where the usual one does not fit into it.
Result<std::vector<ContextWindow>> contextWindows(const Input& whole, const Options& options, int maxPositions);

/// Cuts the context of `whole` into windows of `length` tokens, special tokens and the question included, that overlap
/// by `stride` context tokens, as transformers does with truncation "only_second". One window where all of it fits.
/// Refuses a question that leaves no room, and a stride that would never advance.
Result<std::vector<ContextWindow>> contextWindows(const Input& whole, std::int64_t length, std::int64_t stride);

/// What the model is given of `whole` for one window; offsets stay those of the whole context.
Input windowInput(const Input& whole, const ContextWindow& window);

} // namespace headlight
