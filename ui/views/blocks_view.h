// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/figure_view.h"

class QCheckBox;

namespace headlight::ui {

class LayerStrip;

/// The mass between [CLS], question, context, answer and [SEP] in each head of a layer, and all heads sorted by
/// question → answer. A click on a bar goes to its head.
class BlocksView : public FigureView {
    Q_OBJECT
public:
    explicit BlocksView(Selection* selection, QWidget* parent = nullptr);

protected:
    FigureRequest request() const override;
    void cellClicked(const Panel& panel, const PanelCell& place) override;
    void cellDoubleClicked(const Panel& panel, const PanelCell& place) override;
    void updateControls() override;

private:
    void chooseSigns(bool shown);

    LayerStrip* m_layers;
    QCheckBox* m_signs;
};

} // namespace headlight::ui
