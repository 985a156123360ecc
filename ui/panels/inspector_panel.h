// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

#include "core/data/analysis_result.h"

class QLabel;
class QPlainTextEdit;
class QTableView;
class QVBoxLayout;

namespace headlight::ui {

class NeighbourLines;
class TokenUnits;
class TokenBars;
class Workbench;

/// Reads out the cell under the pointer, or the pinned one: every measure with its ranks, the row it stands in, the
/// layer's conductance; and the notes.
class InspectorPanel : public QScrollArea {
    Q_OBJECT
public:
    explicit InspectorPanel(Workbench* workbench, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeContents();
    void setUpTable();
    void setUpNotes();
    void connectWorkbench();
    void setResult(const ResultPtr& result);
    const TokenUnits& units() const;
    void showUnits();
    void showCell();
    void showHeader();
    void showRow();
    void showConductance();
    void fitColumns();
    void fitTable();
    QString token(int index) const;

    Workbench* m_workbench;
    ResultPtr m_result;
    QLabel* m_place;
    QLabel* m_pair;
    QTableView* m_table;
    NeighbourLines* m_neighbours;
    QLabel* m_rowTitle;
    TokenBars* m_row;
    QLabel* m_conductanceTitle;
    TokenBars* m_conductance;
    QPlainTextEdit* m_notes;
};

} // namespace headlight::ui
