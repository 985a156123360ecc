// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/svg_device.h"

#include <cmath>
#include <limits>

#include "ui/plots/svg_engine.h"

namespace headlight::ui {
namespace {

constexpr int resolution = 96; // CSS pixels to an inch
constexpr double mmPerUnit = 25.4 / resolution;
constexpr int bitsOfPixel = 32; // any colour

} // namespace

SvgDevice::SvgDevice(const QSize& size, QXmlStreamWriter& xml)
    : m_size(size),
      m_engine(std::make_unique<SvgEngine>(xml))
{
}

SvgDevice::~SvgDevice() = default;

QPaintEngine* SvgDevice::paintEngine() const
{
    return m_engine.get();
}

int SvgDevice::metric(PaintDeviceMetric metric) const
{
    switch (metric) {
    case PdmWidth: return m_size.width();
    case PdmHeight: return m_size.height();
    case PdmWidthMM: return int(std::lround(m_size.width() * mmPerUnit));
    case PdmHeightMM: return int(std::lround(m_size.height() * mmPerUnit));
    case PdmDpiX:
    case PdmDpiY:
    case PdmPhysicalDpiX:
    case PdmPhysicalDpiY: return resolution;
    case PdmDepth: return bitsOfPixel;
    case PdmNumColors: return std::numeric_limits<int>::max();
    case PdmDevicePixelRatio: return 1;
    case PdmDevicePixelRatioScaled: return int(devicePixelRatioFScale());
    default: return QPaintDevice::metric(metric);
    }
}

} // namespace headlight::ui
