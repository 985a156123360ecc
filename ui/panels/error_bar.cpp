// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/error_bar.h"

#include <QHBoxLayout>

#include "figures/isolated.h"
#include "ui/panels/labels.h"

namespace headlight::ui {

namespace {

/// Lets long paths break, which have no spaces: zero-width spaces after slashes.
QString breakable(QString text)
{
    return text.replace(QLatin1Char('/'), QStringLiteral("/\u200b"));
}

} // namespace

ErrorBar::ErrorBar(QWidget* parent) : QFrame(parent), m_label(new QLabel)
{
    setObjectName("errorBar");
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* close = linkButton(QStringLiteral("×"));
    close->setAccessibleName(tr("Dismiss"));
    close->setToolTip(tr("Dismiss"));
    connect(close, &QToolButton::clicked, this, &ErrorBar::clear);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 5, 2, 5);
    row->setSpacing(4);
    row->addWidget(m_label, 1);
    row->addWidget(close, 0, Qt::AlignTop);
    hide();
}

void ErrorBar::showError(const Error& error)
{
    m_text = QString::fromStdString(error.text());
    m_label->setText(withIsolatedQuotes(breakable(m_text)));
    setAccessibleDescription(withIsolatedQuotes(m_text));
    show();
}

void ErrorBar::clear()
{
    m_text.clear();
    m_label->clear();
    hide();
}

} // namespace headlight::ui
