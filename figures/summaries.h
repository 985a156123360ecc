// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/array.h"

namespace headlight::ui {

/// The L2 norm over the first axis: of a layer's maps [H,S,S], one map [S,S].
Array normOverHeads(const Array& maps);
/// The mean over the first axis.
Array meanOverHeads(const Array& maps);
/// The value of the largest magnitude along the first axis, with its sign.
Array largestOverHeads(const Array& maps);
/// What each key token receives from all queries: [H,S,S] summed over the middle axis, [H,S].
Array receivedByToken(const Array& maps);
/// Each row of [L,S] divided by its L2 norm, as the tutorial does; rows of zeros stay.
Array normalisedRows(const Array& rows);
/// The values as a matrix of one row, [1,S].
Array asRow(const Array& values);

} // namespace headlight::ui
