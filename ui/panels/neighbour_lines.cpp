// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/neighbour_lines.h"

#include <QEvent>
#include <QFontMetrics>
#include <QLabel>
#include <QVBoxLayout>

#include "figures/figure_data.h"
#include "ui/panels/labels.h"
#include "ui/panels/steady_box.h"
#include "ui/state/inspector_model.h"

namespace headlight::ui {
namespace {

constexpr std::size_t most = 3;
constexpr int laterMilliseconds = 40; ///< behind a moving pointer

QString valueOf(const Neighbour& one)
{
    return QString::number(double(one.value), 'g', 2).replace('-', QChar(0x2212));
}

/// As many of them as fit into `room` pixels, the first in any case.
std::vector<Neighbour> fitting(const TokenUnits& units, const std::vector<Neighbour>& neighbours, int room,
                               const QFontMetrics& metrics)
{
    std::vector<Neighbour> shown;
    for (const Neighbour& one : neighbours) {
        room -= metrics.horizontalAdvance(units.name(one.unit) + QStringLiteral("  ,") + valueOf(one));
        if (room < 0 && !shown.empty())
            break;
        shown.push_back(one);
    }
    return shown;
}

QString linkedTokens(const TokenUnits& units, const std::vector<Neighbour>& neighbours, const QColor& colour)
{
    QStringList texts;
    for (const Neighbour& one : neighbours) {
        texts.append(QStringLiteral("<a href=\"%1\" style=\"color:%2;text-decoration:none\">%3</a>&nbsp;%4")
                         .arg(one.unit)
                         .arg(colour.name(), units.name(one.unit).toHtmlEscaped(), valueOf(one)));
    }
    return texts.join(QStringLiteral(", "));
}

} // namespace

NeighbourLines::NeighbourLines(Selection* selection, const InspectorModel* inspector, QWidget* parent)
    : QWidget(parent),
      m_selection(selection),
      m_inspector(inspector)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(1);
    m_seen = makeLine(tr("What the from-token looks at most"), &Cell::to);
    m_seeing = makeLine(tr("What looks at the to-token most"), &Cell::from);
    show();
    for (QLabel* line : {m_seen, m_seeing})
        column->addWidget(new SteadyBox(line));
    connect(selection, &Selection::pinnedChanged, this, &NeighbourLines::show);
    // Links are laid out anew with every text, which takes longer than all that is read out besides.
    m_later.setSingleShot(true);
    m_later.setInterval(laterMilliseconds);
    connect(&m_later, &QTimer::timeout, this, &NeighbourLines::show);
    connect(selection, &Selection::hoveredChanged, this, [this] {
        if (!m_later.isActive())
            m_later.start();
    });
    connect(selection, &Selection::measureChanged, this, &NeighbourLines::show);
    connect(selection, &Selection::displayChanged, this, &NeighbourLines::show);
}

QLabel* NeighbourLines::makeLine(const QString& name, int Cell::*end)
{
    QLabel* line = roleLabel("quiet");
    line->setTextFormat(Qt::RichText);
    line->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    line->setAccessibleName(name);
    line->setToolTip(name);
    connect(line, &QLabel::linkActivated, this, [this, end](const QString& unit) {
        Cell cell = m_selection->pinned();
        cell.*end = m_inspector->units().tokenOf(unit.toInt());
        m_selection->pin(cell);
    });
    return line;
}

void NeighbourLines::setResult(const ResultPtr& result)
{
    m_result = result;
    show();
}

void NeighbourLines::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    const bool font = event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange;
    if (font || event->type() == QEvent::PaletteChange) // the links' colours are in their text
        show();
}

void NeighbourLines::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    show();
}

void NeighbourLines::show()
{
    const TokenUnits& units = m_inspector->units();
    const Neighbours found =
        m_result ? neighboursOf(*m_result, m_selection->measure(), m_selection->current(), most, units) : Neighbours();
    const auto line = [&](const std::vector<Neighbour>& neighbours, const QString& text) {
        if (neighbours.empty())
            return QStringLiteral("&nbsp;");
        const int room = width() - m_seen->fontMetrics().horizontalAdvance(text.arg(QString()));
        return text.arg(linkedTokens(units, fitting(units, neighbours, room, m_seen->fontMetrics()),
                                     palette().color(QPalette::WindowText)));
    };
    m_seen->setText(line(found.seen, tr("Looks at %1")));
    m_seeing->setText(line(found.seeing, tr("Seen by %1")));
}

} // namespace headlight::ui
