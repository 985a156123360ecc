// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <cstddef>
#include <cstdint>

#ifdef __SANITIZE_THREAD__
#include <exception>
#include <omp.h>
#include <thread>
#include <vector>
#endif

namespace headlight::engine {

/// Calls work(begin, end) for parts of 0 .. count - 1, of at least `grain`, on LibTorch's threads. Matrix products
/// inside run on one thread each.
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

/// Calls work(i) for 0 .. count - 1, each on a thread of its own where LibTorch has as many. What it does in parallel
/// runs on that thread alone.
template <typename Work>
void onThreads(std::size_t count, const Work& work)
{
#ifdef __SANITIZE_THREAD__
    std::vector<std::exception_ptr> thrown(count);
    {
        std::vector<std::jthread> threads; // it sees these
        for (std::size_t i = 0; i < count; ++i)
            threads.emplace_back([&work, &failure = thrown[i], i] {
                omp_set_num_threads(1);
                try {
                    work(i);
                } catch (...) {
                    failure = std::current_exception();
                }
            });
    }
    for (const std::exception_ptr& each : thrown)
        if (each)
            std::rethrow_exception(each);
#else
    at::parallel_for(0, static_cast<std::int64_t>(count), 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i)
            work(static_cast<std::size_t>(i));
    });
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
