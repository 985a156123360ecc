// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <optional>

#include "core/data/analysis_result.h"
#include "figures/display.h"
#include "figures/importance_source.h"

namespace headlight::ui {

/// Every source that `result` has values of, for at least one target.
QList<ImportanceSource> importanceSources(const AnalysisResult& result);
/// The names in sessions: input, layer, embeddings, word, position, segment.
QString nameOf(ImportanceSource source);
std::optional<ImportanceSource> importanceSourceNamed(const QString& name);
/// The tensor in sessions: "attribution.TARGET.input".
QString tensorOf(ImportanceSource source);
/// What `source` is called: "Words along the path", "Layer 4". Of a result whose method is not stated: "Input".
QString sourceText(ImportanceSource source, const AnalysisResult* result, int layer, const Display& display);
/// One sentence for tooltips.
QString sourceHint(ImportanceSource source, const AnalysisResult* result);

/// What the tokens contributed to one target.
struct Importance {
    QString target; ///< the measure's id
    QString label;  ///< "To start"
    QString where;  ///< what the target is made of: "include (14)"; empty for target max, or where unknown
    double probability = 0; ///< of that; NaN where it says nothing
    double sum = 0;         ///< of all values
    Array values;           ///< [S]
};

/// One for each target that has values of `source`, in the order of the text.
QList<Importance> importanceOf(const AnalysisResult& result, ImportanceSource source, int layer);

/// "To start: include (14), probability 0.93, sum 4.21".
QString headingText(const Importance& importance);

/// One strong link of a head.
struct Link {
    int from = 0;
    int to = 0;
    float value = 0;
};
/// The `count` cells of the largest magnitude in `map`, [S,S], strongest first, without special tokens and the
/// diagonal.
QList<Link> strongestLinks(const Array& map, const Input& input, int count);

} // namespace headlight::ui
