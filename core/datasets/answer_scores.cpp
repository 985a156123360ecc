// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/datasets/answer_scores.h"

#include <algorithm>
#include <map>

#include "core/base/utf8.h"
#include "core/datasets/python_text.h"

namespace headlight {

namespace {

using Words = std::vector<std::u32string>;

bool isArticle(std::u32string_view word)
{
    return word == U"a" || word == U"an" || word == U"the";
}

/// Articles that stand as whole words become spaces: what is between two word boundaries, whatever these are.
std::u32string withoutArticles(const std::u32string& text)
{
    std::u32string result;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin;
        while (end < text.size() && python::isWordCharacter(text[end]))
            ++end;
        const std::u32string_view word = std::u32string_view(text).substr(begin, end - begin);
        if (isArticle(word))
            result += U' ';
        else
            result += word;
        if (end < text.size())
            result += text[end];
        begin = end + 1;
    }
    return result;
}

Words wordsOf(std::string_view answer)
{
    std::u32string text = python::lowerCase(decodeUtf8(answer));
    std::erase_if(text, python::isAsciiPunctuation);
    return python::split(withoutArticles(text));
}

double f1Of(const Words& prediction, const Words& reference)
{
    if (prediction.empty() || reference.empty())
        return prediction.empty() && reference.empty() ? 1 : 0;
    std::map<std::u32string_view, int> left;
    for (const std::u32string& word : reference)
        ++left[word];
    int same = 0;
    for (const std::u32string& word : prediction)
        if (left[word]-- > 0)
            ++same;
    return 2.0 * same / static_cast<double>(prediction.size() + reference.size());
}

} // namespace

AnswerScores answerScores(std::string_view prediction, const std::vector<std::string>& expected)
{
    const Words predicted = wordsOf(prediction);
    std::vector<Words> references;
    for (const std::string& answer : expected)
        references.push_back(wordsOf(answer));
    std::erase_if(references, [](const Words& words) { return words.empty(); });
    if (references.empty())
        references.emplace_back(); // there is no answer
    AnswerScores best;
    for (const Words& reference : references) {
        best.f1 = std::max(best.f1, f1Of(predicted, reference));
        best.exactMatch = best.exactMatch || predicted == reference;
    }
    return best;
}

std::string normalizedAnswer(std::string_view answer)
{
    std::u32string text;
    for (const std::u32string& word : wordsOf(answer))
        text += text.empty() ? word : U' ' + word;
    return encodeUtf8(text);
}

} // namespace headlight
