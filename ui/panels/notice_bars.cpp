// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/notice_bars.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/panels/labels.h"

namespace headlight::ui {

namespace {

QToolButton* actionLink(const Notice::Action& action)
{
    QToolButton* link = linkButton(action.label);
    link->setProperty("action", true);
    // The action may remove the bar and with it this link.
    QObject::connect(link, &QToolButton::clicked, link->window(), [act = action.act] { act(); }, Qt::QueuedConnection);
    return link;
}

} // namespace

NoticeBars::NoticeBars(QWidget* parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(1);
    hide();
}

void NoticeBars::show(const QString& kind, const Notice& notice)
{
    clear(kind);
    m_bars[kind] = makeBar(kind, notice);
    m_column->addWidget(m_bars[kind]);
    setVisible(true);
}

QFrame* NoticeBars::makeBar(const QString& kind, const Notice& notice)
{
    auto* bar = new QFrame;
    bar->setObjectName("noticeBar");
    bar->setAccessibleName(notice.text);
    auto* text = new QLabel(notice.text);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(8, 3, 2, 3);
    row->setSpacing(12);
    row->addWidget(text, 1);
    for (const Notice::Action& action : notice.actions)
        row->addWidget(actionLink(action), 0, Qt::AlignTop);
    auto* close = linkButton(QStringLiteral("×"));
    close->setAccessibleName(tr("Dismiss"));
    close->setToolTip(tr("Dismiss"));
    connect(close, &QToolButton::clicked, this, [this, kind] { clear(kind); });
    row->addWidget(close, 0, Qt::AlignTop);
    return bar;
}

void NoticeBars::clear(const QString& kind)
{
    const auto found = m_bars.find(kind);
    if (found == m_bars.end())
        return;
    found->second->hide();
    found->second->deleteLater();
    m_bars.erase(found);
    setVisible(!m_bars.empty());
}

QString NoticeBars::text(const QString& kind) const
{
    const auto found = m_bars.find(kind);
    return found == m_bars.end() ? QString() : found->second->accessibleName();
}

bool NoticeBars::trigger(const QString& kind, const QString& label) const
{
    const auto found = m_bars.find(kind);
    if (found == m_bars.end())
        return false;
    for (QToolButton* link : found->second->findChildren<QToolButton*>())
        if (link->text() == label) {
            link->click();
            return true;
        }
    return false;
}

} // namespace headlight::ui
