// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/array.h"

namespace headlight {

// Letters in shapes: L layers, H heads, S tokens, D hidden size. Rows of [S,S] are queries ("from"), columns keys
// ("to").

/// Kobayashi et al. 2020 (and 2021, where computed).
struct Norms {
    Array f;           ///< [L,H,S]
    Array alphaF;      ///< [L,H,S,S]
    Array sumAlphaF;   ///< [L,S,S]
    Array residual;    ///< [L,S,S], may be null
    Array output;      ///< [L,S,S], may be null
    Array mixingRatio; ///< [L,3,S], may be null
};

} // namespace headlight
