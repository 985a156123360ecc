// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QButtonGroup>
#include <QWidget>

#include "ui/figures/measure.h"

namespace headlight::ui {

/// The measures of a view as joined buttons, of which one is down.
class SegmentedBar : public QWidget {
    Q_OBJECT
public:
    explicit SegmentedBar(QWidget* parent = nullptr);

    /// Shows `measures`; those that are not there yet can be chosen too, and the view says what is missing.
    void setMeasures(const QList<Measure>& measures, const QString& current);

signals:
    void chosen(const QString& measure);

protected:
    void changeEvent(QEvent* event) override;

private:
    void updateStyle();
    void makeButtons(const QList<Measure>& measures);

    QButtonGroup m_buttons;
    QStringList m_ids;
};

} // namespace headlight::ui
