// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/provenance.h"

#include "core/base/version.h"
#include "figures/exactness.h"

namespace headlight::ui {
namespace {

QString textOf(std::string_view value)
{
    return QString::fromUtf8(value.data(), qsizetype(value.size()));
}

/// Of the program's own words, which are not translated in files. What the result does not state is left out.
QString optionsText(const AnalysisResult& result)
{
    const StatedOptions& options = result.options;
    QStringList parts;
    if (options.target)
        parts.append(QStringLiteral("target ") + textOf(targetName(*options.target)));
    if (options.rule)
        parts.append(QStringLiteral("rule ") + textOf(name(*options.rule)));
    if (options.baseline)
        parts.append(QStringLiteral("baseline ") + textOf(name(*options.baseline)));
    if (options.segments)
        parts.append(QStringLiteral("segments ") + textOf(name(*options.segments)));
    if (options.tolerance)
        parts.append(QStringLiteral("tolerance %1").arg(*options.tolerance));
    if (result.points)
        parts.append(QStringLiteral("%1 points").arg(*result.points));
    return parts.join(QStringLiteral(", "));
}

} // namespace

Provenance provenanceOf(const AnalysisResult& result, const FigureData& figure)
{
    Provenance facts = {
        {"Title", figure.title},
        {"Software", "Headlight " + textOf(programVersion())},
        {"Model", textOf(result.model.name)},
        {"Model SHA-256", textOf(result.model.sha256)},
        {result.input.passage(Role::Text) ? "Text" : "Question",
         textOf(result.input.passage(Role::Text) ? result.input.text(Role::Text) : result.input.leadText())},
        {"Answer", textOf(result.answerText())},
        {"Options", optionsText(result)},
        {"View", figure.view},
        {"Measure", figure.measure}};
    facts.removeIf([](const auto& fact) { return fact.second.isEmpty(); });
    return facts;
}

} // namespace headlight::ui
