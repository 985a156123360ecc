// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/figure_part.h"

#include <QStringList>
#include <algorithm>

#include "figures/view_table.h"

namespace headlight::ui {
namespace {

constexpr int mostNumbers = 1000; // more layers or heads than any model has

/// "4" or "2-5".
std::optional<QList<int>> parseSpan(const QString& text)
{
    const QStringList ends = text.split('-');
    bool good = ends.size() <= 2;
    const int first = good ? ends.first().toInt(&good) : 0;
    const int last = good ? ends.last().toInt(&good) : 0;
    if (!good || first < 0 || last < first || last >= mostNumbers)
        return {};
    QList<int> numbers;
    for (int number = first; number <= last; ++number)
        numbers.append(number);
    return numbers;
}

Result<void> refuseUnknown(const char* what, const QList<int>& asked, const QList<int>& held)
{
    for (const int number : asked)
        if (!held.contains(number))
            return usageError(std::string("There is no ") + what + ' ' + std::to_string(number) +
                              ": they are numbered from 0 to " + std::to_string(held.last()));
    return {};
}

QList<int> distinct(const QList<Panel>& panels, int Cell::*part)
{
    QList<int> numbers;
    for (const Panel& panel : panels)
        if (!numbers.contains(panel.base.*part))
            numbers.append(panel.base.*part);
    return numbers;
}

/// The array of the panels that are left: its leading dimensions are those of layers and heads.
void fitShape(FigureData& figure)
{
    const auto layers = distinct(figure.panels, &Cell::layer).size();
    const auto heads = distinct(figure.panels, &Cell::head).size();
    const ViewKind& view = viewKind(figure.view);
    if (view.layers == Choosable::Several && view.heads == Choosable::Several) {
        figure.shape[0] = layers;
        figure.shape[1] = heads;
        figure.columns = static_cast<int>(heads);
    } else {
        figure.shape[0] = figure.panels.size();
    }
}

} // namespace

std::optional<QList<int>> parseNumbers(const QString& text)
{
    QList<int> numbers;
    for (const QString& part : text.split(',')) {
        const auto span = parseSpan(part.trimmed());
        if (!span)
            return {};
        for (const int number : *span)
            if (!numbers.contains(number))
                numbers.append(number);
    }
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

QString numbersText(QList<int> numbers)
{
    std::sort(numbers.begin(), numbers.end());
    QStringList spans;
    for (qsizetype begin = 0, end = 0; begin < numbers.size(); begin = end) {
        for (end = begin + 1; end < numbers.size() && numbers[end] == numbers[end - 1] + 1;)
            ++end;
        const QString first = QString::number(numbers[begin]);
        spans.append(end == begin + 1 ? first : first + '-' + QString::number(numbers[end - 1]));
    }
    return spans.join(',');
}

Result<void> keepPanels(FigureData& figure, const QList<int>& layers, const QList<int>& heads)
{
    if (layers.isEmpty() && heads.isEmpty())
        return {};
    const ViewKind& view = viewKind(figure.view);
    const bool byLayer = view.layers == Choosable::Several;
    const bool byHead = view.heads == Choosable::Several && (byLayer || figure.panels.size() > 1);
    if (!layers.isEmpty() && !byLayer)
        return usageError("The view “" + figure.view.toStdString() + "” has no choice of layers",
                          "Choose layers in the views layers, overview and token-to-head.");
    if (!heads.isEmpty() && !byHead)
        return usageError("The view “" + figure.view.toStdString() + "” has no choice of heads",
                          "Choose heads in the view overview, or in heads where all are shown.");
    if (const auto known = refuseUnknown("layer", layers, distinct(figure.panels, &Cell::layer)); !known)
        return known;
    if (const auto known = refuseUnknown("head", heads, distinct(figure.panels, &Cell::head)); !known)
        return known;
    figure.panels.removeIf([&](const Panel& panel) {
        return (!layers.isEmpty() && !layers.contains(panel.base.layer)) ||
               (!heads.isEmpty() && !heads.contains(panel.base.head));
    });
    fitShape(figure);
    return {};
}

std::optional<QRectF> parseWindow(const QString& text)
{
    const QStringList parts = text.split(',');
    QList<double> numbers;
    for (const QString& part : parts) {
        bool good = false;
        numbers.append(part.toDouble(&good));
        if (!good || !(numbers.last() >= 0 && numbers.last() <= 1))
            return {};
    }
    if (numbers.size() != 4)
        return {};
    const QRectF window(numbers[0], numbers[1], numbers[2], numbers[3]);
    constexpr double rounding = 1e-9;
    const bool within = window.right() <= 1 + rounding && window.bottom() <= 1 + rounding;
    return within && !window.isEmpty() ? std::optional(window) : std::nullopt;
}

} // namespace headlight::ui
