// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/figure_view.h"

class QActionGroup;

namespace headlight::ui {

class MenuButton;

/// One map a layer: the L2 norm over its heads, their mean or their maximum.
class LayersView : public FigureView {
    Q_OBJECT
public:
    explicit LayersView(Selection* selection, QWidget* parent = nullptr);

protected:
    void updateControls() override;
    void cellDoubleClicked(const Panel& panel, const PanelCell& place) override;

private:
    void makeSummaries();

    MenuButton* m_summary;
    QActionGroup* m_summaries = nullptr;
};

/// All heads of all layers as thumbnails. A click chooses a head, a double click opens it in the Heads view.
class OverviewView : public FigureView {
    Q_OBJECT
public:
    explicit OverviewView(Selection* selection, QWidget* parent = nullptr);

protected:
    void cellClicked(const Panel& panel, const PanelCell& place) override;
    void cellDoubleClicked(const Panel& panel, const PanelCell& place) override;
};

/// What each head makes of each token: norms, or attention and attribution received; one map a layer.
class TokenToHeadView : public FigureView {
    Q_OBJECT
public:
    explicit TokenToHeadView(Selection* selection, QWidget* parent = nullptr);
};

} // namespace headlight::ui
