// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/token_bars.h"

#include <QEvent>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "figures/colour_map.h"
#include "figures/figure_data.h"
#include "figures/isolated.h"
#include "figures/token_text.h"
#include "ui/theme/colours.h"

namespace headlight::ui {

namespace {

constexpr int barsHeight = 66;
constexpr int labelsHeight = 42;
constexpr int fontPixels = 11;
constexpr double labelPitch = 11; ///< labels closer than this would touch

/// The smallest and largest value with zero between them; not-a-numbers left out.
std::pair<double, double> extent(const std::vector<float>& values)
{
    std::pair<double, double> range{0, 0};
    for (const float value : values) {
        if (!std::isfinite(value))
            continue;
        range.first = std::min(range.first, static_cast<double>(value));
        range.second = std::max(range.second, static_cast<double>(value));
    }
    return range;
}

} // namespace

TokenBars::TokenBars(QWidget* parent) : QWidget(parent)
{
    setLayoutDirection(Qt::LeftToRight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QFont small = font();
    small.setPixelSize(fontPixels);
    setFont(small);
}

void TokenBars::setTokens(const QStringList& tokens, const QStringList& shown)
{
    m_tokens = tokens;
    m_texts = shown;
    m_labels = QPixmap();
    update();
}

void TokenBars::setValues(std::vector<float> values, bool isSigned)
{
    if (values.size() != m_values.size())
        m_labels = QPixmap();
    m_values = std::move(values);
    m_signed = isSigned;
    update();
}

void TokenBars::setMarked(int token)
{
    m_marked = token;
    update();
}

QSize TokenBars::sizeHint() const
{
    return {200, barsHeight + labelsHeight};
}

double TokenBars::pitch() const
{
    return m_values.empty() ? 1 : std::min(24.0, width() / static_cast<double>(m_values.size()));
}

int TokenBars::tokenAt(int x) const
{
    const int token = static_cast<int>(x / pitch());
    return x >= 0 && token < static_cast<int>(m_values.size()) ? token : -1;
}

void TokenBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_values.empty())
        return;
    paintBars(painter);
    paintLabels(painter);
}

void TokenBars::paintBars(QPainter& painter) const
{
    const Colours& colours = coloursOf(palette());
    const auto [low, high] = extent(m_values);
    const double scale = high > low ? (barsHeight - 4) / (high - low) : 0;
    const double zero = 2 + high * scale;
    const auto map = ColourMap::named(QStringLiteral("blue-orange"), themeOf(palette()), colours.line);
    const double largest = std::max(high, -low);
    painter.setPen(colours.line);
    painter.drawLine(QPointF(0, zero), QPointF(pitch() * static_cast<double>(m_values.size()), zero));
    for (std::size_t token = 0; token < m_values.size(); ++token) {
        const bool finite = std::isfinite(m_values[token]);
        const double value = finite ? m_values[token] : 0;
        const double strength = largest > 0 ? value / largest : 0;
        // Small bars keep enough colour to be told from the ground.
        const double shade = std::copysign(0.35 + 0.65 * std::abs(strength), strength);
        const QColor colour = !finite    ? QColor(nanColour)
                              : m_signed ? QColor(map->at(0.5 + shade / 2))
                                         : colours.accent;
        const double left = static_cast<double>(token) * pitch();
        const double gap = pitch() >= 4 ? 1 : 0;
        const double top = finite ? zero - value * scale : 2; // what has no height fills the whole column
        const double bottom = finite ? zero : barsHeight - 2;
        painter.fillRect(QRectF(QPointF(left, bottom), QPointF(left + std::max(1.0, pitch() - gap), top)).normalized(),
                         colour);
    }
}

int TokenBars::labelCount() const
{
    return static_cast<int>(std::min<qsizetype>(static_cast<qsizetype>(m_values.size()), m_tokens.size()));
}

int TokenBars::labelStep() const
{
    return static_cast<int>(std::ceil(labelPitch / pitch()));
}

/// The labels at both ends stay whole where bars are narrower than they are.
double TokenBars::labelCentre(int token) const
{
    return std::clamp((token + 0.5) * pitch(), labelPitch / 2, width() - labelPitch / 2);
}

void TokenBars::paintLabel(QPainter& painter, int token) const
{
    painter.save();
    painter.translate(labelCentre(token), 0);
    painter.rotate(-90);
    painter.drawText(QRectF(-(labelsHeight - 2), -8, labelsHeight - 2, 16), Qt::AlignRight | Qt::AlignVCenter,
                     elided(fontMetrics(), m_texts[token], labelsHeight - 2));
    painter.restore();
}

/// Turned text takes longer than all else here, and the marked token changes with every move of the pointer.
QPixmap TokenBars::labels() const
{
    QPixmap drawn(QSize(width(), labelsHeight) * devicePixelRatioF());
    drawn.setDevicePixelRatio(devicePixelRatioF());
    drawn.fill(Qt::transparent);
    QPainter painter(&drawn);
    painter.setFont(font());
    painter.setPen(coloursOf(palette()).quiet);
    double free = 0; // the labels at both ends may have been moved inwards
    for (int token = 0; token < labelCount(); token += labelStep()) {
        const double left = labelCentre(token) - labelPitch / 2;
        const bool cutOff = (token + 0.5) * pitch() > width() - labelPitch / 2;
        if (left < free || cutOff)
            continue;
        paintLabel(painter, token);
        free = left + labelPitch;
    }
    return drawn;
}

/// Where no label may stand beside that of the marked token.
QRegion TokenBars::roomOfMarked() const
{
    const int step = labelStep();
    QRegion room;
    for (const int token : {m_marked / step * step, m_marked / step * step + step})
        if (std::abs(token - m_marked) < step)
            room += QRectF(labelCentre(token) - labelPitch / 2, 0, labelPitch, labelsHeight).toAlignedRect();
    return room;
}

void TokenBars::paintLabels(QPainter& painter)
{
    if (m_labels.isNull() || m_labels.width() != static_cast<int>(width() * devicePixelRatioF()))
        m_labels = labels();
    const bool marked = m_marked >= 0 && m_marked < labelCount();
    painter.translate(0, barsHeight + 2);
    if (marked)
        painter.setClipRegion(QRegion(0, 0, width(), labelsHeight).subtracted(roomOfMarked()));
    painter.drawPixmap(0, 0, m_labels);
    painter.setClipping(false);
    painter.setFont(font());
    painter.setPen(coloursOf(palette()).accent);
    if (marked)
        paintLabel(painter, m_marked);
}

void TokenBars::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    m_labels = QPixmap();
}

void TokenBars::mousePressEvent(QMouseEvent* event)
{
    const int token = tokenAt(event->position().toPoint().x());
    if (token >= 0 && event->button() == Qt::LeftButton)
        emit clicked(token);
}

bool TokenBars::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int token = tokenAt(help->pos().x());
    const QString text = token < 0 || token >= m_tokens.size()
                             ? QString()
                             : QStringLiteral("%1  %2").arg(describedToken(m_tokens[token]),
                                                            formatValue(m_values[static_cast<std::size_t>(token)]));
    QToolTip::showText(help->globalPos(), plainHint(text), this);
    return true;
}

} // namespace headlight::ui
