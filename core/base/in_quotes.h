// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace headlight {

/// A name out of a file, fit for a message: in double quotes, control characters and bad bytes escaped, cut when long.
std::string inQuotes(std::string_view name);

} // namespace headlight
