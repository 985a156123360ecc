// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "core/base/array.h"
#include "core/model/model_config.h"

namespace headlight {

/// The tensors of BERT's encoder, by canonical name.
std::map<std::string, Shape> bertTensors(const ModelConfig& config);
/// Those of the question-answering head.
std::map<std::string, Shape> questionAnsweringTensors(const ModelConfig& config);

/// The name as transformers writes it today: LayerNorm.gamma and .beta renamed, the prefixes of training programs
/// ("module.", "model.", "_orig_mod.") taken off, a missing "bert." added.
std::string canonicalTensorName(const std::string& name);

/// Whether a tensor is left unread although a file has it: poolers, position ids, heads of other tasks.
bool isIgnoredTensor(const std::string& canonicalName);

} // namespace headlight
