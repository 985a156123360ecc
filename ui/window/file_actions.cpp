// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/file_actions.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

#include "core/files/temporary_file.h"
#include "ui/state/file_paths.h"
#include "ui/state/settings.h"
#include "ui/state/text_files.h"
#include "ui/state/workbench.h"
#include "ui/window/browse_dialog.h"

namespace headlight::ui {

namespace {

const QString saveFolderKey = QStringLiteral("saveFolder");

} // namespace

bool isSessionName(const QString& file)
{
    return QFileInfo(file).suffix().compare(QLatin1String("headlight"), Qt::CaseInsensitive) == 0;
}

FileActions::FileActions(Workbench* workbench, Settings* settings, QWidget* window)
    : QObject(window),
      m_workbench(workbench),
      m_settings(settings),
      m_window(window)
{
    const auto addRecent = [this](const QString& file) { m_settings->addRecentFile(file); };
    connect(workbench->sessions(), &SessionDesk::opened, this, addRecent);
    connect(workbench->sessions(), &SessionDesk::saved, this, addRecent);
    connect(workbench->model(), &ModelHost::opened, this,
            [this] { m_settings->setModelFolder(textOf(m_workbench->model()->folder())); });
}

QStringList FileActions::recent() const
{
    return m_settings->recentFiles();
}

void FileActions::open(const QString& path)
{
    if (QFileInfo(path).isDir())
        m_workbench->model()->open(pathOf(path));
    else if (!isSessionName(path) && holdsQuestions(path))
        m_workbench->questions()->open(QFileInfo(path).absoluteFilePath());
    else
        m_workbench->sessions()->open(QFileInfo(path).absoluteFilePath());
}

void FileActions::chooseModelFolder()
{
    const QString folder =
        QFileDialog::getExistingDirectory(m_window, tr("Open a model folder"), m_settings->modelFolder());
    if (!folder.isEmpty())
        m_workbench->model()->open(pathOf(folder));
}

void FileActions::chooseSession()
{
    const QString file = askForSession(tr("Open a session"));
    if (!file.isEmpty())
        m_workbench->sessions()->open(file);
}

/// The folder of the session on screen, else of the last one.
void FileActions::browseSessions()
{
    const QString file = m_workbench->shown()->document()->file();
    const QString last = file.isEmpty() ? m_settings->recentFiles().value(0) : file;
    auto* dialog = new BrowseDialog(last.isEmpty() ? QDir::homePath() : QFileInfo(last).absolutePath(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &BrowseDialog::fileChosen, this, &FileActions::open);
    dialog->show();
}

void FileActions::chooseQuestions()
{
    const QString file = QFileDialog::getOpenFileName(
        m_window,
        tr("Open questions: SQuAD, rows with question and context, or text: a paragraph, an empty line, one question a "
           "line"),
        {},
        tr("Questions (*.json *.jsonl *.ndjson *.csv *.tsv *.txt);;SQuAD, or rows with question and context (*.json "
           "*.jsonl *.ndjson);;"
           "Table with the columns question and context (*.csv *.tsv);;"
           "Text: paragraph, empty line, questions; or question, tab, text (*.txt *.tsv);;All files (*)"));
    if (!file.isEmpty())
        m_workbench->questions()->open(file);
}

void FileActions::chooseCompared()
{
    const QString file = askForSession(tr("Compare with a session"));
    if (!file.isEmpty())
        m_workbench->compared()->setSession(file);
}

QString FileActions::askForSession(const QString& title)
{
    return QFileDialog::getOpenFileName(m_window, title, QFileInfo(m_workbench->shown()->document()->file()).path(),
                                        tr("Headlight sessions (*.headlight);;All files (*)"));
}

bool FileActions::save()
{
    const QString file = m_workbench->shown()->document()->file();
    if (file.isEmpty())
        return saveAs();
    m_workbench->sessions()->save(file);
    return true;
}

bool FileActions::saveAs()
{
    const QString exact = tr("Headlight sessions (*.headlight)");
    const QString half = tr("Smaller: attention and norms as float16 (*.headlight)");
    QString chosen = m_workbench->shown()->document()->state().half ? half : exact;
    const QString file =
        QFileDialog::getSaveFileName(m_window, tr("Save the session"), m_workbench->sessions()->suggestedFile(),
                                     exact + QStringLiteral(";;") + half, &chosen);
    if (file.isEmpty())
        return false;
    const QString named = QFileInfo(file).suffix().isEmpty() ? file + QStringLiteral(".headlight") : file;
    m_settings->setBytes(saveFolderKey, QFileInfo(named).absolutePath().toUtf8()); // where a kill could leave litter
    m_workbench->sessions()->saveAs(named, chosen == half);
    return true;
}

bool FileActions::saveUnsaved()
{
    const QList<int> rows = m_workbench->sessions()->unsavedRows();
    if (rows.size() <= 1 && m_workbench->shown()->document()->isDirty())
        return save();
    const bool unnamed = std::any_of(rows.begin(), rows.end(), [this](int row) {
        return m_workbench->history()->record(row).document.file.isEmpty();
    });
    const QString folder =
        unnamed ? QFileDialog::getExistingDirectory(m_window, tr("Save the results in a folder")) : QString();
    if (unnamed && folder.isEmpty())
        return false;
    m_settings->setBytes(saveFolderKey, folder.toUtf8());
    m_workbench->sessions()->saveAll(folder);
    return true;
}

void FileActions::removeLitter()
{
    QStringList folders{QString::fromUtf8(m_settings->bytes(saveFolderKey))};
    folders.removeAll(QString());
    for (const QString& file : m_settings->recentFiles())
        folders.append(QFileInfo(file).absolutePath());
    folders.removeDuplicates();
    m_workbench->jobs()->run(
        this,
        [folders] {
            std::size_t removed = 0;
            for (const QString& folder : folders)
                removed += removeStaleFiles(pathOf(folder));
            return removed;
        },
        [](std::size_t) {});
}

} // namespace headlight::ui
