// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/text/aligned_text.h"
#include "core/text/normalizers/character_map.h"
#include "core/text/normalizers/character_pattern.h"
#include "core/text/word_piece/bert_normalizer.h"

namespace headlight {

/// The normaliser of a tokenizer.json: its steps, one after the other. A text that runs empty stays so.
class Normalizer {
public:
    using Step = std::function<AlignedText(AlignedText)>;

    void add(Step step) { m_steps.push_back(std::move(step)); }
    AlignedText operator()(AlignedText text) const;

private:
    std::vector<Step> m_steps;
};

// The steps by the names that tokenizer.json has for them.

Normalizer::Step bertNormalizer(NormalizerOptions options);
AlignedText withoutMarks(AlignedText text); ///< StripAccents
/// Strip: white space at the ends.
Normalizer::Step strip(bool left, bool right);
/// Prepend: before a text that is not empty; shares the source of its first character.
AlignedText withPrefix(AlignedText text, std::u32string_view prefix);
/// Replace: each match by `content`, which shares the source of the match's last character.
Normalizer::Step replace(CharacterPattern pattern, std::u32string content);
/// Precompiled: each grapheme cluster of less than six bytes by what stands for it, else its characters, each by
/// itself.
Normalizer::Step precompiled(std::shared_ptr<const CharacterMap> map);

} // namespace headlight
