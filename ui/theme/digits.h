// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headlight::ui {

/// Numbers in figures and read-outs are written as in the files: 0.25, in Latin digits, whatever the desktop's
/// language. Fields for numbers, which go by the application's locale, show and take the same. After the application
/// was made, which takes the desktop's, and before the first widget.
void useLatinDigits();

} // namespace headlight::ui
