// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <type_traits>
#include <utility>

#include "core/engine/torch/base/parallel.h"

namespace headlight::engine {

/// Makes numbers 0 to `count` - 1 in `lanes`, each on a thread of its own, and has them taken in order. Threads that
/// work on one product together wait for the slowest of them at the end of each; in lanes they wait only when all is
/// done. `make(lane, i)` is called on several threads at once, `take(i, made)` by one after the other, and what either
/// does in parallel runs on the thread that calls it. At most two a lane are made ahead of what is taken. An exception
/// of either ends it, and is thrown.
template <typename Make, typename Take>
void inLanes(std::size_t lanes, std::size_t count, const Make& make, const Take& take)
{
    using Made = std::invoke_result_t<Make, std::size_t, std::size_t>;
    std::mutex mutex;
    std::condition_variable changed;
    std::map<std::size_t, Made> made;
    std::size_t begun = 0;
    std::size_t taken = 0;
    bool taking = false;
    bool failed = false;
    const auto work = [&](std::size_t lane) {
        std::unique_lock lock(mutex);
        const auto isOver = [&] { return failed || begun == count; };
        for (;;) {
            changed.wait(lock, [&] { return isOver() || begun < taken + 2 * lanes; });
            if (isOver())
                return;
            const std::size_t own = begun++;
            lock.unlock();
            Made result = make(lane, own);
            lock.lock();
            made.emplace(own, std::move(result));
            while (!failed && !taking && made.contains(taken)) {
                auto next = made.extract(taken);
                taking = true;
                lock.unlock(); // the others go on meanwhile
                take(next.key(), std::move(next.mapped()));
                lock.lock();
                taking = false;
                ++taken;
                changed.notify_all();
            }
        }
    };
    onThreads(lanes, [&](std::size_t lane) {
        try {
            work(lane);
        } catch (...) {
            const std::lock_guard lock(mutex);
            failed = true;
            changed.notify_all();
            throw;
        }
    });
}

/// Calls `work(lane, i)` for numbers 0 to `count` - 1, several at once; lane l has l, l + lanes, ... in this order. An
/// exception ends it, and is thrown.
template <typename Work>
void inFixedLanes(std::size_t lanes, std::size_t count, const Work& work)
{
    std::atomic<bool> failed = false;
    onThreads(lanes, [&](std::size_t lane) {
        try {
            for (std::size_t i = lane; i < count && !failed; i += lanes)
                work(lane, i);
        } catch (...) {
            failed = true;
            throw;
        }
    });
}

} // namespace headlight::engine
