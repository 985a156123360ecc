// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/memory.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <malloc.h>
#include <string>

namespace headlight {

namespace {

constexpr std::int64_t mebibyte = std::int64_t(1) << 20;
constexpr std::int64_t assumedFree = 4096 * mebibyte; // where the system does not tell
constexpr std::int64_t largestDefault = 2048 * mebibyte;
constexpr int heapBlock = 32 * mebibyte; // the largest that malloc takes
// Less is soon taken again, and memory fresh from the system costs time.
constexpr std::int64_t worthReleasing = 128 * mebibyte;

std::int64_t freeMemory()
{
    std::ifstream file("/proc/meminfo");
    std::string key;
    std::int64_t kibibytes = 0;
    std::string unit;
    while (file >> key >> kibibytes >> unit)
        if (key == "MemAvailable:")
            return kibibytes * 1024;
    return assumedFree;
}

} // namespace

std::int64_t memoryBudget(std::int64_t mebibytes)
{
    return mebibytes > 0 ? mebibytes * mebibyte : std::min(freeMemory() / 4, largestDefault);
}

void steadyMalloc()
{
    mallopt(M_MMAP_THRESHOLD, heapBlock);
    mallopt(M_TRIM_THRESHOLD, 2 * heapBlock);
}

void releaseFreeMemory()
{
    // What a trim gives back counts as free all the same.
    static std::atomic<std::int64_t> released = 0;
    if (static_cast<std::int64_t>(mallinfo2().fordblks) - released < worthReleasing)
        return;
    malloc_trim(0);
    released = static_cast<std::int64_t>(mallinfo2().fordblks);
}

} // namespace headlight
