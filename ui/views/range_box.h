// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace headlight::ui {

/// Chooses the colour range: shared, each map's own, a percentile, or two fixed ends that are typed in.
class RangeBox : public QWidget {
    Q_OBJECT
public:
    explicit RangeBox(QWidget* parent = nullptr);

    /// Shows `range`, as parseRange() reads it.
    void setRange(const QString& range);
    /// What the fixed ends start from: those that are drawn now.
    void setDrawnEnds(double low, double high);

signals:
    void chosen(const QString& range);

private:
    void choose(int index);
    void acceptEnds();

    QComboBox* m_rules;
    QLineEdit* m_ends;
    QString m_drawnEnds;
};

} // namespace headlight::ui
