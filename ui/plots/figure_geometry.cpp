// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/figure_geometry.h"

#include <QFontMetrics>
#include <algorithm>
#include <cmath>

#include "ui/plots/colour_bar.h"
#include "ui/plots/word_layout.h"

namespace headlight::ui {
namespace {

constexpr int margin = 10;
constexpr int gap = 10;
constexpr int thumbnailGap = 3;
constexpr int labelGap = 4; // between a label and its panel
constexpr int widestRowLabel = 96;
constexpr int tallestColumnLabel = 84;
constexpr int barWidth = 12;
constexpr int barGap = 22;
constexpr int barTickWidth = 40;
constexpr double boldness = 1.12; // how much wider bold text is
constexpr int arrowHeight = 9;
constexpr int leastPanel = 24;
constexpr double tallestBarPart = 0.86; // of the panels' height, for the colour bar
constexpr int shortestBar = 40;
constexpr int longestBar = 520;

/// What surrounds the grid of panels.
struct Surroundings {
    int left = 0;
    int top = 0;
    int right = 0;
    int bottom = 0;
    int title = 0;  ///< above each panel
    int labels = 0; ///< under each row of panels but the last
    int gap = 0;    ///< between rows of panels
    int columnGap = 0; ///< between columns of panels
};

int widest(const QFontMetrics& metrics, const QStringList& texts)
{
    int width = 0;
    for (const QString& text : texts)
        width = std::max(width, metrics.horizontalAdvance(text));
    return int(std::ceil(width * boldness)) + 2;
}

bool hasBars(const FigureData& figure)
{
    return !figure.panels.isEmpty() && !figure.panels.last().isMap();
}

bool hasTitles(const FigureData& figure)
{
    return !figure.thumbnails && !figure.panels.isEmpty() && !figure.panels.first().title.isEmpty();
}

bool isScatter(const FigureData& figure)
{
    return figure.panels.first().kind == Panel::Kind::Scatter;
}

bool isWords(const FigureData& figure)
{
    return figure.panels.first().kind == Panel::Kind::Words;
}

/// Rows of panels as high as their texts at this width.
FigureData withWordRows(FigureData figure, const FigureStyle& style, int width)
{
    const QFontMetrics metrics(style.smallFont);
    figure.rowWeights.clear();
    for (const Panel& panel : figure.panels)
        figure.rowWeights.append(wordsHeight(wordRects(panel.columns.running, metrics, width - 2 * margin), metrics));
    return figure;
}

/// Of the axis' name, read upwards: tokens need none.
int axisNameWidth(const FigureData& figure, const QFontMetrics& metrics)
{
    const bool tokens = !figure.thumbnails && figure.panels.first().rows.axis == Axis::From && !hasBars(figure);
    return tokens ? 0 : metrics.height() + labelGap;
}

int rowLabelWidth(const FigureData& figure, const QFontMetrics& metrics)
{
    if (figure.thumbnails)
        return metrics.horizontalAdvance(QStringLiteral("00"));
    if (isScatter(figure))
        return barTickWidth;
    const int width = std::min(widestRowLabel, widest(metrics, figure.panels.first().rows.shownTexts()));
    return hasBars(figure) ? std::max(width, barTickWidth) : width;
}

bool hasSpan(const FigureData& figure)
{
    return figure.spanWeight > 0 && figure.panels.size() > 1;
}

/// The panels that stand in columns.
int gridCount(const FigureData& figure)
{
    return int(figure.panels.size()) - (hasSpan(figure) ? 1 : 0);
}

int rowsOf(const FigureData& figure, int columns)
{
    return (gridCount(figure) + columns - 1) / columns + (hasSpan(figure) ? 1 : 0);
}

double weightOf(const FigureData& figure, int row, int rows)
{
    if (hasSpan(figure) && row == rows - 1)
        return figure.spanWeight;
    return row < figure.rowWeights.size() ? figure.rowWeights[row] : 1;
}

/// Rows of panels that have labels below, apart from the last.
int labelledRows(const FigureData& figure, int rows)
{
    if (figure.labelEachRow)
        return rows - 1;
    return hasSpan(figure) ? 1 : 0;
}

/// Whether the next row of panels stands below labels.
bool isLabelled(const FigureData& figure, int row, int rows)
{
    return row < rows - 1 && (figure.labelEachRow || (hasSpan(figure) && row == rows - 2));
}

double weightSum(const FigureData& figure, int rows)
{
    double sum = 0;
    for (int row = 0; row < rows; ++row)
        sum += weightOf(figure, row, rows);
    return sum;
}

QSizeF panelSize(const FigureData& figure, const Surroundings& around, const QSize& size, int columns)
{
    const int rows = rowsOf(figure, columns);
    const double width = size.width() - around.left - around.right - (columns - 1) * around.columnGap;
    const double height = size.height() - around.top - around.bottom - rows * around.title -
                          (rows - 1) * around.gap - labelledRows(figure, rows) * around.labels;
    return {width / columns, height / weightSum(figure, rows)};
}

/// The number of columns that gives the largest panels of the wanted proportions.
int bestColumns(const FigureData& figure, const Surroundings& around, const QSize& size)
{
    if (figure.columns > 0)
        return figure.columns;
    int best = 1;
    double largest = 0;
    for (int columns = 1; columns <= gridCount(figure); ++columns) {
        const QSizeF panel = panelSize(figure, around, size, columns);
        const double extent = std::min(panel.width() / figure.panelAspect, panel.height());
        if (extent > largest * 1.0001) {
            largest = extent;
            best = columns;
        }
    }
    return best;
}

/// Of a text that is wrapped to the figure's width; 0 without text.
int textHeight(const QFont& font, const QString& text, int width)
{
    const QRect room(0, 0, std::max(50, width - 2 * margin), 10000);
    return text.isEmpty() ? 0 : QFontMetrics(font).boundingRect(room, Qt::TextWordWrap, text).height();
}

int titleHeight(const FigureData& figure, const FigureStyle& style, int width)
{
    QFont bold = style.font;
    bold.setBold(true);
    return textHeight(bold, figure.title, width);
}

int withGap(int height)
{
    return height > 0 ? height + gap : 0;
}

/// Of the colour bar's ticks and the gap before them: in files as they need, on screen always the same, so that maps
/// keep their places when their range changes.
int barTicksWidth(const FigureData& figure, const FigureStyle& style)
{
    const int ticks = tickRoom(figure.range, figure.oneRange, QFontMetrics(style.smallFont));
    return 4 + (style.captions ? ticks : widestTicks);
}

Surroundings surroundings(const FigureData& figure, const FigureStyle& style, int width)
{
    const QFontMetrics metrics(style.smallFont);
    Surroundings around;
    around.gap = figure.thumbnails ? thumbnailGap : gap;
    const int labels = isWords(figure) ? 0 : axisNameWidth(figure, metrics) + rowLabelWidth(figure, metrics) + labelGap;
    around.left = margin + labels;
    around.columnGap = around.gap + (figure.labelEachColumn ? labels : 0);
    around.right =
        figure.colourBar ? barGap + barWidth + barTicksWidth(figure, style) + metrics.height() + margin : margin;
    around.title = hasTitles(figure) ? QFontMetrics(style.font).height() + 2 : 0;
    around.top = figure.thumbnails ? margin + 2 * metrics.height() + labelGap : margin;
    around.bottom = margin;
    if (style.captions) {
        around.top += withGap(titleHeight(figure, style, width));
        around.bottom += withGap(textHeight(style.smallFont, figure.caption, width));
    }
    return around;
}

/// Column labels stand upright where they fit beside each other, else they are turned.
void placeColumnLabels(const FigureData& figure, const FigureStyle& style, FigureGeometry& geometry, double panelWidth)
{
    if (figure.thumbnails || isWords(figure))
        return;
    const QFontMetrics metrics(style.smallFont);
    if (isScatter(figure)) {
        geometry.columnLabelHeight = geometry.columnNameHeight = metrics.height();
        return;
    }
    const QStringList& texts = figure.panels.first().columns.shownTexts();
    const int longest = widest(metrics, texts);
    geometry.rotated = longest + 6 > panelWidth / std::max<qsizetype>(1, texts.size());
    geometry.columnLabelHeight = geometry.rotated ? std::min(longest, tallestColumnLabel) : metrics.height();
    const Axis axis = figure.panels.first().columns.axis;
    geometry.columnNameHeight = axis == Axis::Layer || axis == Axis::Head ? metrics.height() : 0;
}

/// A panel at these pixels, its title above it.
PanelBox boxAt(const QRectF& place, int titleHeight)
{
    const QPoint corner(int(std::lround(place.left())), int(std::lround(place.top())));
    const QPoint end(int(std::lround(place.right())), int(std::lround(place.bottom())));
    PanelBox box;
    box.map = QRect(corner, QSize(std::max(leastPanel / 8, end.x() - corner.x()),
                                  std::max(leastPanel / 8, end.y() - corner.y())));
    if (titleHeight > 0)
        box.title = QRect(corner.x(), corner.y() - titleHeight, box.map.width(), titleHeight);
    return box;
}

void placePanels(const FigureData& figure, const Surroundings& around, FigureGeometry& geometry, const QSizeF& panel)
{
    const int rows = rowsOf(figure, geometry.columns);
    const double whole = geometry.columns * panel.width() + (geometry.columns - 1) * around.columnGap;
    double y = around.top;
    for (int row = 0; row < rows; ++row) {
        const double height = panel.height() * weightOf(figure, row, rows);
        const bool span = hasSpan(figure) && row == rows - 1;
        const int columns = span ? 1 : std::min(geometry.columns, gridCount(figure) - row * geometry.columns);
        for (int column = 0; column < columns; ++column) {
            const double x = around.left + column * (panel.width() + around.columnGap);
            PanelBox box = boxAt({x, y + around.title, span ? whole : panel.width(), height}, around.title);
            box.rowLabels = column == 0 || figure.labelEachColumn;
            // The last panel of each column carries the labels, also where the last row is not full.
            const bool lowest = geometry.panels.size() + geometry.columns >= gridCount(figure);
            box.columnLabels = figure.labelEachRow || lowest;
            geometry.panels.append(box);
        }
        y += around.title + height + around.gap + (isLabelled(figure, row, rows) ? around.labels : 0);
    }
}

/// Beside the panels' middle; beside the first ones, where the rest is scrolled to.
void placeColourBar(const FigureData& figure, const Surroundings& around, const QSize& size, FigureGeometry& geometry)
{
    const int top = geometry.panels.first().map.top();
    const int whole = geometry.panels.last().map.bottom() + 1 - top;
    const int height = figure.labelEachRow ? std::min(whole, longestBar) : whole;
    const int length = std::clamp(int(height * tallestBarPart), shortestBar, longestBar);
    geometry.colourBar = QRect(size.width() - around.right + barGap, top + std::max(arrowHeight, (height - length) / 2),
                               barWidth, length);
}

void placeTexts(const FigureData& figure, const FigureStyle& style, const QSize& size, FigureGeometry& geometry)
{
    if (!style.captions)
        return;
    const int width = size.width() - 2 * margin;
    geometry.title = QRect(margin, margin, width, titleHeight(figure, style, size.width()));
    const int height = textHeight(style.smallFont, figure.caption, size.width());
    geometry.caption = QRect(margin, size.height() - margin - height, width, height);
    const int top = margin + withGap(geometry.title.height());
    geometry.body = QRect(0, top, size.width(), size.height() - margin - withGap(height) - top);
}

struct Measured {
    FigureGeometry geometry;
    Surroundings around;
    int labelsBelow = 0;
};

/// Everything that does not depend on the panels' height. Turned labels depend on the columns and the reverse, so the
/// columns are chosen as if labels were turned.
Measured measured(const FigureData& figure, const FigureStyle& style, const QSize& size)
{
    Measured result;
    result.around = surroundings(figure, style, size.width());
    const QFontMetrics metrics(style.smallFont);
    result.geometry.rowLabelWidth = rowLabelWidth(figure, metrics);
    result.geometry.axisNameWidth = axisNameWidth(figure, metrics);
    Surroundings trial = result.around;
    trial.bottom += figure.thumbnails ? 0 : tallestColumnLabel;
    result.geometry.columns = bestColumns(figure, trial, size);
    placeColumnLabels(figure, style, result.geometry, panelSize(figure, trial, size, result.geometry.columns).width());
    result.labelsBelow =
        figure.thumbnails ? 0 : result.geometry.columnLabelHeight + result.geometry.columnNameHeight + labelGap;
    result.around.bottom += result.labelsBelow;
    result.around.labels = result.labelsBelow;
    return result;
}

/// The height of a figure whose panels (of weight 1) are `panelHeight` high.
int heightWith(const FigureData& figure, const Measured& measures, double panelHeight)
{
    const int rows = rowsOf(figure, measures.geometry.columns);
    const Surroundings& around = measures.around;
    return int(std::lround(around.top + around.bottom + rows * around.title +
                           (rows - 1) * around.gap + labelledRows(figure, rows) * around.labels +
                           panelHeight * weightSum(figure, rows)));
}

/// Four panels to three rows: what fits a page and a screen.
int pageColumns(const FigureData& figure)
{
    return figure.columns > 0 ? figure.columns
                              : std::max(1, int(std::lround(std::sqrt(double(figure.panels.size()) * 4 / 3))));
}

FigureGeometry laidOut(const FigureData& figure, const FigureStyle& style, const QSize& size)
{
    Measured measures = measured(figure, style, size);
    FigureGeometry geometry = measures.geometry;
    placePanels(figure, measures.around, geometry, panelSize(figure, measures.around, size, geometry.columns));
    placeColourBar(figure, measures.around, size, geometry);
    placeTexts(figure, style, size, geometry);
    return geometry;
}

} // namespace

FigureGeometry layoutFigure(const FigureData& figure, const FigureStyle& style, const QSize& size)
{
    if (figure.panels.isEmpty())
        return {};
    return isWords(figure) ? laidOut(withWordRows(figure, style, size.width()), style, size)
                           : laidOut(figure, style, size);
}

int heightForWidth(const FigureData& figure, const FigureStyle& style, int width)
{
    FigureData page = isWords(figure) ? withWordRows(figure, style, width) : figure;
    page.columns = pageColumns(figure);
    const Measured measures = measured(page, style, QSize(width, width));
    const double panelWidth = panelSize(page, measures.around, QSize(width, width), page.columns).width();
    return heightWith(page, measures, isWords(page) ? 1 : panelWidth / page.panelAspect);
}

int leastHeight(const FigureData& figure, const FigureStyle& style, int width)
{
    if (figure.panels.isEmpty() || figure.columns == 0)
        return 0;
    const Measured measures = measured(figure, style, QSize(width, width));
    const int pitch = figure.thumbnails ? 0 : QFontMetrics(style.smallFont).ascent();
    const int panelHeight = std::max({leastPanel, figure.leastUnit, pitch * figure.panels.first().rowCount()});
    return heightWith(figure, measures, panelHeight);
}

} // namespace headlight::ui
