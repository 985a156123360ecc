// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/weight_files.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/base/in_quotes.h"
#include "core/files/atomic_file.h"
#include "core/files/json_file.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largestIndex = 16U << 20U;
constexpr std::size_t mostShards = 1'000;
constexpr auto indexRemedy = "Download the index and its shards again.";
constexpr std::string_view safetensors = ".safetensors";
constexpr std::string_view torchPickle = ".bin";

/// The names of a model's weights in one format.
struct Layout {
    const char* file;
    const char* index;
    std::string_view suffix; ///< of the shards
};

/// In the order in which transformers looks for them.
constexpr std::array<Layout, 2> layouts{{
    {"model.safetensors", "model.safetensors.index.json", safetensors},
    {"pytorch_model.bin", "pytorch_model.bin.index.json", torchPickle},
}};

bool isThere(const fs::path& file)
{
    std::error_code ignored;
    return fs::exists(fs::symlink_status(file, ignored));
}

/// Names that stay in the folder whatever they are joined with.
bool isPlainName(const std::string& name, std::string_view suffix)
{
    return name.size() <= 255 && name.ends_with(suffix) && name.front() != '.' &&
           name.find_first_of(std::string_view("/\\:\0", 4)) == std::string::npos;
}

/// A cache keeps files as links from models--X/snapshots/REVISION to models--X/blobs.
bool staysInModel(const fs::path& folder, const fs::path& file)
{
    std::error_code error;
    const fs::path parent = fs::canonical(file, error).parent_path();
    if (error)
        return true; // not there: opening it gives the error
    const fs::path home = fs::canonical(folder, error);
    return parent == home ||
           (home.parent_path().filename() == "snapshots" && parent == home.parent_path().parent_path() / "blobs");
}

Result<WeightFiles> readShards(const fs::path& folder, const fs::path& index, std::string_view suffix)
{
    const auto bytes = readFile(index, largestIndex);
    if (!bytes)
        return tl::unexpected(bytes.error());
    auto shards =
        parseWeightIndex({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, index.string(), suffix);
    if (!shards)
        return tl::unexpected(shards.error());
    std::set<std::string> names;
    for (const auto& [tensor, name] : *shards)
        names.insert(name);
    if (names.empty() || names.size() > mostShards)
        return inputError("The index names " + std::to_string(names.size()) + " files", index.string(), indexRemedy);
    WeightFiles weights;
    weights.shards = std::move(*shards);
    for (const std::string& name : names) {
        if (!staysInModel(folder, folder / name))
            return inputError("The file " + inQuotes(name) + " is a link that leaves the folder", index.string(),
                              indexRemedy);
        weights.files.push_back(folder / name);
    }
    return weights;
}

Failure noWeights(const fs::path& folder)
{
    const auto has = [&folder](const char* name) { return isThere(folder / name); };
    if (has("tf_model.h5") || has("flax_model.msgpack") || has("model.ckpt.index") || has("bert_model.ckpt.index"))
        return inputError("The weights are there only for TensorFlow or Flax", folder.string(),
                          "Load them with transformers (from_tf or from_flax) and save_pretrained the model.");
    return inputError(
        "The folder has no weights: neither model.safetensors nor pytorch_model.bin, nor an index of their parts",
        folder.string(), "Download the model again.");
}

} // namespace

Result<std::map<std::string, std::string>> parseWeightIndex(std::string_view text, const std::string& fileName,
                                                            std::string_view suffix)
{
    const auto json = parseJson(text, fileName);
    if (!json)
        return tl::unexpected(json.error());
    if (!json->is_object() || !json->contains("weight_map") || !json->at("weight_map").is_object())
        return inputError("Expected an object that maps tensors to files", fileName + ", key \"weight_map\"",
                          indexRemedy);
    std::map<std::string, std::string> shards;
    for (const auto& [tensor, file] : json->at("weight_map").items()) {
        const std::string name = file.is_string() ? file.get<std::string>() : std::string();
        if (name.empty() || !isPlainName(name, suffix))
            return inputError("Expected the plain name of a " + std::string(suffix) + " file in this folder, found " +
                                  briefly(file),
                              fileName + ", key " + inQuotes(tensor), indexRemedy);
        shards.emplace(tensor, name);
    }
    return shards;
}

Result<WeightFiles> findWeightFiles(const fs::path& folder)
try {
    for (const Layout& layout : layouts) {
        if (isThere(folder / layout.file))
            return WeightFiles{{folder / layout.file}, {}};
        if (const fs::path index = folder / layout.index; isThere(index))
            return readShards(folder, index, layout.suffix);
    }
    return noWeights(folder);
} catch (const std::exception& error) {
    return inputError(std::string("Cannot find the weights: ") + error.what(), folder.string());
}

} // namespace headlight
