// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/array.h"

namespace headlight {

/// One number a head of `maps` [L,H,S,S]: the sum of the cells' magnitudes, [L,H].
Array sumOfMagnitudes(const Array& maps);
/// The largest cell of each head, with its sign, [L,H].
Array largestCells(const Array& maps);
/// a + b, cell by cell, of equal shapes.
Array sumOf(const Array& a, const Array& b);

} // namespace headlight
