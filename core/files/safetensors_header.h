// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/files/safetensors_json.h"

namespace headlight {

/// The length of the JSON text, from the first bytes of a file (at least 8, more help to recognise other formats).
Result<std::uint64_t> safetensorsHeaderSize(std::span<const std::byte> firstBytes, std::uint64_t fileSize,
                                            const std::string& fileName);

/// Parses the JSON text and checks that the tensors cover `dataSize` bytes without holes or overlap, each as large as
/// its shape and type say.
Result<SafetensorsHeader> parseSafetensorsHeader(std::string_view json, std::uint64_t dataSize,
                                                 const std::string& fileName);

/// The header of a file, whose data are not read.
Result<SafetensorsHeader> readSafetensorsHeader(const std::filesystem::path& file);

} // namespace headlight
