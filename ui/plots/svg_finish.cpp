// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/svg_finish.h"

#include <QRegularExpression>
#include <algorithm>

#include "ui/plots/svg_clip.h"

namespace headlight::ui {
namespace {

// Viewers that smooth the edges of cells would show their neighbours' seams, and enlarged pictures would blur.
const char* const crispStyle =
    "<style>rect{shape-rendering:crispEdges}image{image-rendering:optimizeSpeed;image-rendering:pixelated}</style>\n";
const char* const ownNames = "urn:headlight:provenance:";

bool isWritable(QChar c)
{
    return (c.unicode() >= 0x20 || c == '\n' || c == '\t') && c.unicode() < 0xfffe;
}

/// The characters that XML has no way to write are replaced.
QString writable(QString text)
{
    std::replace_if(
        text.begin(), text.end(), [](QChar c) { return !isWritable(c); }, QChar(QChar::ReplacementCharacter));
    return text;
}

QString escaped(const QString& text)
{
    return writable(text).toHtmlEscaped();
}

QString described(const QString& title, const Provenance& provenance)
{
    QStringList lines;
    for (const auto& [key, value] : provenance)
        if (value != title)
            lines.append(key + ": " + value);
    return escaped(lines.join('\n'));
}

/// "Model SHA-256" as a name of XML: "Model_SHA-256".
QString xmlName(QString key)
{
    return key.replace(' ', '_');
}

/// The outermost group has a black line, which all that says nothing of its own would inherit.
QString withoutLines(QString text)
{
    return text.replace(QStringLiteral("<g fill=\"none\" stroke=\"black\""),
                        QStringLiteral("<g fill=\"none\" stroke=\"none\""));
}

bool isLetterFromRight(QChar character)
{
    return character.direction() == QChar::DirR || character.direction() == QChar::DirAL;
}

/// Each run of text has its place, so that isolates have done their work, and viewers would take them for unclosed.
/// Where letters stand beside signs, a run from the right says so: viewers begin at the left.
QString directed(QString run)
{
    run.removeIf([](QChar each) { return each.unicode() >= 0x2066 && each.unicode() <= 0x2069; });
    const bool fromRight = std::any_of(run.begin(), run.end(), isLetterFromRight);
    const bool letters =
        std::all_of(run.begin(), run.end(), [](QChar each) { return isLetterFromRight(each) || each.isMark(); });
    return fromRight && !letters ? QChar(0x2067) + run + QChar(0x2069) : run;
}

QString withDirectedRuns(const QString& text)
{
    static const QRegularExpression run(QStringLiteral("(<text [^>]*>)([^<]*)(</text>)"));
    QString whole;
    qsizetype end = 0;
    for (auto matches = run.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const QString content = directed(match.captured(2));
        whole += text.mid(end, match.capturedStart() - end);
        whole += content.isEmpty() ? QString() : match.captured(1) + content + match.captured(3);
        end = match.capturedEnd();
    }
    return whole + text.mid(end);
}

/// Groups of one rectangle, filled and not moved, become that rectangle; empty groups go.
QString withShortRectangles(QString text)
{
    static const QRegularExpression cell(QStringLiteral(
        "<g fill=\"(#[0-9a-f]{6})\" fill-opacity=\"1\" stroke=\"none\" transform=\"matrix\\(1,0,0,1,0,0\\)\""
        "[^>]*>\\s*<rect ([^>]*)/>\\s*</g>\\s*"));
    static const QRegularExpression empty(QStringLiteral("<g [^>]*>\\s*</g>\\s*"));
    return text.replace(cell, QStringLiteral("<rect fill=\"\\1\" \\2/>\n")).remove(empty);
}

QString rdf(const QString& title, const Provenance& provenance)
{
    QString text =
        QStringLiteral("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                       "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                       "xmlns:headlight=\"%1\">\n"
                       "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%2</rdf:li></rdf:Alt></dc:title>\n")
            .arg(QLatin1String(ownNames), escaped(title));
    for (const auto& [key, value] : provenance)
        text += QStringLiteral("<headlight:%1>%2</headlight:%1>\n").arg(xmlName(key), escaped(value));
    return text + QStringLiteral("</rdf:Description>\n</rdf:RDF>\n");
}

} // namespace

QByteArray finishedSvg(const QByteArray& svg, const QSizeF& millimetres, const QString& title,
                      const Provenance& provenance)
{
    static const QRegularExpression size(QStringLiteral("<svg width=\"[^\"]*\" height=\"[^\"]*\""));
    static const QRegularExpression head(QStringLiteral("<title>.*?</desc>\n"),
                                         QRegularExpression::DotMatchesEverythingOption);
    QString text = QString::fromUtf8(svg);
    const auto match = size.match(text);
    text.replace(
        match.capturedStart(), match.capturedLength(),
        QStringLiteral("<svg width=\"%1mm\" height=\"%2mm\"").arg(millimetres.width()).arg(millimetres.height()));
    const auto old = head.match(text);
    const QString own = QStringLiteral("<title>%1</title>\n<desc>%2</desc>\n<metadata>\n%3</metadata>\n")
                            .arg(escaped(title), described(title, provenance), rdf(title, provenance));
    text.replace(old.capturedStart(), old.capturedLength(), own + QLatin1String(crispStyle));
    return withShortRectangles(withoutLines(withClips(withDirectedRuns(writable(text)))))
        .toUtf8(); // labels are as the tokens are
}

QByteArray xmpPacket(const QString& title, const Provenance& provenance)
{
    const QString text = QStringLiteral("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                                        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n%1</x:xmpmeta>\n"
                                        "<?xpacket end=\"r\"?>")
                             .arg(rdf(title, provenance));
    return text.toUtf8();
}

} // namespace headlight::ui
