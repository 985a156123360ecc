// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QDockWidget;
class QLabel;
class QToolButton;

namespace headlight::ui {

/// The title of a view that stands alone or afloat. It looks like the tab that the view has among others, where the
/// title takes no room.
class DockTitle : public QWidget {
    Q_OBJECT
public:
    explicit DockTitle(QDockWidget* dock);

    void setFolded(bool folded);
    bool isFolded() const { return m_folded; }
    /// Marks the view that keys and exports go to.
    void setFront(bool front);
    void showFloating(bool floating);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void floatWanted();
    void closeWanted();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QToolButton* addButton(const QString& name, const QString& icon);

    QLabel* m_title;
    QToolButton* m_float = nullptr;
    bool m_folded = false;
    bool m_front = false;
};

} // namespace headlight::ui
