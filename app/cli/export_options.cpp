// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/export_options.h"

#include <algorithm>
#include <filesystem>

#include "app/cli/commands.h"
#include "figures/figure_part.h"

namespace headlight::cli {

using ui::ExportOptions;
using ui::Theme;

Result<std::string> formatOf(const ExportArguments& arguments)
{
    if (!arguments.format.empty())
        return arguments.format;
    const std::string suffix = std::filesystem::path(arguments.output).extension().string();
    for (const char* format : {"png", "svg", "pdf", "csv", "npy"})
        if (suffix == std::string(".") + format)
            return std::string(format);
    if (!arguments.all.empty())
        return usageError("The format of the set is missing", "Give --format png, svg, pdf, csv or npy.");
    return usageError("The format is missing, and \"" + arguments.output + "\" has no suffix that tells it",
                      "Give --format png, svg, pdf, csv or npy.");
}

namespace {

/// --layers and --heads; empty: all.
Result<QList<int>> numbersOf(const char* option, const std::string& text)
{
    const auto numbers = text.empty() ? QList<int>() : ui::parseNumbers(QString::fromStdString(text));
    if (numbers)
        return *numbers;
    return usageError(std::string(option) + " \"" + text + "\" cannot be read", "Give numbers from 0, such as 0-3,7.");
}

std::optional<QString> textOf(const std::optional<std::string>& text)
{
    if (!text)
        return {};
    return *text == "none" ? QString() : QString::fromStdString(*text);
}

void setLook(ExportOptions& options, const ExportArguments& arguments)
{
    options.theme = arguments.theme == "dark" ? Theme::Dark : Theme::Light;
    options.widthMm = arguments.width;
    options.dpi = arguments.dpi;
    options.font = QString::fromStdString(arguments.font);
    options.fontPoints = arguments.fontSize;
    options.transparent = arguments.transparent;
    options.colourBar = !arguments.noColourBar;
    options.guardFormulas = arguments.guardFormulas;
    options.title = textOf(arguments.title);
    options.caption = textOf(arguments.caption);
}

/// Names and numbers, as they are.
ExportOptions plainOptions(const ExportArguments& arguments, const std::string& format)
{
    ExportOptions options;
    options.view = QString::fromStdString(arguments.view);
    options.format = QString::fromStdString(format);
    options.measure = QString::fromStdString(arguments.measure);
    options.layer = arguments.layer;
    options.head = arguments.head;
    options.token = arguments.token;
    options.range = QString::fromStdString(arguments.range);
    options.colours = QString::fromStdString(arguments.colours);
    options.special = QString::fromStdString(arguments.special);
    options.summary = QString::fromStdString(arguments.summary);
    if (!arguments.tokens.empty())
        options.words = arguments.tokens == "words";
    options.firstNumber = arguments.firstNumber;
    options.source = QString::fromStdString(arguments.source);
    options.measureB = QString::fromStdString(arguments.measureB);
    options.mode = QString::fromStdString(arguments.mode);
    options.agreement = QString::fromStdString(arguments.agreement);
    options.strongest = arguments.strongest;
    if (arguments.signedBlocks)
        options.signedBlocks = true;
    return options;
}

/// What goes into the figure.
Result<void> checkTexts(const ExportArguments& arguments)
{
    Result<void> checked = checkArgument(arguments.title.value_or(""), "--title");
    if (checked)
        checked = checkArgument(arguments.caption.value_or(""), "--caption");
    return checked ? checkArgument(arguments.font, "--font") : checked;
}

} // namespace

Result<ExportOptions> exportOptions(const ExportArguments& arguments, const std::string& format)
{
    if (const Result<void> checked = checkTexts(arguments); !checked)
        return Failure(checked.error());
    ExportOptions options = plainOptions(arguments, format);
    setLook(options, arguments);
    const Result<QList<int>> layers = numbersOf("--layers", arguments.layers);
    const Result<QList<int>> heads = numbersOf("--heads", arguments.heads);
    if (!layers || !heads)
        return Failure(layers ? heads.error() : layers.error());
    options.layers = *layers;
    options.heads = *heads;
    const auto window =
        arguments.zoom.empty() ? options.window : ui::parseWindow(QString::fromStdString(arguments.zoom));
    if (!window)
        return usageError("--zoom \"" + arguments.zoom + "\" is no part of a panel",
                          "Give LEFT,TOP,WIDTH,HEIGHT as fractions from 0 to 1.");
    options.window = *window;
    return options;
}

ui::SetChoice setChoice(const ExportArguments& arguments)
{
    const auto has = [&](const char* part) {
        return std::find(arguments.set.begin(), arguments.set.end(), part) != arguments.set.end();
    };
    return {has("sheet"), has("layers"), has("heads")};
}


} // namespace headlight::cli
