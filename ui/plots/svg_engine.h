// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPaintEngine>
#include <QRectF>
#include <optional>

#include "ui/plots/svg_elements.h"

namespace headlight::ui {

/// Writes each thing that a painter draws as one element. It asks its painter for pen, brush, place and clip, and keeps
/// none of them. What it has no features for (gradients, patterns) reaches it as images that Qt paints. Clips are
/// rectangles: of any other, the one around it.
class SvgEngine : public QPaintEngine {
public:
    explicit SvgEngine(QXmlStreamWriter& xml);

    // The others of these names come here.
    using QPaintEngine::drawEllipse;
    using QPaintEngine::drawPolygon;
    using QPaintEngine::drawRects;

    bool begin(QPaintDevice* device) override;
    bool end() override;
    void updateState(const QPaintEngineState&) override {}
    Type type() const override { return QPaintEngine::SVG; }

    void drawRects(const QRectF* rects, int count) override;
    void drawEllipse(const QRectF& rect) override;
    void drawPath(const QPainterPath& path) override;
    void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override;
    void drawPixmap(const QRectF& target, const QPixmap& pixmap, const QRectF& source) override;
    void drawImage(const QRectF& target, const QImage& image, const QRectF& source,
                   Qt::ImageConversionFlags flags) override;
    void drawTextItem(const QPointF& place, const QTextItem& item) override;

private:
    enum class Filled { Yes, No };

    std::optional<QRectF> clip() const;
    bool isSeen(const QRectF& extent);
    QRectF outlined(const QRectF& shape) const;
    QRectF inkOf(const QPointF& place, const QTextItem& item) const;
    SvgAttributes paint(Filled filled) const;
    void addPath(const QPainterPath& path, Filled filled);
    void addShape(const QString& name, SvgAttributes place, const SvgAttributes& paint);

    SvgElements m_elements;
};

} // namespace headlight::ui
