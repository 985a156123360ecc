// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/state/head_board.h"
#include "ui/views/figure_view.h"

namespace headlight::ui {

class CompareControls;

/// Two measures, of the result on screen or of another one too: a board of all heads, or one head's maps side by side,
/// their difference, or a dot for each cell. Where there is room, a small board stays beside the head: a click there
/// shows another one.
class CompareView : public FigureView {
    Q_OBJECT
public:
    explicit CompareView(Selection* selection, QWidget* parent = nullptr);

    void setCompared(const ResultPtr& other) override;
    void setHistory(const RunHistory* history) override;
    CompareControls* chooser() const { return m_chooser; }
    /// The small board.
    FigurePlot* navigator() const { return m_navigator; }

protected:
    FigureRequest request() const override;
    Exactness exactness() const override;
    void cellDoubleClicked(const Panel& panel, const PanelCell& place) override;
    void updateControls() override;
    void updateStyle() override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void placeNavigator();
    void connectChoices();
    void followHead(const Cell& cell);
    void setMode(CompareMode mode);
    bool showsBoard() const;
    bool navigatorFits() const;
    void askBoard();
    void showNavigator();
    FigureRequest requestWithBoard(FigureRequest request) const;

    CompareControls* m_chooser;
    FigurePlot* m_navigator;
    HeadBoard m_board;
    ResultPtr m_other;
    bool m_boardThere = false; ///< the board that was asked for last belongs to what is shown
    int m_shownHead = -1;
};

} // namespace headlight::ui
