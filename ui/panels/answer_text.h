// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

#include "core/data/analysis_result.h"

namespace headlight::ui {

/// The context with one span of it marked, big enough to be read first. Two lines high, whatever it
/// shows, so that nothing below moves; longer texts scroll to the span.
class AnswerText : public QTextBrowser {
    Q_OBJECT
public:
    explicit AnswerText(QWidget* parent = nullptr);

    void setContext(const std::string& context);
    void showSpan(const TextRange& characters);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void render();
    void showAnswer();

    std::string m_context;
    TextRange m_span;
};

} // namespace headlight::ui
