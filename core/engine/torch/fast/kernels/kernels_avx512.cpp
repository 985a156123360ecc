// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// For processors with AVX-512; compiled with it.
#define HEADLIGHT_KERNELS avx512
#define HEADLIGHT_VECTOR_BYTES 64
#define HEADLIGHT_TILE_ROWS 12
#include "core/engine/torch/fast/kernels/kernel_code.h"
