// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/shaded_text.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "figures/colour_map.h"
#include "figures/token_text.h"
#include "ui/plots/word_layout.h"
#include "ui/state/selection.h"
#include "ui/theme/colours.h"

namespace headlight::ui {
namespace {

constexpr int linkRoom = 16;  // more between lines that links cross
constexpr double strongestLink = 2.6; // pixels
constexpr double weakestLink = 0.7;

ColourTable tableFor(const QString& colours, const QPalette& palette, double largest)
{
    const auto map = ColourMap::named(colours, themeOf(palette), palette.color(QPalette::Window));
    const ColourMap standard =
        *ColourMap::named(ColourMap::defaultName(true), themeOf(palette), palette.color(QPalette::Window));
    return ColourTable(map && map->isDiverging() ? *map : standard, {-largest, largest});
}

double largestMagnitude(const Array& values)
{
    double largest = 0;
    if (values.isNull())
        return 1;
    for (const float value : values.values())
        if (std::isfinite(value))
            largest = std::max(largest, std::abs(double(value)));
    return largest > 0 ? largest : 1;
}

} // namespace

ShadedText::ShadedText(Selection* selection, QWidget* parent) : QWidget(parent), m_selection(selection)
{
    setAccessibleName(tr("Words, shaded by what they contribute"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(selection, &Selection::pinnedChanged, this, qOverload<>(&QWidget::update));
    connect(selection, &Selection::hoveredChanged, this, qOverload<>(&QWidget::update));
}

void ShadedText::setWords(const AxisLabels& labels, const Array& values, const QString& colours)
{
    m_labels = labels;
    m_values = values;
    m_colours = colours;
    m_rects = rectsFor(width());
    updateGeometry();
    update();
}

void ShadedText::setLinks(const QList<Link>& links, const QString& colours)
{
    const bool room = m_links.isEmpty() != links.isEmpty();
    m_links = links;
    m_linkColours = colours;
    if (room) {
        m_rects = rectsFor(width());
        updateGeometry();
    }
    update();
}

QList<QRect> ShadedText::rectsFor(int width) const
{
    return wordRects(m_labels.running, fontMetrics(), width, m_links.isEmpty() ? 0 : linkRoom);
}

int ShadedText::heightForWidth(int width) const
{
    return wordsHeight(rectsFor(width), fontMetrics());
}

QSize ShadedText::sizeHint() const
{
    return {300, heightForWidth(std::max(width(), 100))};
}

QSize ShadedText::minimumSizeHint() const
{
    return {100, fontMetrics().height()};
}

QRect ShadedText::wordRect(int token) const
{
    return m_rects.value(m_labels.entryOf(token));
}

void ShadedText::resizeEvent(QResizeEvent*)
{
    m_rects = rectsFor(width());
}

void ShadedText::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        m_rects = rectsFor(width());
        updateGeometry();
    }
}

void ShadedText::drawMarks(QPainter& painter) const
{
    const Colours& colours = coloursOf(palette());
    const auto mark = [&](int token, const QColor& colour, int width) {
        const QRect rect = wordRect(token);
        if (rect.isEmpty())
            return;
        painter.setPen(QPen(colour, width));
        painter.drawRect(rect.adjusted(0, 0, -1, -1));
    };
    mark(m_selection->pinned().from, colours.accent, 2);
    mark(m_selection->pinned().to, colours.accent, 1);
    if (const auto& hovered = m_selection->hovered()) {
        mark(hovered->from, palette().color(QPalette::WindowText), 1);
        mark(hovered->to, palette().color(QPalette::WindowText), 1);
    }
}

/// From the top of the word that looks to the top of the one that is looked at, where a dot stands.
void ShadedText::drawLinks(QPainter& painter) const
{
    if (m_links.isEmpty())
        return;
    const double largest = std::abs(double(m_links.first().value));
    const ColourTable table = tableFor(m_linkColours, palette(), largest);
    painter.setRenderHint(QPainter::Antialiasing);
    for (auto link = m_links.rbegin(); link != m_links.rend(); ++link) {
        const QRect from = wordRect(link->from);
        const QRect to = wordRect(link->to);
        if (from.isEmpty() || to.isEmpty() || from == to)
            continue;
        const double share = largest > 0 ? std::abs(link->value) / largest : 0;
        const QPointF start(from.center().x(), from.top());
        const QPointF end(to.center().x(), to.top());
        const double lift = std::min<double>(linkRoom + 6, 6 + std::abs(start.x() - end.x()) / 8);
        QPainterPath path(start);
        path.cubicTo(start - QPointF(0, lift), end - QPointF(0, lift), end);
        QColor colour(table.colour(link->value));
        colour.setAlphaF(static_cast<float>(0.35 + 0.65 * share));
        painter.setPen(QPen(colour, std::lerp(weakestLink, strongestLink, share)));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(path);
        painter.setBrush(colour);
        painter.drawEllipse(end, 1.5 + share, 1.5 + share);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void ShadedText::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const ColourTable table = tableFor(m_colours, palette(), largestMagnitude(m_values));
    painter.setPen(palette().color(QPalette::WindowText));
    for (int entry = 0; entry < m_rects.size(); ++entry)
        drawWord(painter, m_labels.running, entry, m_rects[entry],
                 m_values.isNull() ? QColor() : QColor(table.colour(m_values.at({0, entry}))));
    painter.setBrush(Qt::NoBrush);
    drawLinks(painter);
    painter.setBrush(Qt::NoBrush);
    drawMarks(painter);
    if (hasFocus()) {
        painter.setPen(QPen(coloursOf(palette()).accent, 1, Qt::DotLine));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

int ShadedText::entryAt(const QPoint& pixel) const
{
    for (int entry = 0; entry < m_rects.size(); ++entry)
        if (m_rects[entry].contains(pixel))
            return entry;
    return -1;
}

void ShadedText::mouseMoveEvent(QMouseEvent* event)
{
    const int entry = entryAt(event->position().toPoint());
    Cell cell = m_selection->pinned();
    cell.from = cell.to = m_labels.tokenAt(std::max(0, entry));
    m_selection->hover(entry < 0 ? std::nullopt : std::optional(cell));
}

void ShadedText::mousePressEvent(QMouseEvent* event)
{
    const int entry = entryAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && entry >= 0)
        emit tokenClicked(m_labels.tokenAt(entry));
}

void ShadedText::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    if (step == 0 || m_labels.texts.isEmpty())
        return QWidget::keyPressEvent(event);
    const int entry =
        std::clamp(m_labels.entryOf(m_selection->pinned().from) + step, 0, int(m_labels.texts.size()) - 1);
    emit tokenClicked(m_labels.tokenAt(entry));
}

bool ShadedText::event(QEvent* event)
{
    if (event->type() == QEvent::Leave)
        m_selection->hover({});
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const int entry = entryAt(help->pos());
        QToolTip::showText(help->globalPos(), entry < 0 ? QString() : plainHint(hint(entry)), this);
        return true;
    }
    return QWidget::event(event);
}

QString ShadedText::hint(int entry) const
{
    const QString name =
        tr("%1, token %2").arg(describedToken(m_labels.texts[entry]), QString::number(m_labels.tokenAt(entry)));
    return m_values.isNull() ? name : tr("%1: %2").arg(name, formatValue(m_values.at({0, entry})));
}

} // namespace headlight::ui
