// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <string>
#include <vector>

#include "core/data/input.h"

namespace headlight::ui {

// Tokens for eyes. Tables and sessions have them as they are.

/// One line in which every token can be seen: white space as a sign (↵, ⇥, ␣), what has no shape of its own by its
/// number (<U+200B>), an empty token as "". Other tokens stay as they are.
QString visibleToken(const QString& token);
/// The same, isolated where it is read from right to left: as it stands in labels and in sentences.
QString shownToken(const QString& token);
/// The token as a programmer writes it: "\n", "a\u200bb", in quotes.
QString escapedToken(const QString& token);
/// For tooltips: as it is shown; where that is not what it is, followed by the latter: ↵ = "\n".
QString describedToken(const QString& token);

/// The tokens of an input as a person reads them: pieces of byte-level vocabularies and of SentencePiece without the
/// signs of their spaces and bytes ("Ġimportant" is "important"); those of WordPiece as they are, "##ing" too.
QStringList readTokens(const Input& input);
/// For each token whether it goes on with the word of the token before it. No special token does.
std::vector<bool> continuedWords(const Input& input);
/// What a piece adds to its word, as a person reads it: "ing" of "##ing".
QString pieceText(const std::string& token, const Input& input);
/// A word of the vocabulary that made `input`, as a person reads it.
QString wordText(const std::string& piece, const Input& input);

/// A tooltip takes what looks like HTML for it: <s> would be nothing. Plain text as every tooltip shows it.
QString plainHint(const QString& text);

} // namespace headlight::ui
