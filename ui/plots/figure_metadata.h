// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include "figures/provenance.h"

class QXmlStreamWriter;

namespace headlight::ui {

// What a figure's file says of itself, in RDF. Without dates, so that equal figures give equal files.

/// Writes the element rdf:RDF.
void writeRdf(QXmlStreamWriter& xml, const QString& title, const Provenance& provenance);

/// The same as an XMP packet, for PDF files.
QByteArray xmpPacket(const QString& title, const Provenance& provenance);

} // namespace headlight::ui
