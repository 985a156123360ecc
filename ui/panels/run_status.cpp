// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run_status.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <cmath>

#include "figures/exactness.h"
#include "figures/head_note.h"
#include "figures/token_text.h"
#include "ui/panels/labels.h"
#include "ui/state/text_pieces.h"

namespace headlight::ui {

namespace {

/// The targets in the order of the text.
QStringList targetsOf(const AnalysisResult& result)
{
    QStringList names;
    for (const auto& [name, attribution] : result.attributions)
        names.append(QString::fromStdString(name));
    for (const char* first : {"end", "start"})
        if (names.removeOne(QLatin1String(first)))
            names.prepend(QLatin1String(first));
    return names;
}

/// The largest convergence delta of all layers, relative to what the attributions should sum to; nothing where it is
/// not known, or is a share of nothing.
std::optional<double> incompleteness(const AnalysisResult& result, const Attribution& attribution)
{
    if (attribution.deltas.empty() || !attribution.difference || isRounding(result, *attribution.difference))
        return {};
    double largest = 0;
    for (const double delta : attribution.deltas)
        largest = std::max(largest, std::abs(delta));
    return largest / std::abs(*attribution.difference);
}

QString completenessText(const AnalysisResult& result)
{
    QStringList parts;
    for (const QString& target : targetsOf(result))
        if (const auto gap = incompleteness(result, *result.attribution(target.toStdString())))
            parts << QStringLiteral("%1 %2").arg(shownToken(target), percentText(*gap));
    return parts.isEmpty() ? QString() : RunStatus::tr("Completeness gap: %1.").arg(parts.join(QStringLiteral(", ")));
}

/// The targets of which no share can be said.
QString roundingText(const AnalysisResult& result)
{
    QStringList targets = targetsOf(result);
    targets.removeIf([&result](const QString& target) {
        const std::optional<double> difference = result.attribution(target.toStdString())->difference;
        return !difference || !isRounding(result, *difference);
    });
    if (targets.isEmpty())
        return {};
    return RunStatus::tr("F(x) − F(x′) is 0 to rounding (%1).").arg(targets.join(QStringLiteral(", ")));
}

/// How exact the attributions are, as far as the result states it.
QStringList exactnessTexts(const AnalysisResult& result)
{
    if (result.input.equalsBaseline() && result.options.rule)
        return {noPathText()};
    const QString method = methodText(result, result.largestError());
    QStringList parts{method.isEmpty() ? method : method.front().toUpper() + method.mid(1) + QLatin1Char('.'),
                      completenessText(result),
                      roundingText(result), movedText(result)};
    parts.removeAll(QString());
    if (parts.isEmpty())
        return parts;
    if (result.stage == Stage::Refining)
        parts.prepend(RunStatus::tr("Not refined to the end:"));
    else if (!result.toleranceMet.value_or(true))
        parts.prepend(RunStatus::tr("Tolerance not met:"));
    return parts;
}

QString secondsText(const AnalysisResult& result)
{
    const double seconds = result.seconds();
    return seconds > 0 ? durationText(seconds) : QString();
}

} // namespace

QString qualityText(const AnalysisResult& result)
{
    if (!result.model.hasHead())
        return withoutHeadText();
    if (result.attributions.empty())
        return result.model.isStated() ? RunStatus::tr("Attributions were not computed.")
                                       : RunStatus::tr("This session holds no attributions.");
    QStringList parts = exactnessTexts(result);
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
