// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>

#include "app/cli/commands.h"
#include "app/cli/export_options.h"
#include "app/cli/progress_line.h"
#include "app/cli/session_remarks.h"
#include "core/base/in_quotes.h"
#include "core/session/neighbour.h"
#include "figures/importance.h"
#include "figures/not_finite.h"
#include "figures/view_table.h"
#include "ui/export/export.h"
#include "ui/export/set_folder.h"
#include "ui/plots/figure_style.h"
#include "ui/plots/font_note.h"
#include "ui/theme/digits.h"

namespace headlight::cli {

namespace {

using ui::ExportOptions;

const std::string& viewOf(const ExportArguments& arguments, const Session& session)
{
    return arguments.view.empty() ? session.view.view : arguments.view;
}

/// The file of --other, or that which stood beside the session in view compare; empty: neither.
Result<std::filesystem::path> otherFile(const ExportArguments& arguments, const Session& session)
{
    const ComparedSession& kept = session.view.compared;
    const bool comparesTwo = ui::viewKind(QString::fromStdString(viewOf(arguments, session))).comparesTwo;
    if (!arguments.other.empty() || !comparesTwo || kept.name.empty())
        return std::filesystem::path(arguments.other);
    if (kept.file.empty())
        return inputError("What this session was compared with is in no file beside it: “" + inOneLine(kept.name) + "”",
                          arguments.file, "Give a session with --other; this file itself to compare its own measures.");
    return neighbourFile(arguments.file, kept.file);
}

/// Its result; null where there is none.
Result<ResultPtr> otherResult(const ExportArguments& arguments, const Session& session)
{
    const Result<std::filesystem::path> file = otherFile(arguments, session);
    if (!file || file->empty())
        return file ? Result<ResultPtr>(ResultPtr()) : Failure(file.error());
    const Result<Session> read = readSession(*file);
    return read ? Result<ResultPtr>(read->result) : Failure(read.error());
}

/// View tokens may have shown its words, by a source that the result holds or not.
void showWords(const ExportArguments& arguments, const Session& session, ExportOptions& options)
{
    const ViewState& state = session.view;
    if (const QString shown = ui::viewOnScreen(state); arguments.view.empty() && shown.toStdString() != state.view)
        options.view = shown;
    const auto source = ui::importanceSourceNamed(QString::fromStdString(state.wordsSource));
    const bool asked = ui::viewKind(options.view).hasSources && options.source.isEmpty();
    if (asked && source && ui::importanceSources(*session.result).contains(*source))
        options.source = ui::nameOf(*source);
}

/// A figure of which no part is named shows what was on screen: the part in sight, and the head that was enlarged.
void showAsOnScreen(const ExportArguments& arguments, const Session& session, ExportOptions& options)
{
    const ViewState& state = session.view;
    const std::string& view = viewOf(arguments, session);
    if (!arguments.all.empty())
        return;
    showWords(arguments, session, options);
    if (options.head >= 0 || !options.heads.isEmpty() || !ui::viewKind(options.view).pageOf.isEmpty())
        return;
    if (ui::viewKind(QString::fromStdString(view)).enlargesHead && state.headEnlarged)
        options.head = state.head;
    if (const auto part = state.zoom.find(view); arguments.zoom.empty() && part != state.zoom.end())
        options.window =
            QRectF(QPointF(part->second.left, part->second.top), QPointF(part->second.right, part->second.bottom));
}

/// Qt's remarks about a machine without a desktop are of no use at the command line; what is fatal still shows.
void showWhatIsFatal(QtMsgType type, const QMessageLogContext&, const QString& message)
{
    if (type == QtCriticalMsg || type == QtFatalMsg)
        std::cerr << message.toStdString() << '\n';
}

/// Without a desktop: figures need none.
class Drawer {
public:
    Drawer() : m_application(m_count, m_arguments) { ui::useLatinDigits(); }

private:
    static bool prepare()
    {
        setenv("QT_QPA_PLATFORM", "offscreen", 1); // a desktop's would ask for its display
        qInstallMessageHandler(showWhatIsFatal);
        return true;
    }

    bool m_prepared = prepare(); ///< before the application
    int m_count = 1;
    char m_program[14] = "headlight-cli";
    char* m_arguments[2] = {m_program, nullptr};
    QApplication m_application;
};

/// That a picture lacks letters, or was drawn in another font than was asked for.
void sayOfFonts(const QStringList& texts, const ExportOptions& options)
{
    if (!ui::isPicture(options.format))
        return;
    for (const QString& remark :
         {ui::missingFontText(options.font),
          ui::missingLettersText(texts, ui::FigureStyle::forExport(options).smallFont, ui::LetterAs::Itself)})
        if (!remark.isEmpty())
            sayRemarks({remark.toStdString()});
}

Result<void> writeOne(const Session& session, const ExportOptions& options, const std::string& output,
                      Interruption& interruption)
{
    const std::unique_lock lock = interruption.whileWriting();
    if (interruption.token().stop_requested())
        return cancelled();
    const Result<ui::FigureData> figure = ui::exportFigure(session, options);
    if (!figure)
        return Failure(figure.error());
    const Result<ui::Drawing> drawing = ui::drawExport(session, *figure, options);
    const Result<void> done = drawing ? ui::writeExport(*drawing, output) : Failure(drawing.error());
    if (!done)
        return done;
    if (const QString bad = ui::notFiniteText(*figure); !bad.isEmpty())
        sayRemarks({bad.toStdString()});
    sayOfFonts(ui::textsOf(*figure), options);
    std::cerr << "Wrote " << output << '\n';
    return {};
}

/// Adds what is written in the figure to `texts`.
Result<void> writeOf(const Session& session, const ui::SetFile& file, ui::SetFolder& folder, QStringList& texts)
{
    const Result<ui::FigureData> figure = ui::exportFigure(session, file.options);
    if (!figure)
        return Failure(figure.error());
    texts += ui::textsOf(*figure);
    texts.removeDuplicates();
    const Result<ui::Drawing> drawing = ui::drawExport(session, *figure, file.options);
    return drawing ? folder.write(file.name, *drawing) : Failure(drawing.error());
}

/// With a progress line that is gone at the end. Gives what is written in the figures.
Result<QStringList> writeFiles(const Session& session, const QList<ui::SetFile>& files, ui::SetFolder& folder,
                               std::stop_token stop)
{
    ProgressLine line;
    QStringList texts;
    for (qsizetype i = 0; i < files.size(); ++i) {
        if (stop.stop_requested())
            return cancelled();
        line.show({"Writing " + files[i].name.toStdString(), double(i) / double(files.size()), {}});
        if (const auto written = writeOf(session, files[i], folder, texts); !written)
            return Failure(written.error());
    }
    return texts;
}

Result<void> writeSet(const Session& session, const ExportOptions& options, const ExportArguments& arguments,
                      Interruption& interruption)
{
    const Result<QList<ui::SetFile>> files = ui::exportSet(session, options, setChoice(arguments));
    if (!files)
        return Failure(files.error());
    const std::unique_lock lock = interruption.whileWriting();
    Result<ui::SetFolder> folder = ui::SetFolder::create(arguments.all);
    if (!folder)
        return Failure(folder.error());
    const Result<QStringList> texts = writeFiles(session, *files, *folder, interruption.token());
    if (!texts)
        return Failure(texts.error());
    folder->keep();
    sayOfFonts(*texts, options);
    std::cerr << "Wrote " << files->size() << " files into " << arguments.all << '\n';
    return {};
}

} // namespace

Result<void> run(const ExportArguments& arguments, Interruption& interruption)
{
    if (arguments.output.empty() && arguments.all.empty())
        return usageError("--output or --all is required", "Give the file to write, or a folder for a set.");
    const Result<std::string> format = formatOf(arguments);
    if (!format)
        return Failure(format.error());
    Result<ExportOptions> options = exportOptions(arguments, *format);
    if (!options)
        return Failure(options.error());
    const Result<Session> session = readSession(arguments.file);
    if (!session)
        return Failure(session.error());
    if (const auto checked = arguments.all.empty() ? checkOutput(arguments.output) : Result<void>(); !checked)
        return checked;
    const Result<ResultPtr> other = otherResult(arguments, *session);
    if (!other)
        return Failure(other.error());
    options->other = *other;
    if (const std::string differ = *other ? remarkOnModels(session->result->model, (*other)->model) : "";
        !differ.empty())
        sayRemarks({differ});
    showAsOnScreen(arguments, *session, *options);
    std::optional<Drawer> drawer;
    if (ui::isPicture(options->format))
        drawer.emplace();
    return arguments.all.empty() ? writeOne(*session, *options, arguments.output, interruption)
                                 : writeSet(*session, *options, arguments, interruption);
}

} // namespace headlight::cli
