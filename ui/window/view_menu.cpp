// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/view_menu.h"

#include <QMenu>

#include "ui/views/view.h"
#include "ui/window/view_docks.h"

namespace headlight::ui {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(ViewMenu)
};

constexpr int mostDigits = 9;

/// The digit of the view at `index`; no key behind the ninth.
QKeySequence digit(int index, Qt::KeyboardModifiers modifiers = {})
{
    return index < mostDigits ? QKeySequence(QKeyCombination(modifiers, Qt::Key(Qt::Key_1 + index))) : QKeySequence();
}

void addViews(QMenu* menu, ViewDocks* views)
{
    for (int index = 0; index < views->views().size(); ++index) {
        const View* view = views->views()[index];
        menu->addAction(view->title(), digit(index), views, [views, id = view->id()] {
            views->showView(id);
            views->front()->setFocus(Qt::ShortcutFocusReason);
        });
    }
    menu->addSeparator();
    QMenu* beside = menu->addMenu(Texts::tr("Show &beside"));
    for (int index = 0; index < views->views().size(); ++index) {
        const View* view = views->views()[index];
        beside->addAction(view->title(), digit(index, Qt::ControlModifier), views, [views, id = view->id()] {
            views->showBeside(id);
            views->front()->setFocus(Qt::ShortcutFocusReason);
        });
    }
}

void addArrangement(QMenu* menu, ViewDocks* views)
{
    menu->addAction(Texts::tr("&Next view"), QKeySequence("Ctrl+Tab"), views, [views] { views->showNext(1); });
    menu->addAction(Texts::tr("&Previous view"), QKeySequence("Ctrl+Shift+Tab"), views,
                    [views] { views->showNext(-1); });
    QAction* floating = menu->addAction(Texts::tr("F&loat in a window of its own"), QKeySequence("Ctrl+U"), views,
                                        &ViewDocks::toggleFloating);
    QAction* tabs =
        menu->addAction(Texts::tr("Put into the &tabs"), QKeySequence("Ctrl+T"), views, &ViewDocks::putIntoTabs);
    QAction* close = menu->addAction(Texts::tr("&Close view"), QKeySequence("Ctrl+W"), views, &ViewDocks::closeFront);
    menu->addAction(Texts::tr("&Reset layout"), views, &ViewDocks::resetLayout);
    floating->setCheckable(true);
    const auto follow = [views, floating, tabs, close] {
        floating->setChecked(views->isFloating());
        tabs->setEnabled(views->canJoinTabs());
        close->setEnabled(views->openViews().size() > 1);
    };
    QObject::connect(views, &ViewDocks::arranged, menu, follow);
    follow();
}

void addZoom(QMenu* menu, ViewDocks* views)
{
    QAction* in = menu->addAction(Texts::tr("Zoom &in"), views, [views] { views->front()->zoom(1); });
    in->setShortcuts({QKeySequence(Qt::Key_Plus), QKeySequence(Qt::Key_Equal)});
    menu->addAction(Texts::tr("Zoom &out"), QKeySequence(Qt::Key_Minus), views, [views] { views->front()->zoom(-1); });
    menu->addAction(Texts::tr("Reset &zoom"), QKeySequence("Ctrl+0"), views, [views] { views->front()->resetZoom(); });
}

} // namespace

void addViewActions(QMenu* menu, ViewDocks* views)
{
    addViews(menu, views);
    addArrangement(menu, views);
    menu->addSeparator();
    addZoom(menu, views);
}

} // namespace headlight::ui
