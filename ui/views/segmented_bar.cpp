// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/segmented_bar.h"

#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>

#include "ui/theme/colours.h"
#include "ui/views/menu_button.h"

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

SegmentedBar::SegmentedBar(QWidget* parent)
    : QWidget(parent),
      m_row(new QWidget(this)),
      m_menu(new MenuButton(tr("Measure"), this))
{
    auto* layout = new QHBoxLayout(m_row);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    auto* outer = new QHBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(m_row);
    outer->addWidget(m_menu);
    m_menu->hide();
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
        fillMenu(measures);
    }
    showChosen(current);
}

void SegmentedBar::showChosen(const QString& id)
{
    QAbstractButton* button = m_buttons.button(int(m_ids.indexOf(id)));
    if (!button)
        return;
    button->setChecked(true);
    MenuButton::mark(m_choices, id);
    m_menu->setChoiceText(button->text());
}

void SegmentedBar::fillMenu(const QList<Measure>& measures)
{
    delete m_choices;
    m_menu->menu()->clear();
    MenuButton::Choices choices;
    for (const Measure& measure : measures)
        choices.append({measure.id, measure.label});
    m_choices = MenuButton::addChoices(m_menu->menu(), choices, [this](const QString& id) { emit chosen(id); });
    fold();
}

QSize SegmentedBar::sizeHint() const
{
    return m_row->sizeHint();
}

QSize SegmentedBar::minimumSizeHint() const
{
    return m_menu->sizeHint();
}

void SegmentedBar::fold()
{
    const bool folded = width() < m_row->sizeHint().width();
    m_row->setVisible(!folded);
    m_menu->setVisible(folded);
}

void SegmentedBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fold();
}

void SegmentedBar::makeButtons(const QList<Measure>& measures)
{
    const QList<QAbstractButton*> old = m_buttons.buttons();
    qDeleteAll(old);
    for (int i = 0; i < measures.size(); ++i) {
        auto* button = new QToolButton(m_row);
        button->setText(measures[i].label);
        button->setToolTip(measures[i].description);
        button->setAccessibleName(measures[i].label);
        button->setAccessibleDescription(measures[i].description);
        button->setObjectName("measure-" + measures[i].id);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        m_buttons.addButton(button, i);
        m_row->layout()->addWidget(button);
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
