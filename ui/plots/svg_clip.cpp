// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/svg_clip.h"

#include <QPainter>
#include <QRegularExpression>

namespace headlight::ui {
namespace {

// A mark is a text of its own group: the writer begins one for each change of the pen.
const QColor markColour(1, 2, 3);

void writeMark(QPainter& painter, const QString& text)
{
    painter.save();
    painter.setPen(markColour);
    painter.drawText(0, 0, text);
    painter.restore();
}

QString groupClippedTo(const QRegularExpressionMatch& match, int number)
{
    return QStringLiteral("<clipPath id=\"clip%1\"><rect x=\"%2\" y=\"%3\" width=\"%4\" height=\"%5\"/></clipPath>\n"
                          "<g clip-path=\"url(#clip%1)\">")
        .arg(number)
        .arg(match.captured(1), match.captured(2), match.captured(3), match.captured(4));
}

} // namespace

void beginSvgClip(QPainter& painter, const QRect& rect)
{
    const QString mark = QStringLiteral("headlight-clip %1 %2 %3 %4");
    writeMark(painter, mark.arg(rect.x()).arg(rect.y()).arg(rect.width()).arg(rect.height()));
}

void endSvgClip(QPainter& painter)
{
    writeMark(painter, QStringLiteral("headlight-clip-end"));
}

QString withClips(const QString& svg)
{
    static const QRegularExpression mark(
        QStringLiteral("<g [^>]*>\\s*<text fill=\"#010203\"[^>]*>\\s*"
                       "headlight-clip(?:-end| (-?\\d+) (-?\\d+) (\\d+) (\\d+))\\s*</text>\\s*</g>"));
    QString text;
    qsizetype done = 0;
    int clips = 0;
    for (auto marks = mark.globalMatch(svg); marks.hasNext();) {
        const auto match = marks.next();
        text += QStringView(svg).mid(done, match.capturedStart() - done);
        text += match.captured(1).isEmpty() ? QStringLiteral("</g>") : groupClippedTo(match, clips++);
        done = match.capturedEnd();
    }
    text += QStringView(svg).mid(done);
    return text;
}

} // namespace headlight::ui
