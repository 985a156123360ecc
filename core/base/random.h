// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace headlight {

/// Numbers that look random and are the same on every computer (Steele, Lea and Flood 2014, "Fast splittable
/// pseudorandom number generators": splitmix64).
class SplitMix64 {
public:
    explicit SplitMix64(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next();

private:
    std::uint64_t m_state;
};

/// FNV-1a of 64 bits: a number for a name.
std::uint64_t hashOf(std::string_view text);

/// 0 ... count - 1 in an order that depends on the seed alone (Fisher and Yates).
std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed);

/// Fills `values` with mean + deviation · z, z from the standard normal distribution (Box and Muller 1958), rounded to
/// float32.
void fillNormal(std::span<float> values, double mean, double deviation, std::uint64_t seed);

} // namespace headlight
