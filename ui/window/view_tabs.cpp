// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/view_tabs.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTabBar>

#include "ui/panels/labels.h"
#include "ui/state/selection.h"
#include "ui/views/view.h"

namespace headlight::ui {

ViewTabs::ViewTabs(Selection* selection, QWidget* parent)
    : QTabWidget(parent),
      m_selection(selection),
      m_views(makeViews(selection, this)),
      m_layer(new QSpinBox),
      m_head(new QSpinBox)
{
    setObjectName("views");
    setUsesScrollButtons(true);
    tabBar()->setExpanding(false);
    for (View* view : m_views) {
        addTab(view, view->title());
        setTabToolTip(count() - 1, tr("%1 (%2)").arg(view->title()).arg(count()));
        addKeys(view);
        connect(view, &View::viewRequested, this, &ViewTabs::showView);
        connect(view, &View::hiddenUnitsRequested, this, &ViewTabs::hiddenUnitsRequested);
        connect(view, &View::errorRequested, this, &ViewTabs::errorRequested);
    }
    setCornerWidget(makeCellBoxes());
    connect(this, &QTabWidget::currentChanged, this, [this] { emit frontChanged(front()->id()); });
    connect(selection, &Selection::pinnedChanged, this, &ViewTabs::showCell);
    showCell();
}

QWidget* ViewTabs::makeCellBoxes()
{
    auto* holder = new QWidget;
    holder->setObjectName("cellBoxes");
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(4, 3, 12, 3);
    row->setSpacing(6);
    const auto add = [&](QSpinBox* box, const QString& name, const QString& hint) {
        auto* label = roleLabel("quiet", name);
        label->setBuddy(box);
        box->setAccessibleName(name);
        box->setToolTip(hint);
        row->addWidget(label);
        row->addWidget(box);
    };
    add(m_layer, tr("Layer"), tr("Layer (up and down)"));
    add(m_head, tr("Head"), tr("Head (left and right)"));
    m_head->setSpecialValueText(tr("all"));
    connect(m_layer, &QSpinBox::valueChanged, m_selection, &Selection::setLayer);
    connect(m_head, &QSpinBox::valueChanged, m_selection, &Selection::setHead);
    return holder;
}

void ViewTabs::addKeys(QWidget* view)
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

void ViewTabs::step(int layers, int heads)
{
    Cell cell = m_selection->pinned();
    cell.layer += layers;
    cell.head = std::max(heads == 0 ? cell.head : 0, cell.head + heads);
    m_selection->pin(cell);
}

View* ViewTabs::front() const
{
    return static_cast<View*>(currentWidget());
}

void ViewTabs::showView(const QString& id)
{
    for (View* view : m_views)
        if (view->id() == id)
            setCurrentWidget(view);
}

void ViewTabs::setResult(const ResultPtr& result)
{
    for (View* view : m_views)
        view->setResult(result);
    showCell();
}

void ViewTabs::setOpenModel(const ModelIdentity& model)
{
    for (View* view : m_views)
        view->setOpenModel(model);
}

void ViewTabs::setRunning(bool running)
{
    for (View* view : m_views)
        view->setRunning(running);
}

void ViewTabs::showCell()
{
    const QSignalBlocker layer(m_layer);
    const QSignalBlocker head(m_head);
    m_layer->setRange(0, std::max(0, m_selection->layerCount() - 1));
    m_head->setRange(-1, std::max(0, m_selection->headCount() - 1));
    m_layer->setEnabled(m_selection->layerCount() > 0);
    m_head->setEnabled(m_selection->headCount() > 0);
    m_layer->setValue(m_selection->layer());
    m_head->setValue(m_selection->head());
}

} // namespace headlight::ui
