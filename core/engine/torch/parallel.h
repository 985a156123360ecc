// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <cstdint>

namespace headlight::engine {

/// Calls work(begin, end) for parts of 0 .. count - 1, of at least `grain`, on LibTorch's threads. Matrix products inside
/// run on one thread each.
template <typename Work>
void inParallel(std::int64_t count, std::int64_t grain, const Work& work)
{
#ifdef __SANITIZE_THREAD__
    // It does not see how OpenMP's threads wait for each other.
    static_cast<void>(grain);
    work(0, count);
#else
    at::parallel_for(0, count, grain, work);
#endif
}

/// Calls work with a number of the type that `tensor` holds: float, or double in checks.
template <typename Work>
void withTypeOf(const at::Tensor& tensor, const Work& work)
{
    if (tensor.scalar_type() == at::kDouble)
        work(double());
    else
        work(float());
}

} // namespace headlight::engine
