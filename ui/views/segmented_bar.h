// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QButtonGroup>
#include <QWidget>

#include "figures/measure.h"

class QActionGroup;

namespace headlight::ui {

class MenuButton;

/// The measures of a view as joined buttons, of which one is down; where there is no room for them, as a button with a
/// menu.
class SegmentedBar : public QWidget {
    Q_OBJECT
public:
    explicit SegmentedBar(QWidget* parent = nullptr);

    /// Shows `measures`; those that are not there yet can be chosen too, and the view says what is missing.
    void setMeasures(const QList<Measure>& measures, const QString& current);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(const QString& measure);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void updateStyle();
    void fold();
    void fillMenu(const QList<Measure>& measures);
    void showChosen(const QString& id);
    void makeButtons(const QList<Measure>& measures);

    QWidget* m_row;
    MenuButton* m_menu;
    QActionGroup* m_choices = nullptr;
    QButtonGroup m_buttons;
    QStringList m_ids;
};

} // namespace headlight::ui
