// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ablation.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "core/base/in_quotes.h"

namespace headlight {

namespace {

constexpr std::string_view feedForwardWord = "mlp";
constexpr char option[] = "--ablate";
constexpr char forms[] = "Give parts such as 4.6 (layer 4, head 6), 5.* (all heads of layer 5) or 3.mlp (its "
                         "feed-forward part), separated by commas, with zero:, mean: or patch: before them.";

std::string numberText(int number)
{
    return number == AblatedPart::every ? "*" : std::to_string(number);
}

std::string partText(const AblatedPart& part)
{
    const bool isHead = part.head != AblatedPart::feedForward;
    return numberText(part.layer) + '.' + (isHead ? numberText(part.head) : std::string(feedForwardWord));
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\n");
    return first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(" \t\n") + 1 - first);
}

/// A number from 0, or "*".
std::optional<int> numberOf(std::string_view text)
{
    if (text == "*")
        return AblatedPart::every;
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size() && number >= 0;
    return whole ? std::optional(number) : std::nullopt;
}

std::optional<AblatedPart> partOf(std::string_view text, AblationKind kind)
{
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos)
        return {};
    const std::string_view second = text.substr(dot + 1);
    const std::optional<int> layer = numberOf(text.substr(0, dot));
    const std::optional<int> head =
        second == feedForwardWord ? std::optional(AblatedPart::feedForward) : numberOf(second);
    return layer && head ? std::optional(AblatedPart{kind, *layer, *head}) : std::nullopt;
}

/// Takes the kind before a colon off `text`; false where there is no such kind.
bool takeKind(std::string_view& text, AblationKind& kind)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return true;
    const std::optional<AblationKind> named = ablationKindNamed(trimmed(text.substr(0, colon)));
    kind = named.value_or(kind);
    text = trimmed(text.substr(colon + 1));
    return named.has_value();
}

Ablation ordered(std::vector<AblatedPart> parts)
{
    std::sort(parts.begin(), parts.end());
    parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
    return {std::move(parts)};
}

std::string counted(int count, const char* thing)
{
    return std::to_string(count) + ' ' + thing + (count == 1 ? "" : "s");
}

Result<void> checkPlace(const AblatedPart& part, int layers, int heads)
{
    if (part.layer >= layers)
        return inputError("There is no " + partText(part) + ", as the model has " + counted(layers, "layer"), option,
                          "Give a layer from 0 to " + std::to_string(layers - 1) + ".");
    if (part.head >= heads)
        return inputError("There is no head " + partText(part) + ", as a layer of the model has " +
                              counted(heads, "head"),
                          option, "Give a head from 0 to " + std::to_string(heads - 1) + ".");
    return {};
}

std::vector<int> numbersOf(int number, int count)
{
    std::vector<int> numbers(number == AblatedPart::every ? static_cast<std::size_t>(count) : 1, number);
    for (std::size_t i = 0; number == AblatedPart::every && i < numbers.size(); ++i)
        numbers[i] = static_cast<int>(i);
    return numbers;
}

/// Each place has one kind.
Result<void> checkKinds(const Ablation& ablation)
{
    std::set<std::pair<int, int>> places;
    for (const AblatedPart& part : ablation.parts) {
        if (!places.insert({part.layer, part.head}).second)
            return inputError(partText(part) + " is ablated in two ways at once", option,
                              "Name it with one of zero, mean and patch.");
    }
    return {};
}

} // namespace

std::string_view name(AblationKind value)
{
    switch (value) {
    case AblationKind::Zero: return "zero";
    case AblationKind::Mean: return "mean";
    case AblationKind::Patch: break;
    }
    return "patch";
}

std::optional<AblationKind> ablationKindNamed(std::string_view word)
{
    for (const AblationKind kind : ablationKinds)
        if (word == name(kind))
            return kind;
    return {};
}

std::string ablationText(const Ablation& ablation)
{
    std::string text;
    AblationKind kind = AblationKind::Zero;
    for (const AblatedPart& part : ordered(ablation.parts).parts) {
        text += text.empty() ? "" : ",";
        if (part.kind != kind)
            text += std::string(name(part.kind)) + ':';
        kind = part.kind;
        text += partText(part);
    }
    return text;
}

Result<Ablation> ablationNamed(std::string_view text)
{
    if (trimmed(text).empty())
        return usageError("No head is named to ablate", forms);
    std::vector<AblatedPart> parts;
    AblationKind kind = AblationKind::Zero;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        std::string_view item = trimmed(text.substr(begin, end - begin));
        const std::string given(item);
        const bool known = takeKind(item, kind);
        const std::optional<AblatedPart> part = partOf(item, kind);
        if (!known || !part)
            return usageError(inQuotes(given) + " names no head to ablate", forms);
        parts.push_back(*part);
        begin = end + 1;
    }
    return ordered(std::move(parts));
}

Result<Ablation> singleParts(const Ablation& ablation, int layers, int heads)
{
    std::vector<AblatedPart> parts;
    for (const AblatedPart& part : ablation.parts) {
        if (const Result<void> there = checkPlace(part, layers, heads); !there)
            return Failure(there.error());
        for (const int layer : numbersOf(part.layer, layers))
            for (const int head : numbersOf(part.head, heads))
                parts.push_back({part.kind, layer, head});
    }
    Ablation all = ordered(std::move(parts));
    if (const Result<void> clear = checkKinds(all); !clear)
        return Failure(clear.error());
    return all;
}

Result<Ablation> resolved(const Ablation& ablation, int layers, int heads)
{
    Result<Ablation> parts = singleParts(ablation, layers, heads);
    if (!parts)
        return parts;
    const auto gone = std::count_if(parts->parts.begin(), parts->parts.end(),
                                    [](const AblatedPart& part) { return part.head != AblatedPart::feedForward; });
    if (gone == std::int64_t{layers} * heads)
        return inputError("Every head of the model is ablated, so that nothing is left to look at", option,
                          "Leave out at least one head.");
    return parts;
}

} // namespace headlight
