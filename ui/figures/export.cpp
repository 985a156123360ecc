// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/export.h"

#include <span>

#include "core/files/atomic_file.h"
#include "ui/figures/export_request.h"
#include "ui/figures/figure_part.h"
#include "ui/figures/figure_table.h"
#include "ui/figures/provenance.h"

namespace headlight::ui {
namespace {

using Bytes = std::vector<std::byte>;

Bytes csvBytes(const FigureData& figure, bool guarded)
{
    const std::string text = csvText(figure, guarded ? Formulas::Guarded : Formulas::AsTheyAre);
    const auto bytes = std::as_bytes(std::span(text));
    return Bytes(bytes.begin(), bytes.end());
}

void addToken(QList<int>& tokens, std::int64_t token)
{
    if (token >= 0 && !tokens.contains(static_cast<int>(token)))
        tokens.append(static_cast<int>(token));
}

/// The answer's tokens, its ends first, and the pinned ones: a figure that cannot name all names these.
QList<int> namedTokens(const Session& session)
{
    QList<int> tokens;
    const AnswerSpan answer = session.result->answer.value_or(AnswerSpan());
    const bool inSight = answer.window == session.result->window && !answer.text.empty() && answer.start && answer.end;
    if (inSight) {
        addToken(tokens, *answer.start);
        addToken(tokens, *answer.end);
    }
    addToken(tokens, session.view.fromToken);
    addToken(tokens, session.view.toToken);
    for (std::int64_t token = inSight ? *answer.start : 0; inSight && token < *answer.end; ++token)
        addToken(tokens, token);
    return tokens;
}

Drawing ofBytes(Bytes bytes)
{
    return {{}, std::move(bytes), {}};
}

} // namespace

Result<FigureData> exportFigure(const Session& session, const ExportOptions& options)
{
    if (!session.result)
        return inputError("There is nothing to export", {}, "Run a question or open a session first.");
    const Result<FigureRequest> request = exportRequest(session, options);
    if (!request)
        return tl::unexpected(request.error());
    Figure figure = buildFigure(*session.result, *request);
    if (!figure)
        return inputError(figure.error().toStdString());
    if (const auto kept = keepPanels(*figure, options.layers, options.heads); !kept)
        return tl::unexpected(kept.error());
    figure->title = options.title.value_or(figure->title);
    figure->caption = options.caption.value_or(figure->caption);
    figure->colourBar = figure->colourBar && options.colourBar;
    figure->namedTokens = namedTokens(session);
    return *figure;
}

Result<Drawing> drawExport(const Session& session, const FigureData& figure, const ExportOptions& options)
{
    if (options.format == "csv")
        return ofBytes(csvBytes(figure, options.guardFormulas));
    if (options.format == "npy")
        return ofBytes(npyBytes(figure));
    const PictureOptions picture{options, options.window, provenanceOf(*session.result, figure)};
    if (options.format == "png")
        return figureImage(figure, picture).map([](const QImage& image) { return Drawing{image, {}, {}}; });
    if (options.format == "pdf")
        return pdfBytes(figure, picture).map(ofBytes);
    return drawSvg(figure, picture).map([](const DrawnVectors& drawn) { return Drawing{{}, drawn.bytes, drawn.finish}; });
}

Result<Bytes> fileBytes(const Drawing& drawing)
{
    if (!drawing.image.isNull())
        return pngBytes(drawing.image);
    return drawing.finish ? drawing.finish(drawing.bytes) : drawing.bytes;
}

Result<void> writeExport(const Drawing& drawing, const std::filesystem::path& file)
{
    const Result<Bytes> bytes = fileBytes(drawing);
    return bytes ? writeFile(file, *bytes) : tl::unexpected(bytes.error());
}

Result<void> exportView(const Session& session, const ExportOptions& options, const std::filesystem::path& file)
{
    const Result<FigureData> figure = exportFigure(session, options);
    if (!figure)
        return tl::unexpected(figure.error());
    const Result<Drawing> drawing = drawExport(session, *figure, options);
    return drawing ? writeExport(*drawing, file) : tl::unexpected(drawing.error());
}

} // namespace headlight::ui
