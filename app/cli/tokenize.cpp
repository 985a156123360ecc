// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "core/base/decoded_text.h"
#include "core/base/in_quotes.h"
#include "core/files/json_file.h"
#include "core/text/tokenizer.h"

namespace headlight::cli {

namespace {

using Json = nlohmann::json;

std::string place(int number)
{
    return "standard input, line " + std::to_string(number);
}

Failure badLine(int number, const std::string& what)
{
    return inputError(what, place(number),
                      "Give one JSON object a line: {\"text\": \"...\"} or {\"text\": \"...\", \"pair\": \"...\"}.");
}

Failure withoutEmbedding(int number, const Error& error)
{
    return inputError(error.what, place(number), error.remedy);
}

void warn(const std::string& remark)
{
    if (!remark.empty())
        std::cerr << "Warning: " << inOneLine(remark) << '\n';
}

bool isTextOrAbsent(const Json& object, const char* key)
{
    return !object.contains(key) || object[key].is_string();
}

Result<Input> encodeLine(const Tokenizer& tokenizer, const std::string& line, int number)
{
    if (const Result<void> checked = checkUtf8(line, place(number)); !checked)
        return Failure(checked.error());
    std::string remark;
    const Result<Json> read = parseJsonObject(line, place(number), &remark);
    if (!read)
        return badLine(number, read.error().what);
    warn(remark);
    const Json& object = *read;
    if (!object.contains("text"))
        return badLine(number, "The line is not an object with the key \"text\"");
    if (!isTextOrAbsent(object, "text") || !isTextOrAbsent(object, "pair"))
        return badLine(number, "\"text\" and \"pair\" should be texts");
    const std::string text = object["text"].get<std::string>();
    Input input = object.contains("pair") ? tokenizer.encodePair(text, object["pair"].get<std::string>())
                                                 : tokenizer.encode(text);
    if (const Result<void> known = tokenizer.checkEmbeddings(input); !known)
        return withoutEmbedding(number, known.error());
    return input;
}

std::string lineOf(const Input& input)
{
    Json offsets = Json::array();
    for (const TextRange& range : input.offsets)
        offsets.push_back(Json::array({range.begin, range.end}));
    const Json object = {
        {"ids", input.inputIds}, {"tokens", input.tokens}, {"offsets", offsets}, {"segment_ids", input.segmentIds}};
    return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<void> tokenizeLine(const Tokenizer& tokenizer, const std::string& line, int number)
{
    const Result<Input> input = encodeLine(tokenizer, line, number);
    return input ? printLine(lineOf(*input)) : Failure(input.error());
}

} // namespace

Result<void> run(const TokenizeArguments& arguments, Interruption& interruption)
{
    const Result<std::filesystem::path> folder = modelFolder(arguments.model);
    if (!folder)
        return Failure(folder.error());
    const Result<std::shared_ptr<const Tokenizer>> tokenizer = readTokenizer(*folder);
    if (!tokenizer)
        return Failure(tokenizer.error());
    warn((*tokenizer)->remark());
    std::string line;
    for (int number = 1; std::getline(std::cin, line); ++number) {
        if (interruption.token().stop_requested())
            return cancelled();
        if (number == 1)
            line = withoutByteOrderMark(std::move(line));
        if (const Result<void> done = tokenizeLine(**tokenizer, line, number); !done)
            return done;
    }
    return {};
}

} // namespace headlight::cli
