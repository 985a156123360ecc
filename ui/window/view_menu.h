// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMenu;

namespace headlight::ui {

class ViewDocks;

/// The part of the menu View that is about the views: which is in front, how they are arranged, how far they are
/// zoomed.
void addViewActions(QMenu* menu, ViewDocks* views);

} // namespace headlight::ui
