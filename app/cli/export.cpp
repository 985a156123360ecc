// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <cstdlib>
#include <iostream>

#include "app/cli/commands.h"
#include "ui/figures/export.h"

namespace headlight::cli {

namespace {

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
    return usageError("The format is missing, and \"" + arguments.output + "\" has no suffix that tells it",
                      "Give --format png, svg, pdf, csv or npy.");
}

ExportOptions exportOptions(const ExportArguments& arguments, const std::string& format)
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
    options.measureB = QString::fromStdString(arguments.measureB);
    options.mode = QString::fromStdString(arguments.mode);
    options.agreement = QString::fromStdString(arguments.agreement);
    options.strongest = arguments.strongest;
    if (arguments.signedBlocks)
        options.signedBlocks = true;
    options.title = QString::fromStdString(arguments.title);
    options.theme = arguments.theme == "dark" ? Theme::Dark : Theme::Light;
    options.widthMm = arguments.width;
    options.dpi = arguments.dpi;
    return options;
}

/// The result of --other; null where none is given.
Result<ResultPtr> otherResult(const std::string& file)
{
    if (file.empty())
        return ResultPtr();
    const Result<Session> read = readSession(file);
    return read ? Result<ResultPtr>(read->result) : Failure(read.error());
}

bool isDrawn(const std::string& format)
{
    return format != "csv" && format != "npy";
}

/// Qt's remarks about a machine without a desktop are of no use at the command line; what is fatal still shows.
void showWhatIsFatal(QtMsgType type, const QMessageLogContext&, const QString& message)
{
    if (type == QtCriticalMsg || type == QtFatalMsg)
        std::cerr << message.toStdString() << '\n';
}

Result<void> draw(const Session& session, const ExportOptions& options, const std::filesystem::path& output)
{
    setenv("QT_QPA_PLATFORM", "offscreen", 0); // a figure needs no display
    qInstallMessageHandler(showWhatIsFatal);
    int count = 1;
    char program[] = "headlight-cli";
    char* arguments[] = {program, nullptr};
    const QApplication application(count, arguments);
    return ui::exportView(session, options, output);
}

} // namespace

Result<void> run(const ExportArguments& arguments, Interruption& interruption)
{
    const Result<std::string> format = formatOf(arguments);
    if (!format)
        return Failure(format.error());
    const Result<Session> session = readSession(arguments.file);
    if (!session)
        return Failure(session.error());
    if (const Result<void> checked = checkOutput(arguments.output); !checked)
        return checked;
    const Result<ResultPtr> other = otherResult(arguments.other);
    if (!other)
        return Failure(other.error());
    ExportOptions options = exportOptions(arguments, *format);
    options.other = *other;
    const std::unique_lock lock = interruption.whileWriting();
    if (interruption.token().stop_requested())
        return cancelled();
    const Result<void> done = isDrawn(*format) ? draw(*session, options, arguments.output)
                                               : ui::exportView(*session, options, arguments.output);
    if (done)
        std::cerr << "Wrote " << arguments.output << '\n';
    return done;
}

} // namespace headlight::cli
