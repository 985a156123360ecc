// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace headlight {

/// Whether the model answers questions, as far as config.json says.
enum class ModelHead {
    QuestionAnswering, ///< it does, so that weights without that head are not the model's
    Unknown,           ///< the file names another class or none: the weights show it
};

/// What config.json says of a BERT-family model, checked: ranges, hidden size divisible by heads, known activation,
/// nothing that would need other code (decoder, relative positions, pruned heads, quantisation, remote code).
struct ModelConfig {
    std::string modelType;    ///< "bert"
    std::string architecture; ///< "BertForQuestionAnswering"; empty where the file does not say
    ModelHead head = ModelHead::QuestionAnswering;
    int vocabSize = 0;
    int hiddenSize = 0;
    int layers = 0;
    int heads = 0;
    int intermediateSize = 0;
    int maxPositions = 0;
    int typeVocabSize = 2;
    double layerNormEps = 1e-12;
    std::string activation = "gelu"; ///< gelu, gelu_new, relu, silu, tanh ... as transformers names them
    std::string json;                ///< the file's text, compact
    std::string remark;              ///< a sentence about what was read otherwise than it stands; mostly empty

    int headSize() const { return hiddenSize / heads; }
};

/// Reads and checks `folder`/config.json. Errors name the file, the key, what was expected, and the remedy.
Result<ModelConfig> readModelConfig(const std::filesystem::path& folder);
/// The same of the file's text.
Result<ModelConfig> parseModelConfig(std::string_view text, const std::string& fileName);

} // namespace headlight
