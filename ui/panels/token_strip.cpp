// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/token_strip.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "core/tasks/answer.h"
#include "figures/colour_map.h"
#include "figures/isolated.h"
#include "figures/probability_text.h"
#include "figures/token_text.h"
#include "ui/state/ghost.h"
#include "ui/state/selection.h"
#include "ui/theme/colours.h"

namespace headlight::ui {

namespace {

constexpr int barHeight = 22;
constexpr int fontPixels = 11;
constexpr int labelHeight = 17;
constexpr int narrowestToken = 18;
constexpr int narrowestLimit = 36; ///< the strip scrolls rather than to elide all that is wider than this
constexpr int widestToken = 84;
constexpr int textMargin = 8;
constexpr int mostSpare = 20;

std::vector<double> probabilitiesOf(const AnalysisResult& result, std::int64_t column)
{
    const bool answers = result.model.task == TaskKind::QuestionAnswering && !result.scores.isNull();
    return answers ? tokenProbabilities(result.input, result.scores, column) : std::vector<double>();
}

double largestOf(const std::vector<double>& values)
{
    double largest = 0;
    for (const double value : values)
        largest = std::max(largest, std::isfinite(value) ? value : 0);
    return largest;
}

} // namespace

TokenStrip::TokenStrip(Selection* selection, QWidget* parent) : QAbstractScrollArea(parent), m_selection(selection)
{
    setLayoutDirection(Qt::LeftToRight);
    setAccessibleName(tr("Tokens with their probabilities as the answer's start and end"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setMouseTracking(true);
    QFont small = font();
    small.setPixelSize(fontPixels);
    setFont(small);
    connect(selection, &Selection::pinnedChanged, viewport(), qOverload<>(&QWidget::update));
    connect(selection, &Selection::hoveredChanged, viewport(), qOverload<>(&QWidget::update));
    layOut();
}

void TokenStrip::setResult(const ResultPtr& result)
{
    m_tokens.clear();
    m_texts.clear();
    m_natural.clear();
    m_start.clear();
    m_end.clear();
    if (result) {
        for (const std::string& token : result->input.tokens)
            m_tokens << QString::fromStdString(token);
        m_start = probabilitiesOf(*result, StartColumn);
        m_end = probabilitiesOf(*result, EndColumn);
        m_answerStart = result->answer ? static_cast<int>(result->answer->start.value_or(0)) : 0;
    }
    for (const QString& token : result ? readTokens(result->input) : QStringList())
        m_texts << shownToken(token);
    for (const QString& text : m_texts)
        m_natural.push_back(
            std::clamp(fontMetrics().horizontalAdvance(text) + textMargin, narrowestToken, widestToken));
    m_startBefore.clear();
    m_endBefore.clear();
    scaleBars();
    layOut();
    if (m_answerStart < tokenCount())
        scrollTo(m_answerStart);
    viewport()->update();
}

void TokenStrip::setGhost(const Ghost& ghost)
{
    const bool fits = ghost.start.size() == m_start.size() && !m_start.empty();
    m_startBefore = fits ? ghost.start : std::vector<double>();
    m_endBefore = fits ? ghost.end : std::vector<double>();
    scaleBars();
    viewport()->update();
}

void TokenStrip::scaleBars()
{
    m_largest = 0;
    for (const auto* values : {&m_start, &m_end, &m_startBefore, &m_endBefore})
        m_largest = std::max(m_largest, largestOf(*values));
}

int TokenStrip::widthUpTo(int widest) const
{
    int sum = 0;
    for (const int width : m_natural)
        sum += std::min(width, widest);
    return sum;
}

/// Long tokens are narrowed as far as needed for all to fit; where that is not enough, the strip scrolls. Room that is
/// left is shared out.
void TokenStrip::layOut()
{
    const int room = viewport()->width();
    int widest = widestToken;
    while (widest > narrowestLimit && widthUpTo(widest) > room)
        widest -= 2;
    const bool fits = widthUpTo(widest) <= room;
    if (!fits)
        widest = widestToken;
    const int spare = fits && tokenCount() > 0 ? std::min(mostSpare, (room - widthUpTo(widest)) / tokenCount()) : 0;
    m_edges = {0};
    for (const int width : m_natural)
        m_edges.push_back(m_edges.back() + std::min(width, widest) + spare);
    horizontalScrollBar()->setRange(0, std::max(0, m_edges.back() - room));
    horizontalScrollBar()->setPageStep(room);
    horizontalScrollBar()->setSingleStep(widestToken);
    // Room for the scroll bar also where there is none, so that nothing below moves with the text.
    setFixedHeight(barHeight + labelHeight + horizontalScrollBar()->sizeHint().height());
}

void TokenStrip::scrollTo(int token)
{
    horizontalScrollBar()->setValue(m_edges[static_cast<std::size_t>(token)] - viewport()->width() / 3);
}

QSize TokenStrip::sizeHint() const
{
    return {300, barHeight + labelHeight};
}

int TokenStrip::tokenAt(int x) const
{
    const auto right = std::upper_bound(m_edges.begin(), m_edges.end(), x + horizontalScrollBar()->value());
    return x >= 0 && right != m_edges.end() ? static_cast<int>(right - m_edges.begin()) - 1 : -1;
}

QRect TokenStrip::tokenRect(int token) const
{
    const int left = m_edges[static_cast<std::size_t>(token)];
    const int right = m_edges[static_cast<std::size_t>(token) + 1];
    return {left - horizontalScrollBar()->value(), 0, right - left, barHeight + labelHeight};
}

void TokenStrip::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.setFont(font());
    const int first = std::max(0, tokenAt(std::max(0, event->rect().left())));
    for (int token = first; token < tokenCount() && tokenRect(token).left() <= event->rect().right(); ++token)
        paintToken(painter, token);
    if (hasFocus() && m_selection->pinned().from >= 0) {
        painter.setPen(coloursOf(palette()).accent);
        painter.drawRect(tokenRect(m_selection->pinned().from).adjusted(0, 0, -1, -1));
    }
}

void TokenStrip::paintToken(QPainter& painter, int token) const
{
    const Colours& colours = coloursOf(palette());
    const QRect cell = tokenRect(token);
    const QRect label = cell.adjusted(1, barHeight, -1, 0);
    const Cell& current = m_selection->current();
    if (token == current.from)
        painter.fillRect(label, colours.chosen);
    paintBars(painter, token, cell);
    painter.setPen(token == current.from || token == current.to ? colours.accent : colours.quiet);
    painter.drawText(label, Qt::AlignCenter, elided(fontMetrics(), m_texts[token], label.width()));
    if (token == current.to)
        painter.drawLine(label.left() + 3, label.bottom(), label.right() - 3, label.bottom());
}

void TokenStrip::paintBars(QPainter& painter, int token, const QRect& cell) const
{
    const Colours& colours = coloursOf(palette());
    const int width = std::clamp(cell.width() / 4, 4, 9);
    const auto index = static_cast<std::size_t>(token);
    const auto place = [&](double value, int left) {
        const double share = m_largest > 0 && std::isfinite(value) ? value / m_largest : 0;
        const int height = std::max(1, static_cast<int>(share * (barHeight - 4)));
        return QRect(left, barHeight - 1 - height, width, height);
    };
    const auto bar = [&](const std::vector<double>& values, const std::vector<double>& before, int left,
                         QColor colour) {
        if (!values.empty() && !std::isfinite(values[index]))
            painter.fillRect(place(m_largest, left), QColor(nanColour));
        else if (!values.empty())
            painter.fillRect(place(values[index], left), colour);
        if (before.empty() || !std::isfinite(before[index]) ||
            std::abs(before[index] - values[index]) < 0.02 * m_largest)
            return; // an outline says that something changed
        painter.setPen(QPen(colours.quiet, 1, Qt::DotLine));
        painter.drawRect(place(before[index], left).adjusted(-1, -1, 0, 0));
    };
    bar(m_start, m_startBefore, cell.center().x() - width, colours.start);
    bar(m_end, m_endBefore, cell.center().x() + 1, colours.end);
}

void TokenStrip::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void TokenStrip::mouseMoveEvent(QMouseEvent* event)
{
    const int token = tokenAt(event->position().toPoint().x());
    Cell cell = m_selection->pinned();
    cell.from = cell.to = token; // its row and its column in every map
    m_selection->hover(token < 0 ? std::nullopt : std::optional(cell));
}

void TokenStrip::mousePressEvent(QMouseEvent* event)
{
    const int token = tokenAt(event->position().toPoint().x());
    if (event->button() == Qt::LeftButton && token >= 0)
        pin(token);
}

void TokenStrip::pin(int token)
{
    Cell cell = m_selection->pinned();
    cell.from = token;
    m_selection->pin(cell);
}

void TokenStrip::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (step == 0 || tokenCount() == 0)
        return QAbstractScrollArea::keyPressEvent(event);
    const int token = std::clamp(m_selection->pinned().from + step, 0, tokenCount() - 1);
    pin(token);
    const QRect cell = tokenRect(token);
    if (cell.left() < 0 || cell.right() > viewport()->width())
        scrollTo(token);
}

bool TokenStrip::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::Leave)
        m_selection->hover({});
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int token = tokenAt(help->pos().x());
    QToolTip::showText(help->globalPos(), token < 0 ? QString() : plainHint(hint(token)), viewport());
    return true;
}

QString TokenStrip::hint(int token) const
{
    const auto index = static_cast<std::size_t>(token);
    if (m_start.empty() || m_end.empty())
        return tr("%1, token %2").arg(describedToken(m_tokens[token]), QString::number(token));
    const bool known = !m_startBefore.empty() && std::isfinite(m_startBefore[index]);
    const QString before = known ? tr("\nbefore: start %1, end %2")
                                       .arg(probabilityText(m_startBefore[index]), probabilityText(m_endBefore[index]))
                                 : QString();
    return tr("%1, token %2\nstart %3, end %4")
               .arg(describedToken(m_tokens[token]), QString::number(token), probabilityText(m_start[index]),
                    probabilityText(m_end[index])) +
           before;
}

} // namespace headlight::ui
