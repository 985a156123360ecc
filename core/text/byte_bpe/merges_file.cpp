// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/byte_bpe/merges_file.h"

#include <algorithm>

#include "core/base/in_quotes.h"
#include "core/base/utf8.h"

namespace headlight {
namespace {

constexpr std::size_t mostMerges = 2'000'000;

std::string_view nextLine(std::string_view& text)
{
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    line.remove_suffix(line.ends_with('\r') ? 1 : 0);
    return line;
}

} // namespace

Result<BytePairs::Merges> parseMerges(std::string_view text, const std::string& fileName)
{
    BytePairs::Merges merges;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::string_view line = nextLine(text);
        if (line.empty() || (number == 1 && line.starts_with("#version")))
            continue;
        const std::size_t space = line.find(' ');
        if (space == line.npos || line.find(' ', space + 1) != line.npos || !isValidUtf8(line))
            return inputError("Expected two pieces to merge, found " + inQuotes(line),
                              fileName + ", line " + std::to_string(number), "Download it again.");
        if (merges.size() == mostMerges)
            return inputError("More than " + std::to_string(mostMerges) + " merges", fileName, "Choose another file.");
        merges.emplace_back(line.substr(0, space), line.substr(space + 1));
    }
    return merges;
}

} // namespace headlight
