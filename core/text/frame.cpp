// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/frame.h"

namespace headlight {
namespace {

FramePart special(const FramePart& token, std::int64_t type)
{
    return {FramePart::Kind::Special, type, token.token, token.id};
}

FramePart text(FramePart::Kind which, std::int64_t type)
{
    return {which, type, {}, -1};
}

void appendSpecial(Input& input, const FramePart& part)
{
    input.inputIds.push_back(part.id);
    input.tokens.push_back(part.token);
    input.offsets.push_back({});
    input.segmentIds.push_back(part.type);
}

void appendTokens(Input& input, const TokenizedText& tokens, std::int64_t type)
{
    input.inputIds.insert(input.inputIds.end(), tokens.ids.begin(), tokens.ids.end());
    input.tokens.insert(input.tokens.end(), tokens.tokens.begin(), tokens.tokens.end());
    input.offsets.insert(input.offsets.end(), tokens.offsets.begin(), tokens.offsets.end());
    input.segmentIds.insert(input.segmentIds.end(), tokens.ids.size(), type);
}

} // namespace

Frame Frame::around(const FramePart& cls, const FramePart& sep, bool twice, std::int64_t secondType)
{
    using enum FramePart::Kind;
    Frame frame;
    frame.single = {special(cls, 0), text(First, 0), special(sep, 0)};
    frame.pair = frame.single;
    if (twice)
        frame.pair.push_back(special(sep, 0));
    frame.pair.insert(frame.pair.end(), {text(Second, secondType), special(sep, secondType)});
    return frame;
}

Input framed(const Frame& frame, std::vector<FramedText> texts)
{
    Input input;
    std::vector<Passage> passages;
    for (const FramePart& part : texts.size() > 1 ? frame.pair : frame.single) {
        if (part.kind == FramePart::Kind::Special) {
            appendSpecial(input, part);
            continue;
        }
        FramedText& text = texts[part.kind == FramePart::Kind::First ? 0 : texts.size() - 1];
        const std::int64_t begin = input.length();
        appendTokens(input, text.tokens, part.type);
        passages.push_back({text.role, std::move(text.text), begin, input.length()});
    }
    input.setPassages(std::move(passages));
    return input;
}

} // namespace headlight
