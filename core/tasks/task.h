// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/data/analysis_result.h"
#include "core/data/target_function.h"
#include "core/tasks/frame.h"

namespace headlight {

/// What a model's head is for: how texts become its input, what its scores say, and which targets there are to explain.
class Task {
public:
    virtual ~Task() = default;

    virtual TaskKind kind() const = 0;
    /// The texts between special tokens, of any length, whatever they hold.
    virtual Input frame(const Tokenizer& tokenizer, const Texts& texts) const = 0;
    /// An error where the task lacks something in `input`: a text, a question, a mask. Notes in `input` what the head judges.
    virtual Result<void> check(const Tokenizer& tokenizer, Input& input) const = 0;
    /// The stretches of a long context, a run each; one, and an error where the model does not take it all, unless the task
    /// knows how to cut.
    virtual Result<std::vector<ContextWindow>> windows(const Input& whole, const Options& options, int maxPositions) const;
    /// What the scores of `result` say, written into it.
    virtual void read(const Tokenizer& tokenizer, AnalysisResult& result) const = 0;
    /// The functions to explain for `options.target`, of a result that read() has completed. Refuses what the task or the
    /// input does not have.
    virtual Result<std::vector<TargetFunction>> targets(const Tokenizer& tokenizer, const AnalysisResult& result,
                                                        const Options& options) const = 0;
};

const Task& taskOf(TaskKind kind);

} // namespace headlight
