// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>

#include "core/base/error.h"

namespace headlight {

/// Where a file of an archive lies, as it is: stored, not compressed.
struct ZipEntry {
    std::uint64_t begin = 0; ///< of its contents, from the first byte of the archive
    std::uint64_t size = 0;
    std::uint32_t crc = 0; ///< of its contents; 0 where the writer left it out
};

using ZipDirectory = std::map<std::string, ZipEntry>;

/// The directory of a zip archive as torch.save writes it. What it names lies inside the archive and does not overlap;
/// compressed or encrypted entries, names that are there twice and archives of several parts are refused.
Result<ZipDirectory> readZipDirectory(std::span<const std::byte> archive, const std::string& fileName);

} // namespace headlight
