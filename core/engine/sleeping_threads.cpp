// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sleeping_threads.h"

#include <cstdlib>
#include <unistd.h>

namespace headlight {

void letThreadsSleep(char** arguments)
{
    constexpr const char* variable = "OMP_WAIT_POLICY";
    if (getenv(variable) || setenv(variable, "passive", 0) != 0)
        return;
    execv("/proc/self/exe", arguments);
}

} // namespace headlight
