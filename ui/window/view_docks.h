// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMainWindow>
#include <QTimer>

#include "core/data/analysis_result.h"
#include "ui/state/kept_field.h"

class QTabBar;

namespace headlight::ui {

class DockTitle;
class Selection;
class View;

/// The views, each in a dock: tabs at first, side by side or afloat where the user wants them so. One of them is in
/// front: the one that was focused or raised last, which keys and exports go to. A view that lies behind another is
/// hidden, so that it defers its drawing.
class ViewDocks : public QMainWindow {
    Q_OBJECT
public:
    explicit ViewDocks(Selection* selection, QWidget* parent = nullptr);
    ~ViewDocks() override;

    const QList<View*>& views() const { return m_views; }
    View* front() const { return m_front; }
    View* view(const QString& id) const; ///< null: unknown
    QDockWidget* dockOf(const View* view) const;
    bool isOpen(const QString& id) const;
    bool isFloating() const; ///< the view in front
    /// Not closed, nor behind a tab.
    bool isInSight(const QDockWidget* dock) const;
    /// The docks that are open as tabs beside `dock`, without that.
    QList<QDockWidget*> tabsWith(QDockWidget* dock) const;
    bool canJoinTabs() const { return tabHost() != nullptr; }
    /// The views that are open, by id, whether they are in sight or behind a tab.
    QStringList openViews() const;
    /// Opens these and closes the others; a list without a known id changes nothing.
    void setOpenViews(const QStringList& ids);
    /// What sessions keep of the views: how they are arranged, what each alone shows, and which is in front.
    KeptFields keptFields();
    void setResult(const ResultPtr& result);
    void setOpenModel(const ModelIdentity& model);
    void setRunning(bool running);
    /// Moves the selection; the layer and the head stay within their bounds.
    void step(int layers, int heads);

    QByteArray layoutState() const;
    /// False where the state is of other views or damaged; the layout is as it was then.
    bool restoreLayout(const QByteArray& state);

public slots:
    void showView(const QString& id); ///< unknown ids change nothing
    /// Places a view beside the one in front, in a column of its own.
    void showBeside(const QString& id);
    /// Lets the view in front float, or puts it back.
    void toggleFloating();
    /// Puts the view in front among the tabs of another.
    void putIntoTabs();
    /// Closes the view in front; the last one stays.
    void closeFront();
    /// Raises the next open view, or the one before.
    void showNext(int steps);
    /// All views as tabs, in their first order.
    void resetLayout();

signals:
    void frontChanged(const QString& id);
    void arranged(); ///< something about docks and front may be otherwise
    void hiddenUnitsRequested();
    void errorRequested();

protected:
    bool event(QEvent* event) override;

private:
    QDockWidget* addDock(View* view);
    void addKeys(QWidget* view);
    void restoreArrangement(const ViewState& state);
    void close(QDockWidget* dock);
    void setFloating(QDockWidget* dock, bool floating);
    void focusMoved(const QWidget* now);
    void setFront(View* view);
    void followVisibility(View* view, bool visible);
    View* viewIn(const QDockWidget* dock) const;
    QDockWidget* tabHost() const;
    int stateVersion() const;
    View* successor() const;
    void arrangeSoon();
    void arrange();
    void dressTabBar(QTabBar* bar) const;

    Selection* m_selection;
    QTimer m_arranging; ///< before the views, whose coming is an event already
    QList<View*> m_views;
    QList<QDockWidget*> m_docks; ///< in the order of the views
    View* m_front = nullptr;
    QByteArray m_firstState;
};

} // namespace headlight::ui
