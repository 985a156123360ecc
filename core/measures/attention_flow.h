// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/base/array.h"
#include "core/base/error.h"
#include "core/base/job.h"

namespace headlight {

/// The longest text of which the flow of all tokens is computed: it takes S² maximum flows a layer.
inline constexpr std::int64_t longestFlow = 64;

/// The maximum flow from each token of each layer's output to each input token, [L,S,S] (Abnar & Zuidema 2020): edges
/// from (l+1,i) to (l,j) carry at most `maps` [L,S,S] at (l,i,j), which residualAttention gives. By Dinic's algorithm;
/// capacities are counted in 1e-9, so that it ends. Not normalised. Cancelled where the job is.
Result<Array> attentionFlow(const Array& maps, const Job& job);

/// The same from one token alone, a row a layer: [L,S].
Result<Array> attentionFlowFrom(const Array& maps, std::int64_t token, const Job& job);

} // namespace headlight
