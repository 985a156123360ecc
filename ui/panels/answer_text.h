// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

#include "ui/state/shown_text.h"

namespace headlight::ui {

/// A text with one span of it in sight, or several of them marked, big enough to be read first. Two lines high,
/// whatever it shows, so that nothing below moves; longer texts scroll to the span.
class AnswerText : public QTextBrowser {
    Q_OBJECT
public:
    explicit AnswerText(QWidget* parent = nullptr);

    /// `marks` do not overlap, in the order of the text. They go with the text.
    void setText(const std::string& text, std::vector<TextMark> marks = {});
    void showSpan(const TextRange& characters);

signals:
    /// A click at a code point of the text.
    void characterClicked(std::int64_t character);

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void render();
    void showAnswer();

    void insertMarks();

    std::string m_text;
    TextRange m_span;
    std::vector<TextMark> m_marks;
};

} // namespace headlight::ui
