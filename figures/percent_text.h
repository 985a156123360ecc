// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace headlight::ui {

/// "0.4 %" of a share.
QString percentText(double share);

} // namespace headlight::ui
