// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/weight_files.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <optional>
#include <set>

#include "core/base/in_quotes.h"
#include "core/files/atomic_file.h"
#include "core/files/json_file.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largestIndex = 16U << 20U;
constexpr std::size_t mostShards = 1'000;
constexpr std::size_t mostNames = 10'000; // of files in the folder
constexpr auto indexRemedy = "Download the index and its shards again.";
constexpr std::string_view safetensors = ".safetensors";
constexpr std::string_view torchPickle = ".bin";

/// The names of a model's weights in one format.
struct Layout {
    const char* file;
    const char* index;
    std::string_view suffix; ///< of the shards
    std::string_view stem;   ///< of all names
};

/// In the order in which transformers looks for them.
constexpr std::array<Layout, 2> layouts{{
    {"model.safetensors", "model.safetensors.index.json", safetensors, "model"},
    {"pytorch_model.bin", "pytorch_model.bin.index.json", torchPickle, "pytorch_model"},
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

Failure leavesFolder(const std::string& name, const std::string& where)
{
    return inputError("The file " + inQuotes(name) + " is a link that leaves the folder", where, indexRemedy);
}

Result<WeightFiles> readShards(const fs::path& folder, const fs::path& index, std::string_view suffix)
{
    const auto bytes = readFile(index, largestIndex);
    if (!bytes)
        return Failure(bytes.error());
    auto shards =
        parseWeightIndex({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, index.string(), suffix);
    if (!shards)
        return Failure(shards.error());
    std::set<std::string> names;
    for (const auto& [tensor, name] : *shards)
        names.insert(name);
    if (names.empty() || names.size() > mostShards)
        return inputError("The index names " + std::to_string(names.size()) + " files", index.string(), indexRemedy);
    WeightFiles weights;
    weights.shards = std::move(*shards);
    for (const std::string& name : names) {
        if (!staysInModel(folder, folder / name))
            return leavesFolder(name, index.string());
        weights.files.push_back(folder / name);
    }
    return weights;
}

/// The names of the folder's files, sorted.
std::vector<std::string> namesIn(const fs::path& folder)
{
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end && names.size() < mostNames;
         it.increment(error))
        names.push_back(it->path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

/// A shard's name, taken apart: model-00002-of-00003.safetensors.
struct ShardName {
    std::string stem; ///< "model", or "model.fp16"
    std::size_t number = 0;
    std::size_t count = 0;
};

std::optional<std::size_t> numberIn(std::string_view digits)
{
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool whole = error == std::errc() && end == digits.data() + digits.size();
    return whole && number > 0 && number <= mostShards ? std::optional(number) : std::nullopt;
}

std::optional<ShardName> shardNamed(std::string_view name, const Layout& layout)
{
    constexpr std::string_view of = "-of-";
    constexpr std::size_t digits = 5;
    constexpr std::size_t tail = 1 + digits + of.size() + digits;
    if (!name.ends_with(layout.suffix) || name.size() < layout.suffix.size() + tail)
        return {};
    name.remove_suffix(layout.suffix.size());
    const std::string_view numbers = name.substr(name.size() - tail);
    const auto number = numberIn(numbers.substr(1, digits));
    const auto count = numberIn(numbers.substr(tail - digits));
    const std::string_view stem = name.substr(0, name.size() - tail);
    const bool own = stem == layout.stem || stem.starts_with(std::string(layout.stem) + '.');
    if (!own || numbers.front() != '-' || numbers.substr(1 + digits, of.size()) != of || !number || !count)
        return {};
    return ShardName{std::string(stem), *number, *count};
}

std::string nameOf(const ShardName& shard, std::size_t number, const Layout& layout)
{
    const auto padded = [](std::size_t n) {
        const std::string digits = std::to_string(n);
        return std::string(5 - digits.size(), '0') + digits;
    };
    return shard.stem + '-' + padded(number) + "-of-" + padded(shard.count) + std::string(layout.suffix);
}

Result<WeightFiles> allOf(const fs::path& folder, const std::vector<std::string>& names)
{
    WeightFiles weights;
    for (const std::string& name : names) {
        if (!staysInModel(folder, folder / name))
            return leavesFolder(name, folder.string());
        weights.files.push_back(folder / name);
    }
    return weights;
}

/// Shards whose names say how many there are, but no index beside them.
std::optional<Result<WeightFiles>> shardsWithoutIndex(const fs::path& folder, const std::vector<std::string>& names,
                                                      const Layout& layout)
{
    std::optional<ShardName> any;
    for (std::size_t i = 0; !any && i < names.size(); ++i)
        any = shardNamed(names[i], layout);
    if (!any)
        return {};
    std::vector<std::string> parts;
    for (std::size_t number = 1; number <= any->count; ++number) {
        parts.push_back(nameOf(*any, number, layout));
        if (!std::binary_search(names.begin(), names.end(), parts.back()))
            return inputError("The part " + parts.back() + " of the weights is missing", folder.string(),
                              "Download it.");
    }
    return allOf(folder, parts);
}

/// The weights in another precision or of another stage of training: model.fp16.safetensors.
std::optional<Result<WeightFiles>> variant(const fs::path& folder, const std::vector<std::string>& names,
                                           const Layout& layout)
{
    std::vector<std::string> found;
    std::copy_if(names.begin(), names.end(), std::back_inserter(found), [&layout](const std::string& name) {
        return name.starts_with(std::string(layout.stem) + '.') && name.ends_with(layout.suffix);
    });
    if (found.empty())
        return {};
    if (found.size() == 1)
        return allOf(folder, found);
    return inputError("There are several variants of the weights, " + inQuotes(found[0]) + " and " +
                          inQuotes(found[1]) + ", and no " + layout.file,
                      folder.string(), std::string("Name the one that is meant ") + layout.file + ".");
}

std::optional<Result<WeightFiles>> otherNames(const fs::path& folder, const std::vector<std::string>& names)
{
    for (const auto find : {shardsWithoutIndex, variant}) {
        for (const Layout& layout : layouts) {
            if (auto found = find(folder, names, layout))
                return found;
        }
    }
    return {};
}

/// Weights for something else, by their names or the ends of those.
struct ForeignWeights {
    std::string_view end;
    const char* what;
    const char* remedy;
};

constexpr auto convert = "Load them with transformers (from_tf or from_flax) and save_pretrained the model.";
constexpr auto flax = "The weights are there only for TensorFlow or Flax";
constexpr auto original = "Download the model's model.safetensors, or save_pretrained the model that was exported.";
constexpr std::array<ForeignWeights, 13> foreignWeights{{
    {"tf_model.h5", flax, convert},
    {"flax_model.msgpack", flax, convert},
    {".ckpt.index", flax, convert},
    {"tf_model.h5.index.json", flax, convert},
    {"flax_model.msgpack.index.json", flax, convert},
    {"saved_model.pb", flax, convert},
    {".onnx", "The weights are there only for ONNX", original},
    {".tflite", "The weights are there only for TensorFlow Lite", original},
    {"openvino_model.bin", "The weights are there only for OpenVINO", original},
    {".mlmodel", "The weights are there only for Core ML", original},
    {"rust_model.ot", "The weights are there only for Rust", original},
    {".gguf", "The weights are there only for llama.cpp", original},
    {"adapter_model.safetensors", "The folder holds an adapter alone, not the model that it changes",
     "Merge the two (merge_and_unload) and save_pretrained the whole."},
}};

/// What training programs write beside a model.
constexpr std::array<std::string_view, 5> notWeights{"training_args.bin", "optimizer.", "scheduler.", "rng_state",
                                                     "scaler."};

bool looksLikeWeights(const std::string& name)
{
    constexpr std::array<std::string_view, 5> ends{".safetensors", ".bin", ".pt", ".pth", ".ckpt"};
    return std::any_of(ends.begin(), ends.end(), [&name](auto end) { return name.ends_with(end); }) &&
           std::none_of(notWeights.begin(), notWeights.end(), [&name](auto begin) { return name.starts_with(begin); });
}

Failure noWeights(const fs::path& folder, std::vector<std::string> names)
{
    const std::vector<std::string> exported = namesIn(folder / "onnx"); // where optimum puts them
    names.insert(names.end(), exported.begin(), exported.end());
    for (const ForeignWeights& foreign : foreignWeights) {
        const auto ends = [&foreign](const std::string& name) { return name.ends_with(foreign.end); };
        if (std::any_of(names.begin(), names.end(), ends))
            return inputError(foreign.what, folder.string(), foreign.remedy);
    }
    if (const auto other = std::find_if(names.begin(), names.end(), looksLikeWeights); other != names.end())
        return inputError("The folder has neither model.safetensors nor pytorch_model.bin, but " + inQuotes(*other),
                          folder.string(),
                          std::string("If those are the model's weights, name the file ") +
                              (other->ends_with(safetensors) ? "model.safetensors." : "pytorch_model.bin."));
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
        return Failure(json.error());
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
    std::vector<std::string> names = namesIn(folder);
    if (auto others = otherNames(folder, names))
        return *others;
    return noWeights(folder, std::move(names));
} catch (const std::exception& error) {
    return inputError(std::string("Cannot find the weights: ") + error.what(), folder.string());
}

} // namespace headlight
