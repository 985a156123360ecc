// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/state/ghost.h"

class QToolButton;

namespace headlight::ui {

class ElidedLabel;

/// The answer of the run before, beside that of the one on screen, with a way to compare the two. Empty without a
/// ghost.
class GhostLine : public QWidget {
    Q_OBJECT
public:
    explicit GhostLine(QWidget* parent = nullptr);

    /// `comparable`: the earlier result is still at hand.
    void setGhost(const Ghost& ghost, const AnalysisResult* now, bool comparable);
    QString text() const;

signals:
    void compareRequested();

private:
    ElidedLabel* m_label;
    QToolButton* m_compare;
};

} // namespace headlight::ui
