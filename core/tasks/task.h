// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
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
    /// An error where the task lacks something in `input`: a text, a question, a mask.
    virtual Result<void> check(const Tokenizer& tokenizer, const Input& input) const = 0;
    /// The tokens that the head judges, a row of the scores each; none: all of them, or the text as a whole.
    virtual std::vector<std::int64_t> judged(const Tokenizer&, const Input&) const { return {}; }
    /// Whether the windows of a long text are read one by one to find the best.
    virtual bool ranksWindows() const { return false; }
    /// The window to show of those that are not ranked.
    virtual int usualWindow(const Tokenizer&, const Input& whole, const std::vector<ContextWindow>& windows) const;
    /// What the scores of `result` say, written into it.
    virtual void read(const Tokenizer& tokenizer, AnalysisResult& result) const = 0;
    /// The functions to explain for `options.target`, of a result that read() has completed. Refuses what the task or
    /// the input does not have.
    virtual Result<std::vector<TargetFunction>> targets(const Tokenizer& tokenizer, const AnalysisResult& result,
                                                        const Options& options) const = 0;

    // Of results that read() has completed, for runs that are held against each other.

    /// What `result` predicts: of the row of `token`; without one, of that which the target `predicted` explains.
    virtual Predicted predicted(const AnalysisResult& result, std::optional<std::int64_t> token = {}) const;
    /// How probable the scores of `result` hold such a prediction to be.
    virtual double probabilityOf(const AnalysisResult& result, const Predicted& predicted) const;
    /// Whether both say the same: the answer, the class, or the label or word of every row.
    virtual bool agree(const AnalysisResult& a, const AnalysisResult& b) const;
    /// How far the first prediction leads over the second in the scores, under the name "contrast".
    virtual TargetFunction lead(const AnalysisResult& result, const Predicted& first, const Predicted& second) const;
    /// A prediction of another input as one of this one: `tokenOf` gives the like of a token, -1 where there is none.
    virtual std::optional<Predicted> moved(const Predicted& predicted,
                                           const std::function<std::int64_t(std::int64_t)>& tokenOf) const;
    /// A prediction in words.
    virtual std::string textOf(const Tokenizer& tokenizer, const AnalysisResult& result,
                               const Predicted& predicted) const;
};

} // namespace headlight
