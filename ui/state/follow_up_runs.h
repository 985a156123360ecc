// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <functional>

#include "core/data/analysis_result.h"

namespace headlight::ui {

class ModelHost;
class Problems;
class RunHistory;
class Runner;
class ShownResult;

/// Runs what is on screen again, for what its result lacks. What only the model that made it may compute is refused
/// while another one is open.
class FollowUpRuns : public QObject {
    Q_OBJECT
public:
    /// What they follow.
    struct Followed {
        const ShownResult* shown;
        const ModelHost* model;
        const RunHistory* history;
    };
    FollowUpRuns(const Followed& followed, Runner* runner, Problems* problems, QObject* parent = nullptr);

    /// With these parts ablated, or, where there are none, with none. False: refused, and said why.
    bool ablate(const Ablation& set);

signals:
    void recordWanted(int historyRow); ///< the history has what was asked for

public slots:
    /// With the attribution of hidden units kept; the option stays on.
    void keepHidden();
    /// With integrated gradients of words, positions and segments.
    void withEmbeddings();
    /// With another target.
    void explain(const headlight::Target& target);
    /// With the error of rule captum measured; the option stays on.
    void measureError();
    /// Another window of the context: from the history if it was analysed before, else by a run.
    void showWindow(int window);

private:
    const AnalysisResult* result() const;
    bool canCompute(const QString& what);
    void runWith(const std::function<void(Options&)>& change);

    Followed m_followed;
    Runner* m_runner;
    Problems* m_problems;
};

} // namespace headlight::ui
