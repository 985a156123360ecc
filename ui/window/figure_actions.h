// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMimeData>
#include <QObject>
#include <memory>

#include "core/base/error.h"
#include "figures/export_options.h"

class QAction;

namespace headlight::ui {

class ExportDialog;
class View;
class ViewDocks;
class Workbench;

/// What can be done with the figure of the view in front: copied, exported, and what its menu offers.
class FigureActions : public QObject {
    Q_OBJECT
public:
    FigureActions(Workbench* workbench, ViewDocks* views, QWidget* window);

    QAction* copyPicture() const { return m_copyPicture; }
    QAction* copyNumbers() const { return m_copyNumbers; }
    QAction* exporting() const { return m_exporting; }

    /// Opens the dialog, which goes when it is closed.
    ExportDialog* openDialog();

signals:
    void problem(const headlight::Error& error);
    /// Something was copied or written, to be told in passing.
    void told(const QString& text);

private:
    QAction* add(const QString& text, const char* keys, void (FigureActions::*does)());
    /// What is on screen beyond the session's view state.
    ExportOptions onScreen() const;
    void copyAsPicture();
    void copyAsNumbers();
    void exportFront() { openDialog(); }
    void putOnClipboard(Result<std::unique_ptr<QMimeData>> data, const QString& what);
    void showMenu(View* view, const QPoint& place);

    Workbench* m_workbench;
    ViewDocks* m_views;
    QWidget* m_window;
    QAction* m_copyPicture;
    QAction* m_copyNumbers;
    QAction* m_exporting;
};

} // namespace headlight::ui
