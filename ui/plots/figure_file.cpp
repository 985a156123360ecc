// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/figure_file.h"

#include <QBuffer>
#include <QHash>
#include <QPageSize>
#include <QPdfWriter>
#include <cmath>

#include "ui/plots/figure_metadata.h"
#include "ui/plots/figure_page.h"
#include "ui/plots/svg_file.h"

namespace headlight::ui {
namespace {

constexpr qint64 mostPixels = 400'000'000; // 1.6 GB of image

std::vector<std::byte> toBytes(const QByteArray& array)
{
    const auto* data = reinterpret_cast<const std::byte*>(array.constData());
    return {data, data + array.size()};
}

/// Overwrites from each `mark` through the next `end` with spaces, without moving anything: times and random names
/// would make equal figures differ, and the file's table of offsets must stay true.
void erase(QByteArray& bytes, const QByteArray& mark, char end)
{
    for (qsizetype at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) {
        const qsizetype stop = bytes.indexOf(end, at + mark.size());
        std::fill(bytes.begin() + at, bytes.begin() + stop + 1, ' ');
    }
}

QString joined(const Provenance& provenance)
{
    QStringList parts;
    for (const auto& [key, value] : provenance)
        parts.append(key + ": " + value);
    return parts.join("; ");
}

Failure notDrawn(const char* what)
{
    return inputError(std::string("The figure could not be drawn as ") + what, {},
                      "Choose a smaller width or resolution.");
}

QSize pixelsOf(const FigurePage& page, const FigureLook& look)
{
    const double width = look.widthMm / mmPerInch * look.dpi;
    return {std::max(1, int(std::lround(width))),
            std::max(1, int(std::lround(width * page.size().height() / page.size().width())))};
}

QImage emptyImage(const QSize& pixels, const PictureOptions& options)
{
    QImage image(pixels, options.transparent ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    if (image.isNull())
        return image;
    image.setDotsPerMeterX(int(std::lround(options.dpi / mmPerInch * 1000)));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    for (const auto& [key, value] : options.provenance)
        image.setText(key, value);
    image.fill(options.transparent ? QColor(Qt::transparent) : FigureStyle::forExport(options).background);
    return image;
}

/// While it lives, new hash tables have one order in all processes: that in which a PDF file lists its fonts.
class SteadyHashes {
public:
    SteadyHashes() { QHashSeed::setDeterministicGlobalSeed(); }
    ~SteadyHashes() { QHashSeed::resetRandomGlobalSeed(); }
    SteadyHashes(const SteadyHashes&) = delete;
    SteadyHashes& operator=(const SteadyHashes&) = delete;
};

/// Draws on a device that scales, so that text stays text.
bool paintVectors(FigurePage& page, QPaintDevice& device, double scale)
{
    QCPPainter painter;
    if (!painter.begin(&device))
        return false;
    painter.scale(scale, scale);
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.setRenderHint(QPainter::LosslessImageRendering); // a map as a photograph would blur
    page.paint(painter);
    return painter.end();
}

} // namespace

Result<QImage> figureImage(const FigureData& figure, const PictureOptions& options)
{
    FigurePage page(figure, options, options.window);
    const QSize pixels = pixelsOf(page, options);
    if (qint64(pixels.width()) * pixels.height() > mostPixels)
        return notDrawn("an image of this size");
    QImage image = emptyImage(pixels, options);
    if (image.isNull())
        return notDrawn("an image of this size");
    QCPPainter painter;
    painter.begin(&image);
    painter.scale(double(pixels.width()) / page.size().width(), double(pixels.height()) / page.size().height());
    painter.setMode(QCPPainter::pmNoCaching);
    page.paint(painter);
    painter.end();
    return image;
}

Result<std::vector<std::byte>> pngBytes(const QImage& image)
{
    QBuffer buffer;
    if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, "PNG"))
        return notDrawn("PNG");
    return toBytes(buffer.data());
}

Result<std::vector<std::byte>> svgBytes(const FigureData& figure, const PictureOptions& options)
{
    FigurePage page(figure, options, options.window);
    const QByteArray bytes = svgFile({page.size(), page.millimetres(), figure.title, options.provenance},
                                     [&page](QPaintDevice& device) { return paintVectors(page, device, 1); });
    if (bytes.isEmpty())
        return notDrawn("SVG");
    return toBytes(bytes);
}

Result<std::vector<std::byte>> pdfBytes(const FigureData& figure, const PictureOptions& options)
{
    FigurePage page(figure, options, options.window);
    QBuffer buffer;
    if (!buffer.open(QIODevice::WriteOnly))
        return notDrawn("PDF");
    const SteadyHashes steady;
    QPdfWriter writer(&buffer);
    writer.setResolution(int(pointsPerInch));
    const QSizeF points = QSizeF(page.size()) * page.points();
    writer.setPageSize(QPageSize(points, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins({});
    writer.setTitle(figure.title);
    writer.setCreator(joined(options.provenance));
    writer.setDocumentXmpMetadata(xmpPacket(figure.title, options.provenance));
    if (!paintVectors(page, writer, page.points()))
        return notDrawn("PDF");
    QByteArray bytes = buffer.data();
    erase(bytes, "/CreationDate (D:", ')');
    erase(bytes, "/ModDate (D:", ')');
    erase(bytes, "/ID [", ']');
    return toBytes(bytes);
}

} // namespace headlight::ui
