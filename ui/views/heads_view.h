// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/figure_view.h"

namespace headlight::ui {

class LayerStrip;

/// A layer's maps, one a head. A double click or Enter enlarges the chosen head, Escape goes back.
class HeadsView : public FigureView {
    Q_OBJECT
public:
    explicit HeadsView(Selection* selection, QWidget* parent = nullptr);

    int enlargedHead() const override;
    KeptFields keptFields() override;
    void fillMenu(QMenu* menu) override;

public slots:
    /// Shows the chosen head alone, or all heads again.
    void setEnlarged(bool enlarged);

protected:
    FigureRequest request() const override;
    void cellDoubleClicked(const Panel& panel, const PanelCell& place) override;
    void updateControls() override;
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void followHead(const headlight::ui::Cell& cell);

    LayerStrip* m_layers;
    bool m_enlarged = false;
    int m_shownHead = -1;
};

} // namespace headlight::ui
