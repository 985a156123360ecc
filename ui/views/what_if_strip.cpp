// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/what_if_strip.h"

#include <QEvent>
#include <QLabel>
#include <QTextDocumentFragment>
#include <QVBoxLayout>

#include "ui/state/what_if_model.h"
#include "ui/theme/colours.h"

namespace headlight::ui {
namespace {

constexpr int margin = 12;
constexpr int cellPadding = 2;
constexpr int linesBeside = 6; // the verdict, the header, what comes next, and what breaks

QString cell(const QString& text, const QString& attributes)
{
    return QStringLiteral("<td %1>%2</td>").arg(attributes, text.toHtmlEscaped());
}

QString unbroken(QString text)
{
    return text.replace(QLatin1Char(' '), QChar(0xa0));
}

QString coloured(const QColor& colour)
{
    return QStringLiteral("style=\"color:%1; padding-right:14px\"").arg(colour.name());
}

} // namespace

WhatIfStrip::WhatIfStrip(QWidget* parent) : QFrame(parent), m_verdict(new QLabel), m_table(new QLabel)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(margin, 4, margin, 4);
    column->setSpacing(4);
    column->addWidget(m_verdict);
    column->addWidget(m_table);
    column->addStretch(1);
    m_verdict->setAccessibleName(tr("Verdict"));
    m_verdict->setTextFormat(Qt::RichText);
    m_verdict->setWordWrap(true);
    m_table->setAccessibleName(tr("Before and after"));
    m_table->setTextFormat(Qt::RichText);
    m_table->setWordWrap(true);
    m_table->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_table->setToolTip(tr("A logit and the probability may move in opposite directions: the probability is a softmax, "
                           "which ignores what is added to all of its logits. Look at both."));
    m_table->setAlignment(Qt::AlignTop | Qt::AlignLeft);
}

void WhatIfStrip::showRun(const WhatIfModel& model, const AnalysisResult* result)
{
    m_anythingOff = !model.set().empty();
    m_obstacle = !model.obstacle().isEmpty() ? model.obstacle() : model.problem();
    m_isAnswer = !result || result->model.task == TaskKind::QuestionAnswering;
    m_text = result ? whatIfText(*result, model.targets(), model.before(), model.after()) : WhatIfText();
    showTexts();
}

QString WhatIfStrip::verdictText() const
{
    if (!m_obstacle.isEmpty())
        return m_obstacle;
    if (!m_anythingOff)
        return tr("All parts are on: a click on a cell switches its part off.");
    switch (m_text.verdict) {
    case WhatIfText::Verdict::Same: return m_isAnswer ? tr("Same answer") : tr("Same prediction");
    case WhatIfText::Verdict::Another: return m_isAnswer ? tr("Another answer") : tr("Another prediction");
    case WhatIfText::Verdict::Waiting: break;
    }
    return tr("Running…");
}

QString WhatIfStrip::verdict() const
{
    return QTextDocumentFragment::fromHtml(m_verdict->text()).toPlainText();
}

QString WhatIfStrip::text() const
{
    return QTextDocumentFragment::fromHtml(m_table->text()).toPlainText();
}

QString WhatIfStrip::tableText() const
{
    const Colours& look = coloursOf(palette());
    const QString quiet = coloured(look.quiet);
    const QString plain = coloured(look.text);
    QString html = QStringLiteral("<table cellspacing=0 cellpadding=%1>").arg(cellPadding);
    html +=
        QStringLiteral("<tr>%1%2%3%4</tr>")
            .arg(cell({}, quiet), cell(tr("unchanged"), quiet), cell(m_anythingOff ? tr("changed") : QString(), quiet),
                 cell(m_anythingOff ? tr("change") : QString(), quiet));
    for (const WhatIfText::Row& row : m_text.rows) {
        const QString waiting = m_anythingOff && row.after.isEmpty() ? QString(QChar(0x2026)) : row.after;
        html += QStringLiteral("<tr>%1%2%3%4</tr>")
                    .arg(cell(unbroken(row.name), quiet), cell(row.before, plain),
                         cell(m_anythingOff ? waiting : QString(), plain),
                         cell(m_anythingOff ? row.change : QString(), plain));
    }
    html += QStringLiteral("</table>");
    if (m_anythingOff && !m_text.next.isEmpty())
        html += QStringLiteral("<p style=\"margin-top:4px\"><span %1>%2</span> %3</p>")
                    .arg(quiet, tr("Next after that:"), m_text.next.join(QStringLiteral(";  ")).toHtmlEscaped());
    return html;
}

void WhatIfStrip::showTexts()
{
    const Colours& look = coloursOf(palette());
    const bool judged = m_obstacle.isEmpty() && m_anythingOff && m_text.verdict != WhatIfText::Verdict::Waiting;
    const bool another = judged && m_text.verdict == WhatIfText::Verdict::Another;
    const QColor colour = another ? look.error : judged ? look.accent : look.quiet;
    m_verdict->setText(QStringLiteral("<span style=\"color:%1%2\">%3</span>")
                           .arg(colour.name(), judged ? QStringLiteral("; font-weight:600") : QString(),
                                verdictText().toHtmlEscaped()));
    const bool known = m_obstacle.isEmpty() && !m_text.rows.isEmpty() && !m_text.rows.front().before.isEmpty();
    m_table->setText(known ? tableText() : QString());
    // As high as it will become, so that no cell moves away from under the pointer.
    const auto lines = static_cast<int>(m_text.rows.size()) + linesBeside;
    setMinimumHeight(known ? lines * (fontMetrics().lineSpacing() + cellPadding) : 0);
}

void WhatIfStrip::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        showTexts();
}

} // namespace headlight::ui
