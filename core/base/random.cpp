// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

namespace headlight {

namespace {

/// In [0,1), of the upper 53 bits.
double unit(std::uint64_t bits)
{
    return static_cast<double>(bits >> 11U) * 0x1p-53;
}

} // namespace

std::uint64_t SplitMix64::next()
{
    m_state += 0x9E3779B97F4A7C15U;
    std::uint64_t z = m_state;
    z = (z ^ z >> 30U) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27U) * 0x94D049BB133111EBU;
    return z ^ z >> 31U;
}

std::uint64_t hashOf(std::string_view text)
{
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
    return hash;
}

std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed)
{
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    SplitMix64 random(seed);
    for (std::size_t i = count; i-- > 1;)
        std::swap(order[i], order[random.next() % (i + 1)]);
    return order;
}

void fillNormal(std::span<float> values, double mean, double deviation, std::uint64_t seed)
{
    SplitMix64 random(seed);
    for (std::size_t i = 0; i < values.size(); i += 2) {
        const double radius = std::sqrt(-2 * std::log(unit(random.next()) + 0x1p-53)); // never the logarithm of 0
        const double angle = 2 * std::numbers::pi * unit(random.next());
        values[i] = static_cast<float>(mean + deviation * (radius * std::cos(angle)));
        if (i + 1 < values.size())
            values[i + 1] = static_cast<float>(mean + deviation * (radius * std::sin(angle)));
    }
}

} // namespace headlight
