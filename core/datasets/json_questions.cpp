// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <exception>

#include "core/datasets/json_list_reader.h"
#include "core/files/json_repair.h"

namespace headlight {

namespace {

using Json = nlohmann::json;

/// Lines of a text, without what ends them, and where each begins.
class Lines {
public:
    explicit Lines(std::string_view text) : m_text(text) {}

    bool next()
    {
        if (m_end >= m_text.size())
            return false;
        m_begin = m_end;
        m_end = std::min(m_text.find('\n', m_begin), m_text.size() - 1) + 1;
        ++m_number;
        return true;
    }
    std::string_view text() const { return trimmedText(m_text.substr(m_begin, m_end - m_begin)); }
    std::size_t number() const { return m_number; }
    /// Of the line's text.
    std::size_t firstByte() const { return static_cast<std::size_t>(text().data() - m_text.data()); }

private:
    std::string_view m_text;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::size_t m_number = 0;
};

void readLines(std::string_view text, JsonListReader& reader, const ListBuilder& list, const Job& job)
{
    for (Lines lines(text); lines.next() && !list.ended() && !job.stopped();) {
        const std::string_view line = lines.text();
        if (line.empty())
            continue;
        reader.beginLine(lines.number(), lines.firstByte());
        Json::sax_parse(line.begin(), line.end(), &reader);
    }
}

Result<QuestionList> readJson(std::string_view json, bool lines, const std::string& fileName, const Job& job)
try {
    const RepairedJson repaired = repairedJson(json);
    const std::string_view text = repaired.orElse(json);
    ListBuilder list(fileName, job);
    list.noteReplaced(repaired.surrogates);
    JsonListReader reader(list, job);
    if (lines)
        readLines(text, reader, list, job);
    else
        Json::sax_parse(text.begin(), text.end(), &reader);
    return list.take();
} catch (const std::exception&) {
    return inputError("There is not enough memory to read this file", fileName, splitRemedy);
}

} // namespace

bool isJsonLines(std::string_view text)
{
    std::string_view first;
    for (Lines lines(text); lines.next();) {
        const std::string_view line = lines.text();
        if (!line.empty() && !first.empty()) // a second one: now it is worth a look
            return Json::accept(repairedJson(first).orElse(first));
        if (first.empty())
            first = line;
        if (!first.empty() && !(first.starts_with('{') && first.ends_with('}')))
            return false;
    }
    return false;
}

Result<QuestionList> readJsonQuestions(std::string_view json, const std::string& fileName, const Job& job)
{
    return readJson(json, false, fileName, job);
}

Result<QuestionList> readJsonLines(std::string_view lines, const std::string& fileName, const Job& job)
{
    return readJson(lines, true, fileName, job);
}

} // namespace headlight
