// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/data/analysis_result.h"

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace headlight::ui {

/// What a head other than that of question answering ranks, best first, as buttons: classes, a token's labels, the
/// words at a mask. The one that is explained is pressed; a click asks for another, or for the lead over the runner-up.
/// What finds no room stands in a menu at the end.
class ChoicesLine : public QWidget {
    Q_OBJECT
public:
    explicit ChoicesLine(QWidget* parent = nullptr);

    void setResult(const ResultPtr& result);
    /// Of the row of the scores that belongs to this token; of the explained one where it has none.
    void showToken(std::int64_t token);
    /// The token whose row is shown; -1 where none is.
    std::int64_t token() const;

signals:
    /// This score of the scores, or the lead, is to be explained.
    void explanationWanted(const headlight::Target& target);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fill();
    void fitButtons();
    void addChoice(const Choice& choice);
    Target targetOf(const Choice& choice) const;
    bool isExplained(const Choice& choice) const;
    const RowPrediction* row() const;

    ResultPtr m_result;
    std::size_t m_row = 0;
    QLabel* m_subject;
    QHBoxLayout* m_places;
    QList<QToolButton*> m_buttons;
    QToolButton* m_lead;
    QToolButton* m_more;
};

} // namespace headlight::ui
