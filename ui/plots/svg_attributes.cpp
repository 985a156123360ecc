// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/svg_attributes.h"

#include <QBrush>
#include <QFont>
#include <QFontInfo>
#include <QPainterPath>
#include <QPen>
#include <QTransform>
#include <cmath>

namespace headlight::ui {
namespace {

constexpr int digits = 6;      // of a number: a thousandth of a unit, or less
constexpr double places = 1e6; // what is less is noise of turns and products

void add(SvgAttributes& list, const char* name, const QString& value)
{
    list.append({QLatin1String(name), value});
}

/// `name` and, where the colour lets something through, its opacity.
void addColour(SvgAttributes& list, const QString& name, const QColor& colour, double opacity)
{
    list.append({name, colour.name()});
    const double alpha = double(colour.alphaF()) * opacity;
    if (alpha < 1)
        list.append({name + QStringLiteral("-opacity"), svgNumber(alpha)});
}

void addCap(SvgAttributes& list, Qt::PenCapStyle cap)
{
    if (cap != Qt::SquareCap)
        add(list, "stroke-linecap", cap == Qt::RoundCap ? QStringLiteral("round") : QStringLiteral("butt"));
}

void addJoin(SvgAttributes& list, const QPen& pen)
{
    if (pen.joinStyle() == Qt::BevelJoin)
        return;
    const bool round = pen.joinStyle() == Qt::RoundJoin;
    add(list, "stroke-linejoin", round ? QStringLiteral("round") : QStringLiteral("miter"));
    if (!round)
        add(list, "stroke-miterlimit", svgNumber(pen.miterLimit()));
}

/// A pattern counts in widths of the line.
void addDashes(SvgAttributes& list, const QPen& pen, double width)
{
    if (pen.style() == Qt::SolidLine)
        return;
    QStringList lengths;
    for (const qreal length : pen.dashPattern())
        lengths.append(svgNumber(length * width));
    add(list, "stroke-dasharray", lengths.join(','));
    if (pen.dashOffset() != 0)
        add(list, "stroke-dashoffset", svgNumber(pen.dashOffset() * width));
}

QString pointText(const QPainterPath::Element& element)
{
    return svgNumber(element.x) + ',' + svgNumber(element.y);
}

bool isSamePlace(const QPointF& a, const QPointF& b)
{
    return pointText({a.x(), a.y(), QPainterPath::MoveToElement}) ==
           pointText({b.x(), b.y(), QPainterPath::MoveToElement});
}

QString commandOf(QPainterPath::ElementType type)
{
    switch (type) {
    case QPainterPath::MoveToElement: return QStringLiteral("M");
    case QPainterPath::LineToElement: return QStringLiteral("L");
    case QPainterPath::CurveToElement: return QStringLiteral("C");
    default: return QStringLiteral(" "); // another point of the curve
    }
}

/// Whether the part of the path that ends before `end` comes back to `start`.
bool isClosed(const QPainterPath& path, int start, int end)
{
    return end - start > 2 && isSamePlace(path.elementAt(start), path.elementAt(end - 1));
}

} // namespace

SvgAttributes svgDefaults()
{
    SvgAttributes list;
    add(list, "fill", QStringLiteral("none"));
    add(list, "stroke", QStringLiteral("none"));
    add(list, "fill-rule", QStringLiteral("evenodd"));
    add(list, "stroke-linecap", QStringLiteral("square"));
    add(list, "stroke-linejoin", QStringLiteral("bevel"));
    add(list, "xml:space", QStringLiteral("preserve"));
    return list;
}

SvgAttributes svgFill(const QBrush& brush, double opacity)
{
    SvgAttributes list;
    if (brush.style() != Qt::NoBrush)
        addColour(list, QStringLiteral("fill"), brush.color(), opacity);
    return list;
}

SvgAttributes svgStroke(const QPen& pen, double opacity)
{
    SvgAttributes list;
    if (pen.style() == Qt::NoPen)
        return list;
    const double width = pen.widthF() > 0 ? pen.widthF() : 1; // Qt's finest line
    addColour(list, QStringLiteral("stroke"), pen.color(), opacity);
    if (width != 1)
        add(list, "stroke-width", svgNumber(width));
    addCap(list, pen.capStyle());
    addJoin(list, pen);
    addDashes(list, pen, width);
    if (pen.isCosmetic())
        add(list, "vector-effect", QStringLiteral("non-scaling-stroke"));
    return list;
}

SvgAttributes svgTextPaint(const QPen& pen, const QFont& font, double opacity)
{
    SvgAttributes list;
    addColour(list, QStringLiteral("fill"), pen.color(), opacity);
    add(list, "font-family", font.family());
    const int pixels = font.pixelSize() > 0 ? font.pixelSize() : QFontInfo(font).pixelSize();
    add(list, "font-size", QString::number(pixels));
    if (font.weight() != QFont::Normal)
        add(list, "font-weight", QString::number(font.weight()));
    if (font.style() != QFont::StyleNormal)
        add(list, "font-style",
            font.style() == QFont::StyleItalic ? QStringLiteral("italic") : QStringLiteral("oblique"));
    return list;
}

SvgAttributes svgRect(const QRectF& rect)
{
    SvgAttributes list;
    add(list, "x", svgNumber(rect.x()));
    add(list, "y", svgNumber(rect.y()));
    add(list, "width", svgNumber(rect.width()));
    add(list, "height", svgNumber(rect.height()));
    return list;
}

SvgAttributes svgTransform(const QTransform& transform)
{
    SvgAttributes list;
    if (transform.isIdentity())
        return list;
    QStringList factors;
    for (const double factor :
         {transform.m11(), transform.m12(), transform.m21(), transform.m22(), transform.dx(), transform.dy()})
        factors.append(svgNumber(factor));
    add(list, "transform", QStringLiteral("matrix(%1)").arg(factors.join(',')));
    return list;
}

QString svgPathData(const QPainterPath& path)
{
    QString data;
    int start = 0; // of the part that the path is in
    const int count = path.elementCount();
    for (int i = 0; i < count; ++i) {
        const QPainterPath::Element element = path.elementAt(i);
        start = element.isMoveTo() ? i : start;
        data += commandOf(element.type) + pointText(element);
        const bool ends = i + 1 == count || path.elementAt(i + 1).isMoveTo();
        if (ends && isClosed(path, start, i + 1))
            data += 'Z';
    }
    return data;
}

QString svgNumber(double value)
{
    return QString::number(std::round(value * places) / places + 0.0, 'g', digits); // + 0.0: no −0
}

} // namespace headlight::ui
