// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include <memory>

#include "core/base/array.h"
#include "ui/plots/colour_map.h"

namespace headlight::ui {

/// A matrix as coloured cells: cell (row, column) covers [column, column + 1) of the key axis and [row, row + 1) of the
/// value axis, which is reversed. On screen one image at the device's resolution; in SVG and PDF rectangles.
class HeatMap : public QCPAbstractPlottable {
public:
    HeatMap(QCPAxis* keyAxis, QCPAxis* valueAxis);

    /// Shows `values`, [rows, columns], through `colours`; the caller replots.
    void setData(const Array& values, std::shared_ptr<const ColourTable> colours);

    /// Makes the picture that draw() will need for a device of `scale` pixels by pixel. Maps may be prepared on several
    /// threads at once, one a map.
    void prepare(double scale);
    std::size_t valueCount() const { return m_values.size(); }

    double selectTest(const QPointF& pos, bool onlySelectable, QVariant* details = nullptr) const override;
    QCPRange getKeyRange(bool& foundRange, QCP::SignDomain inSignDomain = QCP::sdBoth) const override;
    QCPRange getValueRange(bool& foundRange, QCP::SignDomain inSignDomain = QCP::sdBoth,
                           const QCPRange& inKeyRange = QCPRange()) const override;

protected:
    QRect clipRect() const override;
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter* painter, const QRectF& rect) const override;

private:
    QRectF visibleCells() const;
    void drawImage(QCPPainter* painter, double scale);
    QRect target() const;
    void drawCells(QCPPainter* painter) const;
    void drawCellRow(QCPPainter* painter, const QRectF& cells, int row, QRgb ground) const;

    Array m_values;
    std::shared_ptr<const ColourTable> m_colours;
    QImage m_image; ///< of m_imageCells; kept while nothing changes
    QRectF m_imageCells;
};

} // namespace headlight::ui
