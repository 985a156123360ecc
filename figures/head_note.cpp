// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/head_note.h"

#include <QCoreApplication>

namespace headlight::ui {

QString withoutHeadText()
{
    return QCoreApplication::translate("HeadNote",
                                       "This model has no head for a task: attention and norms only.");
}

} // namespace headlight::ui
