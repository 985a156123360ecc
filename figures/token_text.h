// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <string>

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

/// Whether a token goes on with the word of the token before it: "##ing". No special token does.
bool continuesWord(const QString& token);
/// What a piece adds to its word, as a person reads it: "ing".
QString pieceText(const QString& token);

/// A word of the vocabulary as a person reads it.
QString wordText(const std::string& piece);

/// A tooltip takes what looks like HTML for it: <s> would be nothing. Plain text as every tooltip shows it.
QString plainHint(const QString& text);

} // namespace headlight::ui
