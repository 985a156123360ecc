// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

namespace headlight::ui {

struct FigureScene;

/// Prints the values of a map in its cells, dark on light colours and the reverse: without the zero before the point
/// where cells are narrow, and nothing where they are too small for that.
void drawCellNumbers(QCPPainter& painter, const FigureScene& scene, int panel);

/// A value in as few characters as tell heads apart: two decimals from 0.1 to 10, else two or three digits.
/// `narrow`: "−.26" for "−0.26".
QString cellNumber(double value, bool narrow = false);

} // namespace headlight::ui
