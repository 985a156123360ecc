// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "core/analysis/analysis_result.h"

namespace headlight::ui {

class AnswerText;
class CandidatesLine;
class TokenStrip;
class WindowsButton;
class Workbench;

/// What the model answered: the answer in its context, its probability and rivals, the window it is in, the tokens.
class AnswerPanel : public QFrame {
    Q_OBJECT
public:
    explicit AnswerPanel(Workbench* workbench, QWidget* parent = nullptr);

    void setResult(const ResultPtr& result);

private:
    AnswerText* m_text;
    CandidatesLine* m_candidates;
    WindowsButton* m_windows;
    TokenStrip* m_tokens;
    ResultPtr m_result;
};

} // namespace headlight::ui
