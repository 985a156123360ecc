// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/view_docks.h"

#include <QApplication>
#include <QDockWidget>
#include <QPointer>
#include <QShortcut>
#include <QStyle>
#include <QTabBar>

#include "ui/state/selection.h"
#include "ui/views/view.h"
#include "ui/window/dock_title.h"

namespace headlight::ui {

namespace {

constexpr auto homeArea = Qt::LeftDockWidgetArea;
constexpr QSize leastRoom(360, 260); ///< whatever the views would like: they must not push the side columns
constexpr int narrowestView = 200;

DockTitle* titleOf(const QDockWidget* dock)
{
    return static_cast<DockTitle*>(dock->titleBarWidget());
}

} // namespace

ViewDocks::ViewDocks(Selection* selection, QWidget* parent)
    : QMainWindow(parent),
      m_selection(selection),
      m_views(makeViews(selection, this))
{
    setWindowFlags(Qt::Widget);
    setObjectName("views");
    setMinimumSize(leastRoom);
    setDockOptions(AllowNestedDocks | AllowTabbedDocks | GroupedDragging);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setContextMenuPolicy(Qt::NoContextMenu); // the menu View has all of it
    for (View* view : m_views)
        m_docks.append(addDock(view));
    for (int index = 1; index < m_docks.size(); ++index)
        tabifyDockWidget(m_docks[index - 1], m_docks[index]);
    m_docks.front()->raise();
    m_front = m_views.front();
    m_firstState = layoutState();
    m_arranging.setSingleShot(true);
    connect(&m_arranging, &QTimer::timeout, this, &ViewDocks::arrange);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, const QWidget* now) { focusMoved(now); });
    connect(this, &QMainWindow::tabifiedDockWidgetActivated, this,
            [this](const QDockWidget* dock) { setFront(viewIn(dock)); });
    arrange();
}

// The focus leaves the views while they are destroyed, which is no news then.
ViewDocks::~ViewDocks()
{
    qApp->disconnect(this);
}

QDockWidget* ViewDocks::addDock(View* view)
{
    auto* dock = new QDockWidget(view->title(), this);
    dock->setObjectName("dock-" + view->id());
    auto* title = new DockTitle(dock);
    dock->setTitleBarWidget(title);
    // A dock behind a tab is not hidden but lies out of sight; its view must be hidden, and keep its place meanwhile.
    QSizePolicy policy = view->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    view->setSizePolicy(policy);
    view->setMinimumWidth(narrowestView);
    dock->setWidget(view);
    addDockWidget(homeArea, dock);
    addKeys(view);
    connect(view, &View::viewRequested, this, &ViewDocks::showView);
    connect(view, &View::hiddenUnitsRequested, this, &ViewDocks::hiddenUnitsRequested);
    connect(view, &View::errorRequested, this, &ViewDocks::errorRequested);
    connect(title, &DockTitle::closeWanted, this, [this, dock] { close(dock); });
    connect(title, &DockTitle::floatWanted, this, [this, dock] { setFloating(dock, !dock->isFloating()); });
    connect(dock, &QDockWidget::topLevelChanged, title, &DockTitle::showFloating);
    connect(dock, &QDockWidget::topLevelChanged, this, &ViewDocks::arrangeSoon);
    connect(dock, &QDockWidget::visibilityChanged, this, [this, view](bool shown) { followVisibility(view, shown); });
    return dock;
}

void ViewDocks::addKeys(QWidget* view)
{
    const auto key = [&](Qt::Key pressed, int layers, int heads) {
        auto* shortcut = new QShortcut(pressed, view);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, layers, heads] { step(layers, heads); });
    };
    key(Qt::Key_Up, 1, 0);
    key(Qt::Key_Down, -1, 0);
    key(Qt::Key_Right, 0, 1);
    key(Qt::Key_Left, 0, -1);
}

void ViewDocks::step(int layers, int heads)
{
    Cell cell = m_selection->pinned();
    cell.layer += layers;
    cell.head = std::max(heads == 0 ? cell.head : 0, cell.head + heads);
    m_selection->pin(cell);
}

View* ViewDocks::view(const QString& id) const
{
    const auto found = std::find_if(m_views.begin(), m_views.end(), [&](const View* each) { return each->id() == id; });
    return found == m_views.end() ? nullptr : *found;
}

View* ViewDocks::viewIn(const QDockWidget* dock) const
{
    const auto index = m_docks.indexOf(dock);
    return index < 0 ? nullptr : m_views[index];
}

QDockWidget* ViewDocks::dockOf(const View* view) const
{
    return m_docks.value(m_views.indexOf(view));
}

bool ViewDocks::isOpen(const QString& id) const
{
    const View* wanted = view(id);
    return wanted && !dockOf(wanted)->isHidden();
}

bool ViewDocks::isFloating() const
{
    return dockOf(m_front)->isFloating();
}

QStringList ViewDocks::openViews() const
{
    QStringList ids;
    for (const View* each : m_views)
        if (isOpen(each->id()))
            ids.append(each->id());
    return ids;
}

void ViewDocks::setOpenViews(const QStringList& ids)
{
    const auto wanted = [&](const View* each) { return ids.contains(each->id()); };
    if (std::none_of(m_views.begin(), m_views.end(), wanted))
        return;
    for (const View* each : m_views)
        dockOf(each)->setVisible(wanted(each));
    arrange();
}

void ViewDocks::setResult(const ResultPtr& result)
{
    for (View* view : m_views)
        view->setResult(result);
}

void ViewDocks::setOpenModel(const ModelIdentity& model)
{
    for (View* view : m_views)
        view->setOpenModel(model);
}

void ViewDocks::setRunning(bool running)
{
    for (View* view : m_views)
        view->setRunning(running);
}

void ViewDocks::showView(const QString& id)
{
    View* wanted = view(id);
    if (!wanted)
        return;
    QDockWidget* dock = dockOf(wanted);
    dock->show();
    dock->raise();
    setFront(wanted);
}

void ViewDocks::showBeside(const QString& id)
{
    View* wanted = view(id);
    if (!wanted)
        return;
    QDockWidget* dock = dockOf(wanted);
    QDockWidget* neighbour = dockOf(m_front);
    const bool splits = neighbour != dock && !neighbour->isFloating();
    removeDockWidget(dock); // out of its tabs; a tab cannot be split
    dock->setFloating(false);
    addDockWidget(splits ? dockWidgetArea(neighbour) : homeArea, dock, Qt::Horizontal);
    dock->show();
    if (splits)
        resizeDocks({neighbour, dock}, {1, 1}, Qt::Horizontal);
    setFront(wanted);
    arrange();
}

/// By a key: what had the focus keeps it, in whichever window it is now.
void ViewDocks::toggleFloating()
{
    QPointer<QWidget> focus = QApplication::focusWidget();
    setFloating(dockOf(m_front), !isFloating());
    QWidget* kept = focus && focus->isVisible() ? focus.data() : m_front;
    kept->activateWindow();
    kept->setFocus(Qt::OtherFocusReason);
}

void ViewDocks::setFloating(QDockWidget* dock, bool floating)
{
    constexpr QPoint offset(40, 60);
    View* view = viewIn(dock);
    const QPoint place = mapToGlobal(offset);
    const QSize size = this->size() * 3 / 4;
    dock->setFloating(floating);
    if (floating)
        dock->setGeometry({place, size});
    dock->raise();
    setFront(view);
    view->activateWindow(); // a window of its own is not active by itself
    view->setFocus(Qt::OtherFocusReason);
}

/// The first open dock in the window that is not among the tabs of the view in front; null: there is none.
QDockWidget* ViewDocks::tabHost() const
{
    QDockWidget* dock = dockOf(m_front);
    const auto isHost = [dock, tabs = tabsWith(dock)](QDockWidget* each) {
        return each != dock && !each->isHidden() && !each->isFloating() && !tabs.contains(each);
    };
    const auto host = std::find_if(m_docks.begin(), m_docks.end(), isHost);
    return host == m_docks.end() ? nullptr : *host;
}

void ViewDocks::putIntoTabs()
{
    QDockWidget* host = tabHost();
    if (!host)
        return;
    QDockWidget* dock = dockOf(m_front);
    dock->setFloating(false);
    tabifyDockWidget(host, dock);
    showView(m_front->id());
    arrange();
}

void ViewDocks::closeFront()
{
    close(dockOf(m_front));
}

void ViewDocks::close(QDockWidget* dock)
{
    if (openViews().size() < 2)
        return;
    const QList<QDockWidget*> tabs = tabsWith(dock);
    dock->close();
    if (viewIn(dock) == m_front)
        showView((tabs.isEmpty() ? successor() : viewIn(tabs.front()))->id());
    arrange();
    m_front->setFocus(Qt::OtherFocusReason);
}

void ViewDocks::showNext(int steps)
{
    const QStringList open = openViews();
    const auto count = open.size();
    if (count == 0)
        return;
    showView(open[(open.indexOf(m_front->id()) + steps + count) % count]);
    m_front->setFocus(Qt::ShortcutFocusReason);
}

void ViewDocks::resetLayout()
{
    restoreLayout(m_firstState);
    showView(m_front->id());
    m_front->setFocus(Qt::OtherFocusReason);
}

/// A number of its own for each set of views: a layout that does not know a view would lose it.
int ViewDocks::stateVersion() const
{
    QStringList ids;
    for (const View* view : m_views)
        ids.append(view->id());
    return qChecksum(ids.join(QLatin1Char(' ')).toUtf8());
}

QByteArray ViewDocks::layoutState() const
{
    return saveState(stateVersion());
}

bool ViewDocks::restoreLayout(const QByteArray& state)
{
    const bool restored = restoreState(state, stateVersion());
    if (restored && openViews().isEmpty())
        m_docks.front()->show();
    arrange();
    return restored;
}

void ViewDocks::focusMoved(const QWidget* now)
{
    for (View* view : m_views)
        if (now && dockOf(view)->isAncestorOf(now))
            return setFront(view);
}

void ViewDocks::setFront(View* view)
{
    if (!view || view == m_front)
        return;
    m_front = view;
    arrangeSoon();
    emit frontChanged(m_front->id());
}

void ViewDocks::followVisibility(View* view, bool visible)
{
    view->setVisible(visible);
    arrangeSoon();
}

bool ViewDocks::isInSight(const QDockWidget* dock) const
{
    return !dock->isHidden() && (dock->isWindow() || (dock->geometry().right() >= 0 && dock->geometry().bottom() >= 0));
}

QList<QDockWidget*> ViewDocks::tabsWith(QDockWidget* dock) const
{
    QList<QDockWidget*> others = tabifiedDockWidgets(dock);
    others.removeIf([](const QDockWidget* each) { return each->isHidden(); });
    return others;
}

bool ViewDocks::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::ChildAdded)
        arrangeSoon();
    return QMainWindow::event(event);
}

void ViewDocks::arrangeSoon()
{
    m_arranging.start(0);
}

/// The view that comes to the front when the one there was closed: one that is in sight, else any that is open.
View* ViewDocks::successor() const
{
    const auto inSight = [this](const View* view) { return isInSight(dockOf(view)); };
    const auto seen = std::find_if(m_views.begin(), m_views.end(), inSight);
    return seen != m_views.end() ? *seen : view(openViews().value(0));
}

/// Brings all that hangs on the arrangement in line with it: which views are drawn, which titles show, who is in front.
void ViewDocks::arrange()
{
    m_arranging.stop();
    if (dockOf(m_front)->isHidden())
        showView(successor()->id());
    for (View* view : m_views) {
        QDockWidget* dock = dockOf(view);
        view->setVisible(isInSight(dock));
        titleOf(dock)->setFolded(!tabsWith(dock).isEmpty());
        titleOf(dock)->setFront(view == m_front);
    }
    for (QTabBar* bar : findChildren<QTabBar*>())
        if (bar->parentWidget() == this || bar->parentWidget()->inherits("QDockWidgetGroupWindow"))
            dressTabBar(bar);
    emit arranged();
}

/// Every setter below makes the bar ask for a new layout, upon which it is dressed again: what it has on stays.
void ViewDocks::dressTabBar(QTabBar* bar) const
{
    if (bar->drawBase()) {
        bar->setDrawBase(false); // the folded title below it is the line
        bar->setUsesScrollButtons(true);
        bar->setElideMode(Qt::ElideNone);
        bar->setAccessibleName(tr("Views"));
    }
    const bool front = bar->tabText(bar->currentIndex()) == dockOf(m_front)->windowTitle();
    if (bar->property("front") == QVariant(front))
        return;
    bar->setProperty("front", front);
    bar->style()->unpolish(bar);
    bar->style()->polish(bar);
}

} // namespace headlight::ui
