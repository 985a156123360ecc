// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace headlight::testing {

/// One of many deterministic damages of `contents`: bits flipped, bytes set, removed, doubled or moved, numbers and
/// words replaced, or cut off. The same for the same seed on every computer.
std::string mutated(std::string contents, std::uint64_t seed);

/// The same of what follows a length of 8 bytes, the header of safetensors; the length is made to fit.
std::string mutatedHeader(const std::string& contents, std::uint64_t seed);

} // namespace headlight::testing
