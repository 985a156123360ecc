// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSizeF>

#include "figures/provenance.h"

namespace headlight::ui {

/// Gives an SVG file that QSvgGenerator wrote its exact printed size, a style that keeps cells crisp, and what the file
/// says of itself: in a description, and as metadata for programs. Writes its rectangles, one a cell, in a fourth of
/// the bytes.
QByteArray finishedSvg(const QByteArray& svg, const QSizeF& millimetres, const QString& title,
                      const Provenance& provenance);

/// The same facts as an XMP packet (RDF), for PDF files. Without dates, so that equal figures give equal files.
QByteArray xmpPacket(const QString& title, const Provenance& provenance);

} // namespace headlight::ui
