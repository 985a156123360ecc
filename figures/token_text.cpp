// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "figures/token_text.h"

#include <QTextDocument>
#include <algorithm>
#include <cctype>

#include "core/text/word_sign.h"
#include "figures/isolated.h"

namespace headlight::ui {
namespace {

using Characters = QList<uint>;

constexpr int mostMarks = 4; // upon each other: more would reach into the rows beside them

/// Signs of Arabic and Syriac that stand before numbers: of the category of invisible characters, and seen.
bool isNumberSign(uint character)
{
    static const Characters signs = {0x600, 0x601, 0x602, 0x603, 0x604,   0x605,  0x6dd,
                                     0x70f, 0x890, 0x891, 0x8e2, 0x110bd, 0x110cd};
    return signs.contains(character);
}

/// Letters and marks by their category, of which nothing is drawn.
bool isBlankLetter(uint character)
{
    static const Characters blanks = {0x34f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0};
    return blanks.contains(character);
}

bool isNoCharacter(uint character)
{
    return (character & 0xfffeU) == 0xfffeU || (character >= 0xfdd0 && character <= 0xfdef);
}

bool isVariationSelector(uint character)
{
    return (character >= 0xfe00 && character <= 0xfe0f) || (character >= 0xe0100 && character <= 0xe01ef);
}

/// What changes the characters beside it, and is nothing without them: joiners, variation selectors, the tags of flags.
bool isJoiner(uint character)
{
    return character == 0x200c || character == 0x200d || isVariationSelector(character) ||
           (character >= 0xe0020 && character <= 0xe007f);
}

bool isInvisible(uint character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return true;
    case QChar::Other_Format: return !isNumberSign(character);
    default: return isBlankLetter(character) || isNoCharacter(character) || isVariationSelector(character);
    }
}

bool isSpace(uint character)
{
    return QChar::category(character) == QChar::Separator_Space;
}

bool isSeen(uint character)
{
    return !isSpace(character) && !isInvisible(character);
}

QString numberOf(uint character)
{
    return QStringLiteral("<U+%1>").arg(QString::number(character, 16).toUpper(), 4, QLatin1Char('0'));
}

QString signOf(uint character)
{
    switch (character) {
    case '\n': return QStringLiteral("↵");
    case '\t': return QStringLiteral("⇥");
    case ' ': return QStringLiteral("␣");
    default: return numberOf(character);
    }
}

/// Between the first and the last character that is seen, spaces keep their look, and joiners join.
bool staysWithin(uint character)
{
    return isSeen(character) || character == ' ' || isJoiner(character);
}

QString charactersOf(const Characters& token)
{
    const auto seen = [](uint character) { return isSeen(character); };
    const auto first = std::find_if(token.begin(), token.end(), seen);
    const auto last = std::find_if(token.rbegin(), token.rend(), seen).base();
    QString text;
    int marks = 0;
    for (auto each = token.begin(); each != token.end(); ++each) {
        const bool within = each >= first && each < last;
        const bool selects = isJoiner(*each) && each > first && each != token.begin() && isSeen(*std::prev(each));
        marks = QChar::isMark(*each) ? marks + 1 : 0;
        if (marks > mostMarks)
            continue;
        text += (within && staysWithin(*each)) || selects
                    ? QString::fromUcs4(reinterpret_cast<const char32_t*>(&*each), 1)
                    : signOf(*each);
    }
    return text;
}

QString escapeOf(uint character)
{
    switch (character) {
    case '\n': return QStringLiteral("\\n");
    case '\r': return QStringLiteral("\\r");
    case '\t': return QStringLiteral("\\t");
    case '"': return QStringLiteral("\\\"");
    case '\\': return QStringLiteral("\\\\");
    default: break;
    }
    const bool plain = character == ' ' || isSeen(character);
    if (plain)
        return QString::fromUcs4(reinterpret_cast<const char32_t*>(&character), 1);
    return character > 0xffff ? QStringLiteral("\\U%1").arg(character, 8, 16, QLatin1Char('0'))
                              : QStringLiteral("\\u%1").arg(character, 4, 16, QLatin1Char('0'));
}

/// "<mask>", "[MASK]", "<unk>": no piece of a word looks like that.
bool isNamedSpecial(const std::string& token)
{
    const bool framed = token.size() > 2 && ((token.front() == '<' && token.back() == '>') ||
                                             (token.front() == '[' && token.back() == ']'));
    return framed &&
           std::all_of(token.begin() + 1, token.end() - 1, [](char each) { return std::isalpha(each & 0x7f); });
}

bool isPlain(const QString& token)
{
    return !token.isEmpty() && std::all_of(token.begin(), token.end(),
                                           [](QChar each) { return each.unicode() > ' ' && each.unicode() < 0x7f; });
}

} // namespace

QString visibleToken(const QString& token)
{
    if (isPlain(token))
        return token;
    return token.isEmpty() ? QStringLiteral("\"\"") : charactersOf(token.toUcs4());
}

QString shownToken(const QString& token)
{
    return isolated(visibleToken(token));
}

QString escapedToken(const QString& token)
{
    QString text;
    for (const uint character : token.toUcs4())
        text += escapeOf(character);
    return QLatin1Char('"') + text + QLatin1Char('"');
}

QString describedToken(const QString& token)
{
    const QString visible = visibleToken(token);
    return visible == token || token.isEmpty()
               ? isolated(visible)
               : QStringLiteral("%1 = %2").arg(isolated(visible), isolated(escapedToken(token)));
}

QStringList readTokens(const Input& input)
{
    const WordSign sign = guessedWordSign(input.tokens);
    QStringList texts;
    for (std::size_t i = 0; i < input.tokens.size(); ++i) {
        const bool raw = sign == WordSign::Continuation || input.isSpecial(static_cast<std::int64_t>(i));
        texts.append(QString::fromStdString(raw ? input.tokens[i] : shownPiece(input.tokens[i], sign)));
    }
    return texts;
}

std::vector<bool> continuedWords(const Input& input)
{
    std::vector<bool> special = input.special;
    special.resize(input.tokens.size());
    for (std::size_t i = 0; i < special.size(); ++i)
        special[i] = special[i] || isNamedSpecial(input.tokens[i]); // a mask within the text
    return headlight::continuedWords(input.tokens, special, guessedWordSign(input.tokens));
}

QString pieceText(const std::string& token, const Input& input)
{
    return QString::fromStdString(shownPiece(token, guessedWordSign(input.tokens)));
}

QString wordText(const std::string& piece, const Input& input)
{
    const WordSign sign = guessedWordSign(input.tokens);
    return shownToken(QString::fromStdString(sign == WordSign::Continuation ? piece : shownPiece(piece, sign)));
}

QString plainHint(const QString& text)
{
    return Qt::mightBeRichText(text) ? Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal) : text;
}

} // namespace headlight::ui
