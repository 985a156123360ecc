// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tasks/frame.h"

namespace headlight {

namespace {

/// The tutorials' convention gives the first [SEP] segment 1: the first segment ends with the question's last token. Of
/// models whose template has but one segment, nothing changes.
void applyTutorialSegments(Input& input)
{
    const auto last = static_cast<std::size_t>(input.passages.front().end);
    const bool hasTwo = input.segmentIds.back() != input.segmentIds.front();
    if (input.passages.size() > 1 && hasTwo && last < input.segmentIds.size())
        input.segmentIds[last] = input.segmentIds.back();
}

/// Special tokens stay, also an unknown word or a mask in the text, as transformers' special tokens mask has it.
/// Baseline `zero` takes the id of the padding; the engine makes its embedding zero.
std::vector<std::int64_t> baselineIds(const Tokenizer& tokenizer, const Input& input, std::int64_t fill)
{
    std::vector<std::int64_t> ids = input.inputIds;
    for (std::int64_t& id : ids)
        if (!tokenizer.isSpecialId(id))
            id = fill;
    return ids;
}

} // namespace

Input frameQuestion(const Tokenizer& tokenizer, const Texts& texts)
{
    return tokenizer.encodePair(texts.first, texts.second);
}

Input frameTexts(const Tokenizer& tokenizer, const Texts& texts)
{
    Input pair = tokenizer.encodePair(texts.first, texts.second);
    if (pair.passages.front().length() == 0)
        return tokenizer.encode(texts.second);
    pair.passages.front().role = Role::Text;
    pair.passages.back().role = Role::Pair;
    return pair;
}

Result<Input> completedInput(const Tokenizer& tokenizer, Input input, const Options& options)
{
    if (options.baseline == Baseline::Mask && tokenizer.maskId() < 0)
        return inputError("The model's vocabulary has no mask token", "--baseline mask",
                          "Choose the baseline 'pad' or 'zero'.");
    if (options.segments == Segments::Tutorial)
        applyTutorialSegments(input);
    input.baselineIds =
        baselineIds(tokenizer, input, options.baseline == Baseline::Mask ? tokenizer.maskId() : tokenizer.padId());
    if (Result<void> ok = tokenizer.checkEmbeddings(input); !ok)
        return Failure(ok.error());
    return input;
}

Result<void> checkNotEmpty(const Passage& passage)
{
    if (passage.length() > 0)
        return {};
    const std::string what(name(passage.role));
    return inputError("The " + what + " is empty: it holds no token the model could read", what,
                      "Give a " + what + " of at least one word.");
}

} // namespace headlight
