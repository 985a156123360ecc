// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/datasets/answer_reader.h"

#include "core/datasets/listed_questions.h"

namespace headlight {

void AnswerReader::add(std::string text, std::optional<std::int64_t> begin)
{
    m_read.tooMany = ++m_count > mostAnswers;
    if (!m_read.tooMany)
        m_read.answers.push_back({std::move(text), begin, m_count});
}

void AnswerReader::refuse(const char* why)
{
    if (!betweenAnswers() && !atText())
        return;
    m_read.given = true;
    m_hasText = true; // said already
    m_read.tooMany = ++m_count > mostAnswers;
    if (!m_read.tooMany)
        m_read.bad.emplace_back(m_count, why);
}

void AnswerReader::text(std::string value)
{
    if (betweenAnswers()) {
        m_read.given = true;
        add(std::move(value), {});
    } else if (atText()) {
        m_hasText = true;
        if (m_texts.size() <= mostAnswers) // one more than are allowed, so that it shows
            m_texts.push_back(std::move(value));
    }
}

void AnswerReader::number(std::optional<std::int64_t> whole, const std::string& digits)
{
    if (!atStart())
        text(digits);
    else if (whole && in(In::Starts) && m_in.size() == 1)
        start(*whole);
    else if (whole && m_starts.size() <= mostAnswers)
        m_starts.push_back(*whole);
}

void AnswerReader::start(std::int64_t begin)
{
    if (m_outerStarts.size() < mostAnswers)
        m_outerStarts.push_back(begin);
}

void AnswerReader::null()
{
    if (!m_in.empty() && (in(In::List) || in(In::Texts)))
        refuse("it is null, not a text");
}

void AnswerReader::beginObject()
{
    const bool answer = betweenAnswers();
    if (!answer)
        refuse("its text is an object");
    m_read.given = true;
    m_in.push_back(answer ? In::Object : In::Skipped);
    if (!answer)
        return;
    m_key.clear();
    m_texts.clear();
    m_starts.clear();
    m_hasText = false;
}

void AnswerReader::beginList()
{
    const In inner = betweenAnswers() ? In::List : atText() ? In::Texts : atStart() ? In::Starts : In::Skipped;
    m_read.given = true;
    m_hasText = m_hasText || inner == In::Texts;
    m_in.push_back(inner);
}

void AnswerReader::end()
{
    const bool object = in(In::Object);
    m_in.pop_back();
    if (object)
        endObject();
}

void AnswerReader::endObject()
{
    if (!m_hasText)
        refuse("the key \"text\" is missing");
    for (std::size_t i = 0; i < m_texts.size(); ++i)
        add(std::move(m_texts[i]), i < m_starts.size() ? std::optional(m_starts[i]) : std::nullopt);
    m_texts.clear();
    m_starts.clear();
}

RawAnswers AnswerReader::take()
{
    for (std::size_t i = 0; i < m_read.answers.size() && i < m_outerStarts.size(); ++i)
        if (!m_read.answers[i].begin)
            m_read.answers[i].begin = m_outerStarts[i];
    RawAnswers read = std::move(m_read);
    *this = {};
    return read;
}

} // namespace headlight
