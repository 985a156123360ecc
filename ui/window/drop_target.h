// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QDragEnterEvent;
class QDropEvent;
class QMimeData;
class QWidget;

namespace headlight::ui {

class DropHint;
class FileActions;
class InputModel;

/// What can be dropped on the window: a file or folder to open, a text to use as the context. While it is dragged, the
/// window says what a drop does.
class DropTarget : public QObject {
    Q_OBJECT
public:
    DropTarget(FileActions* files, InputModel* input, QWidget* window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    static QString dropText(const QMimeData* data);
    void enter(QDragEnterEvent* event);
    void drop(QDropEvent* event);

    FileActions* m_files;
    InputModel* m_input;
    DropHint* m_hint;
};

} // namespace headlight::ui
