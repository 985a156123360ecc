// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures/exactness.h"
#include "figures/figure_builder.h"
#include "ui/views/view.h"

class QHBoxLayout;
class QLabel;
class QScrollArea;
class QStackedWidget;
class QToolButton;

namespace headlight::ui {

class FigurePlot;
class FlowRow;
class NoteLine;
class ScaleBox;
class SegmentedBar;
class TokensButton;

/// A view that is a figure: controls above, the plot, and below it the value under the pointer and how exact it
/// is. Subclasses say which figure, and what a click does.
class FigureView : public View {
    Q_OBJECT
public:
    /// `emptyText` says what would fill the view.
    FigureView(Selection* selection, const QString& id, const QString& emptyText, QWidget* parent);

    QString id() const override { return m_id; }
    QString title() const override;
    void setResult(const ResultPtr& result) override;
    void setOpenModel(const ModelIdentity& model) override;
    void setRunning(bool running) override;

    FigurePlot* plot() const { return m_plot; }
    /// The text below the plot: the cell under the pointer, with its value.
    QString readOutText() const;
    /// How exact the attributions are that are shown.
    NoteLine* note() const { return m_note; }
    /// The sentence that stands in the plot's place; empty while there is a figure.
    QString message() const;

    void zoom(int steps) override;
    void resetZoom() override;
    QRectF partInSight() const override;
    KeptFields keptFields() override;
    void fillMenu(QMenu* menu) override;

protected:
    /// What to show now: by default the selection's measure (or the nearest), layer and range.
    virtual FigureRequest request() const;
    virtual void cellClicked(const Panel& panel, const PanelCell& place);
    virtual void cellDoubleClicked(const Panel& panel, const PanelCell& place);
    /// Called when controls must show the result and the selection.
    virtual void updateControls();

    /// What stands below the plot for a place of it.
    virtual QString placeText(const FigureData& figure, int panel, const PanelCell& place) const;
    void setReadOut(const QString& text);
    /// The sentence in place of a figure that cannot be made for `reason`.
    virtual QString emptyText(const QString& reason) { return reason; }

    const ResultPtr& result() const { return m_result; }
    FlowRow* controls() const { return m_controls; }
    /// A page that stands in the figure's place, beside it in the same stack; null: the figure.
    virtual QWidget* otherPage() const { return nullptr; }
    QStackedWidget* pages() const { return m_pages; }
    /// Puts `widget` under the sentence that stands in the plot's place.
    void addBelowMessage(QWidget* widget);
    /// The controls of colours and tokens.
    void setScaleShown(bool shown);
    void setMeasuresShown(bool shown);
    /// How exact the attributions are that are shown.
    virtual Exactness exactness() const;
    virtual void updateStyle();
    /// Redraws now, or at the next show.
    void refresh();

    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeControls();
    void makeFoot();
    void connectSelection();
    void connectPlot();
    void redraw();
    void chooseColours(const QString& colours);
    void showFigure(const FigureData& figure);
    void showMessage(const QString& text);
    void showHovered();
    void showNote();
    void fitHeight();
    void fitFont();
    void keepSight(ViewState& state) const;
    void restoreSight(const ViewState& state);
    void showWanted();

    QString m_id;
    QString m_emptyText;
    ResultPtr m_result;
    bool m_stale = true; ///< must be redrawn when it is seen
    std::optional<QRectF> m_wantedPart; ///< to be brought into sight with the next figure
    std::optional<double> m_wantedScroll;
    bool m_running = false;
    bool m_modelOpen = false;
    bool m_measuresShown = true;
    FlowRow* m_controls;
    SegmentedBar* m_measures;
    ScaleBox* m_scale;
    TokensButton* m_tokens;
    QStackedWidget* m_pages;
    QScrollArea* m_scroll;
    FigurePlot* m_plot;
    QLabel* m_message;
    QString m_notFinite; ///< what is said of values that are no numbers
    NoteLine* m_note;
    QHBoxLayout* m_foot;
    QLabel* m_readOut;
    QToolButton* m_reset;
};

} // namespace headlight::ui
