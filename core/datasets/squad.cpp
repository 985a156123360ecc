// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "core/base/utf8.h"
#include "core/datasets/question_list.h"

namespace headlight {

namespace {

using Json = nlohmann::json;

constexpr char remedy[] = "Open a SQuAD file of version 1.1 or 2.0; other lists can be given as plain text.";
constexpr char tooLarge[] = "Split it, or open a part of it.";
constexpr std::size_t deepestNesting = 64;
constexpr std::size_t stopInterval = 256; // objects between two looks at the stop token

/// Where in the file the reader is; a list and each of its objects take turns.
enum class Level { Root, Articles, Article, Paragraphs, Paragraph, Questions, Question, Answers, Answer };

/// The list that an object may hold, the key it stands under, and what one of its objects is called.
struct ListKey {
    Level object;
    const char* key;
    Level list;
    const char* each;
};

constexpr std::array<ListKey, 4> listKeys{{{Level::Root, "data", Level::Articles, "article"},
                                           {Level::Article, "paragraphs", Level::Paragraphs, "paragraph"},
                                           {Level::Paragraph, "qas", Level::Questions, "question"},
                                           {Level::Question, "answers", Level::Answers, "answer"}}};

bool isList(Level level)
{
    return std::any_of(listKeys.begin(), listKeys.end(), [level](const ListKey& each) { return each.list == level; });
}

/// An answer as the file has it; its place is looked up when the context is known.
struct RawAnswer {
    std::optional<std::string> text;
    std::int64_t begin = -1; ///< code points
};

struct RawQuestion {
    ListedQuestion question;
    std::vector<RawAnswer> answers;
    bool hasAnswers = false; ///< the key is there
    bool impossible = false;
};

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

ListedQuestion finished(RawQuestion raw, const std::string& context, const Job& job)
{
    ListedQuestion question = std::move(raw.question);
    if (!raw.hasAnswers && !raw.impossible)
        return question;
    question.expected.emplace();
    for (RawAnswer& answer : raw.answers) {
        if (job.stopped()) // an answer is sought in the whole context, which may be long
            break;
        const bool known = std::count(question.expected->begin(), question.expected->end(), *answer.text) > 0;
        if (raw.impossible || known || answer.text->empty())
            continue;
        question.places.push_back(placeOf(*answer.text, answer.begin, context));
        question.expected->push_back(std::move(*answer.text));
    }
    return question;
}

/// Takes what it needs from the parser's events and forgets the rest, so that nothing grows beyond the file's texts. Keys
/// it does not know are skipped with all that is below them.
class SquadReader : public nlohmann::json_sax<Json> {
public:
    SquadReader(std::string fileName, const Job& job) : m_fileName(std::move(fileName)), m_job(job) {}

    Result<QuestionList> take()
    {
        if (m_error)
            return Failure(*m_error);
        return std::move(m_list);
    }

    bool null() override { return true; }
    bool boolean(bool value) override
    {
        if (at(Level::Question, "is_impossible"))
            m_question.impossible = value;
        return true;
    }
    bool number_integer(std::int64_t value) override
    {
        if (at(Level::Answer, "answer_start"))
            m_answer.begin = value;
        return true;
    }
    bool number_unsigned(std::uint64_t value) override
    {
        return number_integer(static_cast<std::int64_t>(std::min(value, std::uint64_t{1} << 62U)));
    }
    bool number_float(double, const std::string&) override { return true; }
    bool binary(Json::binary_t&) override { return true; }
    bool string(std::string& value) override
    {
        if (std::string* place = textPlace())
            *place = std::move(value);
        return true;
    }
    bool key(std::string& value) override
    {
        if (m_skipped == 0)
            m_key = std::move(value);
        return true;
    }
    bool start_object(std::size_t) override;
    bool end_object() override;
    bool start_array(std::size_t) override;
    bool end_array() override
    {
        leave();
        return true;
    }
    bool parse_error(std::size_t byte, const std::string&, const nlohmann::detail::exception& error) override
    {
        if (dynamic_cast<const Json::parse_error*>(&error) == nullptr)
            return fail("A number is too large", place());
        return fail("This is not well-formed JSON", "byte " + std::to_string(byte > 0 ? byte - 1 : 0),
                    "Download the file again, or correct it.");
    }

private:
    bool at(Level level, const char* key) const
    {
        return m_skipped == 0 && !m_levels.empty() && m_levels.back() == level && m_key == key;
    }
    std::string* textPlace();
    bool skip();
    bool enter(Level level);
    void leave();
    bool begin(Level level);
    bool endAnswer();
    bool endQuestion();
    bool endParagraph();
    std::string place() const;
    bool fail(const std::string& what, const std::string& where, const std::string& advice = remedy);
    bool missing(const char* key) { return fail(std::string("The key \"") + key + "\" is missing", place()); }

    std::string m_fileName;
    const Job& m_job;
    std::vector<Level> m_levels;
    std::array<std::size_t, listKeys.size()> m_counts{}; ///< objects begun so far in the lists that are open
    std::string m_key;
    std::size_t m_skipped = 0; ///< depth inside what is skipped
    std::size_t m_objects = 0;
    std::string m_title;
    std::size_t m_firstOfArticle = 0; ///< index of its first paragraph
    std::optional<std::string> m_context;
    std::vector<RawQuestion> m_questions; ///< of the paragraph, whose context may follow them
    RawQuestion m_question;
    RawAnswer m_answer;
    QuestionList m_list;
    std::optional<Error> m_error;
};

std::string* SquadReader::textPlace()
{
    if (at(Level::Article, "title"))
        return &m_title;
    if (at(Level::Paragraph, "context"))
        return &m_context.emplace();
    if (at(Level::Question, "id"))
        return &m_question.question.id;
    if (at(Level::Question, "question"))
        return &m_question.question.text;
    return at(Level::Answer, "text") ? &m_answer.text.emplace() : nullptr;
}

bool SquadReader::fail(const std::string& what, const std::string& where, const std::string& advice)
{
    if (!m_error)
        m_error = Error{ErrorKind::Input, what, where.empty() ? m_fileName : m_fileName + ", " + where, advice};
    return false;
}

/// "article 3, paragraph 1, question 12", counted from 1.
std::string SquadReader::place() const
{
    std::string text;
    for (std::size_t i = 0; i < listKeys.size(); ++i)
        if (std::count(m_levels.begin(), m_levels.end(), listKeys[i].list) > 0 && m_counts[i] > 0)
            text.append(text.empty() ? "" : ", ").append(listKeys[i].each).append(" ").append(std::to_string(m_counts[i]));
    return text;
}

bool SquadReader::skip()
{
    return ++m_skipped <= deepestNesting || fail("The lists are nested too deeply", place());
}

bool SquadReader::enter(Level level)
{
    m_levels.push_back(level);
    m_key.clear();
    return true;
}

void SquadReader::leave()
{
    if (m_skipped > 0)
        --m_skipped;
    else
        m_levels.pop_back();
    m_key.clear();
}

bool SquadReader::begin(Level level)
{
    if (level == Level::Article) {
        m_title.clear();
        m_firstOfArticle = m_list.paragraphs.size();
    }
    if (level == Level::Paragraph)
        m_context.reset();
    if (level == Level::Question)
        m_question = {};
    if (level == Level::Answer)
        m_answer = {};
    return enter(level);
}

bool SquadReader::start_object(std::size_t)
{
    if (++m_objects % stopInterval == 0 && m_job.stopped()) {
        m_error = cancelled().value();
        return false;
    }
    if (m_levels.empty())
        return enter(Level::Root);
    if (m_skipped > 0 || !isList(m_levels.back()))
        return skip();
    for (std::size_t i = 0; i < listKeys.size(); ++i)
        if (listKeys[i].list == m_levels.back())
            ++m_counts[i];
    return begin(static_cast<Level>(static_cast<int>(m_levels.back()) + 1)); // an object follows its list
}

bool SquadReader::start_array(std::size_t)
{
    if (m_levels.empty())
        return fail("The file holds a list, not an object with \"data\"", {});
    if (m_skipped > 0)
        return skip();
    for (std::size_t i = 0; i < listKeys.size(); ++i)
        if (at(listKeys[i].object, listKeys[i].key)) {
            m_counts[i] = 0;
            m_question.hasAnswers = m_question.hasAnswers || listKeys[i].list == Level::Answers;
            return enter(listKeys[i].list);
        }
    return skip();
}

bool SquadReader::end_object()
{
    const Level level = m_skipped > 0 ? Level::Root : m_levels.back();
    const bool sound = level == Level::Answer      ? endAnswer()
                       : level == Level::Question  ? endQuestion()
                       : level == Level::Paragraph ? endParagraph()
                                                   : true;
    if (level == Level::Article) // its title may follow its paragraphs
        for (std::size_t i = m_firstOfArticle; i < m_list.paragraphs.size(); ++i)
            m_list.paragraphs[i].title = m_title;
    leave();
    return sound;
}

bool SquadReader::endAnswer()
{
    if (!m_answer.text)
        return missing("text");
    if (m_question.answers.size() == mostAnswers)
        return fail("The question has more than " + std::to_string(mostAnswers) + " answers", place(), "Leave out those that say the same.");
    m_question.answers.push_back(std::move(m_answer));
    return true;
}

bool SquadReader::endQuestion()
{
    if (m_question.question.text.empty())
        return missing("question");
    if (m_list.questions.size() + m_questions.size() >= mostQuestions)
        return fail("The file holds more than a million questions", place(), tooLarge);
    m_questions.push_back(std::move(m_question));
    m_question = {};
    return true;
}

bool SquadReader::endParagraph()
{
    if (!m_context)
        return missing("context");
    for (RawQuestion& raw : m_questions) {
        ListedQuestion question = finished(std::move(raw), *m_context, m_job);
        question.paragraph = m_list.paragraphs.size();
        m_list.questions.push_back(std::move(question));
    }
    m_questions.clear();
    if (m_list.paragraphs.size() == mostQuestions)
        return fail("The file holds more than a million paragraphs", place(), tooLarge);
    m_list.paragraphs.push_back({{}, std::move(*m_context)});
    return true;
}

} // namespace

Result<QuestionList> readSquad(std::string_view json, const std::string& fileName, const Job& job)
{
    SquadReader reader(fileName, job);
    try {
        Json::sax_parse(json.begin(), json.end(), &reader);
        if (job.stopped())
            return cancelled();
    } catch (const std::exception&) {
        return inputError("There is not enough memory to read this file", fileName, tooLarge);
    }
    return reader.take();
}

} // namespace headlight
