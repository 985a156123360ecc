// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/cost_model.h"

#include <cmath>

#include "core/base/memory.h"
#include "ui/state/input_model.h"

namespace headlight::ui {

namespace {

constexpr double longSeconds = 10;
constexpr std::int64_t muchMemory = std::int64_t{1} << 30;

QString timeText(double seconds)
{
    const double minutes = seconds / 60;
    if (minutes < 1)
        return CostModel::tr("%1 s").arg(
            static_cast<int>(std::max(1.0, std::ceil(seconds / 5) * (seconds < 5 ? 1 : 5))));
    return minutes < 90 ? CostModel::tr("%1 min").arg(static_cast<int>(std::round(minutes)))
                        : CostModel::tr("%1 h").arg(minutes / 60, 0, 'f', 1);
}

} // namespace

QString costText(const Cost& cost)
{
    if (cost.seconds <= longSeconds && cost.bytes <= muchMemory)
        return {};
    const QString memory = QString::number(static_cast<double>(cost.bytes) / 1e9, 'f', 1);
    return CostModel::tr("Will take about %1 and %2 GB").arg(timeText(cost.seconds), memory);
}

CostModel::CostModel(InputModel* input, QObject* parent) : QObject(parent), m_input(input)
{
    connect(input, &InputModel::tokenCountChanged, this, &CostModel::estimate);
    connect(input, &InputModel::optionsChanged, this, &CostModel::estimate);
}

void CostModel::setModel(const ModelIdentity& model)
{
    Result<ModelConfig> config = parseModelConfig(model.configJson, model.name);
    m_config = config && model.hasHead() ? std::optional(std::move(*config)) : std::nullopt;
    estimate();
}

void CostModel::learn(const AnalysisResult& result)
{
    if (const std::optional<double> measured = measuredRate(result))
        setRate(m_rate == firstRate ? *measured : refinedRate(m_rate, *measured));
}

void CostModel::setRate(double rate)
{
    if (!std::isfinite(rate) || rate <= 0)
        return;
    m_rate = rate;
    estimate();
}

void CostModel::estimate()
{
    const std::optional<TokenCount>& count = m_input->tokenCount();
    const bool known = m_config && count && !count->refused;
    const QString before = text();
    m_cost.reset();
    if (known) {
        const Options& options = m_input->options();
        const InputSize size{std::min(count->tokens, count->windowLength), count->windows};
        m_cost = estimatedCost(*m_config, options, size, m_rate, memoryBudget(options.memoryMiB));
    }
    if (text() != before)
        emit changed();
}

QString CostModel::text() const
{
    return m_cost ? costText(*m_cost) : QString();
}

} // namespace headlight::ui
