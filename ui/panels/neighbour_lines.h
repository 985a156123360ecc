// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "core/data/analysis_result.h"
#include "ui/state/selection.h"

class QLabel;

namespace headlight::ui {

class InspectorModel;

/// What the tokens of the current cell are tied to most: a line of what "from" looks at, and one of what looks at "to".
/// Each token is a link that pins its cell.
class NeighbourLines : public QWidget {
    Q_OBJECT
public:
    explicit NeighbourLines(Selection* selection, const InspectorModel* inspector, QWidget* parent = nullptr);

    void setResult(const ResultPtr& result);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QLabel* makeLine(const QString& name, int Cell::*end);
    void show();

    Selection* m_selection;
    const InspectorModel* m_inspector;
    ResultPtr m_result;
    QLabel* m_seen;
    QLabel* m_seeing;
    QTimer m_later;
};

} // namespace headlight::ui
