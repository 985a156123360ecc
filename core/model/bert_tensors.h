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

/// The tensors of BERT's encoder, by canonical name.
std::map<std::string, Shape> bertTensors(const ModelConfig& config);
/// Those of the question-answering head.
std::map<std::string, Shape> questionAnsweringTensors(const ModelConfig& config);

/// What canonicalTensorName() had to do to some names of a file. All of it is normal for weights of one year or another.
struct NameChanges {
    bool norms = false;    ///< gamma and beta were renamed
    bool wrappers = false; ///< the prefix of a training program was taken off
    bool base = false;     ///< "bert." was added
    std::string prefix;    ///< that of a class of one's own, where it was taken off
};
NameChanges operator|(const NameChanges& a, const NameChanges& b);
/// The same as a sentence's part, like "gamma and beta are read as weight and bias"; empty where there are none.
std::string describe(const NameChanges& changes);

/// The name as transformers writes it today: LayerNorm.gamma and .beta renamed, what training programs put into names
/// ("module.", "model.", "_orig_mod.", "_fsdp_wrapped_module." ...) and `prefix` taken off, a missing "bert." added.
/// Each change is noted in `changes`.
std::string canonicalTensorName(const std::string& name, const std::string& prefix = {},
                                NameChanges* changes = nullptr);

/// What classes of one's own put before the names of an encoder, as in "net.embeddings.word_embeddings.weight", one for
/// each encoder among `names`. Empty where one has today's names: whatever else is there is beside it.
std::set<std::string> encoderPrefixes(const std::vector<std::string>& names);

/// Whether a tensor is left unread although a file has it: poolers, position ids, heads of other tasks.
bool isIgnoredTensor(const std::string& canonicalName);

} // namespace headlight
