// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabWidget>

#include "core/analysis/analysis_result.h"

class QSpinBox;

namespace headlight::ui {

class Selection;
class View;

/// The views, a tab each, with boxes for the layer and the head; inside a view the arrow keys change them.
class ViewTabs : public QTabWidget {
    Q_OBJECT
public:
    explicit ViewTabs(Selection* selection, QWidget* parent = nullptr);

    const QList<View*>& views() const { return m_views; }
    View* front() const;
    void showView(const QString& id); ///< unknown ids change nothing
    void setResult(const ResultPtr& result);
    void setOpenModel(const ModelIdentity& model);
    void setRunning(bool running);
    /// Moves the selection; the layer and the head stay within their bounds.
    void step(int layers, int heads);

signals:
    void frontChanged(const QString& id);
    void hiddenUnitsRequested();
    void errorRequested();

private:
    QWidget* makeCellBoxes();
    void addKeys(QWidget* view);
    void showCell();

    Selection* m_selection;
    QList<View*> m_views;
    QSpinBox* m_layer;
    QSpinBox* m_head;
};

} // namespace headlight::ui
