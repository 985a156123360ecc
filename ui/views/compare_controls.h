// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <functional>

#include "ui/figures/compared_pair.h"

class QBoxLayout;
class QComboBox;
class QSpinBox;

namespace headlight::ui {

class SegmentedBar;

/// What view compare shows, to be chosen: measure A, measure B and of which session, and how they are compared.
class CompareControls : public QWidget {
    Q_OBJECT
public:
    explicit CompareControls(QWidget* parent = nullptr);

    /// Shows what `request` asks of `result`, which may be null.
    void show(const AnalysisResult* result, const FigureRequest& request);

signals:
    void measureChosen(const QString& measure); ///< A
    void choicesChanged(const headlight::ui::ViewChoices& choices);
    void sameResultChosen();
    void otherSessionWanted();

private:
    void makeFirstRow(QBoxLayout* row);
    void makeSecondRow();
    void showSides(const AnalysisResult* result, const FigureRequest& request);
    void chooseSession(int index);
    void change(const std::function<void(ViewChoices&)>& change);

    QComboBox* m_a;
    QComboBox* m_b;
    QComboBox* m_sessions;
    SegmentedBar* m_modes;
    QComboBox* m_agreement;
    QSpinBox* m_strongest;
    QBoxLayout* m_second;
    ViewChoices m_choices;
};

} // namespace headlight::ui
