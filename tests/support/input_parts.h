// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string>

#include "core/data/input.h"

namespace headlight {

/// A question behind one special token, and a context [begin, end) behind another.
inline void setPair(Input& input, const std::string& question, const std::string& context, std::int64_t begin,
                    std::int64_t end)
{
    input.setPassages(
        {{Role::Question, question, 1, std::max<std::int64_t>(begin - 1, 1)}, {Role::Context, context, begin, end}});
}

/// Another text in place of the one that there is; where there is none, of a question and a context without tokens.
inline void setText(Input& input, Role role, const std::string& text)
{
    if (input.passages.empty())
        setPair(input, {}, {}, 0, 0);
    for (Passage& passage : input.passages)
        if (passage.role == role)
            passage.text = text;
}

} // namespace headlight
