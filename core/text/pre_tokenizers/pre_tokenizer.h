// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include "core/text/aligned_text.h"

namespace headlight {

/// The pre-tokenizer of a tokenizer.json: cuts normalised text into the words that the model then cuts into pieces. Its
/// steps follow each other; without any, a text is one word. No word is empty.
class PreTokenizer {
public:
    using Words = std::vector<AlignedText>;
    /// Appends the words of one text that is not empty.
    using Step = std::function<void(Words&, AlignedText)>;

    void add(Step step) { m_steps.push_back(std::move(step)); }
    Words operator()(AlignedText text) const;

private:
    std::vector<Step> m_steps;
};

// The steps by the names that tokenizer.json has for them.

void splitAtSpaces(PreTokenizer::Words& words, AlignedText text);      ///< WhitespaceSplit
void splitForBert(PreTokenizer::Words& words, AlignedText text);       ///< BertPreTokenizer
void isolatePunctuation(PreTokenizer::Words& words, AlignedText text); ///< Punctuation, each mark a word of its own

/// Metaspace: spaces become `sign`, one more is put before the text where it begins otherwise, and each sign begins a
/// word.
struct Metaspace {
    enum class Prefix { Never, First, Always }; ///< First: only where the whole text begins
    char32_t sign = U'\u2581';
    Prefix prefix = Prefix::Always;
    bool split = true;

    void operator()(PreTokenizer::Words& words, AlignedText text) const;
};

/// ByteLevel: the words of GPT-2's regular expression, then every byte of UTF-8 as a character of its own
/// (byte_characters.h).
struct ByteLevel {
    bool prefixSpace = false; ///< a space before a text that begins with none
    bool split = true;

    void operator()(PreTokenizer::Words& words, AlignedText text) const;
};

} // namespace headlight
