// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/figure_view.h"

class QBoxLayout;

namespace headlight::ui {

class WhatIfSetBar;
class WhatIfStrip;

/// The board of single ablations: a click switches a head off, or all heads of a layer, or its feed-forward part, and
/// on again; beside it stands what the run says without them.
class WhatIfView : public FigureView {
    Q_OBJECT
public:
    explicit WhatIfView(Selection* selection, QWidget* parent = nullptr);

    void setWhatIf(WhatIfModel* model) override;
    WhatIfStrip* strip() const { return m_strip; }
    WhatIfSetBar* setBar() const { return m_setBar; }

protected:
    FigureRequest request() const override;
    Exactness exactness() const override { return {}; }
    QString emptyText(const QString& reason) override;
    QString placeText(const FigureData& figure, int panel, const PanelCell& place) const override;
    void cellClicked(const Panel& panel, const PanelCell& place) override;
    void cellDoubleClicked(const Panel& panel, const PanelCell& place) override;
    void updateControls() override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void placeParts();
    void connectChoices();
    void showBars();
    void chooseKind(const QString& kind);
    void chooseQuantity(const QString& quantity);
    void toggle(const PanelCell& place);
    void placeStrip();

    WhatIfModel* m_model = nullptr;
    SegmentedBar* m_kinds;
    SegmentedBar* m_quantities;
    WhatIfSetBar* m_setBar;
    WhatIfStrip* m_strip;
    QBoxLayout* m_row;
};

} // namespace headlight::ui
