// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/what_if_set_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/state/what_if_model.h"

namespace headlight::ui {
namespace {

constexpr int margin = 12;
constexpr int nameCharacters = 12;
constexpr int longestName = 60;

QToolButton* makeButton(const QString& text, const QString& help)
{
    auto* button = new QToolButton;
    button->setText(text);
    button->setToolTip(help);
    button->setProperty("role", "link");
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

WhatIfSetBar::WhatIfSetBar(QWidget* parent)
    : QWidget(parent),
      m_field(new QLineEdit),
      m_names(new QComboBox),
      m_keep(makeButton(tr("Keep"), tr("Keep what is switched off under this name"))),
      m_forget(makeButton(tr("Forget"), tr("Forget the set of this name"))),
      m_allOn(makeButton(tr("All on"), tr("Switch all parts on again (Delete)"))),
      m_show(makeButton(tr("Show in all views"), tr("Run the question with these parts off: attention, norms and "
                                                    "attributions of the changed run, beside the unchanged one"))),
      m_error(new QLabel)
{
    makeRow();
    connectControls();
}

void WhatIfSetBar::makeRow()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(margin, 2, margin, 2);
    column->setSpacing(2);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    auto* label = new QLabel(tr("Off"));
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setBuddy(m_field);
    row->addWidget(label);
    row->addWidget(m_field, 1);
    for (QWidget* widget : QList<QWidget*>{m_allOn, m_show, m_names, m_keep, m_forget})
        row->addWidget(widget);
    column->addLayout(row);
    column->addWidget(m_error);
    m_field->setAccessibleName(tr("Parts that are switched off"));
    m_field->setPlaceholderText(tr("4.6,5.*,3.mlp,mean:2.1"));
    m_field->setToolTip(tr("LAYER.HEAD, with * for every layer or head and mlp for the feed-forward part; zero:, mean: "
                           "or patch: before them says what takes their place. Numbers count from 0."));
    m_names->setEditable(true);
    m_names->setInsertPolicy(QComboBox::NoInsert);
    m_names->setAccessibleName(tr("Named sets"));
    m_names->setToolTip(tr("Sets that were kept under a name"));
    m_names->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_names->setMinimumContentsLength(nameCharacters);
    m_names->lineEdit()->setPlaceholderText(tr("Name of the set"));
    m_names->lineEdit()->setMaxLength(longestName);
    m_names->lineEdit()->setAccessibleName(tr("Name of the set"));
    m_error->setProperty("role", "wrong");
    m_error->setWordWrap(true);
    m_error->hide();
}

void WhatIfSetBar::connectControls()
{
    connect(m_field, &QLineEdit::editingFinished, this, &WhatIfSetBar::choose);
    connect(m_allOn, &QToolButton::clicked, this, [this] { m_model->switchAllOn(); });
    connect(m_show, &QToolButton::clicked, this, [this] { m_model->showRun(); });
    connect(m_keep, &QToolButton::clicked, this, [this] { m_model->keepSet(m_names->currentText()); });
    connect(m_forget, &QToolButton::clicked, this, [this] {
        m_model->forgetSet(m_names->currentText());
        m_names->setEditText({});
    });
    connect(m_names, &QComboBox::activated, this, [this](int index) { m_model->useSet(m_names->itemText(index)); });
    connect(m_names, &QComboBox::editTextChanged, this, &WhatIfSetBar::refresh);
}

void WhatIfSetBar::setModel(WhatIfModel* model)
{
    m_model = model;
    refresh();
}

void WhatIfSetBar::choose()
{
    if (!m_model || m_field->text() == m_shownSet)
        return;
    const QString error = m_model->chooseSet(m_field->text());
    showError(error);
    if (error.isEmpty())
        refresh();
}

QString WhatIfSetBar::error() const
{
    return m_error->text();
}

void WhatIfSetBar::showError(const QString& text)
{
    m_error->setText(text);
    m_error->setVisible(!text.isEmpty());
}

/// A text that is being edited stays until it is finished, or the set changes.
void WhatIfSetBar::refresh()
{
    if (!m_model)
        return;
    const bool edited = m_field->text() != m_shownSet;
    if (!edited || m_model->setText() != m_shownSet) {
        m_shownSet = m_model->setText();
        m_field->setText(m_shownSet);
        showError(m_model->setProblem());
    }
    showNames();
    const QString name = m_names->currentText().trimmed();
    m_show->setEnabled(m_model->canShowRun());
    m_allOn->setEnabled(!m_shownSet.isEmpty());
    m_keep->setEnabled(!name.isEmpty() && !m_shownSet.isEmpty());
    m_forget->setEnabled(m_model->setNames().contains(name));
}

void WhatIfSetBar::showNames()
{
    const QStringList names = m_model->setNames();
    QStringList shown;
    for (int i = 0; i < m_names->count(); ++i)
        shown.append(m_names->itemText(i));
    if (shown == names)
        return;
    const QSignalBlocker quiet(m_names);
    const QString text = m_names->currentText();
    m_names->clear();
    m_names->addItems(names);
    m_names->setCurrentIndex(static_cast<int>(names.indexOf(text)));
    m_names->setEditText(text);
}

} // namespace headlight::ui
