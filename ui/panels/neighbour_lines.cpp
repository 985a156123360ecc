// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/neighbour_lines.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/figures/figure_data.h"
#include "ui/panels/labels.h"
#include "ui/panels/steady_box.h"
#include "ui/state/cell_readings.h"

namespace headlight::ui {
namespace {

constexpr std::size_t most = 3;

QString linkedTokens(const AnalysisResult& result, const std::vector<Neighbour>& neighbours, const QColor& colour)
{
    QStringList texts;
    for (const Neighbour& one : neighbours) {
        const QString token = QString::fromStdString(result.input.tokens[static_cast<std::size_t>(one.token)]);
        texts.append(QStringLiteral("<a href=\"%1\" style=\"color:%2;text-decoration:none\">%3</a>&nbsp;%4")
                         .arg(one.token)
                         .arg(colour.name(), token.toHtmlEscaped(), QString::number(double(one.value), 'g', 2).replace('-', QChar(0x2212))));
    }
    return texts.join(QStringLiteral(", "));
}

} // namespace

NeighbourLines::NeighbourLines(Selection* selection, QWidget* parent) : QWidget(parent), m_selection(selection)
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
    connect(selection, &Selection::hoveredChanged, this, &NeighbourLines::show);
    connect(selection, &Selection::measureChanged, this, &NeighbourLines::show);
}

QLabel* NeighbourLines::makeLine(const QString& name, int Cell::*end)
{
    QLabel* line = roleLabel("quiet");
    line->setTextFormat(Qt::RichText);
    line->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    line->setAccessibleName(name);
    line->setToolTip(name);
    connect(line, &QLabel::linkActivated, this, [this, end](const QString& token) {
        Cell cell = m_selection->pinned();
        cell.*end = token.toInt();
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
    if (event->type() == QEvent::PaletteChange) // the links' colours are in their text
        show();
}

void NeighbourLines::show()
{
    const Neighbours found =
        m_result ? neighboursOf(*m_result, m_selection->measure(), m_selection->current(), most) : Neighbours();
    const auto line = [&](const std::vector<Neighbour>& neighbours, const QString& text) {
        return neighbours.empty()
                   ? QStringLiteral("&nbsp;")
                   : text.arg(linkedTokens(*m_result, neighbours, palette().color(QPalette::WindowText)));
    };
    m_seen->setText(line(found.seen, tr("Looks at %1")));
    m_seeing->setText(line(found.seeing, tr("Seen by %1")));
}

} // namespace headlight::ui
