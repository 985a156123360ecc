// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "core/analysis/faithfulness_run.h"
#include "core/analysis/sanity_run.h"
#include "core/analysis/what_if.h"
#include "core/base/job.h"
#include "core/data/analysis_result.h"
#include "core/text/tokenizer.h"

namespace headlight {

/// What is asked: a question about a text, a text, or two, and how to answer.
struct AnalysisRequest {
    std::string question; ///< UTF-8; the first of two texts where the model answers no questions
    std::string context;  ///< UTF-8, must hold at least one token; the text where there is one alone
    Options options;
    std::uint64_t generation = 0; ///< copied into every result
};

/// A model folder, opened: tokenizer, configuration and engine. The one way from a question to numbers, for the command
/// line, the window and the tests. Not thread-safe: one call at a time.
class Analyzer {
public:
    /// Reads the folder and loads the weights. Hashing them is left to a thread that analyze() waits for before
    /// Complete.
    static Result<std::unique_ptr<Analyzer>> open(const std::filesystem::path& folder, const Job& job);
    ~Analyzer();

    const ModelIdentity& identity() const;
    const Tokenizer& tokenizer() const;
    std::shared_ptr<const Tokenizer> sharedTokenizer() const;
    /// Calls `then` with the hash of the weights, once, on another thread: as soon as it is known, never after this
    /// object is gone. Without a call where they cannot be read.
    void whenHashed(std::function<void(const std::string& sha256)> then) const;
    /// What should be known of the files before the numbers are believed; mostly empty.
    const std::string& warning() const;

    using Publish = std::function<void(ResultPtr)>;
    /// Runs the whole analysis; of a bare encoder, attention and norms. `publish` gets each stage on the calling
    /// thread; the last one is returned too.
    Result<ResultPtr> analyze(const AnalysisRequest& request, const Job& job, const Publish& publish = {});

    /// What the model says of the request, and no more: a result without attention, norms and attributions.
    Result<ResultPtr> predict(const AnalysisRequest& request, const Job& job);
    /// The last result that analyze() or predict() came to with scores in it; null before.
    const ResultPtr& last() const;

    /// The unchanged run of the input of `result`, for what happens if parts of the model are ablated. Refuses a result
    /// of another model, and one without a head. For as long as this object lives; the engine keeps the newest inputs.
    Result<WhatIfRun> whatIf(const AnalysisResult& result, const Job& job);
    /// How well the order that each method of `result` gives the tokens tells what the prediction rests on. Refuses the
    /// same, and the run of a model with parts ablated.
    Result<Faithfulness> faithfulness(const AnalysisResult& result, const FaithfulnessOptions& how,
                                      const Options& options, const Job& job,
                                      const PublishFaithfulness& publish = {});
    /// How much each of its token maps, made again with its options, depends on what the model has learnt. Refuses the
    /// same.
    Result<SanityCheck> sanity(const AnalysisResult& result, std::uint64_t seed, const Job& job);
    /// What becomes of the lead of one result's prediction where its run takes parts over from the other's.
    Result<Patching> patch(const AnalysisResult& result, const AnalysisResult& other, const Job& job,
                           const WhatIfRun::PublishPatching& publish = {});

    /// `result` with the boards of all kinds, the mask gradients and the lens of its input, as sessions keep them.
    Result<ResultPtr> withWhatIf(const AnalysisResult& result, const Job& job);

private:
    Analyzer();
    Result<void> checkOwn(const AnalysisResult& result) const;
    Result<void> checkUnchanged(const AnalysisResult& result) const;
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace headlight
