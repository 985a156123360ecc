// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measures/alignment.h"

#include <algorithm>

namespace headlight {
namespace {

using Tokens = std::span<const std::string>;

constexpr std::size_t mostCells = std::size_t(1) << 24; // 64 MiB: texts of more than any model reads

std::size_t commonPrefix(Tokens left, Tokens right)
{
    const auto ends = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
    return static_cast<std::size_t>(ends.first - left.begin());
}

std::size_t commonSuffix(Tokens left, Tokens right)
{
    const auto ends = std::mismatch(left.rbegin(), left.rend(), right.rbegin(), right.rend());
    return static_cast<std::size_t>(ends.first - left.rbegin());
}

/// The length of the longest common subsequence of what follows each place: [left + 1, right + 1], row by row.
std::vector<std::int32_t> lengthsBehind(Tokens left, Tokens right)
{
    const std::size_t stride = right.size() + 1;
    std::vector<std::int32_t> lengths((left.size() + 1) * stride);
    for (std::size_t i = left.size(); i-- > 0;) {
        for (std::size_t j = right.size(); j-- > 0;) {
            const std::size_t place = i * stride + j;
            lengths[place] = left[i] == right[j] ? lengths[place + stride + 1] + 1
                                                 : std::max(lengths[place + stride], lengths[place + 1]);
        }
    }
    return lengths;
}

void addPair(TokenAlignment& alignment, std::size_t left, std::size_t right)
{
    alignment.pairs.push_back({static_cast<std::int64_t>(left), static_cast<std::int64_t>(right)});
}

/// Of texts without a common beginning; both lists start at `offset`.
void addCommon(TokenAlignment& alignment, Tokens left, Tokens right, std::size_t offset)
{
    if (left.empty() || right.empty() || left.size() + 1 > mostCells / (right.size() + 1))
        return;
    const std::vector<std::int32_t> lengths = lengthsBehind(left, right);
    const std::size_t stride = right.size() + 1;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < left.size() && j < right.size()) {
        const std::size_t place = i * stride + j;
        if (left[i] == right[j])
            addPair(alignment, offset + i++, offset + j++);
        else if (lengths[place + 1] >= lengths[place + stride])
            ++j;
        else
            ++i;
    }
}

/// Where the texts and what is around them begin, and the end: of [CLS], question, [SEP], context, [SEP].
std::vector<std::size_t> parts(const Input& input)
{
    const auto length = static_cast<std::int64_t>(input.tokens.size());
    std::vector<std::size_t> places{0};
    const auto add = [&](std::int64_t place) {
        places.push_back(static_cast<std::size_t>(
            std::clamp<std::int64_t>(place, static_cast<std::int64_t>(places.back()), length)));
    };
    for (const Passage& passage : input.passages) {
        add(passage.begin);
        add(passage.end);
    }
    add(length);
    return places;
}

void append(TokenAlignment& all, const TokenAlignment& part, std::size_t left, std::size_t right)
{
    for (const TokenPair& pair : part.pairs)
        addPair(all, left + static_cast<std::size_t>(pair.left), right + static_cast<std::size_t>(pair.right));
}

TokenAlignment emptyAlignment(std::size_t left, std::size_t right)
{
    return {{}, static_cast<std::int64_t>(left), static_cast<std::int64_t>(right)};
}

} // namespace

std::int64_t TokenAlignment::rightOf(std::int64_t left) const
{
    const auto found = std::lower_bound(pairs.begin(), pairs.end(), left,
                                        [](const TokenPair& pair, std::int64_t token) { return pair.left < token; });
    return found != pairs.end() && found->left == left ? found->right : -1;
}

std::int64_t TokenAlignment::leftOf(std::int64_t right) const
{
    const auto found = std::lower_bound(pairs.begin(), pairs.end(), right,
                                        [](const TokenPair& pair, std::int64_t token) { return pair.right < token; });
    return found != pairs.end() && found->right == right ? found->left : -1;
}

TokenAlignment alignTokens(Tokens left, Tokens right)
{
    TokenAlignment alignment = emptyAlignment(left.size(), right.size());
    const std::size_t prefix = commonPrefix(left, right);
    const Tokens leftRest = left.subspan(prefix);
    const Tokens rightRest = right.subspan(prefix);
    const std::size_t suffix = commonSuffix(leftRest, rightRest);
    for (std::size_t i = 0; i < prefix; ++i)
        addPair(alignment, i, i);
    addCommon(alignment, leftRest.first(leftRest.size() - suffix), rightRest.first(rightRest.size() - suffix), prefix);
    for (std::size_t i = suffix; i > 0; --i)
        addPair(alignment, left.size() - i, right.size() - i);
    return alignment;
}

TokenAlignment alignInputs(const Input& left, const Input& right)
{
    TokenAlignment alignment = emptyAlignment(left.tokens.size(), right.tokens.size());
    const std::vector<std::size_t> leftParts = parts(left);
    const std::vector<std::size_t> rightParts = parts(right);
    if (leftParts.size() != rightParts.size()) // a pair and a single text
        return alignTokens(left.tokens, right.tokens);
    for (std::size_t i = 0; i + 1 < leftParts.size(); ++i) {
        const Tokens leftPart = Tokens(left.tokens).subspan(leftParts[i], leftParts[i + 1] - leftParts[i]);
        const Tokens rightPart = Tokens(right.tokens).subspan(rightParts[i], rightParts[i + 1] - rightParts[i]);
        append(alignment, alignTokens(leftPart, rightPart), leftParts[i], rightParts[i]);
    }
    return alignment;
}

} // namespace headlight
