// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/pre_tokenizers/pre_tokenizer.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/text/byte_bpe/byte_characters.h"
#include "core/text/characters.h"
#include "core/text/unicode.h"

namespace headlight {
namespace {

using Words = PreTokenizer::Words;
using Text = std::span<const AlignedCharacter>;

void append(Words& words, Text word)
{
    if (!word.empty())
        words.emplace_back(word.begin(), word.end());
}

/// Words between the characters that `separates`; of those, the ones that `stays` are words, too.
template <typename Separates, typename Stays>
void cut(Words& words, Text text, Separates separates, Stays stays)
{
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t character = text[i].character;
        if (!separates(character))
            continue;
        append(words, text.subspan(begin, i - begin));
        if (stays(character))
            append(words, text.subspan(i, 1));
        begin = i + 1;
    }
    append(words, text.subspan(begin));
}

/// The length of 's, 't, 're, 've, 'm, 'll or 'd; 0 where there is none.
std::size_t contractionLength(Text text)
{
    if (text.size() < 2 || text[0].character != U'\'')
        return 0;
    const char32_t first = text[1].character;
    if (first == U's' || first == U't' || first == U'm' || first == U'd')
        return 2;
    if (text.size() < 3)
        return 0;
    const char32_t second = text[2].character;
    const bool isLong = ((first == U'r' || first == U'v') && second == U'e') || (first == U'l' && second == U'l');
    return isLong ? 3 : 0;
}

enum class Kind { letter, number, space, other };

Kind kindOf(char32_t character)
{
    if (isLetter(character))
        return Kind::letter;
    if (isNumber(character))
        return Kind::number;
    return isPatternSpace(character) ? Kind::space : Kind::other;
}

std::size_t runLength(Text text, Kind kind)
{
    const auto end = std::find_if(text.begin(), text.end(),
                                  [kind](const AlignedCharacter& item) { return kindOf(item.character) != kind; });
    return static_cast<std::size_t>(end - text.begin());
}

/// The first word by GPT-2's expression: a contraction; letters, numbers or other marks with the space before them;
/// else white space, without its last character where a word follows.
std::size_t wordLength(Text text)
{
    if (const std::size_t contraction = contractionLength(text))
        return contraction;
    const std::size_t space = text[0].character == U' ' ? 1 : 0;
    if (space < text.size()) {
        const Kind kind = kindOf(text[space].character);
        if (kind != Kind::space)
            return space + runLength(text.subspan(space), kind);
    }
    const std::size_t run = runLength(text, Kind::space);
    return run < text.size() && run > 1 ? run - 1 : run;
}

AlignedText withPrefix(AlignedText text, char32_t prefix)
{
    text.insert(text.begin(), {prefix, text.front().source});
    return text;
}

void appendBytes(Words& words, Text word)
{
    AlignedText bytes;
    bytes.reserve(word.size());
    std::string utf8;
    for (const AlignedCharacter& item : word) {
        utf8.clear();
        appendUtf8(utf8, item.character);
        for (const char byte : utf8)
            bytes.push_back({characterOfByte(static_cast<unsigned char>(byte)), item.source});
    }
    words.push_back(std::move(bytes));
}

} // namespace

Words PreTokenizer::operator()(AlignedText text) const
{
    Words words;
    if (!text.empty())
        words.push_back(std::move(text));
    for (const Step& step : m_steps) {
        Words finer;
        finer.reserve(words.size());
        for (AlignedText& word : words)
            step(finer, std::move(word));
        words = std::move(finer);
    }
    return words;
}

void splitAtSpaces(Words& words, AlignedText text)
{
    cut(words, text, isWhitespace, [](char32_t) { return false; });
}

void splitForBert(Words& words, AlignedText text)
{
    cut(
        words, text, [](char32_t c) { return isWhitespace(c) || isPunctuation(c); }, isPunctuation);
}

void isolatePunctuation(Words& words, AlignedText text)
{
    cut(words, text, isPunctuation, isPunctuation);
}

void Metaspace::operator()(Words& words, AlignedText text) const
{
    for (AlignedCharacter& item : text)
        item.character = item.character == U' ' ? sign : item.character;
    const bool wanted = prefix == Prefix::Always || (prefix == Prefix::First && text.front().source.begin == 0);
    if (wanted && text.front().character != sign)
        text = withPrefix(std::move(text), sign);
    const auto isSign = [this](const AlignedCharacter& item) { return item.character == sign; };
    for (auto begin = text.begin(); begin != text.end();) {
        const auto end = split ? std::find_if(std::next(begin), text.end(), isSign) : text.end();
        words.emplace_back(begin, end);
        begin = end;
    }
}

void ByteLevel::operator()(Words& words, AlignedText text) const
{
    if (prefixSpace && text.front().character != U' ')
        text = withPrefix(std::move(text), U' ');
    for (Text rest = text; !rest.empty();) {
        const std::size_t length = split ? wordLength(rest) : rest.size();
        appendBytes(words, rest.first(length));
        rest = rest.subspan(length);
    }
}

} // namespace headlight
