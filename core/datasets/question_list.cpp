// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/datasets/question_list.h"

#include <exception>
#include <span>

#include "core/base/utf8.h"
#include "core/files/foreign_file.h"
#include "core/files/regular_file.h"

namespace headlight {

namespace {

constexpr std::uint64_t largestFile = std::uint64_t{128} << 20U;
constexpr char remedy[] = "Open a SQuAD file (JSON), or a plain text with questions.";

Result<std::string> readText(const std::filesystem::path& path, const Job& job)
{
    Result<RegularFile> file = RegularFile::open(path);
    if (!file)
        return Failure(file.error());
    if (file->size() > largestFile)
        return inputError("The file has " + std::to_string(file->size() >> 20U) + " MiB, more than the " +
                              std::to_string(largestFile >> 20U) + " MiB that a list of questions may have",
                          path.string(), "Split it, or open a part of it.");
    std::vector<std::byte> bytes;
    if (const Result<void> read = file->append(bytes, file->size(), job, "Reading questions"); !read)
        return Failure(read.error());
    return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

/// A list must be text: what is not is named, by its kind where that is known.
Result<void> checkText(std::string_view text, const std::string& fileName)
{
    const std::size_t bad = std::min(findInvalidUtf8(text), text.find('\0'));
    if (bad == std::string_view::npos)
        return {};
    const ForeignFile foreign = recogniseForeignFile(std::as_bytes(std::span(text)));
    if (!foreign.what.empty())
        return inputError(foreign.what, fileName, remedy);
    return inputError("The text is not UTF-8", fileName + ", byte " + std::to_string(bad),
                      "Save it as UTF-8, or open another file.");
}

bool isJson(std::string_view text, const std::filesystem::path& path)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return path.extension() == ".json" || (first != std::string_view::npos && text[first] == '{');
}

} // namespace

Result<QuestionList> readQuestionList(const std::filesystem::path& path, const Job& job)
try {
    const Result<std::string> text = readText(path, job);
    return text ? parseQuestionList(*text, path, job) : Failure(text.error());
} catch (const std::exception&) {
    return inputError("There is not enough memory to read this file", path.string(), "Split it, or open a part of it.");
}

Result<QuestionList> parseQuestionList(std::string_view text, const std::filesystem::path& path, const Job& job)
{
    if (const Result<void> checked = checkText(text, path.string()); !checked)
        return Failure(checked.error());
    if (text.starts_with("\xef\xbb\xbf")) // a byte order mark
        text.remove_prefix(3);
    Result<QuestionList> list =
        isJson(text, path) ? readSquad(text, path.string(), job) : readPlainQuestions(text, path.string(), job);
    if (list && list->questions.empty())
        return inputError("The file holds no question", path.string(), remedy);
    if (list)
        list->name = path.filename().string();
    return list;
}

} // namespace headlight
