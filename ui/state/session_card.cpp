// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/session_card.h"

#include <QFileInfo>

#include "core/session/session.h"
#include "figures/colour_map.h"
#include "figures/measure.h"
#include "figures/summaries.h"
#include "ui/plots/cell_image.h"
#include "ui/state/file_paths.h"
#include "ui/state/first_words.h"

namespace headlight::ui {

namespace {

/// Of a session without maps of heads, layers by tokens of the first target that has them.
Array tokensMap(const AnalysisResult& result)
{
    for (const auto& [target, attribution] : result.attributions)
        if (!attribution.tokens.isNull())
            return attribution.tokens;
    return {};
}

/// What was on screen, or the first measure that has maps of heads; without an id where none has.
Measure shownMeasure(const Session& session)
{
    const AnalysisResult* result = session.result.get();
    const Measure chosen = measureNamed(result, QString::fromStdString(session.view.measure));
    if (!headMaps(*result, chosen.id).isNull())
        return chosen;
    for (const Measure& measure : measures(result))
        if (!headMaps(*result, measure.id).isNull())
            return measure;
    return {};
}

/// The map of the chosen head, or of all heads of the chosen layer.
Array shownMap(const Session& session, const Measure& measure)
{
    if (measure.id.isEmpty())
        return tokensMap(*session.result);
    const Array layer = headMaps(*session.result, measure.id)[session.view.layer];
    return session.view.head < 0 ? normOverHeads(layer) : layer[session.view.head];
}

QImage thumbnailOf(const Session& session, Theme theme, const QColor& zero)
{
    const Measure measure = shownMeasure(session);
    const Array map = shownMap(session, measure);
    if (map.isNull())
        return {};
    const bool isSigned = measure.isSigned || measure.id.isEmpty();
    const auto colours = ColourMap::named(ColourMap::defaultName(isSigned), theme, zero);
    const ColourTable table(*colours, colourRange({map}, RangeRule(), isSigned));
    const QRectF cells(0, 0, double(map.dimension(1)), double(map.dimension(0)));
    return cellImage(map, cells, {thumbnailSide, thumbnailSide}, table);
}

} // namespace

SessionCard readCard(const QString& file, Theme theme, const QColor& zero)
{
    SessionCard card;
    card.file = file;
    card.changed = QFileInfo(file).lastModified();
    card.read = true;
    const Result<Session> session = readSession(pathOf(file));
    if (!session) {
        card.problem = QString::fromStdString(session.error().what);
        return card;
    }
    card.question = questionOrFirstWords(session->result->input);
    card.answer = QString::fromStdString(session->result->answerText()).simplified();
    card.model = QString::fromStdString(session->result->model.name);
    card.thumbnail = thumbnailOf(*session, theme, zero);
    return card;
}

} // namespace headlight::ui
