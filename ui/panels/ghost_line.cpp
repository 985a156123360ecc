// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ghost_line.h"

#include <QHBoxLayout>

#include "figures/isolated.h"
#include "figures/probability_text.h"
#include "ui/panels/elided_label.h"
#include "ui/panels/labels.h"

namespace headlight::ui {

namespace {

constexpr int mostWidth = 260;

QString beforeText(const AnalysisResult& before, const AnalysisResult& now)
{
    const QString probability = before.answer ? probabilityText(before.answer->probability) : QString();
    const QString text = QString::fromStdString(before.answerText()).simplified();
    if (before.answerText() != now.answerText())
        return GhostLine::tr("before: “%1” %2").arg(isolated(text), probability).trimmed();
    return probability.isEmpty() ? GhostLine::tr("before: the same")
                                 : GhostLine::tr("before: the same, %1").arg(probability);
}

} // namespace

GhostLine::GhostLine(QWidget* parent)
    : QWidget(parent), m_label(new ElidedLabel(mostWidth)), m_compare(linkButton(tr("Compare")))
{
    m_compare->setProperty("tight", true);
    m_compare->setToolTip(tr("Show the run before beside this one in the view Compare"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    row->addWidget(m_label);
    row->addWidget(m_compare);
    connect(m_compare, &QToolButton::clicked, this, &GhostLine::compareRequested);
    setGhost({}, nullptr, false);
}

void GhostLine::setGhost(const Ghost& ghost, const AnalysisResult* now, bool comparable)
{
    const bool shown = ghost.before && ghost.before->answer && now && now->stage >= Stage::Attention;
    const QString text = shown ? beforeText(*ghost.before, *now) : QString();
    m_label->setWholeText(
        text, shown ? QString::fromStdString(ghost.before->input.leadText()) + QLatin1Char('\n') + text : QString());
    m_compare->setVisible(shown && comparable);
    setVisible(shown);
}

QString GhostLine::text() const
{
    return m_label->wholeText();
}

} // namespace headlight::ui
