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
constexpr auto conversion =
    "Convert it in the model's folder: python3 -c \"import torch; from safetensors.torch import save_file; "
    "save_file({k: v.contiguous().clone() for k, v in torch.load('pytorch_model.bin', map_location='cpu', "
    "weights_only=True).items()}, 'model.safetensors', metadata={'format': 'pt'})\"";

bool isThere(const fs::path& file)
{
    std::error_code ignored;
    return fs::exists(fs::symlink_status(file, ignored));
}

/// Names that stay in the folder whatever they are joined with.
bool isPlainName(const std::string& name)
{
    return name.size() <= 255 && name.ends_with(".safetensors") && name.front() != '.' &&
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

Result<WeightFiles> readShards(const fs::path& folder, const fs::path& index)
{
    const auto bytes = readFile(index, largestIndex);
    if (!bytes)
        return tl::unexpected(bytes.error());
    auto shards = parseWeightIndex({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, index.string());
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
    if (has("pytorch_model.bin") || has("pytorch_model.bin.index.json"))
        return inputError("The weights are there only as pytorch_model.bin, which this version does not read",
                          folder.string(), conversion);
    if (has("tf_model.h5") || has("flax_model.msgpack"))
        return inputError("The weights are there only for TensorFlow or Flax", folder.string(),
                          "Load them with transformers (from_tf or from_flax) and save_pretrained the model.");
    return inputError("The folder has no weights: neither model.safetensors nor model.safetensors.index.json",
                      folder.string(), "Download the model again.");
}

} // namespace

Result<std::map<std::string, std::string>> parseWeightIndex(std::string_view text, const std::string& fileName)
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
        if (name.empty() || !isPlainName(name))
            return inputError("Expected the plain name of a .safetensors file in this folder, found " +
                                  inQuotes(file.dump()),
                              fileName + ", key " + inQuotes(tensor), indexRemedy);
        shards.emplace(tensor, name);
    }
    return shards;
}

Result<WeightFiles> findWeightFiles(const fs::path& folder)
try {
    if (isThere(folder / "model.safetensors"))
        return WeightFiles{{folder / "model.safetensors"}, {}};
    if (const fs::path index = folder / "model.safetensors.index.json"; isThere(index))
        return readShards(folder, index);
    return noWeights(folder);
} catch (const std::exception& error) {
    return inputError(std::string("Cannot find the weights: ") + error.what(), folder.string());
}

} // namespace headlight
