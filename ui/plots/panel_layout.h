// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <qcustomplot.h>

#include <functional>

namespace headlight::ui {

/// A layout whose places come from outside: the axis rectangles of a figure, each at its panel.
class PanelLayout : public QCPLayout {
public:
    /// `place` is called with the layout's rectangle and sets the outer rectangles of the elements.
    explicit PanelLayout(std::function<void(const QRect&)> place) : m_place(std::move(place)) {}
    ~PanelLayout() override { clear(); }

    void add(QCPAxisRect* panel);
    QCPAxisRect* panel(int index) const { return m_elements[index]; }

    void updateLayout() override;
    int elementCount() const override { return int(m_elements.size()); }
    QCPLayoutElement* elementAt(int index) const override;
    QCPLayoutElement* takeAt(int index) override;
    bool take(QCPLayoutElement* element) override;

private:
    std::function<void(const QRect&)> m_place;
    QList<QCPAxisRect*> m_elements;
};

} // namespace headlight::ui
