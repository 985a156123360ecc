// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/windows.h"

#include <algorithm>

namespace headlight {

namespace {

std::string counted(std::int64_t count)
{
    return std::to_string(count) + (count == 1 ? " token" : " tokens");
}

/// The elements of one window: the question with its special tokens, a stretch of the context, and what closes it.
template <typename Element>
std::vector<Element> cut(const std::vector<Element>& whole, const Input& input, const ContextWindow& window)
{
    if (whole.empty())
        return {};
    const auto begin = whole.begin() + input.mainPassage().begin;
    std::vector<Element> part(whole.begin(), begin);
    part.insert(part.end(), begin + window.offset, begin + window.offset + window.tokens);
    part.insert(part.end(), whole.begin() + input.mainPassage().end, whole.end());
    return part;
}

/// The characters that `tokens` of the context from `offset` on cover.
TextRange charactersOf(const Input& whole, std::int64_t offset, std::int64_t tokens)
{
    if (whole.offsets.empty() || tokens < 1)
        return {};
    const auto first = static_cast<std::size_t>(whole.mainPassage().begin + offset);
    return {whole.offsets[first].begin, whole.offsets[first + static_cast<std::size_t>(tokens) - 1].end};
}

ContextWindow windowAt(const Input& whole, std::int64_t offset, std::int64_t tokens)
{
    ContextWindow window;
    window.offset = offset;
    window.tokens = tokens;
    window.characters = charactersOf(whole, offset, tokens);
    return window;
}

} // namespace

Result<std::int64_t> windowLength(const Options& options, int maxPositions)
{
    if (options.maxLength > maxPositions && options.maxLength != Options().maxLength)
        return inputError("The model takes " + counted(maxPositions) + " at once, not " +
                              std::to_string(options.maxLength),
                          "--max-length", "Give at most " + std::to_string(maxPositions) + ".");
    return std::min(options.maxLength, maxPositions);
}

Result<std::vector<ContextWindow>> contextWindows(const Input& whole, std::int64_t length, std::int64_t stride)
{
    const std::int64_t context = whole.mainPassage().length();
    if (whole.length() <= length)
        return std::vector<ContextWindow>{windowAt(whole, 0, context)};
    const std::int64_t around = whole.length() - context;
    const std::int64_t room = length - around;
    if (room < 1)
        return inputError("The question and the special tokens make " + counted(around) +
                              ", which leaves no room for the "
                              "context in a window of " +
                              std::to_string(length),
                          "question", "Shorten the question, or give a larger --max-length if the model takes it.");
    if (stride >= room)
        return inputError("Windows hold " + counted(room) +
                              " of the context beside the question, and cannot overlap by " + std::to_string(stride),
                          "--stride", "Give a --stride below " + std::to_string(room) + ", or a larger --max-length.");
    std::vector<ContextWindow> windows;
    for (std::int64_t offset = 0;; offset += room - stride) {
        windows.push_back(windowAt(whole, offset, std::min(room, context - offset)));
        if (offset + room >= context)
            return windows;
    }
}

Result<std::vector<ContextWindow>> contextWindows(const Input& whole, const Options& options, int maxPositions)
{
    const Result<std::int64_t> length = windowLength(options, maxPositions);
    if (!length)
        return Failure(length.error());
    const std::int64_t room = *length - (whole.length() - whole.mainPassage().length());
    const bool adapts = options.stride == Options().stride && options.stride >= room && room > 0;
    return contextWindows(whole, *length, adapts ? room / 2 : options.stride);
}

Input windowInput(const Input& whole, const ContextWindow& window)
{
    Input part;
    part.tokens = cut(whole.tokens, whole, window);
    part.inputIds = cut(whole.inputIds, whole, window);
    part.segmentIds = cut(whole.segmentIds, whole, window);
    part.baselineIds = cut(whole.baselineIds, whole, window);
    part.offsets = cut(whole.offsets, whole, window);
    std::vector<Passage> passages = whole.passages;
    passages.back().end = passages.back().begin + window.tokens;
    part.setPassages(std::move(passages));
    return part;
}

} // namespace headlight
