// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/data/task_kind.h"

namespace headlight {

/// A model folder found on this computer, described without loading its weights.
struct FoundModel {
    std::filesystem::path folder;
    std::string name;         ///< the folder's name
    std::string architecture; ///< from config.json
    int layers = 0;
    int heads = 0;
    std::uintmax_t bytes = 0;     ///< of the weight files
    std::uint64_t parameters = 0; ///< numbers in them; 0 where their first bytes do not tell
    std::string precision;        ///< "F32", "F16" ...; empty likewise
    std::string names;            ///< how its tensors' names are read, where they are not today's; empty likewise
    std::string note;             ///< sentences about what is read otherwise than one may expect; mostly empty
    TaskKind task = TaskKind::QuestionAnswering; ///< of its head
    std::string problem;          ///< why it cannot be used; empty if it can
};

/// The demo model's folder: beside the program (build tree), or where it is installed
/// (PREFIX/share/headlight/models). HEADLIGHT_RESOURCES overrides both. Empty if it is nowhere.
std::filesystem::path demoModelFolder();
/// The folder that holds examples.json and the like, found in the same way.
std::filesystem::path resourceFolder();

/// The demo model, then models of the Hugging Face cache (HF_HUB_CACHE, HF_HOME, XDG_CACHE_HOME,
/// ~/.cache/huggingface/hub) and of ./models; each once, whether it can be used or not.
std::vector<FoundModel> findModels();
/// How a model is called: its folder's name, or ORG/NAME for a snapshot of the cache.
std::string modelName(const std::filesystem::path& folder);
/// What one folder holds.
FoundModel describeModel(const std::filesystem::path& folder);
/// The model folder that `path` means: itself, the folder of a file in it, or the snapshot of a cache's folder
/// models--ORG--NAME, of its snapshots, or of a file in its blobs.
Result<std::filesystem::path> resolveModelFolder(const std::filesystem::path& path);

} // namespace headlight
