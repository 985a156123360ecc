// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/memory.h"

#include <algorithm>
#include <fstream>
#include <malloc.h>
#include <string>

namespace headlight {

namespace {

constexpr std::int64_t mebibyte = std::int64_t(1) << 20;
constexpr std::int64_t assumedFree = 4096 * mebibyte; // where the system does not tell
constexpr std::int64_t largestDefault = 2048 * mebibyte;
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

void releaseFreeMemory()
{
    if (static_cast<std::int64_t>(mallinfo2().fordblks) > worthReleasing)
        malloc_trim(0);
}

} // namespace headlight
