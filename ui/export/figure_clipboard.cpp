// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_clipboard.h"

#include "figures/figure_part.h"
#include "figures/figure_table.h"
#include "ui/export/export.h"

namespace headlight::ui {

Result<std::unique_ptr<QMimeData>> clipboardPicture(const Session& session, ExportOptions options)
{
    options.format = QStringLiteral("png");
    const Result<FigureData> figure = exportFigure(session, options);
    if (!figure)
        return Failure(figure.error());
    const Result<Drawing> image = drawExport(session, *figure, options);
    if (!image)
        return Failure(image.error());
    auto data = std::make_unique<QMimeData>();
    data->setImageData(image->image);
    options.format = QStringLiteral("svg");
    const Result<Drawing> vectors = drawExport(session, *figure, options);
    const auto svg = vectors ? fileBytes(*vectors) : Failure(vectors.error());
    if (!svg)
        return Failure(svg.error());
    data->setData(QStringLiteral("image/svg+xml"),
                  QByteArray(reinterpret_cast<const char*>(svg->data()), qsizetype(svg->size())));
    return data;
}

Result<std::unique_ptr<QMimeData>> clipboardNumbers(const Session& session, const ExportOptions& options)
{
    ExportOptions numbers = options;
    numbers.format = QStringLiteral("csv");
    const Result<FigureData> figure = exportFigure(session, numbers);
    if (!figure)
        return Failure(figure.error());
    auto data = std::make_unique<QMimeData>();
    data->setText(
        QString::fromStdString(tsvText(*figure, options.guardFormulas ? Formulas::Guarded : Formulas::AsTheyAre)));
    return data;
}

} // namespace headlight::ui
