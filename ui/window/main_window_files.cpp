// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The files of the main window: opening, dropping, saving, and leaving.
#include <QCloseEvent>
#include <QCoreApplication>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>

#include "core/files/temporary_file.h"
#include "figures/isolated.h"
#include "ui/state/auto_saver.h"
#include "ui/state/file_paths.h"
#include "ui/state/text_files.h"
#include "ui/window/browse_dialog.h"
#include "ui/window/drop_hint.h"
#include "ui/window/main_window.h"
#include "ui/window/session_notices.h"

namespace headlight::ui {

namespace {

const QString saveFolderKey = QStringLiteral("saveFolder");

/// The one local file that is dragged; empty for anything else.
QString draggedPath(const QMimeData* data)
{
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString();
}

/// Text itself, not a file's place.
bool isText(const QMimeData* data)
{
    return !data->hasUrls() && data->hasText() && !data->text().trimmed().isEmpty();
}

bool isSession(const QString& file)
{
    return QFileInfo(file).suffix().compare(QLatin1String("headlight"), Qt::CaseInsensitive) == 0;
}

} // namespace

void MainWindow::openPath(const QString& path)
{
    if (QFileInfo(path).isDir())
        m_workbench->openModel(pathOf(path));
    else if (!isSession(path) && holdsQuestions(path))
        m_workbench->questions()->open(QFileInfo(path).absoluteFilePath());
    else
        m_workbench->openSession(QFileInfo(path).absoluteFilePath());
}

void MainWindow::chooseModelFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open a model folder"), m_settings.modelFolder());
    if (!folder.isEmpty())
        m_workbench->openModel(pathOf(folder));
}

void MainWindow::chooseSession()
{
    const QString file = askForSession(tr("Open a session"));
    if (!file.isEmpty())
        m_workbench->openSession(file);
}

/// The folder of the session on screen, else of the last one.
void MainWindow::browseSessions()
{
    const QString file = m_workbench->document()->file();
    const QString last = file.isEmpty() ? m_settings.recentFiles().value(0) : file;
    auto* dialog = new BrowseDialog(last.isEmpty() ? QDir::homePath() : QFileInfo(last).absolutePath(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &BrowseDialog::fileChosen, this, &MainWindow::openPath);
    dialog->show();
}

void MainWindow::chooseQuestions()
{
    const QString file = QFileDialog::getOpenFileName(
        this,
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

QString MainWindow::askForSession(const QString& title)
{
    return QFileDialog::getOpenFileName(this, title, QFileInfo(m_workbench->document()->file()).path(),
                                        tr("Headlight sessions (*.headlight);;All files (*)"));
}

bool MainWindow::save()
{
    const QString file = m_workbench->document()->file();
    if (file.isEmpty())
        return saveAs();
    m_workbench->saveSession(file);
    return true;
}

bool MainWindow::saveAs()
{
    const QString exact = tr("Headlight sessions (*.headlight)");
    const QString half = tr("Smaller: attention and norms as float16 (*.headlight)");
    QString chosen = m_workbench->document()->state().half ? half : exact;
    const QString file = QFileDialog::getSaveFileName(this, tr("Save the session"), m_workbench->suggestedFile(),
                                                      exact + QStringLiteral(";;") + half, &chosen);
    if (file.isEmpty())
        return false;
    const QString named = QFileInfo(file).suffix().isEmpty() ? file + QStringLiteral(".headlight") : file;
    m_settings.setBytes(saveFolderKey, QFileInfo(named).absolutePath().toUtf8()); // where a kill could leave litter
    m_workbench->saveSessionAs(named, chosen == half);
    return true;
}

/// One result as Save does; of several, those without a file become new files in a folder that is asked for once.
bool MainWindow::saveUnsaved()
{
    const QList<int> rows = m_workbench->unsavedRows();
    if (rows.size() <= 1 && m_workbench->document()->isDirty())
        return save();
    const bool unnamed = std::any_of(rows.begin(), rows.end(), [this](int row) {
        return m_workbench->history()->record(row).document.file.isEmpty();
    });
    const QString folder =
        unnamed ? QFileDialog::getExistingDirectory(this, tr("Save the results in a folder")) : QString();
    if (unnamed && folder.isEmpty())
        return false;
    m_settings.setBytes(saveFolderKey, folder.toUtf8());
    m_workbench->saveAll(folder);
    return true;
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    const auto answer = m_workbench->hasUnsaved() ? askUnsaved() : QMessageBox::Discard;
    m_closeWhenSaved = answer == QMessageBox::Save && saveUnsaved();
    if (answer != QMessageBox::Discard) {
        event->ignore();
        return;
    }
    m_workbench->cancel();
    remember();
    event->accept();
}

QMessageBox::StandardButton MainWindow::askUnsaved()
{
    if (m_askUnsaved)
        return m_askUnsaved();
    const auto unsaved = m_workbench->unsavedRows().size();
    const QString text = unsaved > 1
                             ? tr("%1 results of the history are not saved. Save them before leaving?").arg(unsaved)
                             : tr("A result is not saved. Save it before leaving?");
    return QMessageBox::question(this, tr("Unsaved results"), text,
                                 QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Save);
}

/// What a drop does; empty where nothing that is dragged can be taken.
QString MainWindow::dropText(const QMimeData* data)
{
    const QFileInfo path(draggedPath(data));
    if (path.isDir())
        return tr("Drop to open the model folder");
    if (isSession(path.filePath()))
        return tr("Drop to open the session");
    if (holdsQuestions(path.filePath()))
        return tr("Drop to open the questions");
    return isText(data) ? tr("Drop to use the text as the context") : QString();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const QString text = dropText(event->mimeData());
    m_dropHint->show(text);
    if (!text.isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent* event)
{
    m_dropHint->show({});
    QMainWindow::dragLeaveEvent(event);
}

void MainWindow::dropEvent(QDropEvent* event)
{
    m_dropHint->show({});
    if (isText(event->mimeData()))
        m_workbench->input()->setContext(event->mimeData()->text());
    else
        openPath(draggedPath(event->mimeData()));
    event->acceptProposedAction();
}

void MainWindow::updateTitle()
{
    const QString name = m_workbench->document()->name();
    setWindowTitle(tr("%1[*] – Headlight").arg(name.isEmpty() ? tr("Untitled") : isolated(name)));
    setWindowModified(m_workbench->document()->isDirty());
}

void MainWindow::keepForRecovery(const QString& folder)
{
    m_autoSaver = new AutoSaver(m_workbench, folder);
    connect(m_autoSaver, &AutoSaver::failed, this, [this](const Error& error) { showProblem(Place::Document, error); });
    m_notices->offerRecovery(m_autoSaver);
}

void MainWindow::keepNow()
{
    if (m_autoSaver)
        m_autoSaver->keepNow();
}

void MainWindow::endKeepingAll()
{
    if (m_autoSaver)
        m_autoSaver->leave();
    m_workbench->cancel();
    remember();
    QCoreApplication::exit(); // quit() would ask the windows, and they the person
}

void MainWindow::removeLitter()
{
    QStringList folders{QString::fromUtf8(m_settings.bytes(saveFolderKey))};
    folders.removeAll(QString());
    for (const QString& file : m_settings.recentFiles())
        folders.append(QFileInfo(file).absolutePath());
    folders.removeDuplicates();
    m_workbench->jobs()->run(
        this, [folders] {
            std::size_t removed = 0;
            for (const QString& folder : folders)
                removed += removeStaleFiles(pathOf(folder));
            return removed;
        },
        [](std::size_t) {});
}

} // namespace headlight::ui
