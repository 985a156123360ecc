// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/analyzer.h"

#include <algorithm>
#include <set>

namespace headlight {

namespace {

/// The first [SEP] and all before it are segment 0; the tutorials' convention gives that [SEP] segment 1.
std::vector<std::int64_t> segmentIds(const EncodedInput& input, Segments convention)
{
    const std::int64_t firstSep = input.contextBegin - 1;
    const std::int64_t lastOfFirst = convention == Segments::Tutorial ? firstSep - 1 : firstSep;
    std::vector<std::int64_t> ids;
    for (std::int64_t token = 0; token < input.length(); ++token)
        ids.push_back(token <= lastOfFirst ? 0 : 1);
    return ids;
}

/// Special tokens stay, also an [UNK] or a [MASK] in the text, as transformers' special tokens mask has it. Baseline `zero`
/// takes the id of [PAD]; the engine makes its embedding zero.
std::vector<std::int64_t> baselineIds(const BertTokenizer& t, const EncodedInput& input, std::int64_t fill)
{
    const std::set<std::int64_t> special{t.clsId(), t.sepId(), t.padId(), t.maskId(), t.unkId()};
    std::vector<std::int64_t> ids = input.inputIds;
    for (std::int64_t& id : ids)
        if (!special.contains(id))
            id = fill;
    return ids;
}

Result<void> checkText(std::int64_t tokens, const char* name)
{
    if (tokens > 0)
        return {};
    return inputError(std::string("The ") + name + " is empty: it holds no token the model could read", name,
                      std::string("Give a ") + name + " of at least one word.");
}

/// [CLS] context [SEP]: what models for single texts were trained on.
EncodedInput encodeAlone(const BertTokenizer& tokenizer, const std::string& context)
{
    EncodedInput input = tokenizer.encode(context);
    std::swap(input.question, input.context);
    input.contextBegin = 1;
    input.contextEnd = input.length() - 1;
    return input;
}

/// Behind [CLS] and a [SEP] of its own.
std::int64_t questionTokens(const EncodedInput& input)
{
    return std::max<std::int64_t>(input.contextBegin - 2, 0);
}

} // namespace

EncodedInput encodeTexts(const BertTokenizer& tokenizer, const std::string& question, const std::string& context,
                         bool questionIsNeeded)
{
    EncodedInput pair = tokenizer.encodePair(question, context);
    return questionIsNeeded || questionTokens(pair) > 0 ? pair : encodeAlone(tokenizer, context);
}

Result<EncodedInput> encodeQuestion(const BertTokenizer& tokenizer, const AnalysisRequest& request,
                                    bool questionIsNeeded)
{
    const Baseline baseline = request.options.baseline;
    if (baseline == Baseline::Mask && tokenizer.maskId() < 0)
        return inputError("The model's vocabulary has no [MASK]", "--baseline mask", "Choose the baseline 'pad' or 'zero'.");

    EncodedInput input = encodeTexts(tokenizer, request.question, request.context, questionIsNeeded);
    if (Result<void> ok = checkText(questionTokens(input), "question"); !ok && questionIsNeeded)
        return Failure(ok.error());
    if (Result<void> ok = checkText(input.contextEnd - input.contextBegin, "context"); !ok)
        return Failure(ok.error());
    if (questionTokens(input) > 0)
        input.segmentIds = segmentIds(input, request.options.segments);
    input.baselineIds = baselineIds(tokenizer, input, baseline == Baseline::Mask ? tokenizer.maskId() : tokenizer.padId());
    if (Result<void> ok = tokenizer.checkEmbeddings(input); !ok)
        return Failure(ok.error());
    return input;
}

} // namespace headlight
