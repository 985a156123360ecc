// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <optional>
#include <vector>

#include "core/session/view_state.h"

namespace headlight::ui {

/// How groups of views part a rectangle: one group, or parts beside or below each other.
struct Slice {
    int group = -1; ///< of a slice without parts
    bool beside = false;
    std::vector<Slice> parts;
};

/// What of `groups`, which may come from a stranger, can be shown: each of the views `known` at most once, no group
/// without one. Groups whose places overlap become one.
std::vector<ViewGroup> usableArrangement(const std::vector<ViewGroup>& groups, const QStringList& known);

/// How the groups that do not float part their room; nothing where their places overlap, or there are none.
std::optional<Slice> slicesOf(const std::vector<ViewGroup>& groups);

} // namespace headlight::ui
