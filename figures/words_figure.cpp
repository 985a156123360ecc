// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/words_figure.h"

#include <QCoreApplication>

#include "figures/caption_text.h"
#include "figures/colour_map.h"
#include "figures/exactness.h"
#include "figures/figure_parts.h"
#include "figures/importance.h"
#include "figures/summaries.h"

namespace headlight::ui {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(Figure)
};

Panel wordsPanel(const Importance& importance, const TokenAxis& axis)
{
    Panel panel;
    panel.kind = Panel::Kind::Words;
    panel.title = headingText(importance);
    panel.columns = axis.labels(Axis::To);
    panel.values = axis.columns(asRow(importance.values), Merge::Sum);
    panel.range = colourRange({panel.values}, {RangeRule::Kind::Shared}, true);
    panel.keys = QStringList{importance.target};
    return panel;
}

/// A word a row, a target a column.
FigureTable tableOf(const QList<Panel>& panels)
{
    FigureTable table;
    table.header = QStringList{"word", "token"};
    const AxisLabels& labels = panels.first().columns;
    std::vector<float> values;
    for (int entry = 0; entry < labels.texts.size(); ++entry) {
        FigureTable::Row row{{labels.texts[entry], QString::number(labels.tokenAt(entry))}, {}};
        for (const Panel& panel : panels) {
            values.push_back(panel.values.at({0, entry}));
            row.values.append(values.back());
        }
        table.rows.append(row);
    }
    for (const Panel& panel : panels)
        table.header.append(panel.keys.first());
    table.array = Array({labels.texts.size(), panels.size()}, std::move(values));
    return table;
}

/// Layer conductance has an estimate of its error; of gradients their points are said, and what their sum misses.
QString captionOf(const AnalysisResult& result, FigureRequest request, ImportanceSource source)
{
    if (source == ImportanceSource::Layer) {
        request.shows = ShownPart::Tokens;
        return captionText(result, request);
    }
    return QStringLiteral("%1 %2").arg(captionText(result, request), gradientsText(result, source)).trimmed();
}

QString sourceMissing(const AnalysisResult& result, const FigureRequest& request, ImportanceSource source)
{
    const QString name = sourceText(source, &result, request.layer, request.display);
    if (!result.model.isStated())
        return Text::tr("This session holds no values of “%1”: it has no tensor %2.").arg(name, tensorOf(source));
    return Text::tr("The session has no values of “%1”. Run again with the embeddings' attribution kept.").arg(name);
}

} // namespace

Figure wordsFigure(const AnalysisResult& result, const FigureRequest& request)
{
    const QList<ImportanceSource> held = importanceSources(result);
    if (held.isEmpty())
        return Missing(missingText(result, attributionPart("input", Text::tr("What each word contributed"))));
    const ImportanceSource source = request.source.value_or(held.first());
    if (!held.contains(source))
        return Missing(sourceMissing(result, request, source));
    const TokenAxis axis(result.input, request.display);
    FigureData figure = emptyFigure(result, request, Text::tr("contribution"), true, QStringLiteral("tokens"));
    if (!ColourMap::divergingNames().contains(figure.colours)) // zero must be seen
        figure.colours = ColourMap::defaultName(true);
    figure.title =
        Text::tr("What each word contributed: %1").arg(sourceText(source, &result, request.layer, request.display));
    figure.caption = captionOf(result, request, source);
    figure.columns = 1;
    figure.oneRange = false;
    figure.colourBar = false;
    for (const Importance& importance : importanceOf(result, source, request.layer))
        figure.panels.append(wordsPanel(importance, axis));
    figure.table = tableOf(figure.panels);
    figure.shape = figure.table->array.shape();
    return figure;
}

} // namespace headlight::ui
