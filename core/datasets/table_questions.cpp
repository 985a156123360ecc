// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "core/datasets/answer_cell.h"
#include "core/datasets/delimited_text.h"
#include "core/datasets/list_builder.h"
#include "core/datasets/list_fields.h"

namespace headlight {

namespace {

constexpr std::size_t longestHeader = 65'536; // bytes in which a table's first line must end

using Columns = std::vector<ListField>;

Columns columnsOf(const std::vector<std::string>& names)
{
    Columns columns;
    std::transform(names.begin(), names.end(), std::back_inserter(columns), listFieldNamed);
    return columns;
}

bool has(const Columns& columns, ListField field)
{
    return std::find(columns.begin(), columns.end(), field) != columns.end();
}

/// What a row without quotes around a separator has too many of.
std::string countText(std::size_t fields, std::size_t columns)
{
    return "it has " + std::to_string(fields) + " fields for " + std::to_string(columns) +
           " columns; a text with separators needs quotes around it";
}

/// A row as its columns say.
class Row {
public:
    Row(const Columns& columns, const std::vector<std::string>& fields, const Job& job)
    {
        for (std::size_t i = 0; i < std::min(columns.size(), fields.size()); ++i)
            take(columns[i], fields[i], job);
        m_question.answers = m_answers.take();
    }

    const std::string& context() const { return m_context; }
    const std::string& title() const { return m_title; }
    RawQuestion question() { return std::move(m_question); }

private:
    void take(ListField field, const std::string& text, const Job& job)
    {
        switch (field) {
        case ListField::Title: m_title = trimmedText(text); break;
        case ListField::Context: m_context = trimmedText(text); break;
        case ListField::Question: m_question.text = trimmedText(text); break;
        case ListField::Id: m_question.id = trimmedText(text); break;
        case ListField::Answers: readAnswerCell(text, m_answers, job); break;
        case ListField::AnswerStart: takeStarts(text, job); break;
        case ListField::Impossible: m_question.impossible = meansYes(text); break;
        case ListField::None: break;
        }
    }
    /// A number, or a list of them.
    void takeStarts(const std::string& text, const Job& job)
    {
        AnswerReader numbers;
        readAnswerCell(text, numbers, job);
        for (const RawAnswer& number : numbers.take().answers)
            m_answers.start(std::atoll(number.text.c_str()));
    }

    std::string m_title;
    std::string m_context;
    RawQuestion m_question;
    AnswerReader m_answers;
};

void addRow(const Columns& columns, const DelimitedText& table, std::size_t number, ListBuilder& list, const Job& job)
{
    const std::string place = "row " + std::to_string(number) + " (line " + std::to_string(table.line()) + ")";
    if (table.fields().size() > columns.size())
        return list.leaveOut(place, countText(table.fields().size(), columns.size()));
    Row row(columns, table.fields(), job);
    list.setParagraph(row.context(), row.title());
    RawQuestion question = row.question();
    question.place = place;
    list.add(std::move(question));
}

} // namespace

char separatorOf(std::string_view text)
{
    for (const char separator : {',', '\t', ';'}) {
        DelimitedText table(text.substr(0, longestHeader), separator);
        const Columns columns = table.next() ? columnsOf(table.fields()) : Columns();
        if (has(columns, ListField::Question) && has(columns, ListField::Context))
            return separator;
    }
    return 0;
}

Result<QuestionList> readQuestionTable(std::string_view text, char separator, const std::string& fileName,
                                       const Job& job)
{
    ListBuilder list(fileName, job);
    DelimitedText table(text, separator);
    table.next();
    const Columns columns = columnsOf(table.fields());
    for (std::size_t number = 1; table.next() && !list.ended() && !job.stopped(); ++number)
        addRow(columns, table, number, list, job);
    if (table.quoteIsOpen())
        list.fail("A quote is not closed", "line " + std::to_string(table.line()),
                  "Close it, and write a quote within a text twice.");
    return list.take();
}

} // namespace headlight
