// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace headlight::ui {

/// One quiet line of text: in fewer words where it does not fit, and cut where those do not either; a tooltip has the
/// whole of it. May end in a button that looks like a link. Keeps its height while it is empty, so that nothing around
/// it moves.
class NoteLine : public QWidget {
    Q_OBJECT
public:
    explicit NoteLine(const QString& action, QWidget* parent = nullptr);

    /// `brief` says the same as `text` in fewer words; `details` is for the tooltip.
    void setNote(const QString& text, const QString& brief, const QString& details, bool actionShown);
    /// The whole text.
    const QString& text() const { return m_whole; }
    /// What of it is on screen.
    QString shownText() const;
    QToolButton* action() const { return m_action; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fitFont();
    void showText();

    QLabel* m_label;
    QToolButton* m_action;
    QString m_whole;
    QString m_brief;
};

} // namespace headlight::ui
