// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/data/analysis_result.h"
#include "core/data/what_if.h"
#include "core/engine/engine.h"
#include "core/tasks/task.h"

namespace headlight {

/// An error where the ids of an input, as a session has it, are not known.
Result<void> checkIds(const Input& input);

/// The unchanged run of an input, which changed runs are held against: what it says, and the targets whose values they
/// change. Engine, task and tokenizer must outlive it. Calls come from one thread at a time.
class WhatIfRun {
public:
    /// Of the input of `result`, which a model like this one analysed; whatever was ablated then is not. The targets
    /// are those of its options; beside start and end of the answer that is predicted, their sum `span`.
    static Result<WhatIfRun> of(const AnalysisResult& result, Engine& engine, const Task& task,
                                const Tokenizer& tokenizer, const Job& job);

    const RunReading& before() const { return m_before; }
    const std::vector<TargetFunction>& targets() const { return m_targets; }
    std::vector<std::string> targetNames() const;
    const Input& input() const { return m_base.input; }
    /// The unchanged run: scores and prediction, without arrays.
    const AnalysisResult& base() const { return m_base; }

    /// The run with `set` ablated.
    Result<WhatIf> ablate(const Ablation& set, const Job& job) const;
    /// Each kind's board of all heads, layers and feed-forward parts. `publish` gets it as it fills, some times a
    /// second; the last one is returned too.
    using PublishBoards = std::function<void(const std::map<AblationKind, AblationBoard>&)>;
    Result<std::map<AblationKind, AblationBoard>> boards(std::span<const AblationKind> kinds, const Job& job,
                                                         const PublishBoards& publish = {}) const;
    /// What each layer would predict.
    Result<Lens> lens(const Job& job) const;
    /// The first-order importance of each head, [L,H] by target.
    Result<std::map<std::string, Array>> maskGradients(const Job& job) const;

    /// What becomes of the lead of this run's prediction over `other`'s where one thing comes from its run: over the
    /// runner-up where both predict the same, or where this input lacks what the other predicts. A target of the
    /// options that is not the predicted one stands in for the lead. `publish` as above.
    using PublishPatching = std::function<void(const Patching&)>;
    Result<Patching> patch(const WhatIfRun& other, const Job& job, const PublishPatching& publish = {}) const;

    /// What a run predicts, in words.
    std::string textOf(const Predicted& predicted) const;
    /// What scores of a changed run say.
    RunReading reading(Scores scores) const;

private:
    WhatIfRun(const AnalysisResult& result, Engine& engine, const Task& task, const Tokenizer& tokenizer);
    Result<void> begin(const Job& job);
    AnalysisResult resultOf(Scores scores) const;

    Engine* m_engine;
    const Task* m_task;
    const Tokenizer* m_tokenizer;
    Options m_options;
    AnalysisResult m_base;
    std::vector<TargetFunction> m_targets;
    RunReading m_before;
};

/// How alike two scores of a model's heads order them.
struct RankAgreement {
    std::string first; ///< "zero", "mean", "patch", "mask_gradient"
    std::string second;
    double ofValues = 0;     ///< Spearman's rank correlation; NaN where one has no spread
    double ofMagnitudes = 0; ///< the same without signs
};

/// Of each two of the changes of `target` by the kinds of ablation and its mask gradient, as far as they are there and
/// complete.
std::vector<RankAgreement> rankAgreements(const WhatIfResults& results, const std::string& target);

} // namespace headlight
