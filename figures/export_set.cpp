// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/export_set.h"

#include "figures/export_request.h"
#include "figures/map_figures.h"

namespace headlight::ui {
namespace {

constexpr int digits = 17; // so that the ends of the range read back to themselves

QString numbered(const char* what, int number)
{
    return QStringLiteral("%1-%2").arg(QLatin1String(what)).arg(number, 2, 10, QLatin1Char('0'));
}

/// The range of `figure` as parseRange() reads it.
QString rangeText(const FigureData& figure)
{
    const ColourRange& range = figure.range;
    return QString::number(range.low, 'g', digits) + ',' + QString::number(range.high, 'g', digits) +
           (range.logarithmic ? QStringLiteral(" log") : QString());
}

/// Of single maps a set makes no sense: one scale for all.
QString sharedRange(const Session& session, const ExportOptions& options)
{
    const QString range = options.range.isEmpty() ? QString::fromStdString(session.view.range) : options.range;
    return QString(range).replace(QStringLiteral("panel"), QStringLiteral("shared"));
}

ExportOptions sheetOptions(const Session& session, ExportOptions options)
{
    options.view = overviewId;
    options.head = -1;
    options.window = QRectF(0, 0, 1, 1); // of all files, as maps of other heads are looked at elsewhere
    options.range = sharedRange(session, options);
    return options;
}

QList<int> distinct(const FigureData& figure, int Cell::*part)
{
    QList<int> numbers;
    for (const Panel& panel : figure.panels)
        if (!numbers.contains(panel.base.*part))
            numbers.append(panel.base.*part);
    return numbers;
}

ExportOptions layerOptions(ExportOptions options, int layer)
{
    options.view = headsId;
    options.layer = layer;
    options.layers.clear();
    return options;
}

ExportOptions headOptions(const ExportOptions& options, int layer, int head)
{
    ExportOptions one = layerOptions(options, layer);
    one.head = head;
    one.heads.clear();
    return one;
}

} // namespace

Result<QList<SetFile>> exportSet(const Session& session, const ExportOptions& options, const SetChoice& choice)
{
    if (choice.isEmpty())
        return usageError("The set has no figure", "Choose the contact sheet, the layers or the heads.");
    ExportOptions sheet = sheetOptions(session, options);
    const Result<FigureData> overview = exportFigure(session, sheet);
    if (!overview)
        return Failure(overview.error());
    sheet.range = rangeText(*overview);
    sheet.measure = overview->measure;
    const QString suffix = '.' + sheet.format;
    QList<SetFile> files;
    if (choice.sheet)
        files.append({"contact-sheet" + suffix, sheet});
    for (const int layer : distinct(*overview, &Cell::layer)) {
        const QString name = numbered("layer", layer);
        if (choice.layers)
            files.append({name + suffix, layerOptions(sheet, layer)});
        for (const int head : choice.heads ? distinct(*overview, &Cell::head) : QList<int>())
            files.append({name + '-' + numbered("head", head) + suffix, headOptions(sheet, layer, head)});
    }
    return files;
}

std::filesystem::path freshFolder(const std::filesystem::path& folder)
{
    std::error_code ignored; // what cannot be looked at will be refused when it is made
    std::filesystem::path fresh = folder;
    for (int number = 2; std::filesystem::exists(fresh, ignored) && !std::filesystem::is_empty(fresh, ignored);
         ++number) {
        fresh = folder;
        fresh += std::string("-").append(std::to_string(number));
    }
    return fresh;
}

} // namespace headlight::ui
