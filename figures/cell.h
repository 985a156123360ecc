// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headlight::ui {

/// One cell of one map: -1 where a part is not chosen (a head alone, a token alone).
struct Cell {
    int layer = 0;
    int head = -1;
    int from = -1;
    int to = -1;
    bool operator==(const Cell&) const = default;
};

} // namespace headlight::ui
