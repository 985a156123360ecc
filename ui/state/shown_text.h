// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/data/analysis_result.h"

namespace headlight::ui {

/// A stretch of a shown text that is marked: a span with its label, a mask.
struct TextMark {
    TextRange characters; ///< code points of the shown text
    int kind = 0;         ///< marks of one label have one number, from 0 in the order of the labels
    std::string hint;
};

/// The texts of an input as they stand above the views: the context of a question; else all texts, one after the other.
class ShownText {
public:
    ShownText() = default;
    explicit ShownText(const AnalysisResult& result);

    const std::string& text() const { return m_text; }
    /// Of a token; empty for a special one, or one of a text that is not shown.
    TextRange rangeOf(std::int64_t token) const;
    /// The token at a code point of the text; -1 where there is none.
    std::int64_t tokenAt(std::int64_t character) const;
    /// The spans that were labelled, and the masks.
    const std::vector<TextMark>& marks() const { return m_marks; }

private:
    void addPassage(const Input& input, const Passage& passage);
    void addMarks(const AnalysisResult& result);

    std::string m_text;
    std::int64_t m_length = 0; ///< code points of `m_text`
    std::vector<TextRange> m_ranges;
    std::vector<TextMark> m_marks;
};

} // namespace headlight::ui
