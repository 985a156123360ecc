// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headlight::ui {

enum class Theme { Light, Dark };

} // namespace headlight::ui
