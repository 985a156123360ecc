// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headlight {

/// To be called first in main: lets OpenMP's threads sleep while they wait for work, unless the user has set
/// OMP_WAIT_POLICY. They spin otherwise, and beside another busy program they take each other's cores: an analysis of
/// four seconds then takes thirty. OpenMP reads the variable when it is loaded, which Qt does before main, so that the
/// program starts itself once more; where that fails it goes on as it is.
void letThreadsSleep(char** arguments);

} // namespace headlight
