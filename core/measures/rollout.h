// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/array.h"
#include "core/base/error.h"
#include "core/base/job.h"

namespace headlight {

// Maps [L,S,S]: row = a token of layer l's output, column = a token that it is made of. Computed in float64.

/// Half the mean over heads of `attention` [L,H,S,S], half the identity: attention with the residual connection, each
/// row of which sums to 1 (Abnar & Zuidema 2020, equation 1).
Array residualAttention(const Array& attention);

/// Products of the maps up to each layer, maps[l] ... maps[0] (attention rollout, where these are residualAttention):
/// row = token of layer l's output, column = input token. Cancelled where the job is.
Result<Array> rolledOut(const Array& maps, const Job& job);

/// The same of maps whose rows do not sum to 1, as they are; only in the end each row is divided by its sum.
Result<Array> rawRollout(const Array& maps, const Job& job);

/// Each row divided by its sum; rows of zeros stay.
Array rowsToOne(const Array& maps);

/// Without the identity: what a map adds to each token itself.
Array withoutIdentity(const Array& maps);

} // namespace headlight
