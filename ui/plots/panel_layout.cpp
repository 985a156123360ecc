// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/panel_layout.h"

namespace headlight::ui {

void PanelLayout::add(QCPAxisRect* panel)
{
    m_elements.append(panel);
    adoptElement(panel);
}

void PanelLayout::updateLayout()
{
    m_place(rect());
}

QCPLayoutElement* PanelLayout::elementAt(int index) const
{
    return index >= 0 && index < m_elements.size() ? m_elements[index] : nullptr;
}

QCPLayoutElement* PanelLayout::takeAt(int index)
{
    QCPLayoutElement* element = elementAt(index);
    if (element) {
        releaseElement(element);
        m_elements.removeAt(index);
    }
    return element;
}

bool PanelLayout::take(QCPLayoutElement* element)
{
    for (int i = 0; i < m_elements.size(); ++i) {
        if (m_elements[i] == element)
            return takeAt(i);
    }
    return false;
}

} // namespace headlight::ui
