// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/provenance.h"

#include "core/base/version.h"
#include "ui/figures/exactness.h"

namespace headlight::ui {
namespace {

QString textOf(std::string_view value)
{
    return QString::fromUtf8(value.data(), qsizetype(value.size()));
}

/// Of the program's own words, which are not translated in files.
QString optionsText(const AnalysisResult& result)
{
    const Options& options = result.options;
    return QStringLiteral("target %1, rule %2, baseline %3, segments %4, tolerance %5, %6 points")
        .arg(textOf(targetName(options.target)), textOf(name(options.rule)), textOf(name(options.baseline)),
             textOf(name(options.segments)))
        .arg(options.tolerance)
        .arg(result.points);
}

} // namespace

Provenance provenanceOf(const AnalysisResult& result, const FigureData& figure)
{
    Provenance facts = {{"Title", figure.title},
                        {"Software", "Headlight " + textOf(programVersion())},
                        {"Model", textOf(result.model.name)},
                        {"Model SHA-256", textOf(result.model.sha256)},
                        {"Question", textOf(result.input.question)},
                        {"Answer", textOf(result.answer.text)},
                        {"Options", optionsText(result)},
                        {"View", figure.view},
                        {"Measure", figure.measure}};
    facts.removeIf([](const auto& fact) { return fact.second.isEmpty(); });
    return facts;
}

} // namespace headlight::ui
