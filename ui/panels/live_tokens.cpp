// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/live_tokens.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>

#include "figures/isolated.h"
#include "figures/token_text.h"
#include "ui/plots/word_layout.h"
#include "ui/theme/colours.h"

namespace headlight::ui {

namespace {

constexpr int fontPixels = 11;
constexpr int textMargin = 3;  // beside a text, in its tile
constexpr int wordGap = 3;     // between tiles
constexpr int lineGap = 3;
constexpr int fewestLines = 2; // where the window is low
constexpr int mostLines = 4;   // longer texts scroll

} // namespace

LiveTokens::LiveTokens(QWidget* parent) : QAbstractScrollArea(parent)
{
    setObjectName("liveTokens");
    setAccessibleName(tr("Tokens of the question and the context"));
    setLayoutDirection(Qt::LeftToRight);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    viewport()->setBackgroundRole(QPalette::Base);
    QFont small = font();
    small.setPixelSize(fontPixels);
    setFont(small);
    layOut();
}

void LiveTokens::setPieces(std::vector<TokenPiece> pieces, int all)
{
    const std::vector<TokenPiece> before = std::exchange(m_pieces, std::move(pieces));
    const auto more = all - static_cast<int>(m_pieces.size());
    m_rest = more > 0 ? tr("and %1 more").arg(more) : QString();
    QStringList names;
    for (const QString& token : tokens())
        names << shownToken(token);
    setAccessibleDescription(names.join(QLatin1Char(' ')));
    layOut();
    scrollToChange(before);
    viewport()->update();
}

QList<RunningPiece> LiveTokens::running() const
{
    QList<RunningPiece> texts;
    for (const TokenPiece& piece : m_pieces)
        texts.append({piece.text, piece.joined});
    return texts;
}

QStringList LiveTokens::tokens() const
{
    QStringList tokens;
    for (const TokenPiece& piece : m_pieces)
        tokens << piece.token;
    return tokens;
}

/// What was typed just now is what a person wants to see.
void LiveTokens::scrollToChange(const std::vector<TokenPiece>& before)
{
    const auto common = std::min(before.size(), m_pieces.size());
    const auto changed =
        std::mismatch(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(common), m_pieces.begin());
    const auto piece = static_cast<std::size_t>(changed.second - m_pieces.begin());
    const auto place = static_cast<qsizetype>(piece);
    const bool replaced = piece < 2 || before.empty(); // another text: its beginning
    const int top = replaced || place >= m_places.size() ? 0 : m_places[place].top();
    verticalScrollBar()->setValue(top - lineHeight());
}

int LiveTokens::lineHeight() const
{
    return fontMetrics().height() + 2 + lineGap;
}

int LiveTokens::widthOf(int piece) const
{
    const int room = std::max(20, viewport()->width());
    return std::min(room,
                    fontMetrics().horizontalAdvance(shownToken(m_pieces[static_cast<std::size_t>(piece)].text)) +
                        2 * textMargin);
}

void LiveTokens::layOut()
{
    const int room = viewport()->width();
    const int high = lineHeight();
    m_places.clear();
    QPoint next(0, 0);
    const auto place = [&](int width, bool joined) {
        next.rx() += joined || next.x() == 0 ? 0 : wordGap;
        if (next.x() > 0 && next.x() + width > room)
            next = {0, next.y() + high};
        const QRect rect(next, QSize(width, high - lineGap));
        next.rx() += width;
        return rect;
    };
    for (int piece = 0; piece < static_cast<int>(m_pieces.size()); ++piece)
        m_places.append(place(widthOf(piece), m_pieces[static_cast<std::size_t>(piece)].joined));
    m_places = inReadingOrder(running(), std::move(m_places));
    m_restPlace = m_rest.isEmpty() ? QRect() : place(fontMetrics().horizontalAdvance(m_rest) + 2 * textMargin, false);
    m_lines = m_pieces.empty() ? 0 : next.y() / high + 1;
    verticalScrollBar()->setSingleStep(high);
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setRange(0, std::max(0, m_lines * high - viewport()->height()));
}

QSize LiveTokens::sizeHint() const
{
    return {100, mostLines * lineHeight()};
}

QSize LiveTokens::minimumSizeHint() const
{
    return {100, fewestLines * lineHeight()};
}

QRect LiveTokens::pieceRect(int piece) const
{
    return m_places[piece].translated(0, -verticalScrollBar()->value());
}

void LiveTokens::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.setFont(font());
    for (int piece = 0; piece < static_cast<int>(m_pieces.size()); ++piece)
        if (pieceRect(piece).intersects(event->rect()))
            paintPiece(painter, piece);
    painter.setPen(coloursOf(palette()).quiet);
    if (!m_rest.isEmpty())
        painter.drawText(m_restPlace.translated(0, -verticalScrollBar()->value()), Qt::AlignCenter, m_rest);
}

void LiveTokens::paintPiece(QPainter& painter, int index) const
{
    const Colours& colours = coloursOf(palette());
    const TokenPiece& piece = m_pieces[static_cast<std::size_t>(index)];
    const QRect rect = pieceRect(index);
    if (piece.part != TokenPiece::Part::Special)
        painter.fillRect(rect, piece.part == TokenPiece::Part::Question ? colours.chosen : colours.recess);
    if (piece.joined) { // a seam within the word
        painter.setPen(colours.quiet);
        const int seam = piece.token.isRightToLeft() ? rect.right() : rect.left();
        painter.drawLine(seam, rect.top() + 3, seam, rect.bottom() - 3);
    }
    painter.setPen(piece.unknown                               ? colours.error
                   : piece.part == TokenPiece::Part::Special ? colours.quiet
                                                             : colours.text);
    painter.drawText(rect, Qt::AlignCenter, elided(fontMetrics(), shownToken(piece.text), rect.width()));
}

void LiveTokens::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void LiveTokens::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    if (step == 0)
        return QAbstractScrollArea::keyPressEvent(event);
    verticalScrollBar()->setValue(verticalScrollBar()->value() + step * lineHeight());
}

bool LiveTokens::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), plainHint(hint(help->pos())), viewport());
    return true;
}

QString LiveTokens::hint(const QPoint& place) const
{
    for (int piece = 0; piece < static_cast<int>(m_pieces.size()); ++piece) {
        if (!pieceRect(piece).contains(place))
            continue;
        const TokenPiece& found = m_pieces[static_cast<std::size_t>(piece)];
        const QString text = tr("%1, token %2").arg(describedToken(found.token), QString::number(piece));
        return found.unknown ? text + QLatin1Char('\n') + tr("The model's vocabulary lacks this word.") : text;
    }
    return {};
}

} // namespace headlight::ui
