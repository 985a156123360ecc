// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// For every processor: vectors of SSE2 or NEON.
#define HEADLIGHT_KERNELS baseline
#define HEADLIGHT_VECTOR_BYTES 16
#define HEADLIGHT_TILE_ROWS 4
#include "core/engine/torch/fast/kernels/kernel_code.h"
