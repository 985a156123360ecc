// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace headlight::ui {

/// Lies over a window while something is dragged that it takes: a frame, and what a drop does.
class DropHint : public QLabel {
    Q_OBJECT
public:
    explicit DropHint(QWidget* window);

    /// Covers the window; an empty text hides it.
    void show(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace headlight::ui
