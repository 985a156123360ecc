// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/architectures/families.h"
#include "core/model/architectures/roberta_head.h"

namespace headlight::families {

namespace {

// Liu et al. 2019. Three families differ in their tokenizers alone.
constexpr Architecture robertaLike(std::string_view modelType, std::string_view title, std::string_view classPrefix)
{
    return {
        .modelType = modelType,
        .title = title,
        .classPrefix = classPrefix,
        .base = "roberta.",
        .head = robertaHead,
        .segments = SegmentTable::FirstAlone,
        .positionsAfterPadding = true,
        .maskedActivation = "gelu",
    };
}

} // namespace

constinit const Architecture roberta = robertaLike("roberta", "RoBERTa", "Roberta");
constinit const Architecture xlmRoberta = robertaLike("xlm-roberta", "XLM-RoBERTa", "XLMRoberta");
constinit const Architecture camembert = robertaLike("camembert", "CamemBERT", "Camembert");

} // namespace headlight::families
