// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/export_preview.h"

#include <QFontDatabase>
#include <algorithm>

#include "figures/figure_table.h"
#include "ui/export/export.h"
#include "ui/plots/figure_file.h"
#include "ui/plots/figure_style.h"
#include "ui/plots/font_note.h"

namespace headlight::ui {
namespace {

constexpr int settleMilliseconds = 60; // while somebody types
constexpr int edge = 14;
constexpr int shownLines = 24;
constexpr int shownColumns = 90;
constexpr double mmOfInch = 25.4;

QString beginningOf(const std::string& table)
{
    QStringList lines = QString::fromStdString(table).split('\n').mid(0, shownLines);
    for (QString& line : lines)
        line = line.size() > shownColumns ? line.left(shownColumns) + QChar(0x2026) : line;
    return lines.join('\n');
}

QString shapeText(const Shape& shape)
{
    QStringList sizes;
    for (const std::int64_t size : shape)
        sizes.append(QString::number(size));
    return sizes.join(QStringLiteral(" × "));
}

QString noteOn(const FigureData& figure, const FigureLook& look)
{
    QStringList notes{missingFontText(look.font),
                      missingLettersText(textsOf(figure), FigureStyle::forExport(look).smallFont, LetterAs::Number)};
    notes.removeAll(QString());
    return notes.join(QLatin1Char(' '));
}

/// How wide a figure is drawn so that it fits into `room`.
double fittingWidth(const QSize& room, const QSize& drawn)
{
    return std::min(1.0, double(room.height()) / std::max(1, drawn.height()));
}

} // namespace

ExportPreview::ExportPreview(ExportModel* model, QWidget* parent) : QLabel(parent), m_model(model)
{
    setAccessibleName(tr("Preview"));
    setAlignment(Qt::AlignCenter);
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
    setMinimumSize(280, 240);
    setMargin(edge);
    setBackgroundRole(QPalette::Mid); // another ground than the figure's, so that its edges are seen
    setAutoFillBackground(true);
    m_soon.setSingleShot(true);
    m_soon.setInterval(settleMilliseconds);
    connect(&m_soon, &QTimer::timeout, this, &ExportPreview::build);
    connect(model, &ExportModel::changed, &m_soon, qOverload<>(&QTimer::start));
    m_soon.start();
}

void ExportPreview::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    m_soon.start();
}

void ExportPreview::build()
{
    if (!m_model->problem().isEmpty())
        return refuse(m_model->problem());
    const ExportOptions options = m_model->options();
    m_jobs.run(
        this,
        [session = m_model->session(), options] {
            ExportOptions plain = options;
            plain.title = plain.caption = std::nullopt; // to say what they would be
            return exportFigure(session, plain);
        },
        [this, options, asked = ++m_asked](const Result<FigureData>& figure) {
            if (asked == m_asked)
                take(figure, options);
        });
}

void ExportPreview::take(const Result<FigureData>& figure, const ExportOptions& options)
{
    if (!figure)
        return refuse(QString::fromStdString(figure.error().text()));
    m_problem.clear();
    m_note.clear();
    m_ownTitle = figure->title;
    m_ownCaption = figure->caption;
    FigureData shownFigure = *figure;
    shownFigure.title = options.title.value_or(figure->title);
    shownFigure.caption = options.caption.value_or(figure->caption);
    if (m_model->isPicture())
        showPicture(shownFigure, options);
    else
        showNumbers(shownFigure, options);
    emit shown();
}

void ExportPreview::showPicture(const FigureData& figure, ExportOptions options)
{
    const QSize room = (size() - 2 * QSize(edge, edge)) * devicePixelRatioF();
    const double dots = room.width() / (options.widthMm / mmOfInch);
    options.dpi = std::max(1, int(dots));
    Result<QImage> image = figureImage(figure, {options, options.window, {}});
    if (image && image->height() > room.height()) {
        options.dpi = std::max(1, int(dots * fittingWidth(room, image->size())));
        image = figureImage(figure, {options, options.window, {}});
    }
    if (!image)
        return refuse(QString::fromStdString(image.error().text()));
    QPixmap pixmap = QPixmap::fromImage(*image);
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    setFont(QFont());
    setAlignment(Qt::AlignCenter);
    setPixmap(pixmap);
    setAccessibleDescription(figure.title);
    m_note = noteOn(figure, options);
}

void ExportPreview::showNumbers(const FigureData& figure, const ExportOptions& options)
{
    const Formulas formulas = options.guardFormulas ? Formulas::Guarded : Formulas::AsTheyAre;
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setWordWrap(false);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setText(options.format == "csv" ? beginningOf(csvText(figure, formulas))
                                    : tr("float32, %1").arg(shapeText(figure.shape)));
    setAccessibleDescription(text());
}

void ExportPreview::refuse(const QString& problem)
{
    ++m_asked;
    m_problem = problem;
    setFont(QFont());
    setWordWrap(true);
    setAlignment(Qt::AlignCenter);
    setText(problem);
    setAccessibleDescription(problem);
    emit shown();
}

} // namespace headlight::ui
