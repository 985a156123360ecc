// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/method_exactness.h"

#include <QCoreApplication>
#include <cmath>
#include <optional>

#include "figures/percent_text.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Method)
};

/// The number of a layer in the array [L] called `name`; of no layer, the one of the largest magnitude.
std::optional<double> numberOf(const AnalysisResult& result, const QString& name, int layer)
{
    const auto found = result.methods.find(name.toStdString());
    if (found == result.methods.end() || found->second.isNull())
        return {};
    const auto values = found->second.values();
    if (layer >= 0)
        return layer < static_cast<int>(values.size()) ? std::optional<double>(values[static_cast<std::size_t>(layer)])
                                                       : std::nullopt;
    double worst = 0;
    for (const float value : values)
        worst = std::abs(value) > std::abs(worst) ? static_cast<double>(value) : worst;
    return worst;
}

QString attAttrText(const AnalysisResult& result, const QString& target, int layer)
{
    const std::optional<double> change = numberOf(result, QStringLiteral("attattr_error.") + target, layer);
    const std::optional<double> delta = numberOf(result, QStringLiteral("attattr_delta.") + target, layer);
    if (!change || !delta)
        return {};
    return Text::tr("AttAttr, last refined by %1 of the largest cell; Σ − (F(α) − F(0)) = %2.")
        .arg(percentText(*change), QString::number(*delta, 'g', 2));
}

QString decompXText(const AnalysisResult& result, int layer)
{
    const std::optional<double> error = numberOf(result, QStringLiteral("decompx_error"), layer);
    return error ? Text::tr("DecompX: the parts' sums are within %1 of the states.").arg(percentText(*error))
                 : QString();
}

} // namespace

QString methodExactnessText(const AnalysisResult& result, const QString& measure, int layer)
{
    if (measure == QLatin1String("decompx"))
        return decompXText(result, layer);
    const QString target = measure.section(QLatin1Char('.'), 1);
    return measure.section(QLatin1Char('.'), 0, 0) == QLatin1String("attattr") && !target.isEmpty()
               ? attAttrText(result, target, layer)
               : QString();
}

} // namespace headlight::ui
