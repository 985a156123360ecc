// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/files/safetensors_header.h"

namespace headlight {

/// The JSON text of a safetensors header, read strictly: no duplicate keys, no other fields than the format's, whole
/// numbers only. Offsets and shapes are as the file gives them, not yet compared with each other.
Result<SafetensorsHeader> parseSafetensorsJson(std::string_view json, const std::string& fileName);

} // namespace headlight
