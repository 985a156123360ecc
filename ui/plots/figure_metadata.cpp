// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/figure_metadata.h"

#include <QXmlStreamWriter>

#include "ui/plots/xml_text.h"

namespace headlight::ui {
namespace {

const QString rdfNames = QStringLiteral("http://www.w3.org/1999/02/22-rdf-syntax-ns#");
const QString dublinCore = QStringLiteral("http://purl.org/dc/elements/1.1/");
const QString ownNames = QStringLiteral("urn:headlight:provenance:");
const QString xmpNames = QStringLiteral("adobe:ns:meta/");

/// "Model SHA-256" as a name of XML: "Model_SHA-256".
QString xmlName(QString key)
{
    return key.replace(' ', '_');
}

void writeTitle(QXmlStreamWriter& xml, const QString& title)
{
    xml.writeStartElement(dublinCore, QStringLiteral("title"));
    xml.writeStartElement(rdfNames, QStringLiteral("Alt"));
    xml.writeStartElement(rdfNames, QStringLiteral("li"));
    xml.writeAttribute(QStringLiteral("xml:lang"), QStringLiteral("x-default"));
    xml.writeCharacters(xmlText(title));
    for (int open = 0; open < 3; ++open)
        xml.writeEndElement();
}

} // namespace

void writeRdf(QXmlStreamWriter& xml, const QString& title, const Provenance& provenance)
{
    const QString newLine = QStringLiteral("\n");
    xml.writeNamespace(rdfNames, QStringLiteral("rdf"));
    xml.writeStartElement(rdfNames, QStringLiteral("RDF"));
    xml.writeCharacters(newLine);
    xml.writeNamespace(dublinCore, QStringLiteral("dc"));
    xml.writeNamespace(ownNames, QStringLiteral("headlight"));
    xml.writeStartElement(rdfNames, QStringLiteral("Description"));
    xml.writeAttribute(rdfNames, QStringLiteral("about"), QString());
    xml.writeCharacters(newLine);
    writeTitle(xml, title);
    for (const auto& [key, value] : provenance) {
        xml.writeCharacters(newLine);
        xml.writeTextElement(ownNames, xmlName(key), xmlText(value));
    }
    xml.writeCharacters(newLine);
    xml.writeEndElement();
    xml.writeCharacters(newLine);
    xml.writeEndElement();
}

QByteArray xmpPacket(const QString& title, const Provenance& provenance)
{
    QByteArray packet;
    QXmlStreamWriter xml(&packet);
    xml.writeProcessingInstruction(QStringLiteral("xpacket"),
                                   QStringLiteral("begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\""));
    xml.writeNamespace(xmpNames, QStringLiteral("x"));
    xml.writeStartElement(xmpNames, QStringLiteral("xmpmeta"));
    writeRdf(xml, title, provenance);
    xml.writeEndElement();
    xml.writeProcessingInstruction(QStringLiteral("xpacket"), QStringLiteral("end=\"r\""));
    return packet;
}

} // namespace headlight::ui
