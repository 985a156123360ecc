// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

namespace headlight::ui {

/// A ring around whatever the keyboard brought the focus to, plots and lists too. The pointer shows for itself, and
/// text fields have a caret.
class FocusRing : public QObject {
    Q_OBJECT
public:
    /// Watches the whole application.
    explicit FocusRing(QObject* parent);
    ~FocusRing() override;

    /// What the ring is around; null: it is not shown.
    QWidget* target() const { return m_ring ? m_ring->parentWidget() : nullptr; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void surround(QWidget* target);
    void remove();

    QPointer<QWidget> m_ring; ///< a child of its target, so that it moves and goes with it
};

} // namespace headlight::ui
