// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/base/utf8.h"
#include "core/datasets/question_list.h"

namespace headlight {

namespace {

constexpr char remedy[] = "Write a paragraph, an empty line and one question a line; or lines of a question, a tab and its text.";
constexpr char tooLarge[] = "Split it, or open a part of it.";
constexpr std::string_view answerSeparator = " | ";
constexpr std::size_t mostLines = 4'000'000;

struct Line {
    std::string_view text; ///< without white space at its ends
    std::size_t number = 0; ///< from 1
};

/// Lines that follow each other without an empty one between them.
using Block = std::vector<Line>;

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// `text` up to `separator`, which is taken off it with what is before it.
std::string_view takeUntil(std::string_view& text, std::string_view separator)
{
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view taken = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), end + separator.size()));
    return trimmed(taken);
}

Failure wrongLine(const std::string& what, const std::string& fileName, std::size_t line, const char* advice = remedy)
{
    return inputError(what, fileName + ", line " + std::to_string(line), advice);
}

Result<std::vector<Block>> blocksOf(std::string_view text, const std::string& fileName)
{
    std::vector<Block> blocks;
    bool open = false;
    for (std::size_t number = 1; !text.empty(); ++number) {
        if (number > mostLines)
            return wrongLine("The file has more than " + std::to_string(mostLines) + " lines", fileName, number, tooLarge);
        const std::string_view line = takeUntil(text, "\n");
        if (!line.empty() && !open)
            blocks.emplace_back();
        if (!line.empty())
            blocks.back().push_back({line, number});
        open = !line.empty();
    }
    return blocks;
}

TextRange placeOf(const std::string& answer, const std::string& context)
{
    const std::size_t found = context.find(answer);
    if (found == std::string::npos)
        return {};
    const std::int64_t begin = codePointOffset(context, found);
    return {begin, begin + codePointCount(answer)};
}

/// False where there are more answers than anyone writes: each is sought in the whole context.
bool addAnswers(std::string_view answers, ListedQuestion& question, const std::string& context, const Job& job)
{
    question.expected.emplace();
    while (!answers.empty() && !job.stopped()) {
        const std::string answer(takeUntil(answers, answerSeparator));
        if (answer.empty())
            continue;
        if (question.expected->size() == mostAnswers)
            return false;
        question.expected->push_back(answer);
        question.places.push_back(placeOf(answer, context));
    }
    return true;
}

/// question TAB context [TAB answer | answer]; the same context once more is the same paragraph.
Result<void> addTabbed(Line line, QuestionList& list, const std::string& fileName, const Job& job)
{
    const std::size_t tabs = static_cast<std::size_t>(std::count(line.text.begin(), line.text.end(), '\t'));
    ListedQuestion question;
    question.text = takeUntil(line.text, "\t");
    const std::string context(takeUntil(line.text, "\t"));
    if (tabs > 2 || question.text.empty() || context.empty())
        return wrongLine("Expected a question, a tab and its text, and perhaps a tab and answers", fileName, line.number);
    if (list.paragraphs.empty() || list.paragraphs.back().context != context)
        list.paragraphs.push_back({{}, context});
    question.paragraph = list.paragraphs.size() - 1;
    if (tabs == 2 && !addAnswers(line.text, question, context, job))
        return wrongLine("The question has more than " + std::to_string(mostAnswers) + " answers", fileName, line.number,
                         "Leave out those that say the same.");
    list.questions.push_back(std::move(question));
    return {};
}

Result<QuestionList> readTabbed(const std::vector<Block>& blocks, const std::string& fileName, const Job& job)
{
    QuestionList list;
    for (const Block& block : blocks)
        for (const Line& line : block) {
            if (job.stopped())
                return cancelled();
            if (Result<void> added = addTabbed(line, list, fileName, job); !added)
                return Failure(added.error());
        }
    return list;
}

std::string joined(const Block& block)
{
    std::string text;
    for (const Line& line : block)
        text.append(text.empty() ? "" : "\n").append(line.text);
    return text;
}

Result<QuestionList> readParagraphs(const std::vector<Block>& blocks, const std::string& fileName)
{
    if (blocks.size() % 2 == 1)
        return wrongLine("No questions follow this paragraph", fileName, blocks.back().front().number);
    QuestionList list;
    for (std::size_t i = 0; i < blocks.size(); i += 2) {
        list.paragraphs.push_back({{}, joined(blocks[i])});
        for (const Line& line : blocks[i + 1])
            list.questions.push_back({{}, std::string(line.text), i / 2, {}, {}});
    }
    return list;
}

} // namespace

Result<QuestionList> readPlainQuestions(std::string_view text, const std::string& fileName, const Job& job)
{
    const Result<std::vector<Block>> blocks = blocksOf(text, fileName);
    if (!blocks)
        return Failure(blocks.error());
    const bool tabbed = !blocks->empty() && blocks->front().front().text.find('\t') != std::string_view::npos;
    Result<QuestionList> list = tabbed ? readTabbed(*blocks, fileName, job) : readParagraphs(*blocks, fileName);
    if (list && list->questions.size() > mostQuestions)
        return inputError("The file holds more than a million questions", fileName, tooLarge);
    return list;
}

} // namespace headlight
