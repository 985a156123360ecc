// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// tokenize_lines FOLDER: reads lines of JSON, a text or a list of two, and writes a line each: ids, tokens, offsets,
// types. With --time, reads all of the input as one text and says how long loading and tokenizing took.
#include <chrono>
#include <cstring>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "core/text/tokenizer.h"

using namespace headlight;
using nlohmann::json;

namespace {

double seconds(std::chrono::steady_clock::time_point since)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - since).count();
}

json toJson(const Input& input)
{
    json offsets = json::array();
    for (const TextRange& range : input.offsets)
        offsets.push_back({range.begin, range.end});
    return {{"ids", input.inputIds}, {"tokens", input.tokens}, {"offsets", offsets}, {"types", input.segmentIds}};
}

void timeOne(const Tokenizer& tokenizer, double loading)
{
    const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
    const auto start = std::chrono::steady_clock::now();
    const std::size_t count = tokenizer.tokenize(text).ids.size();
    std::cout << "loaded in " << loading << " s; " << text.size() << " bytes, " << count << " tokens in "
              << seconds(start) << " s\n";
}

} // namespace

int main(int argc, char** argv)
{
    const auto start = std::chrono::steady_clock::now();
    const auto tokenizer = argc > 1 ? readTokenizer(argv[1]) : usageError("Name a folder");
    if (!tokenizer) {
        std::cerr << tokenizer.error().text() << '\n';
        return 1;
    }
    if (argc > 2 && std::strcmp(argv[2], "--time") == 0) {
        timeOne(**tokenizer, seconds(start));
        return 0;
    }
    for (std::string line; std::getline(std::cin, line);) {
        const json texts = json::parse(line);
        const Input input = texts.is_string()
                                ? (*tokenizer)->encode(texts.get<std::string>())
                                : (*tokenizer)->encodePair(texts[0].get<std::string>(), texts[1].get<std::string>());
        std::cout << toJson(input).dump() << '\n';
    }
}
