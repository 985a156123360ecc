// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/probability_text.h"

namespace headlight::ui {

QString probabilityText(double probability)
{
    if (probability >= 0.01 || probability == 0)
        return QString::number(probability, 'f', 2);
    return QString::number(probability, 'g', 2).replace(QLatin1Char('-'), QChar(0x2212));
}

QString probabilityText(const std::optional<double>& probability)
{
    return probability ? probabilityText(*probability) : QString();
}

} // namespace headlight::ui
