// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/fast/kernels/kernels.h"

namespace headlight::engine {

namespace baseline {
const Kernels<float>& floatKernels();
const Kernels<double>& doubleKernels();
} // namespace baseline

namespace avx2 {
const Kernels<float>& floatKernels();
const Kernels<double>& doubleKernels();
} // namespace avx2

namespace avx512 {
const Kernels<float>& floatKernels();
const Kernels<double>& doubleKernels();
} // namespace avx512

namespace {

enum class Instructions { Baseline, Avx2, Avx512 };

Instructions available()
{
#ifdef HEADLIGHT_X86_KERNELS
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512bw"))
        return Instructions::Avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return Instructions::Avx2;
#endif
    return Instructions::Baseline;
}

} // namespace

template <>
const Kernels<float>& kernels<float>()
{
    switch (available()) {
#ifdef HEADLIGHT_X86_KERNELS
    case Instructions::Avx512: return avx512::floatKernels();
    case Instructions::Avx2: return avx2::floatKernels();
#endif
    default: return baseline::floatKernels();
    }
}

template <>
const Kernels<double>& kernels<double>()
{
    switch (available()) {
#ifdef HEADLIGHT_X86_KERNELS
    case Instructions::Avx512: return avx512::doubleKernels();
    case Instructions::Avx2: return avx2::doubleKernels();
#endif
    default: return baseline::doubleKernels();
    }
}

} // namespace headlight::engine
