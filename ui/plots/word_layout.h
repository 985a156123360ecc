// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFontMetrics>
#include <QList>
#include <QRect>

#include "figures/figure_data.h"

class QPainter;

namespace headlight::ui {

// Running text of tokens, each word on a ground of its own; pieces of a word stand close to what they
// continue, on the side that the word is read to.

/// Where each token stands in lines of `width`. `linkRoom`: above each line, for what is drawn there.
QList<QRect> wordRects(const QList<RunningPiece>& tokens, const QFontMetrics& metrics, int width, int linkRoom = 0);
/// The places of `tokens`, given from left to right, with those that are read from right to left turned round: within
/// each line, together with the numbers and signs between them.
QList<QRect> inReadingOrder(const QList<RunningPiece>& tokens, QList<QRect> rects);
/// The height of these lines.
int wordsHeight(const QList<QRect>& rects, const QFontMetrics& metrics);
/// Draws a token in `rect` in the pen's colour; with a ground, in what can be read on it.
void drawWord(QPainter& painter, const QList<RunningPiece>& tokens, int entry, const QRect& rect,
              const QColor& ground = {});

} // namespace headlight::ui
