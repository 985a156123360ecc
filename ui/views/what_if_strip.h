// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "ui/state/what_if_text.h"

class QLabel;

namespace headlight::ui {

class WhatIfModel;

/// What the run with parts switched off says, beside the unchanged one: the verdict in a word, the answer, its
/// probability, the targets, and what comes next.
class WhatIfStrip : public QFrame {
    Q_OBJECT
public:
    explicit WhatIfStrip(QWidget* parent = nullptr);

    void showRun(const WhatIfModel& model, const AnalysisResult* result);
    /// "Another answer"
    QString verdict() const;
    /// All that it says, as plain text.
    QString text() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void showTexts();
    QString verdictText() const;
    QString tableText() const;

    QLabel* m_verdict;
    QLabel* m_table;
    WhatIfText m_text;
    QString m_obstacle; ///< in place of all else
    bool m_anythingOff = false;
    bool m_isAnswer = true; ///< what is said answers a question
};

} // namespace headlight::ui
