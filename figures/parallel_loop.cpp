// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/parallel_loop.h"

#include <algorithm>
#include <thread>
#include <vector>

namespace headlight::ui {
namespace {

constexpr std::size_t leastValues = 300'000; // a part; a thread takes about as long to start as to go through fewer
constexpr std::size_t mostParts = 8;

} // namespace

std::size_t worthwhileParts(std::size_t values)
{
    const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
    return std::clamp(values / leastValues, std::size_t(1), std::min(threads, mostParts));
}

void inParallel(std::size_t parts, const std::function<void(std::size_t)>& work)
{
    std::vector<std::jthread> others;
    for (std::size_t part = 1; part < parts; ++part)
        others.emplace_back([&work, part] { work(part); });
    work(0);
}

} // namespace headlight::ui
