// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/session_card.h"

#include <QFileInfo>

#include "core/session/session.h"
#include "ui/figures/measure.h"
#include "ui/figures/summaries.h"
#include "ui/plots/cell_image.h"
#include "ui/plots/colour_map.h"
#include "ui/state/file_paths.h"
#include "ui/state/first_words.h"

namespace headlight::ui {

namespace {

/// The map of the chosen head, or of all heads of the chosen layer.
Array shownMap(const Session& session)
{
    Array maps = headMaps(*session.result, QString::fromStdString(session.view.measure));
    maps = maps.isNull() ? session.result->attention : maps;
    if (maps.isNull())
        return {};
    const Array layer = maps[session.view.layer];
    return session.view.head < 0 ? normOverHeads(layer) : layer[session.view.head];
}

QImage thumbnailOf(const Session& session, Theme theme, const QColor& zero)
{
    const Array map = shownMap(session);
    if (map.isNull())
        return {};
    const Measure measure = measureNamed(session.result.get(), QString::fromStdString(session.view.measure));
    const auto colours = ColourMap::named(ColourMap::defaultName(measure.isSigned), theme, zero);
    const ColourTable table(*colours, colourRange({map}, RangeRule(), measure.isSigned));
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
    card.answer = QString::fromStdString(session->result->answer.text).simplified();
    card.model = QString::fromStdString(session->result->model.name);
    card.thumbnail = thumbnailOf(*session, theme, zero);
    return card;
}

} // namespace headlight::ui
