// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QKeyEvent;

namespace headlight::ui {

/// Says who gets a key that both the window and the control in focus could use. Lists, boxes and sliders keep their
/// arrows; a text field keeps Undo and Redo only while it has something to undo itself.
class KeyFilter : public QObject {
    Q_OBJECT
public:
    /// Watches the whole application.
    explicit KeyFilter(QObject* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace headlight::ui
