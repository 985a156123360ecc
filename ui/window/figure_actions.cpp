// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/figure_actions.h"

#include <QAction>
#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>

#include "figures/isolated.h"
#include "ui/export/figure_clipboard.h"
#include "ui/state/workbench.h"
#include "ui/theme/colours.h"
#include "ui/views/view.h"
#include "ui/window/export_dialog.h"
#include "ui/window/view_docks.h"

namespace headlight::ui {

FigureActions::FigureActions(Workbench* workbench, ViewDocks* views, QWidget* window)
    : QObject(window),
      m_workbench(workbench),
      m_views(views),
      m_window(window),
      m_copyPicture(add(tr("Copy &picture"), "Ctrl+Shift+C", &FigureActions::copyAsPicture)),
      m_copyNumbers(add(tr("Copy &numbers"), "Ctrl+Alt+C", &FigureActions::copyAsNumbers)),
      m_exporting(add(tr("&Export view…"), "Ctrl+E", &FigureActions::exportFront))
{
    for (View* view : views->views())
        connect(view, &View::menuWanted, this, [this, view](const QPoint& place) { showMenu(view, place); });
}

QAction* FigureActions::add(const QString& text, const char* keys, void (FigureActions::*does)())
{
    auto* action = new QAction(text, this);
    action->setShortcut(QKeySequence(QLatin1String(keys)));
    action->setEnabled(false);
    connect(action, &QAction::triggered, this, does);
    connect(m_workbench->shown(), &ShownResult::changed, action,
            [action](const ResultPtr& result) { action->setEnabled(result != nullptr); });
    return action;
}

ExportOptions FigureActions::onScreen() const
{
    const View* view = m_views->front();
    ExportOptions options;
    options.view = view->figureName();
    options.source = view->wordsSource();
    options.head = view->enlargedHead();
    options.window = view->partInSight();
    options.other = m_workbench->compared()->result();
    return options;
}

ExportDialog* FigureActions::openDialog()
{
    auto* model = new ExportModel(m_workbench->sessions()->current(), onScreen(), themeOf(m_window->palette()));
    const QString name = QFileInfo(m_workbench->sessions()->suggestedFile()).completeBaseName();
    auto* dialog = new ExportDialog(model, m_views->front()->title(), name, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::written, this,
            [this](const QString& path) { emit told(tr("Wrote %1").arg(isolated(path))); });
    dialog->open();
    return dialog;
}

/// As the dialog was left the last time.
void FigureActions::copyAsPicture()
{
    if (const QImage own = m_views->front()->ownPicture(); !own.isNull()) {
        auto data = std::make_unique<QMimeData>();
        data->setImageData(own);
        return putOnClipboard(std::move(data), tr("Copied a picture of the words"));
    }
    const ExportModel model(m_workbench->sessions()->current(), onScreen(), themeOf(m_window->palette()));
    putOnClipboard(clipboardPicture(model.session(), model.options()), tr("Copied the figure as a picture"));
}

/// Formulas guarded as the dialog was left.
void FigureActions::copyAsNumbers()
{
    ExportOptions options = onScreen();
    options.guardFormulas = readExportSettings(QSettings(), themeOf(m_window->palette())).guardFormulas;
    putOnClipboard(clipboardNumbers(m_workbench->sessions()->current(), options),
                   tr("Copied the numbers of the figure"));
}

void FigureActions::putOnClipboard(Result<std::unique_ptr<QMimeData>> data, const QString& what)
{
    if (!data)
        return emit problem(data.error());
    QGuiApplication::clipboard()->setMimeData(data->release());
    emit told(what);
}

/// The view is the one in front, as it has the focus or was clicked.
void FigureActions::showMenu(View* view, const QPoint& place)
{
    view->setFocus(Qt::MouseFocusReason);
    auto* menu = new QMenu(m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    view->fillMenu(menu);
    if (!menu->isEmpty())
        menu->addSeparator();
    menu->addActions({m_copyPicture, m_copyNumbers, m_exporting});
    menu->popup(place);
}

} // namespace headlight::ui
