// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/export_run.h"

#include "ui/export/set_folder.h"

namespace headlight::ui {
namespace {

struct PlannedSet {
    QList<SetFile> files;
    std::shared_ptr<SetFolder> folder;
};

Result<PlannedSet> planSet(const Session& session, const ExportOptions& options, const SetChoice& choice,
                           const std::filesystem::path& path)
{
    Result<QList<SetFile>> files = exportSet(session, options, choice);
    if (!files)
        return Failure(files.error());
    Result<SetFolder> folder = SetFolder::create(path);
    if (!folder)
        return Failure(folder.error());
    return PlannedSet{std::move(*files), std::make_shared<SetFolder>(std::move(*folder))};
}

} // namespace

ExportRun::ExportRun(Session session, QObject* parent) : QObject(parent), m_session(std::move(session)) {}

ExportRun::~ExportRun() = default;

void ExportRun::begin()
{
    m_running = true;
    m_cancelled = false;
    m_done = 0;
}

void ExportRun::writeFile(const ExportOptions& options, const std::filesystem::path& file)
{
    begin();
    m_files = {{QString::fromStdString(file.filename().string()), options}};
    m_write = [file](const QString&, const Drawing& drawing) { return writeExport(drawing, file); };
    next();
}

void ExportRun::writeSet(const ExportOptions& options, const SetChoice& choice, const std::filesystem::path& folder)
{
    begin();
    m_jobs.run(
        this, [=, session = m_session] { return planSet(session, options, choice, folder); },
        [this](const Result<PlannedSet>& planned) {
            if (!planned)
                return end(Failure(planned.error()));
            m_files = planned->files;
            m_folder = planned->folder;
            m_write = [folder = m_folder](const QString& name, const Drawing& drawing) {
                return folder->write(name, drawing);
            };
            next();
        });
}

void ExportRun::next()
{
    if (m_cancelled)
        return end(cancelled());
    if (m_done == m_files.size()) {
        if (m_folder)
            m_folder->keep();
        return end({});
    }
    const SetFile& file = m_files[m_done];
    emit progressed(int(m_done), int(m_files.size()), file.name);
    m_jobs.run(
        this, [session = m_session, options = file.options] { return exportFigure(session, options); },
        [this](const Result<FigureData>& figure) { draw(figure); });
}

void ExportRun::draw(const Result<FigureData>& figure)
{
    if (m_cancelled)
        return end(cancelled());
    if (!figure)
        return end(Failure(figure.error()));
    Result<Drawing> drawing = drawExport(m_session, *figure, m_files[m_done].options);
    if (!drawing)
        return end(Failure(drawing.error()));
    write(std::move(*drawing));
}

void ExportRun::write(Drawing drawing)
{
    m_jobs.run(
        this,
        [write = m_write, name = m_files[m_done].name, drawing = std::move(drawing)] { return write(name, drawing); },
        [this](const Result<void>& written) {
            if (!written)
                return end(written);
            ++m_done;
            next();
        });
}

void ExportRun::end(const Result<void>& result)
{
    m_write = {};
    m_folder.reset(); // removes what was written of a set that did not come to its end
    m_running = false;
    if (result)
        emit succeeded();
    else
        emit failed(result.error());
}

} // namespace headlight::ui
