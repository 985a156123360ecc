// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QRectF>
#include <QTest>
#include <QXmlStreamReader>

namespace headlight::test {

/// A drawn element of an SVG file as viewers have it: with what the groups around it say.
struct SvgShape {
    QString name;
    QHash<QString, QString> attributes; ///< its own, and those of the groups
    QString text;
    QList<QRectF> clips;

    QString value(const char* attribute) const { return attributes.value(QLatin1String(attribute)); }
    double number(const char* attribute) const { return value(attribute).toDouble(); }
    QRectF rect() const { return {number("x"), number("y"), number("width"), number("height")}; }
    bool isFilled() const { return attributes.value("fill", "none") != "none"; }
    bool isOutlined() const { return attributes.value("stroke", "none") != "none"; }
};

/// An SVG file, read as XML.
struct SvgContents {
    QHash<QString, QString> root; ///< attributes of the outermost element
    QString title;
    QString description;
    QString style;
    QHash<QString, QString> facts; ///< of the metadata, by their names in the program's namespace
    QList<SvgShape> shapes;
    QHash<QString, QRectF> clips; ///< by their identifiers

    QList<SvgShape> named(const QString& name) const
    {
        QList<SvgShape> found;
        std::copy_if(shapes.begin(), shapes.end(), std::back_inserter(found),
                     [&](const SvgShape& shape) { return shape.name == name; });
        return found;
    }
    QStringList texts() const
    {
        QStringList list;
        for (const SvgShape& shape : named("text"))
            list.append(shape.text);
        return list;
    }
};

class SvgReader {
public:
    explicit SvgReader(const QByteArray& svg) : m_xml(svg) {}

    /// Ends the program where it is no XML.
    SvgContents read()
    {
        while (!m_xml.atEnd()) {
            const auto token = m_xml.readNext();
            if (token == QXmlStreamReader::StartElement)
                start();
            else if (token == QXmlStreamReader::EndElement && m_xml.name() == u"g")
                m_groups.removeLast();
        }
        if (m_xml.hasError())
            qFatal("%s", qPrintable(m_xml.errorString()));
        return m_contents;
    }

private:
    void start()
    {
        const QString name = m_xml.name().toString();
        const QHash<QString, QString> own = attributes();
        if (name == "svg")
            m_contents.root = own;
        else if (name == "g")
            openGroup(own);
        else if (name == "clipPath")
            readClip(own["id"]);
        else if (m_xml.namespaceUri().startsWith(u"urn:headlight"))
            m_contents.facts[name] = m_xml.readElementText();
        else if (m_groups.isEmpty())
            readHead(name);
        else
            readShape(name, own);
    }

    QHash<QString, QString> attributes() const
    {
        QHash<QString, QString> list;
        for (const QXmlStreamAttribute& each : m_xml.attributes())
            list[each.name().toString()] = each.value().toString();
        return list;
    }

    void openGroup(QHash<QString, QString> own)
    {
        SvgShape group = m_groups.isEmpty() ? SvgShape() : m_groups.last();
        const QString clip = own.take("clip-path");
        if (!clip.isEmpty())
            group.clips.append(m_contents.clips.value(clip.mid(5).chopped(1))); // url(#NAME)
        group.attributes.insert(own);
        m_groups.append(group);
    }

    void readClip(const QString& name)
    {
        m_xml.readNextStartElement();
        SvgShape shape;
        shape.attributes = attributes();
        if (m_contents.clips.contains(name))
            qFatal("two clips are named %s", qPrintable(name));
        m_contents.clips[name] = shape.rect();
        m_xml.skipCurrentElement();
    }

    void readHead(const QString& name)
    {
        if (m_xml.namespaceUri() != u"http://www.w3.org/2000/svg")
            return; // within the metadata
        if (name == "title")
            m_contents.title = m_xml.readElementText();
        else if (name == "desc")
            m_contents.description = m_xml.readElementText();
        else if (name == "style")
            m_contents.style = m_xml.readElementText();
    }

    void readShape(const QString& name, const QHash<QString, QString>& own)
    {
        SvgShape shape = m_groups.last();
        shape.name = name;
        shape.attributes.insert(own);
        shape.text = m_xml.readElementText();
        m_contents.shapes.append(shape);
    }

    QXmlStreamReader m_xml;
    SvgContents m_contents;
    QList<SvgShape> m_groups; ///< around what is read
};

inline SvgContents readSvg(const QByteArray& svg)
{
    return SvgReader(svg).read();
}

} // namespace headlight::test
