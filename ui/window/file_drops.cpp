// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/file_drops.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QWidget>

#include "ui/panels/context_field.h"

namespace headlight::ui {

FileDrops::FileDrops(QWidget* window) : QObject(window), m_window(window)
{
    qApp->installEventFilter(this);
}

/// What a widget does not accept is offered to those around it.
bool FileDrops::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::DragEnter || watched == m_window || !watched->isWidgetType())
        return false;
    const bool within = static_cast<QWidget*>(watched)->window() == m_window;
    auto* drag = static_cast<QDragEnterEvent*>(event);
    const bool takesFiles = qobject_cast<ContextField*>(watched) || qobject_cast<ContextField*>(watched->parent());
    if (!within || takesFiles || !drag->mimeData()->hasUrls())
        return false;
    drag->ignore();
    return true;
}

} // namespace headlight::ui
