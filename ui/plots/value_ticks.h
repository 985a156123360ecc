// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

namespace headlight::ui {

struct FigureScene;

/// To the left of a panel that is no map: ticks, as many as have room, and the axis' name read upwards. Histograms have
/// words at the ends of their bins.
void drawValueTicks(QCPPainter& painter, const FigureScene& scene, int panel);

/// Below a scatter panel: ticks of its other axis, and that axis' name.
void drawAcrossTicks(QCPPainter& painter, const FigureScene& scene, int panel);

} // namespace headlight::ui
