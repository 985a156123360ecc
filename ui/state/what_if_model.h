// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <memory>
#include <optional>

#include "figures/figure_request.h"

namespace headlight::ui {

class AnalysisWorker;
class ModelHost;
class Selection;
class ShownResult;

/// Whether the run behind a result is one with parts of the model ablated.
bool isAblated(const AnalysisResult& result);

/// What becomes of the result on screen where parts of the model are switched off: of each part alone (the boards), and
/// of the set that is chosen. The set itself is a choice of the Selection, so that sessions keep it and Undo knows it.
/// Nothing is computed before it is looked at, nor while a run is under way, and nothing stale is ever told.
class WhatIfModel : public QObject {
    Q_OBJECT
public:
    struct Followed {
        Selection* selection;
        ShownResult* shown; ///< gets whole boards
        const ModelHost* model;
    };
    WhatIfModel(AnalysisWorker* worker, const Followed& followed, QObject* parent = nullptr);

    /// As they fill, or those that the result brought along; null: none.
    const std::shared_ptr<const Boards>& boards() const { return m_boards; }
    bool isWhole() const { return m_whole; } ///< the boards
    /// What the unchanged run says; null while that is not known.
    const RunReading* before() const { return m_found ? &m_found->before : nullptr; }
    /// What the run says in which set() is off; null while that is not known.
    const RunReading* after() const { return m_found && m_foundSet == set() ? &m_found->after : nullptr; }
    /// The targets of both.
    QStringList targets() const;
    /// Why nothing can be computed for the result, in a sentence; empty where it can.
    QString obstacle() const;
    /// What went wrong when it was tried; empty: nothing.
    const QString& problem() const { return m_problem; }

    /// The parts that are off, one by one; none where the model has no such parts.
    const Ablation& set() const { return m_set; }
    /// Why the text that is kept as the set is none of this model; empty where it is.
    const QString& setProblem() const { return m_setProblem; }
    /// The set as people read and write it.
    QString setText() const;
    QStringList setNames() const;

    /// It is on screen.
    void setSeen(bool seen);
    /// Whether a run with set() can be shown in all views: there is one, it can be computed, and is not shown yet.
    bool canShowRun() const;
    /// Sets what is off; what is wrong with `text`, where it names no such set, and then nothing changes.
    QString chooseSet(const QString& text);

public slots:
    /// Switches the part off by the chosen kind of ablation; on again where it is off by any. Of all heads of a layer:
    /// on where all are off.
    void toggle(int layer, int head);
    void switchAllOn();
    /// Asks for a run with set() in all views.
    void showRun();
    /// Keeps the set under a name.
    void keepSet(const QString& name);
    void useSet(const QString& name);
    void forgetSet(const QString& name);

signals:
    void changed();
    void runWanted(const headlight::Ablation& set);

private:
    void followResult();
    void followChoices();
    void askAnew();
    void ask();
    void readSet();
    void store(Ablation set);
    void take(const WhatIf& found);
    void takeBoards(const std::shared_ptr<const Boards>& boards, bool whole);
    int layerCount() const;
    int headCount() const;

    AnalysisWorker* m_worker;
    Followed m_followed;
    ResultPtr m_result;
    std::shared_ptr<const Boards> m_boards;
    bool m_whole = false;
    std::optional<WhatIf> m_found;
    Ablation m_foundSet; ///< that m_found is of
    std::optional<Ablation> m_askedSet;
    bool m_boardsAsked = false;
    bool m_seen = false;
    Ablation m_set;
    QString m_setProblem;
    QString m_problem;
};

} // namespace headlight::ui
