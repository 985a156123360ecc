// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/export.h"

#include <span>

#include "core/files/atomic_file.h"
#include "figures/export_request.h"
#include "figures/figure_table.h"
#include "figures/provenance.h"
#include "ui/plots/figure_file.h"

namespace headlight::ui {
namespace {

using Bytes = std::vector<std::byte>;

Bytes csvBytes(const FigureData& figure, bool guarded)
{
    const std::string text = csvText(figure, guarded ? Formulas::Guarded : Formulas::AsTheyAre);
    const auto bytes = std::as_bytes(std::span(text));
    return Bytes(bytes.begin(), bytes.end());
}

Drawing ofBytes(Bytes bytes)
{
    return {{}, std::move(bytes)};
}

} // namespace

Result<Drawing> drawExport(const Session& session, const FigureData& figure, const ExportOptions& options)
{
    if (options.format == "csv")
        return ofBytes(csvBytes(figure, options.guardFormulas));
    if (options.format == "npy")
        return ofBytes(npyBytes(figure));
    const PictureOptions picture{options, options.window, provenanceOf(*session.result, figure)};
    if (options.format == "png")
        return figureImage(figure, picture).map([](const QImage& image) { return Drawing{image, {}}; });
    return (options.format == "pdf" ? pdfBytes(figure, picture) : svgBytes(figure, picture)).map(ofBytes);
}

Result<Bytes> fileBytes(const Drawing& drawing)
{
    return drawing.image.isNull() ? drawing.bytes : pngBytes(drawing.image);
}

Result<void> writeExport(const Drawing& drawing, const std::filesystem::path& file)
{
    const Result<Bytes> bytes = fileBytes(drawing);
    return bytes ? writeFile(file, *bytes) : Failure(bytes.error());
}

Result<void> exportView(const Session& session, const ExportOptions& options, const std::filesystem::path& file)
{
    const Result<FigureData> figure = exportFigure(session, options);
    if (!figure)
        return Failure(figure.error());
    const Result<Drawing> drawing = drawExport(session, *figure, options);
    return drawing ? writeExport(*drawing, file) : Failure(drawing.error());
}

} // namespace headlight::ui
