// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/layer_strip.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "figures/colour_map.h"
#include "figures/measure.h"
#include "figures/summaries.h"
#include "ui/plots/cell_image.h"
#include "ui/plots/figure_style.h"

namespace headlight::ui {
namespace {

constexpr int largestThumbnail = 26;
constexpr int smallestThumbnail = 9;
constexpr int thumbnailGap = 6;
constexpr int labelGap = 8;
constexpr double thumbnailPercent = 99.5;
constexpr int restMilliseconds = 40;

/// A layer's map for `measure`, [S,S]; null if it is not there.
Array layerMap(const AnalysisResult& result, const QString& measure, int layer)
{
    const MeasureKind kind = kindOf(measure);
    const Array values = valuesOf(kind, result);
    if (values.isNull() || layer >= values.dimension(0) || kind.shape == MeasureShape::HeadRows)
        return {};
    return kind.shape == MeasureShape::LayerMaps ? values[layer] : normOverHeads(values[layer]);
}

QImage thumbnail(const Array& map, Theme theme, int pixels)
{
    const ColourTable colours(*ColourMap::named(ColourMap::defaultName(false), theme, Qt::white),
                              colourRange({map}, {RangeRule::Kind::Percentile, thumbnailPercent}, false));
    return cellImage(map, QRectF(0, 0, double(map.dimension(1)), double(map.dimension(0))), {pixels, pixels}, colours);
}

} // namespace

LayerStrip::LayerStrip(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Layers"));
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &LayerStrip::drawNext);
}

void LayerStrip::setLayer(int layer, int count, int first)
{
    if (count == m_count && layer == m_current && first == m_first)
        return;
    if (count != m_count)
        updateGeometry();
    m_count = count;
    m_current = layer;
    m_first = first;
    update();
}

void LayerStrip::setMaps(const ResultPtr& result, const QString& measure)
{
    if (result == m_result && measure == m_measure)
        return;
    m_result = result;
    m_measure = measure;
    m_maps.clear();
    ++m_asked;
    m_drawing = true;
    m_rest.start();
    update();
}

void LayerStrip::drawNext()
{
    const int layer = int(m_maps.size());
    m_drawing = m_result && layer < m_count;
    if (!m_drawing)
        return;
    const auto work = [result = m_result, measure = m_measure, layer, theme = themeOf(palette()),
                       pixels = int(largestThumbnail * devicePixelRatioF())] {
        const Array map = layerMap(*result, measure, layer);
        return map.size() == 0 ? QImage() : thumbnail(map, theme, pixels);
    };
    m_jobs.run(this, work, [this, asked = m_asked](const QImage& map) { take(map, asked); });
}

void LayerStrip::take(const QImage& map, std::uint64_t asked)
{
    if (asked != m_asked)
        return;
    m_drawing = !map.isNull(); // else the result has no such map, or not yet
    if (!m_drawing)
        return update();
    m_maps.push_back(map);
    update(thumbnailRect(int(m_maps.size()) - 1));
    drawNext();
}

int LayerStrip::labelWidth() const
{
    return fontMetrics().horizontalAdvance(tr("Layer")) + labelGap;
}

QSize LayerStrip::sizeHint() const
{
    return {labelWidth() + m_count * (largestThumbnail + thumbnailGap), largestThumbnail + 4};
}

QSize LayerStrip::minimumSizeHint() const
{
    return {labelWidth() + m_count * (smallestThumbnail + 2), largestThumbnail + 4};
}

int LayerStrip::pitch() const
{
    return m_count > 0 ? std::clamp((width() - labelWidth()) / m_count, 1, largestThumbnail + thumbnailGap) : 1;
}

QRect LayerStrip::thumbnailRect(int layer) const
{
    const int side = std::clamp(pitch() - 3, smallestThumbnail, largestThumbnail);
    return QRect(labelWidth() + layer * pitch() + 2, (height() - side) / 2, side, side);
}

void LayerStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, tr("Layer"));
    for (int layer = 0; layer < m_count; ++layer) {
        const QRect rect = thumbnailRect(layer);
        if (layer < int(m_maps.size()))
            painter.drawImage(rect, m_maps[std::size_t(layer)]);
        else
            painter.fillRect(rect, palette().color(QPalette::AlternateBase));
        if (!m_drawing && layer >= int(m_maps.size())) { // a session without maps has layers to choose all the same
            painter.setPen(palette().color(QPalette::Mid));
            painter.drawRect(rect.adjusted(0, 0, -1, -1));
        }
    }
    if (m_current < m_count) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.drawRect(thumbnailRect(m_current).adjusted(-1, -1, 1, 1));
    }
}

void LayerStrip::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) // the label before the maps
        updateGeometry();
}

int LayerStrip::layerAt(const QPoint& pixel) const
{
    const int layer = pixel.x() < labelWidth() ? -1 : (pixel.x() - labelWidth()) / pitch();
    return layer < m_count ? layer : -1;
}

void LayerStrip::mousePressEvent(QMouseEvent* event)
{
    const int layer = layerAt(event->position().toPoint());
    if (layer >= 0)
        emit chosen(layer);
}

bool LayerStrip::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const int layer = layerAt(help->pos());
    QToolTip::showText(help->globalPos(), layer < 0 ? QString() : tr("Layer %1").arg(layer + m_first), this);
    return true;
}

} // namespace headlight::ui
