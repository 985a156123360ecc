// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

namespace headlight::ui {

struct FigureScene;

/// Crosses out the marked cells of a map, and draws the line before its ruled column.
void drawCellMarks(QCPPainter& painter, const FigureScene& scene, int panel);

} // namespace headlight::ui
