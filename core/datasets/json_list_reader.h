// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/datasets/list_builder.h"
#include "core/datasets/list_fields.h"

namespace headlight {

/// Takes questions from a JSON parser's events and forgets the rest, so that nothing grows beyond the file's texts. An
/// object may hold a question, a context for it and for the questions below it, and lists of such objects ("data",
/// "paragraphs", "qas"): SQuAD's articles, paragraphs and questions are such objects, and so are rows. Keys that it
/// does not know are skipped with all that is below them.
class JsonListReader : public nlohmann::json_sax<nlohmann::json> {
public:
    JsonListReader(ListBuilder& list, const Job& job) : m_list(list), m_job(job) {}

    /// What follows is line `number` of several, each an object of its own; `firstByte` is where it begins. An error in
    /// it is noted and leaves the line out.
    void beginLine(std::size_t number, std::size_t firstByte);

    bool null() override;
    bool boolean(bool value) override;
    bool number_integer(std::int64_t value) override { return number(value, std::to_string(value)); }
    bool number_unsigned(std::uint64_t value) override;
    bool number_float(double value, const std::string& digits) override;
    bool binary(nlohmann::json::binary_t&) override { return true; }
    bool string(std::string& value) override;
    bool key(std::string& value) override;
    bool start_object(std::size_t) override;
    bool end_object() override;
    bool start_array(std::size_t) override;
    bool end_array() override;
    bool parse_error(std::size_t byte, const std::string&, const nlohmann::detail::exception& error) override;

private:
    /// An object that may hold questions.
    struct Frame {
        std::string key;       ///< that the reader is at
        std::size_t lists = 0; ///< that are open around it
        std::string title;
        std::optional<std::string> context;
        std::string contextFlaw;
        RawQuestion question;
        bool asks = false;           ///< holds a question, be it a bad one
        bool columns = false;        ///< its question is a list or an object
        const char* below = nullptr; ///< what it is called for the lists in it; null: there is none
        std::size_t firstParagraph = 0;
        std::size_t firstPending = 0; ///< of the questions below it that have no context yet
    };
    /// A list of frames.
    struct List {
        std::size_t kind; ///< index into the table of kinds; the outermost list is as "data"
        std::size_t count = 0;
    };
    enum class Level { Object, List };

    bool at(Level level) const { return !m_levels.empty() && m_levels.back() == level; }
    ListField field() const { return at(Level::Object) ? listFieldNamed(m_frames.back().key) : ListField::None; }
    bool skips() const { return m_skipped > 0; }
    bool number(std::optional<std::int64_t> value, const std::string& digits);
    bool isShallow();
    void keepAnswers();
    bool leadsToFrames() const;
    bool beginFrame();
    bool beginList();
    bool skip(const std::string& what);
    bool isStray(const char* what);
    void takeQuestion();
    void settlePending();
    std::string eachOf(std::size_t list) const;
    std::string place() const;
    bool fail(const std::string& what, const std::string& where, const std::string& remedy = listRemedy);

    ListBuilder& m_list;
    const Job& m_job;
    std::vector<Level> m_levels;
    std::vector<Frame> m_frames;
    std::vector<List> m_lists;
    std::vector<RawQuestion> m_pending; ///< whose context may follow them
    AnswerReader m_answers;             ///< of the innermost frame
    std::size_t m_skipped = 0;          ///< depth inside what is skipped
    std::size_t m_objects = 0;
    std::size_t m_line = 0;      ///< 0: the file is one value
    std::size_t m_firstByte = 0; ///< of the line
};

} // namespace headlight
