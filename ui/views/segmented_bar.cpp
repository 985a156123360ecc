// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/segmented_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>

#include "ui/theme/colours.h"

namespace headlight::ui {
namespace {

const QString buttonStyle = QStringLiteral(
    "QToolButton { border: 1px solid %1; border-left-width: %6px; padding: 4px 8px; background: %2; color: %3;"
    " border-top-left-radius: %7px; border-bottom-left-radius: %7px;"
    " border-top-right-radius: %8px; border-bottom-right-radius: %8px; }"
    "QToolButton:hover { color: %5; }"
    "QToolButton:checked { background: %4; color: %5; }"
    "QToolButton:focus { border: 1px solid %5; }");
constexpr int radius = 4;

QString styleOf(const QPalette& palette, bool first, bool last)
{
    const Colours& shown = coloursOf(palette);
    return buttonStyle
        .arg(shown.line.name(), shown.surface.name(), shown.text.name(), shown.chosen.name(), shown.accent.name())
        .arg(first ? 1 : 0)
        .arg(first ? radius : 0)
        .arg(last ? radius : 0);
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
        m_buttons.addButton(button, i);
        layout()->addWidget(button);
    }
    updateStyle();
}

void SegmentedBar::updateStyle()
{
    const QList<QAbstractButton*> buttons = m_buttons.buttons();
    for (int i = 0; i < buttons.size(); ++i)
        buttons[i]->setStyleSheet(styleOf(palette(), i == 0, i == buttons.size() - 1));
}

void SegmentedBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateStyle();
}

} // namespace headlight::ui
