// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/version.h"

namespace headlight {

std::string_view programVersion()
{
    return HEADLIGHT_VERSION;
}

} // namespace headlight
