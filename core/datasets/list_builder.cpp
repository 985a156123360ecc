// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/datasets/list_builder.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/datasets/list_fields.h"

namespace headlight {

namespace {

/// Where `answer` stands: at the place given, else where its text stands first.
TextRange placeOf(const std::string& answer, std::int64_t place, const std::string& context)
{
    const std::int64_t length = codePointCount(answer);
    if (place >= 0 && place <= codePointCount(context) && codePointRange(context, place, place + length) == answer)
        return {place, place + length};
    const std::size_t found = context.find(answer);
    if (found == std::string::npos)
        return {};
    const std::int64_t begin = codePointOffset(context, found);
    return {begin, begin + length};
}

/// White space around an answer is none of it; what stands before it moves its place.
void trim(RawAnswer& answer)
{
    const std::string_view text = trimmedText(answer.text);
    if (answer.begin && *answer.begin >= 0 && !text.empty())
        *answer.begin += text.data() - answer.text.data();
    answer.text = std::string(text);
}

bool isEmpty(const RawAnswer& answer)
{
    return answer.text.empty();
}

std::string answerPlace(const std::string& question, std::size_t number)
{
    return question + ", answer " + std::to_string(number);
}

std::string withId(const std::string& place, const std::string& id)
{
    if (id.empty())
        return place;
    return place.empty() ? "id " + id : place + " (id " + id + ")";
}

} // namespace

void ListBuilder::fail(const std::string& what, const std::string& where, const std::string& remedy)
{
    if (!m_error)
        m_error = Error{ErrorKind::Input, what, where.empty() ? m_fileName : m_fileName + ", " + where, remedy};
}

void ListBuilder::setParagraph(std::string context, const std::string& title)
{
    std::vector<Paragraph>& all = m_list.paragraphs;
    if (!all.empty() && all.back().context == context && all.back().title == title)
        return;
    if (all.size() == mostQuestions)
        return fail("The file holds more than a million paragraphs", {}, splitRemedy);
    all.push_back({title, std::move(context)});
}

void ListBuilder::setTitle(const std::string& title, std::size_t first)
{
    for (std::size_t i = first; i < m_list.paragraphs.size(); ++i)
        if (m_list.paragraphs[i].title.empty())
            m_list.paragraphs[i].title = title;
}

void ListBuilder::note(ListNote note)
{
    m_list.leftOut += note.kind == ListNote::Kind::Item ? 1 : 0;
    m_list.answersLeftOut += note.kind == ListNote::Kind::Answer ? 1 : 0;
    if (m_list.notes.size() < mostNotes)
        m_list.notes.push_back(std::move(note));
}

void ListBuilder::noteReplaced(std::size_t halves)
{
    if (halves > 0)
        note({ListNote::Kind::Character,
              {},
              halves == 1
                  ? "one character is half a surrogate pair (\\ud800 to \\udfff alone), shown as U+FFFD"
                  : std::to_string(halves) + " characters are halves of surrogate pairs (\\ud800 to \\udfff alone), "
                                             "shown as U+FFFD"});
}

std::string ListBuilder::flawOf(const RawQuestion& question) const
{
    if (!question.flaw.empty())
        return question.flaw;
    if (trimmedText(question.text).empty())
        return "the question is empty";
    if (trimmedText(m_list.paragraphs.back().context).empty())
        return "the context is empty";
    return question.answers.tooMany ? "it has more than " + std::to_string(mostAnswers) + " answers" : std::string();
}

void ListBuilder::add(RawQuestion raw)
{
    if (ended())
        return;
    const std::string flaw = flawOf(raw);
    const std::string place = withId(raw.place, raw.id);
    if (!flaw.empty())
        return leaveOut(place, flaw);
    if (m_list.questions.size() == mostQuestions)
        return fail("The file holds more than a million questions", raw.place, splitRemedy);
    ListedQuestion question;
    question.id = std::move(raw.id);
    question.text = std::move(raw.text);
    question.paragraph = m_list.paragraphs.size() - 1;
    raw.place = place;
    settleAnswers(raw, question);
    m_list.questions.push_back(std::move(question));
}

/// Where answers are given, but none of them can be used, it is not known what is right.
void ListBuilder::settleAnswers(RawQuestion& raw, ListedQuestion& question)
{
    std::vector<RawAnswer>& answers = raw.answers.answers;
    std::for_each(answers.begin(), answers.end(), trim);
    const bool noneIsMeant = std::all_of(answers.begin(), answers.end(), isEmpty);
    if (raw.impossible && !noneIsMeant)
        note({ListNote::Kind::Answer, raw.place, "the question is marked as impossible, so its answers are not used"});
    if (raw.impossible || (raw.answers.given && noneIsMeant && raw.answers.bad.empty()))
        question.expected.emplace();
    if (raw.impossible)
        return;
    for (const auto& [number, why] : raw.answers.bad)
        note({ListNote::Kind::Answer, answerPlace(raw.place, number), why});
    for (RawAnswer& answer : answers) {
        if (m_job.stopped()) // an answer is sought in the whole context, which may be long
            return;
        if (!noneIsMeant)
            settleAnswer(answer, raw.place, question);
    }
}

/// What a file marks as standing nowhere, and does not stand in the context, holds a place for an answer to come.
void ListBuilder::settleAnswer(RawAnswer& answer, const std::string& place, ListedQuestion& question)
{
    if (answer.text.empty())
        return note({ListNote::Kind::Answer, answerPlace(place, answer.number), "it is empty"});
    if (question.expected && std::count(question.expected->begin(), question.expected->end(), answer.text) > 0)
        return;
    const TextRange range = placeOf(answer.text, answer.begin.value_or(-1), m_list.paragraphs.back().context);
    const bool misplaced = range.end == 0 && answer.begin;
    if (misplaced && *answer.begin < 0)
        return note({ListNote::Kind::Answer, answerPlace(place, answer.number),
                     "it is not in the text, and answer_start is " + std::to_string(*answer.begin) +
                         ", so nothing is scored against it"});
    if (misplaced)
        note({ListNote::Kind::Place, answerPlace(place, answer.number), "it is not in the text"});
    if (!question.expected)
        question.expected.emplace();
    question.places.push_back(range);
    question.expected->push_back(std::move(answer.text));
}

Result<QuestionList> ListBuilder::take()
{
    if (m_job.stopped())
        return cancelled();
    if (m_error)
        return Failure(*m_error);
    if (!m_list.questions.empty())
        return std::move(m_list);
    const auto first = std::find_if(m_list.notes.begin(), m_list.notes.end(),
                                    [](const ListNote& note) { return note.kind == ListNote::Kind::Item; });
    if (first == m_list.notes.end())
        return inputError("The file holds no question", m_fileName, listRemedy);
    const std::string more = m_list.leftOut > 1 ? " (" + std::to_string(m_list.leftOut) + " were left out)" : "";
    const std::string where = first->place.empty() ? m_fileName : m_fileName + ", " + first->place;
    return inputError("No question can be used" + more + ": " + first->what, where, listRemedy);
}

} // namespace headlight
