// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QString>

class QPainter;

namespace headlight::ui {

// Qt's SVG writer knows no clipping. What is drawn between these two is clipped to `rect`, which is in the file's
// units, once withClips() was over the text.

void beginSvgClip(QPainter& painter, const QRect& rect);
void endSvgClip(QPainter& painter);
/// The same SVG with clip paths in place of the marks that the two left.
QString withClips(const QString& svg);

} // namespace headlight::ui
