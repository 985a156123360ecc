// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/base/error.h"
#include "core/base/job.h"
#include "core/datasets/answer_reader.h"
#include "core/datasets/listed_questions.h"

namespace headlight {

/// A question as a file has it.
struct RawQuestion {
    std::string place; ///< for notes: "row 3"
    std::string id;
    std::string text;
    std::string flaw; ///< why it cannot be used; empty where nothing is known against it
    RawAnswers answers;
    bool impossible = false; ///< marked as having no answer
};

/// Puts a list together out of what a reader finds, within the limits of a list. What cannot be used is left out,
/// counted and noted.
class ListBuilder {
public:
    /// `fileName` goes into errors.
    ListBuilder(std::string fileName, const Job& job) : m_fileName(std::move(fileName)), m_job(job) {}

    /// The text that the next questions are about; the one before where it is the same.
    void setParagraph(std::string context, const std::string& title);
    void add(RawQuestion question);
    void leaveOut(const std::string& place, const std::string& why) { note({ListNote::Kind::Item, place, why}); }
    /// That halves of surrogate pairs were replaced.
    void noteReplaced(std::size_t halves);
    /// Gives paragraphs from number `first` on that have no title this one.
    void setTitle(const std::string& title, std::size_t first);
    std::size_t paragraphs() const { return m_list.paragraphs.size(); }
    /// Whether a limit was reached or the work is to stop; take() gives the error.
    bool ended() const { return m_error.has_value(); }
    void fail(const std::string& what, const std::string& where, const std::string& remedy);

    /// An error where nothing in the file can be used.
    Result<QuestionList> take();

private:
    void note(ListNote note);
    /// Why the question is left out; empty where it is not.
    std::string flawOf(const RawQuestion& question) const;
    void settleAnswers(RawQuestion& raw, ListedQuestion& question);
    void settleAnswer(RawAnswer& answer, const std::string& place, ListedQuestion& question);

    std::string m_fileName;
    const Job& m_job;
    QuestionList m_list;
    std::optional<Error> m_error;
};

inline constexpr char splitRemedy[] = "Split it, or open a part of it.";
inline constexpr char listRemedy[] = "Open SQuAD's JSON, rows with question and context (JSON, CSV, TSV), or a plain "
                                     "text: a paragraph, an empty line, and one question a line.";

} // namespace headlight
