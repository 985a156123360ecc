// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <optional>

namespace headlight::ui {

/// The choice whose name stands at its place in `names`; empty for another name.
template <typename Choice>
std::optional<Choice> choiceNamed(const QStringList& names, const QString& name)
{
    const qsizetype index = names.indexOf(name);
    return index < 0 ? std::nullopt : std::optional(static_cast<Choice>(index));
}

} // namespace headlight::ui
