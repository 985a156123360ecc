// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/cell_boxes.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>

#include "ui/panels/labels.h"
#include "ui/state/selection.h"

namespace headlight::ui {

CellBoxes::CellBoxes(Selection* selection, QWidget* parent)
    : QWidget(parent),
      m_selection(selection),
      m_layer(new QSpinBox),
      m_head(new QSpinBox)
{
    setObjectName("cellBoxes");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(4, 2, 10, 2);
    row->setSpacing(6);
    add(row, m_layer, tr("Layer"), tr("Layer (up and down)"));
    add(row, m_head, tr("Head"), tr("Head (left and right)"));
    m_head->setSpecialValueText(tr("all"));
    const auto number = [this](int shown) { return shown - m_selection->display().firstNumber; };
    connect(m_layer, &QSpinBox::valueChanged, this,
            [this, number](int shown) { m_selection->setLayer(number(shown)); });
    connect(m_head, &QSpinBox::valueChanged, this, [this, number](int shown) { m_selection->setHead(number(shown)); });
    connect(m_selection, &Selection::displayChanged, this, &CellBoxes::showCell);
    connect(m_selection, &Selection::pinnedChanged, this, &CellBoxes::showCell);
    showCell();
}

void CellBoxes::add(QHBoxLayout* row, QSpinBox* box, const QString& name, const QString& hint)
{
    auto* label = roleLabel("quiet", name);
    label->setBuddy(box);
    box->setAccessibleName(name);
    box->setToolTip(hint);
    row->addWidget(label);
    row->addWidget(box);
}

void CellBoxes::showCell()
{
    const QSignalBlocker layer(m_layer);
    const QSignalBlocker head(m_head);
    const int first = m_selection->display().firstNumber;
    m_layer->setRange(first, first + std::max(0, m_selection->layerCount() - 1));
    m_head->setRange(first - 1, first + std::max(0, m_selection->headCount() - 1)); // the least one is "all"
    m_layer->setEnabled(m_selection->layerCount() > 0);
    m_head->setEnabled(m_selection->headCount() > 0);
    m_layer->setValue(m_selection->layer() + first);
    m_head->setValue(m_selection->head() + first);
}

} // namespace headlight::ui
