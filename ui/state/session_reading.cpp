// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/session_reading.h"

#include "core/session/neighbour.h"
#include "figures/figure_builder.h"
#include "ui/state/file_paths.h"

namespace headlight::ui {

ReadSession readSessionAndCompared(const QString& file, const QStringList& open)
{
    const std::optional<FileStamp> stamp = stampOf(pathOf(file)); // before: what comes in between is a change
    ReadSession read{stamp, readSession(pathOf(file))};
    if (!read.session || read.session->view.compared.file.empty())
        return read;
    const Result<std::filesystem::path> other = neighbourFile(pathOf(file), read.session->view.compared.file);
    if (!other) {
        read.compared = Failure(other.error());
        return read;
    }
    read.comparedFile = textOf(*other);
    if (!open.contains(read.comparedFile))
        read.compared = readSession(*other);
    return read;
}

void openOnWhatIsThere(Session& session)
{
    ViewState& view = session.view;
    const QString nearest = nearestView(*session.result, QString::fromStdString(view.view));
    const QString page = viewKind(nearest).pageOf;
    view.view = (page.isEmpty() ? nearest : page).toStdString();
    view.tokensPage = page.isEmpty() ? view.tokensPage : nearest.toStdString();
    const QString shown = QString::fromStdString(view.view);
    const QString measure = nearestMeasure(shown, session.result.get(), QString::fromStdString(view.measure));
    view.measure = measure.toStdString();
}

} // namespace headlight::ui
