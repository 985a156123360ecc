// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/svg_file.h"

#include <QXmlStreamWriter>

#include "ui/plots/figure_metadata.h"
#include "ui/plots/svg_attributes.h"
#include "ui/plots/svg_device.h"
#include "ui/plots/xml_text.h"

namespace headlight::ui {
namespace {

const QString svgNames = QStringLiteral("http://www.w3.org/2000/svg");
const QString linkNames = QStringLiteral("http://www.w3.org/1999/xlink");

// Viewers that smooth the edges of cells would show their neighbours' seams, and enlarged pictures would blur.
const QString crispStyle =
    QStringLiteral("rect{shape-rendering:crispEdges}image{image-rendering:optimizeSpeed;image-rendering:pixelated}");

QString described(const SvgHead& head)
{
    QStringList lines;
    for (const auto& [key, value] : head.provenance)
        if (value != head.title)
            lines.append(key + ": " + value);
    return lines.join('\n');
}

void writeSize(QXmlStreamWriter& xml, const SvgHead& head)
{
    const auto inMillimetres = [](double length) { return QString::number(length) + QStringLiteral("mm"); };
    xml.writeAttribute(QStringLiteral("width"), inMillimetres(head.millimetres.width()));
    xml.writeAttribute(QStringLiteral("height"), inMillimetres(head.millimetres.height()));
    xml.writeAttribute(QStringLiteral("viewBox"),
                       QStringLiteral("0 0 %1 %2").arg(head.size.width()).arg(head.size.height()));
    xml.writeAttribute(QStringLiteral("version"), QStringLiteral("1.1"));
}

void writeLine(QXmlStreamWriter& xml, const QString& name, const QString& text)
{
    xml.writeCharacters(QStringLiteral("\n"));
    xml.writeTextElement(svgNames, name, xmlText(text));
}

void writeHead(QXmlStreamWriter& xml, const SvgHead& head)
{
    writeLine(xml, QStringLiteral("title"), head.title);
    writeLine(xml, QStringLiteral("desc"), described(head));
    xml.writeCharacters(QStringLiteral("\n"));
    xml.writeStartElement(svgNames, QStringLiteral("metadata"));
    writeRdf(xml, head.title, head.provenance);
    xml.writeEndElement();
    writeLine(xml, QStringLiteral("style"), crispStyle);
    xml.writeCharacters(QStringLiteral("\n"));
}

bool writeDrawing(QXmlStreamWriter& xml, const QSize& size, const std::function<bool(QPaintDevice&)>& paint)
{
    xml.writeStartElement(svgNames, QStringLiteral("g"));
    for (const auto& [name, value] : svgDefaults())
        xml.writeAttribute(name, value);
    SvgDevice device(size, xml);
    const bool painted = paint(device);
    xml.writeCharacters(QStringLiteral("\n"));
    xml.writeEndElement();
    return painted;
}

} // namespace

QByteArray svgFile(const SvgHead& head, const std::function<bool(QPaintDevice&)>& paint)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.writeStartDocument();
    xml.writeCharacters(QStringLiteral("\n"));
    xml.writeDefaultNamespace(svgNames);
    xml.writeNamespace(linkNames, QStringLiteral("xlink"));
    xml.writeStartElement(svgNames, QStringLiteral("svg"));
    writeSize(xml, head);
    writeHead(xml, head);
    const bool painted = writeDrawing(xml, head.size, paint);
    xml.writeCharacters(QStringLiteral("\n"));
    xml.writeEndDocument();
    return painted && !xml.hasError() ? bytes : QByteArray();
}

} // namespace headlight::ui
