// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include <memory>

#include "core/base/array.h"
#include "figures/colour_map.h"
#include "ui/plots/figure_plottable.h"

namespace headlight::ui {

/// A matrix as coloured cells: cell (row, column) covers [column, column + 1) of the key axis and [row, row + 1) of the
/// value axis, which is reversed. On screen one image at the device's resolution; in SVG and PDF rectangles.
class HeatMap : public FigurePlottable {
public:
    HeatMap(QCPAxis* keyAxis, QCPAxis* valueAxis);

    /// Shows `values`, [rows, columns], through `colours`; the caller replots.
    void setData(const Array& values, std::shared_ptr<const ColourTable> colours);

    void setPanel(const Panel& panel, const PanelLook& look) override;
    void prepare(double scale) override;
    std::size_t valuesToPrepare() const override { return m_values.size(); }
    /// Whether files that scale get a rectangle a cell, not an image.
    void setRectangles(bool wanted) { m_rectangles = wanted; }

protected:
    void draw(QCPPainter* painter) override;

private:
    QRectF visibleCells() const;
    void drawImage(QCPPainter* painter, double scale);
    QRect target() const;
    void drawCells(QCPPainter* painter) const;
    void drawCellRow(QCPPainter* painter, const QRectF& cells, int row) const;

    Array m_values;
    std::shared_ptr<const ColourTable> m_colours;
    bool m_rectangles = true;
    QImage m_image; ///< of m_imageCells; kept while nothing changes
    QRectF m_imageCells;
};

} // namespace headlight::ui
