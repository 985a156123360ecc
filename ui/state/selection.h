// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <optional>

#include "figures/cell.h"
#include "figures/display.h"
#include "figures/view_choices.h"

namespace headlight::ui {

/// What is chosen, shared by every view, the inspector and the text: the layer, the measure, the pinned cell and the
/// one under the pointer. Setting what is already set emits nothing.
class Selection : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    int layer() const { return m_pinned.layer; }
    int head() const { return m_pinned.head; }
    const Cell& pinned() const { return m_pinned; }
    const std::optional<Cell>& hovered() const { return m_hovered; }
    /// The hovered cell, else the pinned one: what the inspector reads out.
    const Cell& current() const { return m_hovered ? *m_hovered : m_pinned; }
    /// attention, start, end, alpha-f, sum-alpha-f, f, or another target's name.
    const QString& measure() const { return m_measure; }
    /// As parseRange() reads it.
    const QString& range() const { return m_range; }
    /// How figures are drawn, apart from the range.
    const Display& display() const { return m_display; }
    /// What single views are asked to show.
    const ViewChoices& viewChoices() const { return m_viewChoices; }
    int layerCount() const { return m_layers; }
    int headCount() const { return m_heads; }
    int tokenCount() const { return m_tokens; }

public slots:
    /// The bounds that the next setters clamp to; called when a result with another shape is shown.
    void setShape(int layers, int heads, int tokens);
    void setLayer(int layer);
    void setHead(int head);
    void pin(const headlight::ui::Cell& cell);
    /// Frees head and tokens; the layer stays.
    void unpin();
    void hover(const std::optional<headlight::ui::Cell>& cell);
    void setMeasure(const QString& measure);
    void setRange(const QString& range);
    void setDisplay(const headlight::ui::Display& display);
    void setViewChoices(const headlight::ui::ViewChoices& choices);

signals:
    void layerChanged(int layer);
    void pinnedChanged(const headlight::ui::Cell& cell); ///< after layerChanged, where both change
    void hoveredChanged();
    void measureChanged(const QString& measure);
    void rangeChanged(const QString& range);
    void displayChanged(const headlight::ui::Display& display);
    void viewChoicesChanged(const headlight::ui::ViewChoices& choices);

private:
    Cell clamped(Cell cell) const;

    Cell m_pinned;
    std::optional<Cell> m_hovered;
    QString m_measure = QStringLiteral("attention");
    QString m_range = QStringLiteral("99.5");
    Display m_display;
    ViewChoices m_viewChoices;
    int m_layers = 0;
    int m_heads = 0;
    int m_tokens = 0;
};

} // namespace headlight::ui
