// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/datasets/answer_cell.h"
#include "core/datasets/list_builder.h"

namespace headlight {

namespace {

constexpr std::size_t mostLines = 4'000'000;

struct Line {
    std::string_view text;  ///< without white space at its ends
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

std::string placeOf(std::size_t line)
{
    return "line " + std::to_string(line);
}

Result<std::vector<Block>> blocksOf(std::string_view text, const std::string& fileName)
{
    std::vector<Block> blocks;
    bool open = false;
    for (std::size_t number = 1; !text.empty(); ++number) {
        if (number > mostLines)
            return inputError("The file has more than " + std::to_string(mostLines) + " lines",
                              fileName + ", " + placeOf(number), splitRemedy);
        const std::string_view line = takeUntil(text, "\n");
        if (!line.empty() && !open)
            blocks.emplace_back();
        if (!line.empty())
            blocks.back().push_back({line, number});
        open = !line.empty();
    }
    return blocks;
}

/// question TAB context [TAB answer | answer].
void addTabbed(Line line, ListBuilder& list, const Job& job)
{
    const std::size_t tabs = static_cast<std::size_t>(std::count(line.text.begin(), line.text.end(), '\t'));
    if (tabs == 0 || tabs > 2)
        return list.leaveOut(placeOf(line.number),
                             "expected a question, a tab and its text, and perhaps a tab and answers");
    RawQuestion question;
    question.place = placeOf(line.number);
    question.text = takeUntil(line.text, "\t");
    list.setParagraph(std::string(takeUntil(line.text, "\t")), {});
    AnswerReader answers;
    if (tabs == 2)
        readAnswerCell(line.text, answers, job);
    question.answers = answers.take();
    list.add(std::move(question));
}

void readTabbed(const std::vector<Block>& blocks, ListBuilder& list, const Job& job)
{
    for (const Block& block : blocks)
        for (const Line& line : block) {
            if (job.stopped() || list.ended())
                return;
            addTabbed(line, list, job);
        }
}

std::string joined(const Block& block)
{
    std::string text;
    for (const Line& line : block)
        text.append(text.empty() ? "" : "\n").append(line.text);
    return text;
}

void readParagraphs(const std::vector<Block>& blocks, ListBuilder& list)
{
    for (std::size_t i = 0; i + 1 < blocks.size() && !list.ended(); i += 2) {
        list.setParagraph(joined(blocks[i]), {});
        for (const Line& line : blocks[i + 1])
            list.add({placeOf(line.number), {}, std::string(line.text), {}, {}, false});
    }
    if (blocks.size() % 2 == 1)
        list.leaveOut(placeOf(blocks.back().front().number), "no questions follow this paragraph");
}

} // namespace

Result<QuestionList> readPlainQuestions(std::string_view text, const std::string& fileName, const Job& job)
{
    const Result<std::vector<Block>> blocks = blocksOf(text, fileName);
    if (!blocks)
        return Failure(blocks.error());
    ListBuilder list(fileName, job);
    if (!blocks->empty() && blocks->front().front().text.find('\t') != std::string_view::npos)
        readTabbed(*blocks, list, job);
    else
        readParagraphs(*blocks, list);
    return list.take();
}

} // namespace headlight
