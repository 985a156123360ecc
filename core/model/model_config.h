// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/data/task_kind.h"
#include "core/model/architectures/families.h"

namespace headlight {

/// What config.json says of a model of one of the families that are read, checked: ranges, hidden size divisible by
/// heads, known activations, nothing that would need other code (decoder, relative positions, pruned heads,
/// quantisation, remote code).
struct ModelConfig {
    const Architecture* family = &families::bert; ///< never null
    std::string modelType;    ///< "bert"
    std::string architecture; ///< "BertForQuestionAnswering"; empty where the file does not say
    /// What a class of transformers among `architectures` is for, so that weights without that head are not the
    /// model's; nothing where the file names another class or none: the weights show it.
    std::optional<TaskKind> saidTask;
    std::vector<std::string> labels; ///< of a classification head or one for tokens, by index: id2label, or LABEL_0 ...
    bool severalLabels = false;      ///< each class holds or does not, else one of them does
    int vocabSize = 0;
    int embeddingSize = 0; ///< of the embedding tables; 0: the hidden size
    int hiddenSize = 0;
    int layers = 0; ///< that a text goes through: each use of a shared layer is one
    int heads = 0;
    int intermediateSize = 0;
    int maxPositions = 0;    ///< tokens that the model takes
    int positionsBefore = 0; ///< rows of the table of positions before that of the first token
    int typeVocabSize = 2;   ///< rows of the table of segments; 0 where there is none
    int layerGroups = 0;     ///< of shared layers; 0: no layer is shared
    int groupLayers = 1;     ///< layers of such a group
    int relativeBuckets = 0; ///< of relative positions; 0: there are none
    double layerNormEps = 1e-12;
    std::string activation = "gelu"; ///< gelu, gelu_new, relu, silu, tanh ... as transformers names them
    std::string json;                ///< the file's text, compact
    std::string remark;              ///< a sentence about what was read otherwise than it stands; mostly empty

    int headSize() const { return hiddenSize / heads; }
    int widthOfEmbeddings() const { return embeddingSize > 0 ? embeddingSize : hiddenSize; }
    bool hasProjection() const
    {
        return family->projection == Projection::Always ||
               (family->projection == Projection::WhereSizesDiffer && widthOfEmbeddings() != hiddenSize);
    }
    /// Layers with weights of their own.
    int distinctLayers() const { return layerGroups > 0 ? layerGroups * groupLayers : layers; }
    /// Which of them layer number `layer` is.
    int weightsOfLayer(int layer) const
    {
        if (layerGroups == 0)
            return layer;
        const int round = layer / groupLayers;
        const int rounds = layers / groupLayers;
        return static_cast<int>(std::int64_t(round) * layerGroups / rounds) * groupLayers + layer % groupLayers;
    }
};

/// Reads and checks `folder`/config.json. Errors name the file, the key, what was expected, and the remedy.
Result<ModelConfig> readModelConfig(const std::filesystem::path& folder);
/// The same of the file's text.
Result<ModelConfig> parseModelConfig(std::string_view text, const std::string& fileName);

} // namespace headlight
