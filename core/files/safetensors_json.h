// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/files/safetensors.h"

namespace headlight {

/// What the JSON header of a safetensors file says.
struct SafetensorsHeader {
    std::map<std::string, TensorEntry> tensors;
    std::map<std::string, std::string> metadata;
};

/// The bytes before the JSON text: its length, little-endian.
inline constexpr std::size_t headerPrefix = 8;

/// The JSON text of a safetensors header, read strictly: no duplicate keys, no other fields than the format's, whole
/// numbers only. Offsets and shapes are as the file gives them, not yet compared with each other.
Result<SafetensorsHeader> parseSafetensorsJson(std::string_view json, const std::string& fileName);

} // namespace headlight
