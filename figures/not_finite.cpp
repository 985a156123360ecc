// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/not_finite.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <cstdint>

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(NotFinite)
};

/// Box plots and histograms stand for values that they have not here; their titles say how many of them are left out.
bool isCounted(Panel::Kind kind)
{
    return kind != Panel::Kind::Boxes && kind != Panel::Kind::Histograms;
}

/// Ranges know whether there is anything to count, so that most figures are not read once more.
bool mayHoldSome(const FigureData& figure)
{
    const bool inOne = figure.oneRange && figure.range.hasNan;
    return !figure.blankNan &&
           (inOne || std::any_of(figure.panels.begin(), figure.panels.end(), [](const Panel& panel) {
                return panel.range.hasNan || (isCounted(panel.kind) && !panel.isMap());
            }));
}

std::int64_t countOf(const Array& values)
{
    const auto all = values.values();
    return std::count_if(all.begin(), all.end(), [](float value) { return !std::isfinite(value); });
}

} // namespace

QString notFiniteText(const FigureData& figure)
{
    if (!mayHoldSome(figure))
        return {};
    std::int64_t count = 0;
    std::int64_t all = 0;
    for (const Panel& panel : figure.panels) {
        if (!isCounted(panel.kind))
            continue;
        count += countOf(panel.values) + countOf(panel.others);
        all += static_cast<std::int64_t>(panel.values.size() + panel.others.size());
    }
    if (count == 0)
        return {};
    return count == 1 ? Text::tr("1 value is NaN or infinite.")
                      : Text::tr("%1 of %2 values are NaN or infinite.").arg(count).arg(all);
}

} // namespace headlight::ui
