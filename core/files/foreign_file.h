// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "core/base/error.h"

namespace headlight {

/// What a file that is not in the format expected seems to be, judged by its first bytes.
struct ForeignFile {
    std::string what; ///< a sentence without its full stop; empty if nothing is recognised
    std::string remedy;
};

ForeignFile recogniseForeignFile(std::span<const std::byte> firstBytes);

} // namespace headlight
