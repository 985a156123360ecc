// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/datasets/json_list_reader.h"

#include <algorithm>
#include <array>

#include "core/files/json_repair.h"

namespace headlight {

namespace {

using Json = nlohmann::json;

constexpr std::size_t deepestNesting = 64;
constexpr std::size_t stopInterval = 256; // objects between two looks at the stop token
constexpr char columnsRemedy[] = "Write a list of rows instead; pandas does with to_json(orient=\"records\").";

/// A list of objects that may hold questions, and what one of them is called.
struct ListKind {
    const char* key;
    const char* each;
};

constexpr std::array<ListKind, 3> listKinds{{{"data", "article"}, {"paragraphs", "paragraph"}, {"qas", "question"}}};
constexpr std::size_t dataKind = 0;
constexpr std::size_t questionKind = 2;

std::size_t kindOf(const std::string& key)
{
    std::size_t kind = 0;
    while (kind < listKinds.size() && key != listKinds[kind].key)
        ++kind;
    return kind;
}

bool holdsFrames(const std::string& key)
{
    return kindOf(key) < listKinds.size();
}

} // namespace

void JsonListReader::beginLine(std::size_t number, std::size_t firstByte)
{
    m_line = number;
    m_firstByte = firstByte;
    m_levels.clear();
    m_frames.clear();
    m_lists.clear();
    m_pending.clear();
    m_answers = {};
    m_skipped = 0;
}

bool JsonListReader::fail(const std::string& what, const std::string& where, const std::string& remedy)
{
    m_list.fail(what, where, remedy);
    return false;
}

bool JsonListReader::parse_error(std::size_t byte, const std::string&, const nlohmann::detail::exception& error)
{
    const bool malformed = dynamic_cast<const Json::parse_error*>(&error) != nullptr;
    const std::string at = "byte " + std::to_string(m_firstByte + (byte > 0 ? byte - 1 : 0));
    if (m_line > 0)
        m_list.leaveOut("line " + std::to_string(m_line),
                        malformed ? "it is not well-formed JSON at " + at : "a number is too large");
    else if (malformed)
        fail("This is not well-formed JSON", at, "Download the file again, or correct it.");
    else
        fail("A number is too large", place());
    return false;
}

/// A row, unless what it holds says otherwise.
std::string JsonListReader::eachOf(std::size_t list) const
{
    if (m_lists[list].kind != dataKind)
        return listKinds[m_lists[list].kind].each;
    const auto inside =
        std::find_if(m_frames.begin(), m_frames.end(), [list](const Frame& f) { return f.lists == list + 1; });
    return inside == m_frames.end() || inside->below == nullptr ? "row" : inside->below;
}

/// "article 3, paragraph 1, question 12", counted from 1.
std::string JsonListReader::place() const
{
    std::string text = m_line > 0 ? "line " + std::to_string(m_line) : std::string();
    for (std::size_t i = 0; i < m_lists.size(); ++i)
        if (m_lists[i].count > 0)
            text.append(text.empty() ? "" : ", ")
                .append(eachOf(i))
                .append(" ")
                .append(std::to_string(m_lists[i].count));
    return text;
}

/// What stands in the place of an object without being one.
bool JsonListReader::isStray(const char* what)
{
    if (skips() || m_answers.depth() > 0 || at(Level::Object))
        return false;
    if (at(Level::List))
        ++m_lists.back().count;
    m_list.leaveOut(place(), std::string("it is ") + what + ", not an object");
    return true;
}

bool JsonListReader::null()
{
    if (isStray("null") || skips())
        return true;
    if (m_answers.depth() > 0)
        m_answers.null();
    return true;
}

bool JsonListReader::boolean(bool value)
{
    if (isStray("true or false") || skips())
        return true;
    if (m_answers.depth() > 0 || field() == ListField::Answers)
        m_answers.boolean();
    else if (field() == ListField::Impossible)
        m_frames.back().question.impossible = value;
    else if (field() == ListField::Question) {
        m_frames.back().asks = true;
        m_frames.back().question.flaw = "the question is true or false, not a text";
    }
    return true;
}

bool JsonListReader::number_unsigned(std::uint64_t value)
{
    return number(static_cast<std::int64_t>(std::min(value, std::uint64_t{1} << 62U)), std::to_string(value));
}

bool JsonListReader::number_float(double, const std::string& digits)
{
    return isNotANumber(digits) ? null() : number({}, numberAsWritten(digits));
}

bool JsonListReader::number(std::optional<std::int64_t> value, const std::string& digits)
{
    if (isStray("a number") || skips())
        return true;
    if (m_answers.depth() > 0 || field() == ListField::Answers) {
        m_answers.number(value, digits);
        return true;
    }
    switch (field()) {
    case ListField::Id: m_frames.back().question.id = digits; break;
    case ListField::Title: m_frames.back().title = digits; break;
    case ListField::Impossible: m_frames.back().question.impossible = value != 0; break;
    case ListField::AnswerStart: m_answers.start(value.value_or(-1)); break;
    case ListField::Context: m_frames.back().contextFlaw = "the context is a number, not a text"; break;
    case ListField::Question:
        m_frames.back().asks = true;
        m_frames.back().question.flaw = "the question is a number, not a text";
        break;
    default: break;
    }
    return true;
}

bool JsonListReader::string(std::string& value)
{
    if (isStray("a text") || skips())
        return true;
    if (m_answers.depth() > 0 || field() == ListField::Answers) {
        m_answers.text(std::move(value));
        return true;
    }
    Frame& frame = m_frames.back();
    switch (field()) {
    case ListField::Id: frame.question.id = std::move(value); break;
    case ListField::Title: frame.title = std::move(value); break;
    case ListField::Context: frame.context = std::move(value); break;
    case ListField::Impossible: frame.question.impossible = meansYes(value); break;
    case ListField::Question:
        frame.asks = true;
        frame.question.text = std::move(value);
        break;
    default: break;
    }
    return true;
}

bool JsonListReader::key(std::string& value)
{
    if (m_answers.depth() > 0)
        m_answers.key(value);
    else if (!skips())
        m_frames.back().key = std::move(value);
    return true;
}

bool JsonListReader::isShallow()
{
    return m_levels.size() + m_answers.depth() + m_skipped <= deepestNesting ||
           fail("The lists are nested too deeply", place());
}

/// What the innermost frame holds of its own answers.
void JsonListReader::keepAnswers()
{
    RawAnswers read = m_answers.take();
    if (!m_frames.empty() && read.given)
        m_frames.back().question.answers = std::move(read);
}

bool JsonListReader::beginFrame()
{
    keepAnswers();
    if (at(Level::List))
        ++m_lists.back().count;
    Frame frame;
    frame.lists = m_lists.size();
    frame.firstParagraph = m_list.paragraphs();
    frame.firstPending = m_pending.size();
    m_frames.push_back(std::move(frame));
    m_levels.push_back(Level::Object);
    return isShallow();
}

bool JsonListReader::beginList()
{
    const std::size_t kind = m_levels.empty() ? dataKind : kindOf(m_frames.back().key);
    if (!m_levels.empty())
        m_frames.back().below = kind == questionKind ? "paragraph" : "article";
    m_lists.push_back({kind, 0});
    m_levels.push_back(Level::List);
    return isShallow();
}

bool JsonListReader::skip(const std::string& what)
{
    if (!skips() && !isStray(what.c_str())) {
        Frame& frame = m_frames.back();
        if (field() == ListField::Context)
            frame.contextFlaw = "the context is " + what + ", not a text";
        if (field() == ListField::Question) {
            frame.asks = frame.columns = true;
            frame.question.flaw = "the question is " + what + ", not a text";
        }
    }
    ++m_skipped;
    return isShallow();
}

/// Whether the next object or list holds frames.
bool JsonListReader::leadsToFrames() const
{
    return !skips() && (m_levels.empty() || (at(Level::Object) && holdsFrames(m_frames.back().key)));
}

bool JsonListReader::start_object(std::size_t)
{
    if (++m_objects % stopInterval == 0 && m_job.stopped())
        return false;
    if (!skips() && (m_answers.depth() > 0 || field() == ListField::Answers)) {
        m_answers.beginObject();
        return isShallow();
    }
    return leadsToFrames() || (!skips() && at(Level::List)) ? beginFrame() : skip("an object");
}

bool JsonListReader::start_array(std::size_t)
{
    if (!skips() && (m_answers.depth() > 0 || field() == ListField::Answers))
        m_answers.beginList();
    else if (!skips() && field() == ListField::AnswerStart)
        m_answers.beginStarts();
    else
        return leadsToFrames() ? beginList() : skip("a list");
    return isShallow();
}

bool JsonListReader::end_array()
{
    if (skips())
        --m_skipped;
    else if (m_answers.depth() > 0)
        m_answers.end();
    else {
        m_levels.pop_back();
        m_lists.pop_back();
    }
    return true;
}

bool JsonListReader::end_object()
{
    if (skips()) {
        --m_skipped;
        return true;
    }
    if (m_answers.depth() > 0) {
        m_answers.end();
        return true;
    }
    keepAnswers();
    if (m_frames.back().columns && m_lists.empty() && m_line == 0)
        return fail("The file holds a table by columns, not by rows", {}, columnsRemedy);
    takeQuestion();
    settlePending();
    m_list.setTitle(m_frames.back().title, m_frames.back().firstParagraph);
    m_frames.pop_back();
    m_levels.pop_back();
    return !m_list.ended() &&
           (m_pending.size() <= mostQuestions || fail("The file holds more than a million questions", {}, splitRemedy));
}

/// The question of the innermost frame, or that it lacks one.
void JsonListReader::takeQuestion()
{
    Frame& frame = m_frames.back();
    const bool isQuestion = !m_lists.empty() && m_lists.back().kind == questionKind;
    const bool isRow = frame.below == nullptr && (m_line > 0 || (!m_lists.empty() && m_lists.back().kind == dataKind));
    if (!frame.asks && !isQuestion && !isRow)
        return;
    frame.question.place = place();
    if (!frame.asks)
        frame.question.flaw = "the key \"question\" is missing";
    m_pending.push_back(std::move(frame.question));
}

/// What waited for the context of the innermost frame. Without one there, an outer one may have it.
void JsonListReader::settlePending()
{
    const Frame& frame = m_frames.back();
    const std::string missing = !frame.contextFlaw.empty() ? frame.contextFlaw
                                : m_frames.size() == 1     ? "the key \"context\" is missing"
                                                           : "";
    if (!frame.context && missing.empty())
        return;
    if (frame.context)
        m_list.setParagraph(*frame.context, frame.title);
    for (std::size_t i = frame.firstPending; i < m_pending.size(); ++i) {
        if (!frame.context && m_pending[i].flaw.empty())
            m_pending[i].flaw = missing;
        m_list.add(std::move(m_pending[i]));
    }
    m_pending.resize(frame.firstPending);
}

} // namespace headlight
