// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QSpinBox;

namespace headlight::ui {

class Selection;

/// The layer and the head that are chosen, to read and to type.
class CellBoxes : public QWidget {
    Q_OBJECT
public:
    explicit CellBoxes(Selection* selection, QWidget* parent = nullptr);

private:
    void add(QHBoxLayout* row, QSpinBox* box, const QString& name, const QString& hint);
    void showCell();

    Selection* m_selection;
    QSpinBox* m_layer;
    QSpinBox* m_head;
};

} // namespace headlight::ui
