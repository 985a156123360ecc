// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/svg_engine.h"

#include <QBuffer>
#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <utility>

#include "ui/plots/xml_text.h"

namespace headlight::ui {
namespace {

// What reaches less than this beyond a clip is not clipped: the half width and the caps of lines along its edges.
constexpr double slack = 1;

constexpr QPaintEngine::PaintEngineFeatures features = QPaintEngine::AlphaBlend | QPaintEngine::Antialiasing |
                                                       QPaintEngine::ConstantOpacity | QPaintEngine::PainterPaths |
                                                       QPaintEngine::PixmapTransform | QPaintEngine::PrimitiveTransform;

void append(SvgAttributes& list, const char* name, const QString& value)
{
    list.append({QLatin1String(name), value});
}

bool isApart(const QRectF& a, const QRectF& b)
{
    return a.right() < b.left() || a.left() > b.right() || a.bottom() < b.top() || a.top() > b.bottom();
}

/// Photographs' compression would blur the cells of maps.
QString imageText(const QImage& image)
{
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return QStringLiteral("data:image/png;base64,") + QString::fromLatin1(png.toBase64());
}

} // namespace

SvgEngine::SvgEngine(QXmlStreamWriter& xml) : QPaintEngine(features), m_elements(xml) {}

bool SvgEngine::begin(QPaintDevice*)
{
    return true;
}

bool SvgEngine::end()
{
    m_elements.end();
    return true;
}

/// Of the painter, in the units of the page.
std::optional<QRectF> SvgEngine::clip() const
{
    if (!painter()->hasClipping())
        return std::nullopt;
    return painter()->deviceTransform().mapRect(painter()->clipBoundingRect());
}

/// Whether anything of `extent`, in the painter's units, is within its clip. What it cuts goes into a group that is
/// clipped, and what follows under the same clip too.
bool SvgEngine::isSeen(const QRectF& extent)
{
    const std::optional<QRectF> rect = clip();
    const QRectF place = painter()->deviceTransform().mapRect(extent);
    if (rect && isApart(*rect, place))
        return false;
    const bool cuts = rect && !rect->adjusted(-slack, -slack, slack, slack).contains(place);
    if (m_elements.clip() != rect)
        m_elements.setClip(cuts ? rect : std::nullopt);
    return true;
}

/// What the painter's pen adds to `shape` at its sides.
QRectF SvgEngine::outlined(const QRectF& shape) const
{
    const QPen& pen = painter()->pen();
    const double half = pen.style() == Qt::NoPen ? 0 : std::max(pen.widthF(), 1.0) / 2;
    return shape.normalized().adjusted(-half, -half, half, half);
}

SvgAttributes SvgEngine::paint(Filled filled) const
{
    const double opacity = painter()->opacity();
    SvgAttributes list = svgStroke(painter()->pen(), opacity);
    if (filled == Filled::Yes)
        list = svgFill(painter()->brush(), opacity) + list;
    return list;
}

void SvgEngine::addShape(const QString& name, SvgAttributes place, const SvgAttributes& paint)
{
    place += svgTransform(painter()->deviceTransform());
    m_elements.add({name, std::move(place), {}}, paint);
}

void SvgEngine::drawRects(const QRectF* rects, int count)
{
    for (const QRectF* rect = rects; rect != rects + count; ++rect) {
        const QRectF extent = outlined(*rect);
        if (!extent.isEmpty() && isSeen(extent))
            addShape(QStringLiteral("rect"), svgRect(rect->normalized()), paint(Filled::Yes));
    }
}

void SvgEngine::drawEllipse(const QRectF& rect)
{
    if (!isSeen(outlined(rect)))
        return;
    SvgAttributes place;
    append(place, "cx", svgNumber(rect.center().x()));
    append(place, "cy", svgNumber(rect.center().y()));
    const QString across = svgNumber(rect.width() / 2);
    const QString up = svgNumber(rect.height() / 2);
    append(place, across == up ? "r" : "rx", across);
    if (across != up)
        append(place, "ry", up);
    addShape(across == up ? QStringLiteral("circle") : QStringLiteral("ellipse"), place, paint(Filled::Yes));
}

void SvgEngine::drawPath(const QPainterPath& path)
{
    addPath(path, Filled::Yes);
}

void SvgEngine::drawPolygon(const QPointF* points, int count, PolygonDrawMode mode)
{
    QPainterPath path;
    path.addPolygon(QPolygonF(QList<QPointF>(points, points + count)));
    if (mode != PolylineMode)
        path.closeSubpath();
    path.setFillRule(mode == WindingMode ? Qt::WindingFill : Qt::OddEvenFill);
    addPath(path, mode == PolylineMode ? Filled::No : Filled::Yes);
}

void SvgEngine::addPath(const QPainterPath& path, Filled filled)
{
    if (path.isEmpty() || !isSeen(outlined(path.controlPointRect())))
        return;
    SvgAttributes place;
    append(place, "d", svgPathData(path));
    if (filled == Filled::Yes && path.fillRule() == Qt::WindingFill)
        append(place, "fill-rule", QStringLiteral("nonzero"));
    addShape(QStringLiteral("path"), place, paint(filled));
}

void SvgEngine::drawPixmap(const QRectF& target, const QPixmap& pixmap, const QRectF& source)
{
    drawImage(target, pixmap.toImage(), source, Qt::AutoColor);
}

void SvgEngine::drawImage(const QRectF& target, const QImage& image, const QRectF& source, Qt::ImageConversionFlags)
{
    if (!isSeen(target))
        return;
    SvgAttributes place = svgRect(target);
    append(place, "preserveAspectRatio", QStringLiteral("none"));
    append(place, "xlink:href", imageText(image.copy(source.toAlignedRect())));
    SvgAttributes paint;
    if (!painter()->testRenderHint(QPainter::SmoothPixmapTransform)) // for viewers without style sheets
        append(paint, "image-rendering", QStringLiteral("optimizeSpeed"));
    if (painter()->opacity() < 1)
        append(paint, "opacity", svgNumber(painter()->opacity()));
    addShape(QStringLiteral("image"), place, paint);
}

/// Where its letters are; only a font can tell, and it takes its time.
QRectF SvgEngine::inkOf(const QPointF& place, const QTextItem& item) const
{
    const QRectF line(place.x(), place.y() - item.ascent(), item.width(), item.ascent() + item.descent());
    const std::optional<QRectF> rect = clip();
    if (!rect || rect->contains(painter()->deviceTransform().mapRect(line)))
        return line;
    return QFontMetricsF(item.font(), paintDevice()).tightBoundingRect(item.text()).translated(place);
}

void SvgEngine::drawTextItem(const QPointF& place, const QTextItem& item)
{
    if (item.text().isEmpty())
        return QPaintEngine::drawTextItem(place, item); // glyphs without characters, as a path
    const QString text = placedRun(xmlText(item.text()));
    if (text.isEmpty() || painter()->pen().style() == Qt::NoPen || !isSeen(inkOf(place, item)))
        return;
    SvgAttributes where;
    append(where, "x", svgNumber(place.x()));
    append(where, "y", svgNumber(place.y()));
    where += svgTransform(painter()->deviceTransform());
    m_elements.add({QStringLiteral("text"), where, text},
                   svgTextPaint(painter()->pen(), item.font(), painter()->opacity()));
}

} // namespace headlight::ui
