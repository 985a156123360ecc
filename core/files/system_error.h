// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace headlight {

/// What the operating system says of an errno value, in its own words.
std::string systemMessage(int code);

} // namespace headlight
