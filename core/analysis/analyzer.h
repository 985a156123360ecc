// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "core/analysis/analysis_result.h"
#include "core/base/job.h"
#include "core/engine/engine.h"
#include "core/text/bert_tokenizer.h"

namespace headlight {

/// What is asked: a question about a text, and how to answer.
struct AnalysisRequest {
    std::string question; ///< UTF-8, must hold at least one token where the model answers questions
    std::string context;  ///< UTF-8, must hold at least one token
    Options options;
    std::uint64_t generation = 0; ///< copied into every result
};

/// A model folder, opened: tokenizer, configuration and engine. The one way from a question to numbers, for the command
/// line, the window and the tests. Not thread-safe: one call at a time.
class Analyzer {
public:
    /// Reads the folder and loads the weights. Hashing them is left to a thread that analyze() waits for before Complete.
    static Result<std::unique_ptr<Analyzer>> open(const std::filesystem::path& folder, const Job& job);
    ~Analyzer();

    const ModelIdentity& identity() const;
    const BertTokenizer& tokenizer() const;
    /// Calls `then` with the hash of the weights, once, on another thread: as soon as it is known, never after this object
    /// is gone. Without a call where they cannot be read.
    void whenHashed(std::function<void(const std::string& sha256)> then) const;
    /// What should be known of the files before the numbers are believed; mostly empty.
    const std::string& warning() const;

    using Publish = std::function<void(ResultPtr)>;
    /// Runs the whole analysis; of a model that answers no questions, attention and norms. `publish` gets each stage on the calling thread; the last one is returned too.
    Result<ResultPtr> analyze(const AnalysisRequest& request, const Job& job, const Publish& publish = {});

private:
    Analyzer();
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

/// The texts as the model is given them: [CLS] question [SEP] context [SEP]; [CLS] context [SEP] where no question is
/// needed and none holds a token.
EncodedInput encodeTexts(const BertTokenizer& tokenizer, const std::string& question, const std::string& context,
                         bool questionIsNeeded);

/// The same of any length, with segment and baseline ids by `options`. Refuses an empty context, an empty question
/// where one is needed, and tokens that the model has no embedding for.
Result<EncodedInput> encodeQuestion(const BertTokenizer& tokenizer, const AnalysisRequest& request,
                                    bool questionIsNeeded = true);

} // namespace headlight
