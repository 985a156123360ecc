// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>
#include <vector>

#include "core/data/analysis_result.h"

namespace headlight::ui {

class Selection;
struct Ghost;

/// The tokens side by side, over each its probabilities as the answer's start and end. Hovering a token shows its row
/// everywhere, a click or the arrow keys pin it; scrolls where the tokens do not fit. Always left to right, as the
/// maps.
class TokenStrip : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit TokenStrip(Selection* selection, QWidget* parent = nullptr);

    void setResult(const ResultPtr& result);
    /// The probabilities of the run before are outlined where tokens are aligned.
    void setGhost(const Ghost& ghost);
    /// The token at `x` of the viewport; -1 beside them.
    int tokenAt(int x) const;
    QRect tokenRect(int token) const; ///< in the viewport
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    int tokenCount() const { return static_cast<int>(m_texts.size()); }
    int widthUpTo(int widest) const; ///< of all tokens, none wider than `widest`
    void layOut();
    void scrollTo(int token);
    void pin(int token);
    void paintToken(QPainter& painter, int token) const;
    void paintBars(QPainter& painter, int token, const QRect& cell) const;
    void scaleBars();
    QString hint(int token) const;

    Selection* m_selection;
    QStringList m_tokens; ///< as they are
    QStringList m_texts;  ///< as they are shown
    std::vector<int> m_natural; ///< the width that each token's text wants
    std::vector<int> m_edges;   ///< left edges of the tokens, and the right edge of the last
    std::vector<double> m_start;
    std::vector<double> m_end;
    std::vector<double> m_startBefore; ///< NaN where nothing is aligned; empty without a ghost
    std::vector<double> m_endBefore;
    double m_largest = 0;
    int m_answerStart = 0;
};

} // namespace headlight::ui
