// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPaintDevice>
#include <QSize>
#include <memory>

class QXmlStreamWriter;

namespace headlight::ui {

class SvgEngine;

/// A page that writes what is painted on it as elements of SVG 1.1. Unlike Qt's generator it clips, draws nothing that
/// was not asked for, writes little more than what is seen, and leaves what surrounds the elements to its caller.
class SvgDevice : public QPaintDevice {
public:
    /// `size`: of the page, in the units of what is painted, 96 to an inch. `xml` stands within a group that has
    /// svgDefaults(), and outlives the device.
    SvgDevice(const QSize& size, QXmlStreamWriter& xml);
    ~SvgDevice() override;

    QPaintEngine* paintEngine() const override;

protected:
    int metric(PaintDeviceMetric metric) const override;

private:
    QSize m_size;
    std::unique_ptr<SvgEngine> m_engine;
};

} // namespace headlight::ui
