// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace headlight::ui {

/// Holds a line whose text follows the pointer. The line gives way in width and is as high as it was at first, or,
/// where it wraps, as its text is; a text of the same height asks nothing around it for a new layout, which costs more
/// than the text.
class SteadyBox : public QWidget {
    Q_OBJECT
public:
    explicit SteadyBox(QWidget* line, QWidget* parent = nullptr);

    QSize sizeHint() const override { return {0, m_height}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int neededHeight() const;
    void measure();

    QWidget* m_line;
    int m_height = 0;
};

} // namespace headlight::ui
