// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/drop_target.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QWidget>

#include "ui/state/input_model.h"
#include "ui/state/text_files.h"
#include "ui/window/drop_hint.h"
#include "ui/window/file_actions.h"

namespace headlight::ui {

namespace {

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

} // namespace

DropTarget::DropTarget(FileActions* files, InputModel* input, QWidget* window)
    : QObject(window),
      m_files(files),
      m_input(input),
      m_hint(new DropHint(window))
{
    window->setAcceptDrops(true);
    window->installEventFilter(this);
}

bool DropTarget::eventFilter(QObject*, QEvent* event)
{
    switch (event->type()) {
    case QEvent::DragEnter: enter(static_cast<QDragEnterEvent*>(event)); return true;
    case QEvent::DragLeave: m_hint->show({}); return true;
    case QEvent::Drop: drop(static_cast<QDropEvent*>(event)); return true;
    default: return false;
    }
}

/// What a drop does; empty where nothing that is dragged can be taken.
QString DropTarget::dropText(const QMimeData* data)
{
    const QFileInfo path(draggedPath(data));
    if (path.isDir())
        return tr("Drop to open the model folder");
    if (isSessionName(path.filePath()))
        return tr("Drop to open the session");
    if (holdsQuestions(path.filePath()))
        return tr("Drop to open the questions");
    return isText(data) ? tr("Drop to use the text as the context") : QString();
}

void DropTarget::enter(QDragEnterEvent* event)
{
    const QString text = dropText(event->mimeData());
    m_hint->show(text);
    if (!text.isEmpty())
        event->acceptProposedAction();
}

void DropTarget::drop(QDropEvent* event)
{
    m_hint->show({});
    if (isText(event->mimeData()))
        m_input->setContext(event->mimeData()->text());
    else
        m_files->open(draggedPath(event->mimeData()));
    event->acceptProposedAction();
}

} // namespace headlight::ui
