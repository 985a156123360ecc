// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace headlight {

/// The files that hold a model's weights.
struct WeightFiles {
    std::vector<std::filesystem::path> files;  ///< by name, which is the order of shards
    std::map<std::string, std::string> shards; ///< tensor to file name, where an index says; else empty
};

/// model.safetensors, or the shards of model.safetensors.index.json, or pytorch_model.bin, or the shards of
/// pytorch_model.bin.index.json: what comes first is taken. Without any of them: shards without an index, where all are
/// there, or the one variant (model.fp16.safetensors). The files are plain ones of the folder, or of the Hugging Face
/// cache that the folder is part of. An error says what the folder has instead.
Result<WeightFiles> findWeightFiles(const std::filesystem::path& folder);

/// The weight_map of an index: tensor to plain file name, with this suffix.
Result<std::map<std::string, std::string>> parseWeightIndex(std::string_view text, const std::string& fileName,
                                                            std::string_view suffix = ".safetensors");

} // namespace headlight
