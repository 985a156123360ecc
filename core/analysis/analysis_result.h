// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/analysis/options.h"
#include "core/base/array.h"
#include "core/engine/quadrature.h"

namespace headlight {

// What is optional here, a result of this program always has; one that another program made may not hold it, and then
// nothing is said of it.
//
// Letters in shapes: L layers, H heads, S tokens, D hidden size. Rows of [S,S] are queries ("from"), columns keys ("to").

/// Which model gave the numbers. Never a path. Texts are empty, and sizes 0, where they are not known.
struct ModelIdentity {
    std::string name;         ///< the folder's name
    std::string sha256;       ///< of the weights, over all shards in index order; empty until known
    std::string architecture; ///< "BertForQuestionAnswering"
    std::string configJson;   ///< config.json's text
    int layers = 0;
    int heads = 0;
    int hiddenSize = 0;
    int maxPositions = 0;
    bool answersQuestions = true; ///< false: without that head, there are attention and norms alone

    /// Whether it is a model that could be run here; another program's session mostly names none.
    bool isStated() const { return !sha256.empty() || !architecture.empty(); }
};

/// [begin, end) in Unicode code points of the question or the context; (0,0) for special tokens.
struct TextRange {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    bool operator==(const TextRange&) const = default;
};

/// What the model was given: [CLS] question [SEP] context [SEP], or [CLS] context [SEP] where it answers no questions.
struct EncodedInput {
    std::string question; ///< UTF-8
    std::string context;  ///< UTF-8
    std::vector<std::string> tokens;
    std::vector<std::int64_t> inputIds; ///< these and the next two are -1 where they are not known
    std::vector<std::int64_t> segmentIds;
    std::vector<std::int64_t> baselineIds;
    std::vector<TextRange> offsets;
    std::int64_t contextBegin = 0; ///< token index of the context's first token
    std::int64_t contextEnd = 0;   ///< one past its last token (the index of the last [SEP])

    std::int64_t length() const { return static_cast<std::int64_t>(inputIds.size()); }
    bool isSpecial(std::int64_t token) const
    {
        return token == 0 || token == contextBegin - 1 || token == contextEnd;
    }
    /// Whether the reference input is the input itself, so that no path leads from one to the other: all tokens are
    /// special ones, or unknown.
    bool equalsBaseline() const { return !inputIds.empty() && inputIds.front() >= 0 && inputIds == baselineIds; }
};

/// A span of the context: an answer or a candidate.
struct AnswerSpan {
    std::string text;                  ///< the exact substring of the context
    std::optional<std::int64_t> start; ///< token index, special tokens counted
    std::optional<std::int64_t> end;   ///< token index, inclusive
    TextRange characters;              ///< in code points of the context; (0,0) where it is not known
    std::optional<double> probability; ///< softmax(start) * softmax(end), each over the context's tokens and [CLS]
    int window = 0;                    ///< the window that `start` and `end` count in

    bool holds(std::int64_t token) const { return start && end && token >= *start && token <= *end; }
};

/// A stretch of the context that the model reads at once; the whole of it where it fits.
struct ContextWindow {
    std::int64_t offset = 0; ///< of its first token, in tokens of the context
    std::int64_t tokens = 0; ///< of the context; 0 where it is not known
    std::vector<AnswerSpan> candidates;        ///< best first
    std::optional<double> noAnswerProbability; ///< of the span [CLS]..[CLS]
    TextRange characters;               ///< in code points of the context; (0,0) where it is not known
};

/// The attribution of one target ("start", "end", "span", "contrast", "no_answer"), or of another program's method.
struct Attribution {
    std::optional<std::vector<std::int64_t>> positions; ///< the token indices the target is made of; empty for `max`
    std::optional<double> difference;    ///< F(x) - F(x')
    Array attention;                     ///< [L,H,S,S]
    Array tokens;                        ///< [L,S], layer conductance summed over D, not normalised
    Array hidden;                        ///< [L,S,D], null unless asked for
    Array input;                         ///< [S], integrated gradients of the word embeddings along the path
    Array embeddings;                    ///< [S], null unless asked for
    Array word, position, segment;       ///< [S], null unless asked for
    std::optional<double> embeddingsDelta; ///< of `embeddings`
    std::optional<double> partsDelta;      ///< of word + position + segment
    std::vector<double> deltas;          ///< one a layer: sum of the layer conductance - difference; empty if unknown
    std::vector<double> tokensError;     ///< one a layer: elementwise error of `tokens`; empty if unknown
    std::vector<double> attentionError;  ///< the same of `attention`
    std::vector<double> moved;           ///< path positions where `max` changed its token
};

/// Kobayashi et al. 2020 (and 2021, where computed).
struct Norms {
    Array f;           ///< [L,H,S]
    Array alphaF;      ///< [L,H,S,S]
    Array sumAlphaF;   ///< [L,S,S]
    Array residual;    ///< [L,S,S], may be null
    Array output;      ///< [L,S,S], may be null
    Array mixingRatio; ///< [L,3,S], may be null
};

/// What an error was measured against.
struct ErrorReference {
    std::optional<int> points;   ///< of rule exact
    std::optional<double> error; ///< its own estimated error
};

/// How much of a result is there. Later stages hold all that earlier ones do.
enum class Stage {
    Tokens,    ///< the input alone
    Attention, ///< logits, answer, attention, norms; of a model that answers no questions, the last two alone
    Refining,  ///< attributions that further points will sharpen
    Complete,
};

/// One analysis, at some stage. Published as a shared pointer to const: never changed once it is seen.
struct AnalysisResult {
    Stage stage = Stage::Tokens;
    std::uint64_t generation = 0; ///< of the request; a higher one makes this result stale
    ModelIdentity model;
    StatedOptions options;
    EncodedInput input;
    Array logitsStart; ///< [S]; null where the model answers no questions
    Array logitsEnd;   ///< [S]
    std::vector<ContextWindow> windows; ///< in the order of the context
    int window = 0;                     ///< the one that `input` and all arrays are of
    std::optional<AnswerSpan> answer;   ///< the best span of that window
    std::optional<double> noAnswerProbability; ///< the smallest of all windows
    std::vector<AnswerSpan> candidates; ///< of all windows, best first
    Array attention;                    ///< [L,H,S,S]
    Norms norms;
    std::map<std::string, Attribution> attributions; ///< by target name
    std::optional<int> points;                       ///< path points evaluated
    std::optional<PointsMap> pointsMap;              ///< of rule exact, also as a reference: where the points lie
    std::optional<bool> toleranceMet;                ///< of rule exact, also as a reference; false: the best value there is
    std::optional<bool> smooth;                      ///< false: the model or the target has kinks, so that errors fall slowly
    std::optional<ErrorReference> errorReference;    ///< set: errors are measured against it
    bool errorsEstimated = false;                    ///< without a reference; else it is not said what they are
    std::vector<std::pair<std::string, double>> timings; ///< step and seconds; NaN where they are not known

    /// The largest error of all maps of all targets; negative where none is known, NaN where one is.
    double largestError() const;
    const Attribution* attribution(const std::string& target) const;
    /// Whether the attributions to `target` are the conductance that this program computes. Another program's may be of
    /// any method: the target is one of ours, and the rule is stated.
    bool isConductance(const std::string& target) const;
    /// Of the answer; empty where there is none.
    std::string answerText() const;
    /// Of all steps, in seconds; 0 where it is not known.
    double seconds() const;
};

using ResultPtr = std::shared_ptr<const AnalysisResult>;

} // namespace headlight
