// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include <cstddef>
#include <memory>

#include "figures/colour_map.h"
#include "figures/figure_data.h"
#include "ui/plots/figure_style.h"

namespace headlight::ui {

/// How panels are drawn, beside what they hold.
struct PanelLook {
    std::shared_ptr<const ColourTable> colours;
    const FigureStyle& style;
    bool rectangles = true; ///< files that scale get a rectangle a cell of a map, not an image
};

/// What is drawn in a panel of a figure. The figure sets the axes and finds what is pointed at, so that nothing here
/// has a range, a legend or a distance of its own.
class FigurePlottable : public QCPAbstractPlottable {
public:
    FigurePlottable(QCPAxis* keyAxis, QCPAxis* valueAxis);

    /// Shows `panel`, which is of the kind that this is for; the caller sets the axes and replots.
    virtual void setPanel(const Panel& panel, const PanelLook& look) = 0;
    /// How many values prepare() goes through; 0: it has nothing to do.
    virtual std::size_t valuesToPrepare() const { return 0; }
    /// Makes what draw() will need for a device of `scale` pixels by pixel. Several may be prepared on several
    /// threads at once, each on one.
    virtual void prepare(double) {}

    double selectTest(const QPointF& pos, bool onlySelectable, QVariant* details = nullptr) const override;
    QCPRange getKeyRange(bool& foundRange, QCP::SignDomain inSignDomain = QCP::sdBoth) const override;
    QCPRange getValueRange(bool& foundRange, QCP::SignDomain inSignDomain = QCP::sdBoth,
                           const QCPRange& inKeyRange = QCPRange()) const override;

protected:
    QRect clipRect() const override;
    void drawLegendIcon(QCPPainter* painter, const QRectF& rect) const override;
};

} // namespace headlight::ui
