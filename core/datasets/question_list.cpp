// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/datasets/question_list.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <exception>

#include "core/base/decoded_text.h"
#include "core/datasets/list_builder.h"
#include "core/datasets/list_fields.h"
#include "core/files/regular_file.h"

namespace headlight {

namespace {

constexpr std::uint64_t largestFile = std::uint64_t{128} << 20U;

/// Files that hold lists of questions in forms that are no text, by what they begin with.
struct OtherForm {
    std::string_view begin;
    const char* what;
    const char* remedy;
};

constexpr char toRows[] = "Write its rows as text; pandas does with to_json(orient=\"records\") or to_csv.";
constexpr char unpack[] = "Unpack it, and open what is in it.";
constexpr std::array<OtherForm, 6> otherForms{{
    {"PAR1", "This is a Parquet file", toRows},
    {"ARROW1", "This is an Arrow file", toRows},
    {std::string_view("\xff\xff\xff\xff", 4), "This is an Arrow file", toRows},
    {"PK\x03\x04", "This is a zip archive, perhaps a spreadsheet",
     "Save the spreadsheet as CSV, or unpack the archive."},
    {"\x1f\x8b", "This is a gzip archive", unpack},
    {"version https://git-lfs", "This is a Git LFS pointer, not the file itself",
     "Fetch it with `git lfs pull`, or download it again."},
}};

Result<std::string> readBytes(const std::filesystem::path& path, const Job& job)
{
    Result<RegularFile> file = RegularFile::open(path);
    if (!file)
        return Failure(file.error());
    if (file->size() > largestFile)
        return inputError("The file has " + std::to_string(file->size() >> 20U) + " MiB, more than the " +
                              std::to_string(largestFile >> 20U) + " MiB that a list of questions may have",
                          path.string(), splitRemedy);
    std::vector<std::byte> bytes;
    if (const Result<void> read = file->append(bytes, file->size(), job, "Reading questions"); !read)
        return Failure(read.error());
    return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

/// A list must be text: what is not is named, by its kind where that is known.
Result<std::string> textOfList(std::string bytes, const std::string& fileName)
{
    for (const OtherForm& form : otherForms)
        if (bytes.starts_with(form.begin))
            return inputError(form.what, fileName, form.remedy);
    return decodedText(std::move(bytes), fileName);
}

/// A text in brackets may be one alone: it is JSON where an object or nothing follows.
bool looksLikeJson(std::string_view text)
{
    const std::string_view begin = trimmedText(text.substr(0, 4096));
    const std::string_view inside = begin.starts_with('[') ? trimmedText(begin.substr(1)) : begin;
    return begin.starts_with('{') || (begin.starts_with('[') && (inside.starts_with('{') || inside.starts_with(']')));
}

bool hasSuffix(const std::filesystem::path& path, std::initializer_list<const char*> suffixes)
{
    std::string suffix = path.extension().string();
    std::transform(suffix.begin(), suffix.end(), suffix.begin(), [](unsigned char c) { return std::tolower(c); });
    return std::find(suffixes.begin(), suffixes.end(), suffix) != suffixes.end();
}

/// A table of values whose first line does not say what they are.
Failure withoutColumns(const std::string& fileName)
{
    return inputError("The first line does not name the columns question and context", fileName + ", line 1",
                      "Name the columns there: question, context, and perhaps answer, id and title.");
}

Result<QuestionList> readAnyForm(std::string_view text, const std::filesystem::path& path, const Job& job)
{
    const std::string fileName = path.string();
    if (hasSuffix(path, {".json", ".jsonl", ".ndjson"}) || looksLikeJson(text))
        return isJsonLines(text) ? readJsonLines(text, fileName, job) : readJsonQuestions(text, fileName, job);
    if (const char separator = separatorOf(text); separator != 0)
        return readQuestionTable(text, separator, fileName, job);
    const std::string_view firstLine = text.substr(0, text.find('\n'));
    if (hasSuffix(path, {".csv"}) && firstLine.find('\t') == std::string_view::npos && !trimmedText(text).empty())
        return withoutColumns(fileName);
    return readPlainQuestions(text, fileName, job);
}

} // namespace

Result<QuestionList> readQuestionList(const std::filesystem::path& path, const Job& job)
try {
    Result<std::string> bytes = readBytes(path, job);
    return bytes ? parseQuestionList(std::move(*bytes), path, job) : Failure(bytes.error());
} catch (const std::exception&) {
    return inputError("There is not enough memory to read this file", path.string(), splitRemedy);
}

Result<QuestionList> parseQuestionList(std::string bytes, const std::filesystem::path& path, const Job& job)
{
    const Result<std::string> text = textOfList(std::move(bytes), path.string());
    if (!text)
        return Failure(text.error());
    Result<QuestionList> list = readAnyForm(*text, path, job);
    if (list)
        list->name = path.filename().string();
    return list;
}

} // namespace headlight
