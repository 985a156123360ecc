// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace headlight::ui {

void showAbout(QWidget* parent);
/// All keys, in a window that may stay open; digits choose among so many views.
void showKeys(QWidget* parent, int views);

} // namespace headlight::ui
