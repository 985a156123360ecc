// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRectF>
#include <QWidget>

#include "core/data/analysis_result.h"
#include "ui/state/kept_field.h"

class QMenu;

namespace headlight::ui {

class RunHistory;
class Selection;
class WhatIfModel;

/// One picture of a result, in a dock of its own. Redraws on changes of the result and of the selection; while hidden
/// it only notes that it must.
class View : public QWidget {
    Q_OBJECT
public:
    explicit View(Selection* selection, QWidget* parent = nullptr) : QWidget(parent), m_selection(selection) {}

    /// The name on the command line and in sessions: one of viewNames().
    virtual QString id() const = 0;
    /// The tab's title, translated.
    virtual QString title() const = 0;
    /// Shows `result` (null: the empty state, which says what would fill the view).
    virtual void setResult(const ResultPtr& result) = 0;
    /// The model that would compute what the result lacks.
    virtual void setOpenModel(const ModelIdentity&) {}
    /// Whether the result on screen still grows.
    virtual void setRunning(bool) {}
    /// What the result may be compared with; null: nothing was chosen.
    virtual void setCompared(const ResultPtr&) {}
    /// The runs that it may be compared with, as they come and go.
    virtual void setHistory(const RunHistory*) {}
    /// What becomes of the result on screen where parts of the model are switched off.
    virtual void setWhatIf(WhatIfModel*) {}
    /// The figure that it shows, as the command line names it.
    virtual QString figureName() const { return id(); }
    /// What shades the words of figure "words"; empty of others.
    virtual QString wordsSource() const { return {}; }
    /// What only this view shows (its page, its zoom) of all that sessions keep. It is restored once the result and the
    /// selection are those of the session.
    virtual KeptFields keptFields() { return {}; }
    /// The head that is shown alone, for an export of what is on screen; -1 where there is none.
    virtual int enlargedHead() const { return -1; }
    /// The part of every panel that is in sight, as fractions, likewise.
    virtual QRectF partInSight() const { return {0, 0, 1, 1}; }
    /// What is on screen where that is no figure, to be copied; null otherwise.
    virtual QImage ownPicture() const { return {}; }
    /// Adds what can be done here to the menu of the figure.
    virtual void fillMenu(QMenu*) {}
    /// Zooms in by steps of the wheel, out by negative ones.
    virtual void zoom(int) {}
    virtual void resetZoom() {}

signals:
    /// The menu of the figure is wanted at a place of the screen.
    void menuWanted(const QPoint& place);
    /// Another view shows what was chosen here better: its id.
    void viewRequested(const QString& id);
    /// The result on screen lacks the attribution of hidden units, and they are wanted.
    void hiddenUnitsRequested();
    /// The same of word, position and segment embeddings.
    void embeddingsRequested();
    /// The error of the result on screen is not known, and wanted.
    void errorRequested();
    /// The result on screen is to be compared with that of a file, or no longer with another one.
    void otherSessionWanted();
    void comparisonEnded();
    /// The same with a run of the history.
    void runWanted(int historyRow);

protected:
    Selection* selection() const { return m_selection; }

private:
    Selection* m_selection;
};

/// All views, in the order of their tabs.
QList<View*> makeViews(Selection* selection, QWidget* parent);

} // namespace headlight::ui
