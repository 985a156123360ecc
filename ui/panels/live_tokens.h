// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>

#include "figures/figure_data.h"
#include "ui/state/token_pieces.h"

namespace headlight::ui {

/// The tokens of what is being typed, as small tiles that wrap; wordpieces of one word share a tile. A few
/// lines high, whatever it shows, so that nothing moves while one types; longer texts scroll.
class LiveTokens : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit LiveTokens(QWidget* parent = nullptr);

    /// `all`: how many tokens there are, of which `pieces` may be the first.
    void setPieces(std::vector<TokenPiece> pieces, int all);
    QRect pieceRect(int piece) const; ///< in the viewport
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void layOut();
    void scrollToChange(const std::vector<TokenPiece>& before);
    int widthOf(int piece) const;
    QStringList tokens() const; ///< as they are
    QList<RunningPiece> running() const;
    int lineHeight() const;
    void paintPiece(QPainter& painter, int piece) const;
    QString hint(const QPoint& place) const;

    std::vector<TokenPiece> m_pieces;
    QList<QRect> m_places;       ///< of the pieces, from the top of the first line
    QRect m_restPlace;
    QString m_rest; ///< "and 200 more"; empty where all are shown
    int m_lines = 0;
};

} // namespace headlight::ui
