// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures/compared_pair.h"

namespace headlight::ui {

/// Makes `panel`, whose values are those of A, a dot for each cell: A to the right, B upwards. Where dots would cover
/// each other, it counts them in square bins instead.
void makeScatter(Panel& panel, const Array& right, const ComparedPair& pair);

} // namespace headlight::ui
