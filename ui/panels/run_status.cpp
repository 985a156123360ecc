// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run_status.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <cmath>

#include "ui/figures/exactness.h"
#include "ui/figures/head_note.h"
#include "ui/figures/token_text.h"
#include "ui/panels/labels.h"
#include "ui/state/text_pieces.h"

namespace headlight::ui {

namespace {

/// The largest convergence delta of all layers, relative to what the attributions should sum to.
double incompleteness(const Attribution& attribution)
{
    double largest = 0;
    for (const double delta : attribution.deltas)
        largest = std::max(largest, std::abs(delta));
    return attribution.difference == 0 ? largest : largest / std::abs(attribution.difference);
}

QString completenessText(const AnalysisResult& result)
{
    QStringList parts;
    for (const char* first : {"start", "end"})
        if (const Attribution* found = result.attribution(first))
            parts << QStringLiteral("%1 %2").arg(QLatin1String(first), percentText(incompleteness(*found)));
    for (const auto& [name, attribution] : result.attributions)
        if (name != "start" && name != "end")
            parts << QStringLiteral("%1 %2").arg(shownToken(QString::fromStdString(name)),
                                                 percentText(incompleteness(attribution)));
    return RunStatus::tr("Completeness gap: %1.").arg(parts.join(QStringLiteral(", ")));
}

QString secondsText(const AnalysisResult& result)
{
    double seconds = 0;
    for (const auto& [step, time] : result.timings)
        seconds += time;
    return seconds > 0 ? durationText(seconds) : QString();
}

} // namespace

QString qualityText(const AnalysisResult& result)
{
    if (!result.model.answersQuestions)
        return withoutHeadText();
    if (result.attributions.empty())
        return RunStatus::tr("Attributions were not computed.");
    QStringList parts{methodText(result, result.largestError()) + QLatin1Char('.'), completenessText(result),
                      movedText(result)};
    if (result.stage == Stage::Refining)
        parts.prepend(RunStatus::tr("Not refined to the end:"));
    else if (!result.toleranceMet)
        parts.prepend(RunStatus::tr("Tolerance not met:"));
    parts << secondsText(result);
    parts.removeAll(QString());
    return parts.join(QLatin1Char(' ')).trimmed();
}

RunStatus::RunStatus(QWidget* parent)
    : QWidget(parent),
      m_label(roleLabel("quiet")),
      m_bar(new QProgressBar),
      m_remaining(roleLabel("quiet"))
{
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(180);
    m_bar->setAccessibleName(tr("Progress"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 2, 8, 2);
    row->setSpacing(10);
    row->addWidget(m_label, 1);
    row->addWidget(m_remaining);
    row->addWidget(m_bar);
    setBusy(false);
}

void RunStatus::setBusy(bool busy)
{
    m_bar->setVisible(busy);
    m_remaining->setVisible(busy);
    m_bar->setRange(0, 0);
    m_remaining->clear();
    m_label->setText(busy ? tr("Starting…") : m_quality);
}

void RunStatus::showProgress(const Progress& progress)
{
    m_label->setText(QString::fromStdString(progress.step));
    m_bar->setRange(0, 1000);
    m_bar->setValue(static_cast<int>(progress.fraction * 1000));
    m_remaining->setText(progress.remainingSeconds ? tr("%1 left").arg(durationText(*progress.remainingSeconds))
                                                   : QString());
}

void RunStatus::setResult(const ResultPtr& result)
{
    m_quality = result ? qualityText(*result) : QString();
    m_label->setToolTip(m_quality);
    if (!m_bar->isVisibleTo(this))
        m_label->setText(m_quality);
}

QString RunStatus::text() const
{
    return m_label->text();
}

} // namespace headlight::ui
