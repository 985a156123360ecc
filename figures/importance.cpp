// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/importance.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "figures/choice_names.h"
#include "figures/figure_data.h"
#include "figures/measure.h"
#include "figures/probability_text.h"
#include "figures/target_text.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Importance)
};

constexpr ImportanceSource allSources[] = {ImportanceSource::Input,      ImportanceSource::Layer,
                                           ImportanceSource::Embeddings, ImportanceSource::Word,
                                           ImportanceSource::Position,   ImportanceSource::Segment};

Array partOf(const Attribution& attribution, ImportanceSource source, int layer)
{
    switch (source) {
    case ImportanceSource::Input: return attribution.input;
    case ImportanceSource::Embeddings: return attribution.embeddings;
    case ImportanceSource::Word: return attribution.word;
    case ImportanceSource::Position: return attribution.position;
    case ImportanceSource::Segment: return attribution.segment;
    case ImportanceSource::Layer: break;
    }
    const bool held = attribution.tokens.rank() == 2 && layer >= 0 && layer < attribution.tokens.dimension(0);
    return held ? attribution.tokens[layer] : Array();
}

/// Whether the values are known to be of this program's methods.
bool isStated(const AnalysisResult* result)
{
    return !result || result->options.rule;
}

/// In the order of the sources.
QStringList sourceNames()
{
    return {"input", "layer", "embeddings", "word", "position", "segment"};
}

} // namespace

QString nameOf(ImportanceSource source)
{
    return sourceNames()[static_cast<int>(source)];
}

std::optional<ImportanceSource> importanceSourceNamed(const QString& name)
{
    return choiceNamed<ImportanceSource>(sourceNames(), name);
}

QList<ImportanceSource> importanceSources(const AnalysisResult& result)
{
    QList<ImportanceSource> held;
    for (const ImportanceSource source : allSources)
        if (!importanceOf(result, source, 0).isEmpty())
            held.append(source);
    return held;
}

QString tensorOf(ImportanceSource source)
{
    return source == ImportanceSource::Layer ? QStringLiteral("attribution.TARGET.tokens")
                                             : QStringLiteral("attribution.TARGET.") + nameOf(source);
}

QString sourceText(ImportanceSource source, const AnalysisResult* result, int layer, const Display& display)
{
    switch (source) {
    case ImportanceSource::Input: return isStated(result) ? Text::tr("Words along the path") : Text::tr("Input");
    case ImportanceSource::Layer: return Text::tr("Layer %1").arg(layer + display.firstNumber);
    case ImportanceSource::Embeddings: return Text::tr("Embeddings");
    case ImportanceSource::Word: return Text::tr("Word");
    case ImportanceSource::Position: return Text::tr("Position");
    default: return Text::tr("Segment");
    }
}

QString sourceHint(ImportanceSource source, const AnalysisResult* result)
{
    if (!isStated(result))
        return Text::tr("As the session holds it, in %1").arg(tensorOf(source));
    switch (source) {
    case ImportanceSource::Input:
        return Text::tr("Integrated gradients of the word embeddings, from the baseline to the words");
    case ImportanceSource::Layer: return Text::tr("Layer conductance of the chosen layer, summed over hidden units");
    case ImportanceSource::Embeddings: return Text::tr("Integrated gradients on the embedding layer's output");
    case ImportanceSource::Word:
        return Text::tr("Integrated gradients of the word embeddings, where positions and segments move too");
    case ImportanceSource::Position: return Text::tr("Integrated gradients of the position embeddings");
    default: return Text::tr("Integrated gradients of the segment embeddings");
    }
}

QList<Importance> importanceOf(const AnalysisResult& result, ImportanceSource source, int layer)
{
    QList<Importance> list;
    for (const Measure& measure : measures(&result)) {
        const Attribution* attribution = result.attribution(measure.id.toStdString());
        const Array values = attribution ? partOf(*attribution, source, layer) : Array();
        if (values.isNull() || static_cast<std::int64_t>(values.size()) != result.input.length())
            continue;
        const auto all = values.values();
        list.append({measure.id, measure.label, positionsText(result, measure.id, *attribution),
                     probabilityOf(result, measure.id, *attribution), std::accumulate(all.begin(), all.end(), 0.0),
                     values});
    }
    return list;
}

QString headingText(const Importance& importance)
{
    QStringList parts{importance.label};
    if (!importance.where.isEmpty())
        parts[0] = Text::tr("%1: %2").arg(importance.label, importance.where);
    if (!std::isnan(importance.probability))
        parts.append(Text::tr("probability %1").arg(probabilityText(importance.probability)));
    parts.append(Text::tr("sum %1").arg(formatValue(importance.sum)));
    return parts.join(QStringLiteral(", "));
}

QList<Link> strongestLinks(const Array& map, const Input& input, int count)
{
    QList<Link> links;
    const auto tokens = static_cast<int>(input.length());
    for (int from = 0; from < tokens; ++from)
        for (int to = 0; to < tokens; ++to)
            if (from != to && !input.isSpecial(from) && !input.isSpecial(to) && std::isfinite(map.at({from, to})))
                links.append({from, to, map.at({from, to})});
    const auto stronger = [](const Link& a, const Link& b) { return std::abs(a.value) > std::abs(b.value); };
    const auto end = links.begin() + std::min<qsizetype>(count, links.size());
    std::partial_sort(links.begin(), end, links.end(), stronger);
    links.erase(end, links.end());
    return links;
}

} // namespace headlight::ui
