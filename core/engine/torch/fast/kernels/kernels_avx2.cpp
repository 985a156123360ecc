// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// For processors with AVX2 and FMA; compiled with these.
#define HEADLIGHT_KERNELS avx2
#define HEADLIGHT_VECTOR_BYTES 32
#define HEADLIGHT_TILE_ROWS 6
#include "core/engine/torch/fast/kernels/kernel_code.h"
