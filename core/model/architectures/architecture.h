// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace headlight {

/// What a family's configuration calls the sizes.
struct ConfigKeys {
    const char* hiddenSize = "hidden_size";
    const char* layers = "num_hidden_layers";
    const char* heads = "num_attention_heads";
    const char* intermediateSize = "intermediate_size";
    const char* activation = "hidden_act";
};

/// What a family calls the parts of a layer, without ".weight" and ".bias". BERT's names are the canonical ones.
struct LayerNames {
    std::string_view query = "attention.self.query";
    std::string_view key = "attention.self.key";
    std::string_view value = "attention.self.value";
    std::string_view attentionOutput = "attention.output.dense";
    std::string_view attentionNorm = "attention.output.LayerNorm";
    std::string_view intermediate = "intermediate.dense";
    std::string_view output = "output.dense";
    std::string_view outputNorm = "output.LayerNorm";
};

/// The parts of the heads, with all prefixes.
struct HeadNames {
    std::string_view classificationDense;
    std::string_view classificationOutput;
    std::string_view maskedDense;
    std::string_view maskedNorm;
    std::string_view maskedDecoder; ///< its weight is the table of word embeddings where the file does not have it
    std::string_view maskedBias;    ///< the whole name of the decoder's bias
};

/// Segment embeddings: none, a table of which the first row alone is used, or as the tokenizer's template says.
enum class SegmentTable { None, FirstAlone, OfTemplate };

/// A linear map from the size of the embeddings to the hidden size, before the first layer.
enum class Projection { Never, WhereSizesDiffer, Always };

/// A family of encoders whose layer is BERT's, or near it: what its files are called, and where its network differs.
/// One value a family, in a file of its own.
struct Architecture {
    std::string_view modelType;   ///< as config.json has it
    std::string_view title;       ///< as sentences name it
    std::string_view classPrefix; ///< with which transformers' names of its classes begin
    std::string_view base;        ///< what the encoder's tensor names begin with, like "bert."
    std::string_view layers = "encoder.layer."; ///< and what follows it before the number of a layer
    ConfigKeys keys = {};
    LayerNames layer = {};
    HeadNames head = {};

    SegmentTable segments = SegmentTable::OfTemplate;
    /// Positions count from the padding token's id + 1, and padding tokens have that id as position.
    bool positionsAfterPadding = false;
    bool paddingIsOne = false;         ///< whatever config.json says
    bool relativePositions = false; ///< a bias of the attention's scores by distance (T5's buckets), one for all layers
    Projection projection = Projection::Never;
    std::string_view projectionName = {};
    bool sharedLayers = false;         ///< groups of layers that are used several times
    double fixedEpsilon = 0;           ///< of the layer normalisations; 0: config.json's
    const char* activation = "gelu";   ///< where config.json names none
    const char* classificationActivation = "tanh"; ///< between the two parts of that head
    const char* maskedActivation = ""; ///< of the masked words' head; empty: that of the layers
};

} // namespace headlight
