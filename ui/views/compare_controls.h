// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <functional>

#include "figures/compared_pair.h"

class QComboBox;
class QSpinBox;

namespace headlight::ui {

class FlowRow;
class RunHistory;
class SegmentedBar;

/// What view compare shows, to be chosen: measure A, measure B and of which session, and how they are compared.
class CompareControls : public QObject {
    Q_OBJECT
public:
    explicit CompareControls(QObject* parent);

    /// Puts the controls at the beginning of `row`, which owns them from then on.
    void placeIn(FlowRow* row);

    /// The runs to choose from; without them there are only files.
    void setHistory(const RunHistory* history) { m_history = history; }
    /// Shows what `request` asks of `result`, which may be null.
    void show(const AnalysisResult* result, const FigureRequest& request);

signals:
    void measureChosen(const QString& measure); ///< A
    void choicesChanged(const headlight::ui::ViewChoices& choices);
    void sameResultChosen();
    void runChosen(int historyRow);
    void otherSessionWanted();

private:
    void setUpSides();
    void setUpAgreement();
    void showSides(const AnalysisResult* result, const FigureRequest& request);
    void showSessions(const AnalysisResult* result, const ResultPtr& other);
    void addRuns(const AnalysisResult* result);
    void chooseSession(int index);
    void change(const std::function<void(ViewChoices&)>& change);

    QComboBox* m_a;
    QComboBox* m_b;
    QComboBox* m_sessions;
    SegmentedBar* m_modes;
    QComboBox* m_agreement;
    QSpinBox* m_strongest;
    ViewChoices m_choices;
    const RunHistory* m_history = nullptr;
    int m_session = 0; ///< the index that is shown
};

} // namespace headlight::ui
