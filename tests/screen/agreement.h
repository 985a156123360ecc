// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRegion>
#include <QString>

namespace headlight::test {

class LiveProgram;

/// Whether all that can be seen agrees, at this moment or soon: the screen's pixels with a picture painted anew of each
/// window, the colours of cells on the screen with the values of what is chosen, figures with the selection, and
/// buttons, fields, note, inspector and accessible names with both. Says what does not, in one sentence; empty
/// where all does.
QString disagreement(LiveProgram& program);

/// How many pixels of `region` differ, and where; both pictures are kept for whoever looks. Empty where none does.
QString difference(const QImage& shown, const QImage& wanted, const QRegion& region);

} // namespace headlight::test
