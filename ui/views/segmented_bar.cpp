// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/segmented_bar.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace headlight::ui {
namespace {

const QString buttonStyle = QStringLiteral(
    "QToolButton { border: 1px solid palette(mid); border-left-width: %1px; padding: 4px 9px; background: palette(base);"
    " color: palette(text); border-top-left-radius: %2px; border-bottom-left-radius: %2px;"
    " border-top-right-radius: %3px; border-bottom-right-radius: %3px; }"
    "QToolButton:hover { background: palette(alternate-base); }"
    "QToolButton:checked { background: palette(highlight); color: palette(highlighted-text); border-color: palette(highlight); }"
    "QToolButton:focus { border-color: palette(highlight); }");

QString styleOf(int index, qsizetype count)
{
    constexpr int radius = 4;
    const bool first = index == 0;
    const bool last = index == count - 1;
    return buttonStyle.arg(first ? 1 : 0).arg(first ? radius : 0).arg(last ? radius : 0);
}

} // namespace

SegmentedBar::SegmentedBar(QWidget* parent) : QWidget(parent)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    setAccessibleName(tr("Measure"));
    connect(&m_buttons, &QButtonGroup::idClicked, this, [this](int index) { emit chosen(m_ids[index]); });
}

void SegmentedBar::setMeasures(const QList<Measure>& measures, const QString& current)
{
    QStringList ids;
    for (const Measure& measure : measures)
        ids.append(measure.id);
    if (ids != m_ids) {
        m_ids = ids;
        makeButtons(measures);
    }
    if (QAbstractButton* button = m_buttons.button(int(m_ids.indexOf(current))))
        button->setChecked(true);
}

void SegmentedBar::makeButtons(const QList<Measure>& measures)
{
    const QList<QAbstractButton*> old = m_buttons.buttons();
    qDeleteAll(old);
    for (int i = 0; i < measures.size(); ++i) {
        auto* button = new QToolButton(this);
        button->setText(measures[i].label);
        button->setToolTip(measures[i].description);
        button->setAccessibleName(measures[i].label);
        button->setAccessibleDescription(measures[i].description);
        button->setObjectName("measure-" + measures[i].id);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setStyleSheet(styleOf(i, measures.size()));
        m_buttons.addButton(button, i);
        layout()->addWidget(button);
    }
}

} // namespace headlight::ui
