// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QString>
#include <array>
#include <optional>
#include <vector>

#include "figures/colour_range.h"
#include "figures/theme.h"

namespace headlight::ui {

/// What NaN and infinity are drawn in; far from every colour of every map.
inline constexpr QRgb nanColour = 0xffe600e6;

/// A named way from a position in [0,1] to a colour. All are safe for colour-blind readers.
class ColourMap {
public:
    /// One of names(); empty for another. The middle of a diverging map is `zero`, the colour
    /// of the panel that it is drawn on; its ends are chosen for `theme`.
    static std::optional<ColourMap> named(const QString& id, Theme theme, const QColor& zero);
    static QStringList names();
    static QStringList sequentialNames();
    static QStringList divergingNames();
    /// The map of a measure for which none was chosen.
    static QString defaultName(bool isSigned);

    bool isDiverging() const { return m_diverging; }
    QRgb at(double position) const;

private:
    std::vector<QRgb> m_anchors; ///< evenly spaced
    bool m_diverging = false;
};

/// A colour map laid over a range: from values to colours, by a table.
class ColourTable {
public:
    ColourTable() = default;
    /// A diverging map is centred at zero also where the range is not.
    ColourTable(const ColourMap& map, const ColourRange& range);

    /// The colour of NaN and infinity, where it is not the one that marks them.
    void setNanColour(QRgb colour) { m_nan = colour; }

    QRgb colour(float value) const;
    const ColourRange& range() const { return m_range; }
    bool operator==(const ColourTable& other) const;

private:
    static constexpr int size = 1025; // odd: zero of a symmetric range has an entry of its own
    std::array<QRgb, size> m_colours{};
    QRgb m_nan = nanColour;
    ColourRange m_range;
    float m_low = 0;
    float m_scale = 1;
};

} // namespace headlight::ui
