// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace headlight {

/// [begin, end) in Unicode code points of a text; (0,0) for special tokens.
struct TextRange {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    bool operator==(const TextRange&) const = default;
};

/// What a text is to the task.
enum class Role { Question, Context, Text, Pair };
/// "question", "context", "text", "pair": as sessions and messages have it.
std::string_view name(Role value);

/// A text that the model was given, and the tokens [begin, end) that it became.
struct Passage {
    Role role = Role::Text;
    std::string text; ///< UTF-8
    std::int64_t begin = 0;
    std::int64_t end = 0;

    bool holds(std::int64_t token) const { return token >= begin && token < end; }
    std::int64_t length() const { return end - begin; }
    bool operator==(const Passage&) const = default;
};

/// What the model was given: one or two texts between special tokens, as the tokenizer's template frames them.
struct Input {
    std::vector<Passage> passages; ///< in the order of their tokens
    std::vector<std::string> tokens;
    std::vector<std::int64_t> inputIds; ///< these and the next two are -1 where they are not known
    std::vector<std::int64_t> segmentIds;
    std::vector<std::int64_t> baselineIds;
    std::vector<TextRange> offsets; ///< of each token, in its text
    std::vector<bool> special;      ///< whether a token belongs to the frame, not to a text
    std::vector<std::int64_t>
        judged; ///< the tokens that the head judges, a row of the scores each; empty: all, or the whole

    std::int64_t length() const { return static_cast<std::int64_t>(inputIds.size()); }
    bool isSpecial(std::int64_t token) const
    {
        return token >= 0 && token < static_cast<std::int64_t>(special.size()) &&
               special[static_cast<std::size_t>(token)];
    }
    /// Null where there is no such text.
    const Passage* passage(Role role) const;
    /// The text that `token` is of; null for a special token.
    const Passage* passageOf(std::int64_t token) const;
    /// Empty where there is no such text.
    const std::string& text(Role role) const;
    /// The question, or the first of two texts; empty where there is one alone.
    const std::string& leadText() const;
    /// The context, or the last text.
    const std::string& mainText() const;
    /// The tokens of the context, or of the last text; an empty passage where there is none.
    const Passage& mainPassage() const;
    /// Takes `texts`, and every token outside of them for special.
    void setPassages(std::vector<Passage> texts);
    /// Whether the reference input is the input itself, so that no path leads from one to the other: all tokens are
    /// special ones, or unknown.
    bool equalsBaseline() const { return !inputIds.empty() && inputIds.front() >= 0 && inputIds == baselineIds; }
    /// Whether both were made of the same texts.
    bool sameTexts(const Input& other) const;
};

} // namespace headlight
