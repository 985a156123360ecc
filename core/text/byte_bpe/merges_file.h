// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/text/byte_bpe/byte_pairs.h"

namespace headlight {

/// merges.txt: a merge a line, "a b", in their order; empty lines and a first one "#version" are none. At most
/// 2,000,000.
Result<BytePairs::Merges> parseMerges(std::string_view text, const std::string& fileName);

} // namespace headlight
