// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures/figure_data.h"

namespace headlight::ui {

/// "12 of 144 values are NaN or infinite." of what `figure` shows; empty where all are numbers.
QString notFiniteText(const FigureData& figure);

} // namespace headlight::ui
