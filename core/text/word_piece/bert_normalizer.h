// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/text/aligned_text.h"

namespace headlight {

/// How text is normalised before it is split into words; the defaults are those of uncased BERT.
struct NormalizerOptions {
    bool cleanText = true;    ///< drop control characters, turn white space into spaces
    bool spaceChinese = true; ///< make each CJK ideograph a word
    bool lowerCase = true;
    std::optional<bool> stripAccents; ///< unset: where lowerCase is set
};

AlignedText normalized(AlignedText text, const NormalizerOptions& options);

} // namespace headlight
