// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/array.h"
#include "core/model/model_config.h"

namespace headlight {

/// The canonical name of the word embeddings, [V,E].
inline constexpr auto wordEmbeddings = "bert.embeddings.word_embeddings.weight";

/// A tensor that config.json calls for.
struct ExpectedTensor {
    std::string canonical; ///< the name under which all families have it
    Shape shape;
    bool optional = false;
};
/// By the name that the family's files have.
using ExpectedTensors = std::map<std::string, ExpectedTensor>;

/// The tensors of the encoder. Canonical names are BERT's, like "bert.encoder.layer.0.attention.self.query.weight", and
/// number the layers that have weights of their own; "bert.embeddings.projection" is the map to the hidden size.
ExpectedTensors encoderTensors(const ModelConfig& config);
/// Those of a head: "qa_outputs", "classification.dense" and ".output", "token_labels", "masked_words.dense", ".norm"
/// and ".decoder". Without the last one's weight it is that of the word embeddings.
ExpectedTensors headTensors(const ModelConfig& config, TaskKind task);
/// "question-answering": as sentences name a head.
std::string headName(TaskKind task);

/// What ownTensorName() had to do to some names of a file. All of it is normal for weights of one year or another.
struct NameChanges {
    bool norms = false;    ///< gamma and beta were renamed
    bool wrappers = false; ///< the prefix of a training program was taken off
    std::string base;      ///< "bert.", or that of the family, where it was added
    std::string prefix;    ///< that of a class of one's own, where it was taken off
};
NameChanges operator|(const NameChanges& a, const NameChanges& b);
/// The same as a sentence's part, like "gamma and beta are read as weight and bias"; empty where there are none.
std::string describe(const NameChanges& changes);

/// The name as transformers writes it today: LayerNorm.gamma and .beta renamed, what training programs put into names
/// ("module.", "model.", "_orig_mod.", "_fsdp_wrapped_module." ...) and `prefix` taken off, the family's base added
/// where it is missing. Each change is noted in `changes`.
std::string ownTensorName(const std::string& name, const Architecture& family, const std::string& prefix = {},
                          NameChanges* changes = nullptr);

/// What classes of one's own put before the names of an encoder, as in "net.embeddings.word_embeddings.weight", one for
/// each encoder among `names`. Empty where one has today's names: whatever else is there is beside it.
std::set<std::string> encoderPrefixes(const std::vector<std::string>& names, const Architecture& family);

/// Whether a tensor that is not called for is left unread, as poolers, position ids, heads of other tasks are.
bool isIgnoredTensor(const std::string& ownName, const Architecture& family);

} // namespace headlight
