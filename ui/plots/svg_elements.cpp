// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/svg_elements.h"

#include <QXmlStreamWriter>
#include <utility>

namespace headlight::ui {

void SvgElements::add(SvgElement element, const SvgAttributes& paint)
{
    if (m_paint != paint)
        writeRun();
    m_paint = paint;
    m_run.append(std::move(element));
}

void SvgElements::setClip(const std::optional<QRectF>& rect)
{
    if (m_clip == rect)
        return;
    writeRun();
    if (m_clip)
        closeGroup();
    m_clip = rect;
    if (rect)
        openClip(*rect);
}

void SvgElements::end()
{
    setClip(std::nullopt);
    writeRun();
}

/// One element has its paint itself; several have it from a group.
void SvgElements::writeRun()
{
    const QList<SvgElement> run = std::exchange(m_run, {});
    const bool grouped = run.size() > 1 && !m_paint.isEmpty();
    if (grouped)
        openGroup(m_paint);
    for (const SvgElement& element : run)
        write(element, grouped ? SvgAttributes() : m_paint);
    if (grouped)
        closeGroup();
}

void SvgElements::openGroup(const SvgAttributes& attributes)
{
    newLine();
    m_xml.writeStartElement(QStringLiteral("g"));
    writeAttributes(attributes);
}

void SvgElements::closeGroup()
{
    newLine();
    m_xml.writeEndElement();
}

void SvgElements::write(const SvgElement& element, const SvgAttributes& paint)
{
    newLine();
    if (element.text.isEmpty())
        m_xml.writeEmptyElement(element.name);
    else
        m_xml.writeStartElement(element.name);
    writeAttributes(paint);
    writeAttributes(element.place);
    if (element.text.isEmpty())
        return;
    m_xml.writeCharacters(element.text);
    m_xml.writeEndElement();
}

void SvgElements::writeAttributes(const SvgAttributes& attributes)
{
    for (const auto& [name, value] : attributes)
        m_xml.writeAttribute(name, value);
}

void SvgElements::openClip(const QRectF& rect)
{
    const qsizetype known = m_clips.indexOf(rect);
    const QString name = QStringLiteral("clip%1").arg(known >= 0 ? known : m_clips.size());
    if (known < 0)
        defineClip(rect, name);
    openGroup({{QStringLiteral("clip-path"), QStringLiteral("url(#%1)").arg(name)}});
}

void SvgElements::defineClip(const QRectF& rect, const QString& name)
{
    m_clips.append(rect);
    newLine();
    m_xml.writeStartElement(QStringLiteral("clipPath"));
    m_xml.writeAttribute(QStringLiteral("id"), name);
    m_xml.writeEmptyElement(QStringLiteral("rect"));
    writeAttributes(svgRect(rect));
    m_xml.writeEndElement();
}

void SvgElements::newLine()
{
    m_xml.writeCharacters(QStringLiteral("\n"));
}

} // namespace headlight::ui
