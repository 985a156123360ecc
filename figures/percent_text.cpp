// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/percent_text.h"

namespace headlight::ui {

QString percentText(double share)
{
    if (share < 1e-5)
        return QStringLiteral("< 0.001 %");
    const QString number = share >= 0.1 ? QString::number(share * 100, 'f', 0) : QString::number(share * 100, 'g', 2);
    return number + QStringLiteral(" %");
}

} // namespace headlight::ui
