// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/note_line.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include "figures/isolated.h"
#include "ui/panels/labels.h"

namespace headlight::ui {
namespace {

constexpr int sideMargin = 12;

/// Tooltips break lines in rich text alone.
QString wrapping(const QString& text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<qt>%1</qt>").arg(text.toHtmlEscaped());
}

} // namespace

NoteLine::NoteLine(const QString& action, QWidget* parent)
    : QWidget(parent),
      m_label(roleLabel("quiet")),
      m_action(linkButton(action))
{
    m_action->setProperty("tight", true);
    m_label->setMinimumWidth(1); // less than its text: see showText()
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(sideMargin, 0, sideMargin, 0);
    row->setSpacing(4);
    row->addWidget(m_label);
    row->addWidget(m_action);
    row->addStretch(1);
    setNote({}, {}, {}, false);
    fitFont();
}

void NoteLine::setNote(const QString& text, const QString& brief, const QString& details, bool actionShown)
{
    m_whole = text;
    m_brief = brief;
    m_action->setVisible(actionShown);
    m_label->setToolTip(wrapping(details));
    m_label->setAccessibleName(text);
    showText();
}

void NoteLine::fitFont()
{
    m_action->ensurePolished();
    setFixedHeight(m_action->sizeHint().height());
    showText();
}

void NoteLine::showText()
{
    const int action = m_action->isVisibleTo(this) ? m_action->sizeHint().width() + layout()->spacing() : 0;
    const int room = width() - 2 * sideMargin - action;
    m_label->ensurePolished();
    const QFontMetrics metrics = m_label->fontMetrics();
    const QString& fitting = metrics.horizontalAdvance(m_whole) <= room ? m_whole : m_brief;
    m_label->setText(elided(metrics, fitting, std::max(0, room)));
}

QString NoteLine::shownText() const
{
    return m_label->text();
}

void NoteLine::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showText();
}

void NoteLine::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitFont();
}

} // namespace headlight::ui
