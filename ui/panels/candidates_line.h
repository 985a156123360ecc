// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/data/analysis_result.h"

class QFrame;
class QLabel;
class QToolButton;

namespace headlight::ui {

class CandidatesModel;

/// The answer's probability and the best of its rivals in one line; a click lists them all.
class CandidatesLine : public QWidget {
    Q_OBJECT
public:
    explicit CandidatesLine(CandidatesModel* candidates, QWidget* parent = nullptr);

    void setResult(const ResultPtr& result);

signals:
    /// A candidate of the list is looked at; its place in the context is to be marked.
    void spanLookedAt(const headlight::TextRange& characters);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QFrame* makeList();
    void showList();
    void showTexts();

    CandidatesModel* m_candidates;
    QLabel* m_probability;
    QToolButton* m_rivals;
    QFrame* m_list = nullptr; ///< made at its first use
    QString m_rivalText;
};

} // namespace headlight::ui
