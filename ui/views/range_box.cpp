// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/range_box.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolTip>

#include "ui/figures/colour_range.h"

namespace headlight::ui {
namespace {

const QString fixedRule = QStringLiteral("fixed");
constexpr int endsWidth = 92;

} // namespace

RangeBox::RangeBox(QWidget* parent) : QWidget(parent), m_rules(new QComboBox), m_ends(new QLineEdit)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(6);
    layout->addWidget(m_rules);
    layout->addWidget(m_ends);
    m_rules->addItem(tr("Full range"), "shared");
    m_rules->addItem(tr("Each map"), "panel");
    m_rules->addItem(tr("99.5 %"), "99.5");
    m_rules->addItem(tr("99 %"), "99");
    m_rules->addItem(tr("Fixed"), fixedRule);
    m_rules->setAccessibleName(tr("Colour range"));
    m_rules->setToolTip(tr(
        "What the ends of the colour bar are: all values, each map's own, a percentile of the magnitudes, or fixed."));
    m_ends->setAccessibleName(tr("Ends of the colour range"));
    m_ends->setPlaceholderText(tr("low, high"));
    m_ends->setFixedWidth(endsWidth);
    m_ends->hide();
    connect(m_rules, &QComboBox::activated, this, &RangeBox::choose);
    connect(m_ends, &QLineEdit::editingFinished, this, &RangeBox::acceptEnds);
}

void RangeBox::setRange(const QString& range)
{
    const bool fixed = range.contains(',');
    int index = m_rules->findData(fixed ? fixedRule : range);
    if (index < 0) {
        m_rules->insertItem(0, tr("%1 %").arg(range), range);
        index = 0;
    }
    m_rules->setCurrentIndex(index);
    m_ends->setVisible(fixed);
    if (fixed && !m_ends->hasFocus())
        m_ends->setText(range);
}

void RangeBox::setDrawnEnds(double low, double high)
{
    m_drawnEnds = QStringLiteral("%1,%2").arg(low, 0, 'g', 3).arg(high, 0, 'g', 3);
}

void RangeBox::choose(int index)
{
    const QString rule = m_rules->itemData(index).toString();
    emit chosen(rule == fixedRule ? m_drawnEnds : rule);
    if (rule == fixedRule)
        m_ends->setFocus();
}

void RangeBox::acceptEnds()
{
    const QString ends = m_ends->text().remove(' ');
    if (ends.contains(',') && parseRange(ends))
        emit chosen(ends);
    else
        QToolTip::showText(m_ends->mapToGlobal(QPoint(0, m_ends->height())),
                           tr("Two numbers, the lower first: -0.1, 0.1"), m_ends);
}

} // namespace headlight::ui
