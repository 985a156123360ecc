// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <functional>

namespace headlight::ui {

/// Something that can be done by its name.
struct Command {
    QString group; ///< what it belongs to: "Layer", "View"
    QString title;
    QString keys; ///< that do the same; empty: none
    std::function<void()> run;
};

using Commands = QList<Command>;

} // namespace headlight::ui
