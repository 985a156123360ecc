// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace headlight {

/// An answer as a file has it; its place is looked up when the context is known.
struct RawAnswer {
    std::string text;
    std::optional<std::int64_t> begin; ///< in code points of the context, as the file says
    std::size_t number = 1;            ///< among those of the question, from 1
};

/// What a file says of a question's answers.
struct RawAnswers {
    bool given = false; ///< something is said, be it that there is none
    bool tooMany = false;
    std::vector<RawAnswer> answers;
    std::vector<std::pair<std::size_t, std::string>> bad; ///< the numbers of those that cannot be read, and why
};

/// Takes a question's answers from the values of a file, whatever form they have: texts and numbers, objects with
/// "text" and "answer_start", which may both be lists, and lists of all that. Values arrive one by one, as a parser
/// meets them.
class AnswerReader {
public:
    void text(std::string value);
    void number(std::optional<std::int64_t> whole, const std::string& digits);
    void boolean() { refuse("it is true or false, not a text"); }
    void null();
    void beginObject();
    void beginList();
    /// A list of the places of answers that stand elsewhere.
    void beginStarts() { m_in.push_back(In::Starts); }
    void key(const std::string& name) { m_key = name; }
    void end(); ///< of the innermost object or list
    /// The place of an answer that stands elsewhere.
    void start(std::int64_t begin);

    /// How many objects and lists are open.
    std::size_t depth() const { return m_in.size(); }
    /// All that was read, and begins anew.
    RawAnswers take();

private:
    enum class In { List, Object, Texts, Starts, Skipped };
    bool in(In level) const { return !m_in.empty() && m_in.back() == level; }
    bool betweenAnswers() const { return m_in.empty() || m_in.back() == In::List; }
    bool atText() const { return in(In::Texts) || (in(In::Object) && m_key == "text"); }
    bool atStart() const { return in(In::Starts) || (in(In::Object) && m_key == "answer_start"); }
    void add(std::string text, std::optional<std::int64_t> begin);
    void refuse(const char* why);
    void endObject();

    std::vector<In> m_in;
    std::string m_key; ///< of the object that is open
    std::vector<std::string> m_texts;
    std::vector<std::int64_t> m_starts;
    bool m_hasText = false; ///< the object that is open
    std::vector<std::int64_t> m_outerStarts;
    std::size_t m_count = 0; ///< of answers, bad ones too
    RawAnswers m_read;
};

} // namespace headlight
