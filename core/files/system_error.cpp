// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/system_error.h"

#include <system_error>

namespace headlight {

std::string systemMessage(int code)
{
    return std::system_category().message(code);
}

} // namespace headlight
