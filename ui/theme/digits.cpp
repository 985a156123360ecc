// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/digits.h"

#include <QLocale>
#include <clocale>

namespace headlight::ui {

void useLatinDigits()
{
    QLocale::setDefault(QLocale::c());
    std::setlocale(LC_NUMERIC, "C");
}

} // namespace headlight::ui
