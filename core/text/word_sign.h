// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headlight {

/// How a vocabulary says which pieces hang together: "##" before one that continues a word (WordPiece), or a sign
/// before one that begins a word after a space: U+0120, the space of byte-level vocabularies, or U+2581
/// (SentencePiece).
enum class WordSign { Continuation, LeadingSpace, Metaspace };

// These need the tokens alone, as sessions have them.

/// The sign that most of the tokens have; Continuation where none has any.
WordSign guessedWordSign(std::span<const std::string> tokens);

/// Whether a piece, by its own looks, continues the word before it. Where a sign begins words, one after a special
/// token has none and still begins a word; continuedWords knows.
bool continuesWord(std::string_view token, WordSign sign);
/// For each token whether it belongs to the word of the token before it. Special tokens stand alone; `special` has a
/// value for each token.
std::vector<bool> continuedWords(std::span<const std::string> tokens, const std::vector<bool>& special, WordSign sign);

/// A piece as a person reads it, UTF-8: without its sign, the characters of bytes decoded. A byte that is no whole
/// character by itself is written <0xE2>; a sign alone is a space.
std::string shownPiece(std::string_view token, WordSign sign);

} // namespace headlight
