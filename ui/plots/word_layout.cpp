// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/word_layout.h"

#include <QPainter>
#include <algorithm>

#include "figures/token_text.h"

namespace headlight::ui {
namespace {

constexpr int padding = 3; // beside a word, within its ground
constexpr int wordGap = 3; // between grounds
constexpr int lineGap = 5;
constexpr int darkText = 128; // grounds of a larger lightness carry dark text

bool isLeftToRight(const QString& token)
{
    return !token.isRightToLeft() &&
           std::any_of(token.begin(), token.end(), [](QChar each) { return each.isLetter(); });
}

/// Behind the last of the words from `begin` on that are read from right to left, with the numbers and signs between.
qsizetype endOfTurned(const QList<RunningPiece>& tokens, const QList<QRect>& rects, qsizetype begin)
{
    qsizetype end = begin;
    for (qsizetype i = begin; i < rects.size() && rects[i].top() == rects[begin].top(); ++i) {
        if (tokens[i].text.isRightToLeft())
            end = i + 1;
        else if (end == begin || isLeftToRight(tokens[i].text))
            break;
    }
    return end;
}

void mirror(QList<QRect>& rects, qsizetype begin, qsizetype end)
{
    const int sum = begin < end ? rects[begin].left() + rects[end - 1].right() : 0;
    for (qsizetype i = begin; i < end; ++i)
        rects[i].moveLeft(sum - rects[i].right());
}

QColor readableOn(const QColor& ground)
{
    return QColor(qGray(ground.rgb()) > darkText ? 0x111111 : 0xf6f6f6);
}

} // namespace

QList<QRect> wordRects(const QList<RunningPiece>& tokens, const QFontMetrics& metrics, int width, int linkRoom)
{
    QList<QRect> rects;
    int x = 0;
    int y = linkRoom;
    for (int entry = 0; entry < tokens.size(); ++entry) {
        const bool joined = entry > 0 && tokens[entry].joins;
        const int wide = metrics.horizontalAdvance(shownToken(tokens[entry].text)) + (joined ? padding : 2 * padding);
        if (joined)
            x -= wordGap;
        if (x > 0 && x + wide > width) {
            x = 0;
            y += metrics.height() + lineGap + linkRoom;
        }
        rects.append(QRect(x, y, wide, metrics.height() + 2));
        x += wide + wordGap;
    }
    return inReadingOrder(tokens, std::move(rects));
}

QList<QRect> inReadingOrder(const QList<RunningPiece>& tokens, QList<QRect> rects)
{
    for (qsizetype begin = 0; begin < rects.size();) {
        const qsizetype end = endOfTurned(tokens, rects, begin);
        mirror(rects, begin, end);
        begin = std::max(end, begin + 1);
    }
    return rects;
}

int wordsHeight(const QList<QRect>& rects, const QFontMetrics& metrics)
{
    return rects.isEmpty() ? metrics.height() : rects.last().bottom() + 2;
}

void drawWord(QPainter& painter, const QList<RunningPiece>& tokens, int entry, const QRect& rect, const QColor& ground)
{
    if (ground.isValid()) {
        painter.fillRect(rect, ground);
        painter.setPen(readableOn(ground));
    }
    const bool joinsAtLeft = entry > 0 && tokens[entry].joins && !tokens[entry].text.isRightToLeft();
    painter.drawText(rect.adjusted(joinsAtLeft ? 0 : padding, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     shownToken(tokens[entry].text));
}

} // namespace headlight::ui
