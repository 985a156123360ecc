// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/figure_file.h"

#include <QBuffer>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <cmath>

#include "ui/plots/figure_plot.h"

namespace headlight::ui {
namespace {

constexpr double mmPerInch = 25.4;
constexpr double pixelsPerInch = 96; // of the coordinates that figures are laid out in
constexpr double pointsPerInch = 72;
constexpr qint64 mostPixels = 400'000'000; // 1.6 GB of image

int logicalWidth(const PictureOptions& options)
{
    return std::max(1, int(std::lround(options.widthMm / mmPerInch * pixelsPerInch)));
}

/// A figure laid out at the width asked for, ready to be painted.
class Page {
public:
    Page(const FigureData& figure, const PictureOptions& options)
    {
        const FigureStyle style = FigureStyle::forExport(options.theme);
        m_size = QSize(logicalWidth(options), heightForWidth(figure, style, logicalWidth(options)));
        m_plot.setStyle(style);
        m_plot.setPinned({-1, -1, -1, -1}); // what is chosen belongs to the window
        m_plot.setFigure(figure);
    }

    const QSize& size() const { return m_size; }
    void paint(QCPPainter& painter) { m_plot.toPainter(&painter, m_size.width(), m_size.height()); }

private:
    FigurePlot m_plot;
    QSize m_size;
};

std::vector<std::byte> toBytes(const QByteArray& array)
{
    const auto* data = reinterpret_cast<const std::byte*>(array.constData());
    return {data, data + array.size()};
}

/// Overwrites what follows `mark` up to `end` by zeros, without moving anything: times and random names would make equal
/// figures differ, and the file's table of offsets must stay true.
void blank(QByteArray& bytes, const QByteArray& mark, char end)
{
    for (qsizetype at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) {
        const qsizetype stop = bytes.indexOf(end, at + mark.size());
        for (qsizetype i = at + mark.size(); i < stop; ++i) {
            if (QChar::isLetterOrNumber(uchar(bytes[i])))
                bytes[i] = '0';
        }
    }
}

QString joined(const QList<std::pair<QString, QString>>& metadata)
{
    QStringList parts;
    for (const auto& [key, value] : metadata)
        parts.append(key + ": " + value);
    return parts.join("; ");
}

Failure notDrawn(const char* what)
{
    return inputError(std::string("The figure could not be drawn as ") + what, {},
                      "Choose a smaller width or resolution.");
}

} // namespace

Result<std::vector<std::byte>> pngBytes(const FigureData& figure, const PictureOptions& options)
{
    Page page(figure, options);
    const double scale = options.dpi / pixelsPerInch;
    const QSize pixels(std::max(1, int(std::lround(options.widthMm / mmPerInch * options.dpi))),
                       std::max(1, int(std::lround(page.size().height() * scale))));
    if (qint64(pixels.width()) * pixels.height() > mostPixels)
        return notDrawn("an image of this size");
    QImage image(pixels, QImage::Format_RGB32);
    if (image.isNull())
        return notDrawn("an image of this size");
    image.setDotsPerMeterX(int(std::lround(options.dpi / mmPerInch * 1000)));
    image.setDotsPerMeterY(image.dotsPerMeterX());
    for (const auto& [key, value] : options.metadata)
        image.setText(key, value);
    image.fill(FigureStyle::forExport(options.theme).background);
    QCPPainter painter;
    painter.begin(&image);
    painter.scale(double(pixels.width()) / page.size().width(), double(pixels.height()) / page.size().height());
    painter.setMode(QCPPainter::pmNoCaching);
    page.paint(painter);
    painter.end();
    QBuffer buffer;
    if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, "PNG"))
        return notDrawn("PNG");
    return toBytes(buffer.data());
}

Result<std::vector<std::byte>> svgBytes(const FigureData& figure, const PictureOptions& options)
{
    Page page(figure, options);
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(int(pixelsPerInch));
    generator.setSize(page.size());
    generator.setViewBox(QRect(QPoint(), page.size()));
    // QSvgGenerator writes both as they are, into XML.
    generator.setTitle(figure.title.toHtmlEscaped());
    generator.setDescription(joined(options.metadata).toHtmlEscaped());
    QCPPainter painter;
    if (!painter.begin(&generator))
        return notDrawn("SVG");
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    page.paint(painter);
    return painter.end() ? Result<std::vector<std::byte>>(toBytes(buffer.data())) : notDrawn("SVG");
}

Result<std::vector<std::byte>> pdfBytes(const FigureData& figure, const PictureOptions& options)
{
    Page page(figure, options);
    QBuffer buffer;
    if (!buffer.open(QIODevice::WriteOnly))
        return notDrawn("PDF");
    QPdfWriter writer(&buffer);
    writer.setResolution(int(pixelsPerInch));
    const QSizeF points = QSizeF(page.size()) * pointsPerInch / pixelsPerInch;
    writer.setPageSize(QPageSize(points, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins({});
    writer.setTitle(figure.title);
    writer.setCreator(joined(options.metadata));
    QCPPainter painter;
    if (!painter.begin(&writer))
        return notDrawn("PDF");
    painter.setMode(QCPPainter::pmVectorized);
    painter.setMode(QCPPainter::pmNoCaching);
    page.paint(painter);
    if (!painter.end())
        return notDrawn("PDF");
    QByteArray bytes = buffer.data();
    blank(bytes, "/CreationDate (D:", ')');
    blank(bytes, "/ModDate (D:", ')');
    blank(bytes, "/ID [", ']');
    return toBytes(bytes);
}

} // namespace headlight::ui
