// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

namespace headlight::ui {

/// What is drawn in a panel of a figure. The figure sets the axes and finds what is pointed at, so that nothing here has a
/// range, a legend or a distance of its own.
class FigurePlottable : public QCPAbstractPlottable {
public:
    FigurePlottable(QCPAxis* keyAxis, QCPAxis* valueAxis);

    double selectTest(const QPointF& pos, bool onlySelectable, QVariant* details = nullptr) const override;
    QCPRange getKeyRange(bool& foundRange, QCP::SignDomain inSignDomain = QCP::sdBoth) const override;
    QCPRange getValueRange(bool& foundRange, QCP::SignDomain inSignDomain = QCP::sdBoth,
                           const QCPRange& inKeyRange = QCPRange()) const override;

    /// Something of it lies outside of the panel, and must not be drawn.
    void setPartial(bool partial) { m_partial = partial; }

protected:
    void draw(QCPPainter* painter) final;
    virtual void drawInside(QCPPainter* painter) = 0;
    QRect clipRect() const override;
    void drawLegendIcon(QCPPainter* painter, const QRectF& rect) const override;

private:
    bool m_partial = false;
};

} // namespace headlight::ui
