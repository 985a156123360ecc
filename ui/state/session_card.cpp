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

namespace headlight::ui {

namespace {

constexpr std::size_t shownTokens = 12;

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

QString firstTokens(const EncodedInput& input)
{
    QStringList words;
    for (std::size_t i = 0; i < std::min(shownTokens, input.tokens.size()); ++i)
        words.append(QString::fromStdString(input.tokens[i]));
    return words.join(QLatin1Char(' '));
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
    const EncodedInput& input = session->result->input;
    card.question = input.question.empty() ? firstTokens(input) : QString::fromStdString(input.question).simplified();
    card.answer = QString::fromStdString(session->result->answer.text).simplified();
    card.model = QString::fromStdString(session->result->model.name);
    card.thumbnail = thumbnailOf(*session, theme, zero);
    return card;
}

} // namespace headlight::ui
