// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace headlight {

/// The program's version, as in CMakeLists.txt: for --version, sessions and the metadata of figures.
std::string_view programVersion();

} // namespace headlight
