// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/dock_arrangement.h"

#include <QDockWidget>
#include <QScreen>
#include <QTabBar>
#include <QTimer>
#include <algorithm>
#include <cmath>

#include "ui/state/view_arrangement.h"
#include "ui/views/view.h"
#include "ui/window/view_docks.h"

namespace headlight::ui {

namespace {

constexpr auto homeArea = Qt::LeftDockWidgetArea;
constexpr QSize leastWindow(240, 180);
constexpr double grain = 1e4; // fractions are kept to a fraction of a pixel
constexpr double farthest = 16; // that sessions keep

double rounded(double fraction, bool floating)
{
    const double kept = std::round(fraction * grain) / grain;
    return floating ? std::clamp(kept, -farthest, farthest) : std::clamp(kept, 0.0, 1.0);
}

QDockWidget* dockNamed(const ViewDocks& docks, const std::string& id)
{
    return docks.dockOf(docks.view(QString::fromStdString(id)));
}

/// The bar whose tabs `dock` is among; null where it has none.
const QTabBar* barOf(const ViewDocks& docks, const QDockWidget* dock)
{
    for (const QTabBar* bar : docks.findChildren<QTabBar*>())
        for (int tab = 0; tab < bar->count(); ++tab)
            if (bar->tabText(tab) == dock->windowTitle() && bar->window() == dock->window())
                return bar;
    return nullptr;
}

/// Docks that share a place, in the order of their tabs.
QList<QDockWidget*> groupOf(const ViewDocks& docks, QDockWidget* dock)
{
    QList<QDockWidget*> group = docks.tabsWith(dock) << dock;
    group.removeIf([dock](const QDockWidget* each) { return each->window() != dock->window(); }); // its place is kept
    const QTabBar* bar = barOf(docks, dock);
    const auto place = [bar](const QDockWidget* each) {
        int tab = 0;
        while (bar && tab < bar->count() && bar->tabText(tab) != each->windowTitle())
            ++tab;
        return tab;
    };
    std::stable_sort(group.begin(), group.end(), [&](auto* a, auto* b) { return place(a) < place(b); });
    return group;
}

/// With its tabs, relative to the room of all views.
QRect rectOf(const ViewDocks& docks, const QDockWidget* dock)
{
    if (dock->window() != docks.window())
        return dock->window()->geometry().translated(-docks.mapToGlobal(QPoint()));
    const QTabBar* bar = barOf(docks, dock);
    return bar ? dock->geometry().united(bar->geometry()) : dock->geometry();
}

ViewPart placeOf(const ViewDocks& docks, const QRect& rect, bool floating)
{
    const auto across = [&](int x) { return rounded(double(x) / docks.width(), floating); };
    const auto down = [&](int y) { return rounded(double(y) / docks.height(), floating); };
    return {across(rect.left()), down(rect.top()), across(rect.left() + rect.width()),
            down(rect.top() + rect.height())};
}

ViewGroup described(const ViewDocks& docks, const QList<QDockWidget*>& group)
{
    const auto id = [&docks](QDockWidget* dock) { return static_cast<View*>(dock->widget())->id().toStdString(); };
    const auto seen = std::find_if(group.begin(), group.end(), [&](auto* each) { return docks.isInSight(each); });
    QDockWidget* front = seen == group.end() ? group.front() : *seen;
    const bool floating = front->window() != docks.window();
    ViewGroup all{{}, id(front), placeOf(docks, rectOf(docks, front), floating), floating};
    for (QDockWidget* dock : group)
        all.views.push_back(id(dock));
    return all;
}

/// Parts the room by the first view of each group.
class Splitter {
public:
    Splitter(ViewDocks& docks, const std::vector<ViewGroup>& groups) : m_docks(docks), m_groups(groups) {}

    QDockWidget* first(const Slice& slice) const
    {
        const Slice* leaf = &slice;
        while (leaf->group < 0)
            leaf = &leaf->parts.front();
        return dockNamed(m_docks, m_groups[static_cast<std::size_t>(leaf->group)].views.front());
    }

    /// All parts of a slice first: then each has a place of its own to be parted.
    void split(const Slice& slice)
    {
        for (std::size_t part = 1; part < slice.parts.size(); ++part)
            m_docks.splitDockWidget(first(slice.parts[part - 1]), first(slice.parts[part]),
                                    slice.beside ? Qt::Horizontal : Qt::Vertical);
        for (const Slice& part : slice.parts)
            split(part);
    }

private:
    ViewDocks& m_docks;
    const std::vector<ViewGroup>& m_groups;
};

void putIntoTabs(ViewDocks& docks, const ViewGroup& group)
{
    for (std::size_t tab = 1; tab < group.views.size(); ++tab)
        docks.tabifyDockWidget(dockNamed(docks, group.views[tab - 1]), dockNamed(docks, group.views[tab]));
}

/// Closed and floating docks have a place too, for when they come back.
void keepPlaces(ViewDocks& docks, QDockWidget* host, const QList<QDockWidget*>& placed)
{
    for (const View* view : docks.views()) {
        QDockWidget* dock = docks.dockOf(view);
        if (!placed.contains(dock) && dock != host)
            docks.tabifyDockWidget(host, dock);
    }
}

void resizeGroups(ViewDocks& docks, const std::vector<ViewGroup>& groups)
{
    QList<QDockWidget*> resized;
    QList<int> widths;
    QList<int> heights;
    for (const ViewGroup& group : groups) {
        if (group.floating)
            continue;
        resized.append(dockNamed(docks, group.views.front()));
        widths.append(qRound((group.place.right - group.place.left) * docks.width()));
        heights.append(qRound((group.place.bottom - group.place.top) * docks.height()));
    }
    docks.resizeDocks(resized, widths, Qt::Horizontal);
    docks.resizeDocks(resized, heights, Qt::Vertical);
}

/// Within the screen, wherever it stood on another one.
QRect onScreen(const ViewDocks& docks, const ViewPart& place)
{
    const QRect screen = docks.screen()->availableGeometry();
    const QPoint origin = docks.mapToGlobal(QPoint());
    const QSize asked(qRound((place.right - place.left) * docks.width()),
                      qRound((place.bottom - place.top) * docks.height()));
    QRect rect(origin + QPoint(qRound(place.left * docks.width()), qRound(place.top * docks.height())),
               asked.expandedTo(leastWindow).boundedTo(screen.size()));
    rect.moveLeft(std::clamp(rect.left(), screen.left(), screen.right() + 1 - rect.width()));
    rect.moveTop(std::clamp(rect.top(), screen.top(), screen.bottom() + 1 - rect.height()));
    return rect;
}

/// Views that shared a window get one each, as Qt cannot be asked for more; a step apart, so that each is seen.
void letFloat(ViewDocks& docks, const ViewGroup& group)
{
    constexpr QPoint step(24, 24);
    QRect rect = onScreen(docks, group.place);
    for (const std::string& id : group.views) {
        QDockWidget* dock = dockNamed(docks, id);
        dock->setFloating(true);
        dock->setGeometry(rect);
        dock->show();
        rect.translate(step);
    }
}

void clear(ViewDocks& docks)
{
    for (const View* view : docks.views()) {
        QDockWidget* dock = docks.dockOf(view);
        docks.removeDockWidget(dock);
        dock->setFloating(false);
    }
}

QList<QDockWidget*> docksOf(const ViewDocks& docks, const std::vector<ViewGroup>& groups, bool floating)
{
    QList<QDockWidget*> found;
    for (const ViewGroup& group : groups)
        for (const std::string& id : group.views)
            if (group.floating == floating)
                found.append(dockNamed(docks, id));
    return found;
}

void placeDocked(ViewDocks& docks, const std::vector<ViewGroup>& groups)
{
    const std::optional<Slice> slices = slicesOf(groups);
    Splitter splitter(docks, groups);
    QDockWidget* host = slices ? splitter.first(*slices) : docks.dockOf(docks.views().front());
    const QList<QDockWidget*> placed = docksOf(docks, groups, false);
    docks.addDockWidget(homeArea, host);
    if (slices)
        splitter.split(*slices);
    for (const ViewGroup& group : groups)
        if (!group.floating)
            putIntoTabs(docks, group);
    keepPlaces(docks, host, placed);
    for (const View* view : docks.views())
        docks.dockOf(view)->setVisible(placed.contains(docks.dockOf(view)));
}

} // namespace

std::vector<ViewGroup> arrangementOf(const ViewDocks& docks)
{
    std::vector<ViewGroup> groups;
    QList<QDockWidget*> seen;
    for (const View* view : docks.views()) {
        QDockWidget* dock = docks.dockOf(view);
        if (!docks.isVisible() || dock->isHidden() || seen.contains(dock))
            continue;
        const QList<QDockWidget*> group = groupOf(docks, dock);
        seen.append(group);
        groups.push_back(described(docks, group));
    }
    return groups;
}

bool arrangeViews(ViewDocks& docks, const std::vector<ViewGroup>& groups)
{
    QStringList known;
    for (const View* view : docks.views())
        known.append(view->id());
    const std::vector<ViewGroup> usable = usableArrangement(groups, known);
    if (usable.empty())
        return false;
    clear(docks);
    placeDocked(docks, usable);
    for (const ViewGroup& group : usable)
        if (group.floating)
            letFloat(docks, group);
    for (const ViewGroup& group : usable)
        dockNamed(docks, group.front)->raise();
    resizeGroups(docks, usable);
    return true;
}

} // namespace headlight::ui
