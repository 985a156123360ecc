// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model_finder.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "core/base/in_quotes.h"
#include "core/files/atomic_file.h"
#include "core/files/json_file.h"
#include "core/model/model_config.h"
#include "core/model/tensor_plan.h"
#include "core/model/weight_file.h"
#include "core/model/weight_files.h"
#include "core/text/tokenizer.h"

namespace headlight {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largestConfig = 1U << 20U;
constexpr std::uint64_t largestRef = 256;
constexpr std::size_t mostFolders = 1'000; // of one place
constexpr std::string_view cachePrefix = "models--";

bool isThere(const fs::path& path)
{
    std::error_code ignored;
    return fs::exists(path, ignored);
}

bool isFolder(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_directory(path, ignored);
}

fs::path environmentPath(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? fs::path() : fs::path(value);
}

/// The same, with a leading ~ as the home folder, as huggingface_hub reads them.
fs::path environmentFolder(const char* name)
{
    const std::string value = environmentPath(name).string();
    return value == "~" || value.starts_with("~/") ? environmentPath("HOME") / fs::path(value.substr(1)).relative_path()
                                                   : fs::path(value);
}

/// Where huggingface_hub keeps its downloads, found as it does.
fs::path cacheFolder()
{
    for (const char* name : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"}) {
        if (fs::path hub = environmentFolder(name); !hub.empty())
            return hub;
    }
    if (const fs::path home = environmentFolder("HF_HOME"); !home.empty())
        return home / "hub";
    if (const fs::path cache = environmentFolder("XDG_CACHE_HOME"); !cache.empty())
        return cache / "huggingface/hub";
    return environmentPath("HOME") / ".cache/huggingface/hub";
}

std::vector<fs::path> subfolders(const fs::path& folder)
{
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator it(folder, error), end; !error && it != end && found.size() < mostFolders;
         it.increment(error)) {
        if (isFolder(it->path()))
            found.push_back(it->path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

/// The revision that refs/main names, if it is a plain name and there.
fs::path mainSnapshot(const fs::path& cached)
{
    const auto json = cached / "refs/main";
    std::error_code ignored;
    if (!fs::is_regular_file(json, ignored) || fs::file_size(json, ignored) > largestRef)
        return {};
    const auto bytes = readFile(json, largestRef);
    if (!bytes)
        return {};
    std::string revision(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    revision.erase(revision.find_last_not_of(" \r\n\t") + 1);
    const bool plain = !revision.empty() && revision.find('/') == std::string::npos && revision.front() != '.';
    const fs::path snapshot = cached / "snapshots" / revision;
    return plain && isThere(snapshot / "config.json") ? snapshot : fs::path();
}

/// The snapshot of a folder models--ORG--NAME: what refs/main names, else the newest. Empty if there is none.
fs::path snapshotOf(const fs::path& cached)
{
    if (fs::path main = mainSnapshot(cached); !main.empty())
        return main;
    fs::path newest;
    fs::file_time_type newestTime = fs::file_time_type::min();
    for (const fs::path& snapshot : subfolders(cached / "snapshots")) {
        std::error_code error;
        const auto time = fs::last_write_time(snapshot, error);
        if (!error && time >= newestTime && isThere(snapshot / "config.json")) {
            newest = snapshot;
            newestTime = time;
        }
    }
    return newest;
}

fs::path folderOf(const fs::path& file)
{
    return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

/// The cache's folder of a model that `folder` is, or is the snapshots or blobs of; else empty.
fs::path cachedModelOf(const fs::path& folder)
{
    if (isFolder(folder / "snapshots"))
        return folder;
    const fs::path plain = folder.has_filename() ? folder : folder.parent_path();
    const bool inside = plain.filename() == "snapshots" || plain.filename() == "blobs";
    return inside && isFolder(folderOf(plain) / "snapshots") ? folderOf(plain) : fs::path();
}

std::uintmax_t sizeOf(const std::vector<fs::path>& files)
{
    std::uintmax_t bytes = 0;
    for (const fs::path& file : files) {
        std::error_code error;
        const std::uintmax_t size = fs::file_size(file, error);
        bytes += error ? 0 : size;
    }
    return bytes;
}

/// What the configuration says, usable or not; families name their sizes differently.
void describeArchitecture(FoundModel& model, const nlohmann::json& json)
{
    const auto count = [&json](std::initializer_list<const char*> keys) {
        for (const char* key : keys) {
            const auto found = json.find(key);
            if (found != json.end() && found->is_number_unsigned() && found->get<std::uint64_t>() < 10'000)
                return found->get<int>();
        }
        return 0;
    };
    model.layers = count({"num_hidden_layers", "n_layers", "n_layer", "num_layers"});
    model.heads = count({"num_attention_heads", "n_heads", "n_head", "num_heads"});
    const auto architectures = json.find("architectures");
    const auto type = json.find("model_type");
    if (architectures != json.end() && architectures->is_array() && !architectures->empty() &&
        architectures->at(0).is_string())
        model.architecture = architectures->at(0).get<std::string>();
    else if (type != json.end() && type->is_string())
        model.architecture = type->get<std::string>();
}

/// The sentence of an error, with its place in the folder where that is no matter of course.
std::string reasonOf(const Error& error, const fs::path& folder)
{
    const std::string begin = folder.string() + '/';
    std::string place = error.where.starts_with(begin) ? error.where.substr(begin.size()) : std::string();
    place.resize(std::min(place.find(", byte "), place.size()));
    const bool ofTheModel = place.starts_with("config.json, key") && !error.what.starts_with("Expected") &&
                            !error.what.starts_with("The key");
    return place.empty() || ofTheModel ? error.what : place + ": " + error.what;
}

/// What the first bytes of the weight files say, file by file.
using Summaries = std::vector<std::pair<fs::path, WeightSummary>>;

/// Reads them into `summaries`; the sentence says why one cannot be used.
std::string summarise(Summaries& summaries, const WeightFiles& weights, const fs::path& folder)
{
    for (const fs::path& file : weights.files) {
        if (!isThere(file))
            return "The weight file " + file.filename().string() + " is missing";
        auto summary = WeightFile::summarise(file);
        if (!summary)
            return reasonOf(summary.error(), folder);
        summaries.emplace_back(file, std::move(*summary));
    }
    return {};
}

Result<void> placeTensors(TensorPlan& plan, const Summaries& summaries)
{
    for (const auto& [file, summary] : summaries) {
        for (const auto& [name, tensor] : summary.tensors) {
            const auto placed =
                plan.place(name, tensor.shape, tensor.type, file.string() + ", tensor " + inQuotes(name));
            if (!placed)
                return Failure(placed.error());
        }
    }
    return {};
}

/// Holds all tensors of a model against its configuration, as loading it would.
std::string checkTensors(FoundModel& model, const Summaries& summaries, const ModelConfig& config)
{
    const std::string where = summaries.front().first.string();
    std::vector<std::string> names;
    for (const auto& [file, summary] : summaries)
        for (const auto& [name, tensor] : summary.tensors)
            names.push_back(name);
    auto plan = TensorPlan::make(config, names, where);
    if (!plan)
        return reasonOf(plan.error(), model.folder);
    const auto placed = placeTensors(*plan, summaries);
    model.names = describe(plan->changes());
    model.task = plan->task();
    if (!placed)
        return reasonOf(placed.error(), model.folder);
    if (config.saidTask.value_or(TaskKind::None) != TaskKind::None && plan->task() == TaskKind::None)
        return "The weights have no " + headName(*config.saidTask) + " head, although config.json says so";
    const auto complete = plan->checkComplete(where);
    return complete ? std::string() : reasonOf(complete.error(), model.folder);
}

/// Why the weights cannot be used. Where their first bytes do not tell, only loading them will.
std::string describeWeights(FoundModel& model, const WeightFiles& weights, const ModelConfig& config)
{
    Summaries summaries;
    if (std::string problem = summarise(summaries, weights, model.folder); !problem.empty())
        return problem;
    bool known = true;
    for (const auto& [file, summary] : summaries) {
        model.parameters += summary.parameters;
        model.precision = model.precision.empty() ? summary.precision : model.precision;
        known = known && !summary.tensors.empty();
    }
    model.parameters = known ? model.parameters : 0;
    return known ? checkTensors(model, summaries, config) : std::string();
}

void addNote(FoundModel& model, const std::string& sentence)
{
    model.note += (model.note.empty() || sentence.empty() ? "" : " ") + sentence;
}

std::string withoutEmbeddingText(const std::vector<std::string>& tokens)
{
    if (tokens.empty())
        return {};
    const std::string first = inQuotes(tokens.front());
    if (tokens.size() == 1)
        return "The model has no embedding for the token " + first + "; a text with it cannot be read.";
    return "The model has no embeddings for " + std::to_string(tokens.size()) + " of the tokens, " + first + " to " +
           inQuotes(tokens.back()) + "; a text with one of them cannot be read.";
}

std::string describeTokenizer(FoundModel& model)
{
    const auto tokenizer = readTokenizer(model.folder);
    if (!tokenizer)
        return reasonOf(tokenizer.error(), model.folder);
    addNote(model, (*tokenizer)->remark());
    addNote(model, withoutEmbeddingText((*tokenizer)->tokensWithoutEmbedding()));
    return {};
}

/// A variant, or shards without an index: that they are read is not a matter of course.
std::string otherFilesText(const WeightFiles& weights)
{
    const std::string name = weights.files.front().filename().string();
    if (name == "model.safetensors" || name == "pytorch_model.bin" || !weights.shards.empty())
        return {};
    return weights.files.size() == 1 ? "The weights are those of " + name + "."
                                     : "The weights are those of " + name + " and its like, which have no index.";
}

std::string problemOf(FoundModel& model)
{
    const auto config = readModelConfig(model.folder);
    const auto weights = findWeightFiles(model.folder);
    model.bytes = weights ? sizeOf(weights->files) : 0;
    if (!config)
        return reasonOf(config.error(), model.folder);
    addNote(model, config->remark);
    if (!config->architecture.empty())
        model.architecture = config->architecture;
    model.layers = config->layers;
    model.task = config->saidTask.value_or(model.task); // until the weights tell
    if (!weights)
        return reasonOf(weights.error(), model.folder);
    addNote(model, otherFilesText(*weights));
    std::string problem = describeWeights(model, *weights, *config);
    return problem.empty() ? describeTokenizer(model) : problem;
}

/// Collects models, each folder once.
class Collector {
public:
    void add(const fs::path& folder)
    {
        std::error_code error;
        const fs::path canonical = fs::canonical(folder, error);
        if (!error && isThere(folder / "config.json") && m_seen.insert(canonical).second)
            m_models.push_back(describeModel(folder));
    }
    std::vector<FoundModel> take() { return std::move(m_models); }

private:
    std::set<fs::path> m_seen;
    std::vector<FoundModel> m_models;
};

} // namespace

std::string modelName(const fs::path& folder)
{
    std::error_code ignored;
    const fs::path whole = fs::absolute(folder, ignored).lexically_normal();
    const fs::path plain = whole.has_filename() ? whole : whole.parent_path();
    const fs::path cached = plain.parent_path().parent_path().filename();
    std::string name = cached.string();
    if (plain.parent_path().filename() != "snapshots" || !name.starts_with(cachePrefix))
        return plain.filename().string();
    name.erase(0, cachePrefix.size());
    const std::size_t separator = name.find("--");
    return separator == std::string::npos ? name
                                          : (fs::path(name.substr(0, separator)) / name.substr(separator + 2)).string();
}

FoundModel describeModel(const fs::path& folder)
try {
    FoundModel model;
    model.folder = folder;
    model.name = modelName(folder);
    std::string said; // below, with the configuration
    if (const auto json = readJsonObject(folder / "config.json", largestConfig, &said))
        describeArchitecture(model, *json);
    model.problem = problemOf(model);
    return model;
} catch (const std::exception& error) {
    return {.folder = folder,
            .name = folder.filename().string(),
            .architecture = {},
            .precision = {},
            .names = {},
            .note = {},
            .problem = error.what()};
}

std::vector<FoundModel> findModels()
{
    Collector models;
    if (const fs::path demo = demoModelFolder(); !demo.empty())
        models.add(demo);
    for (const fs::path& cached : subfolders(cacheFolder())) {
        if (cached.filename().string().starts_with(cachePrefix))
            models.add(snapshotOf(cached));
    }
    for (const fs::path& folder : subfolders("models"))
        models.add(folder);
    return models.take();
}

Result<fs::path> resolveModelFolder(const fs::path& path)
{
    if (path.empty())
        return inputError("No model folder is given", {}, "Choose a folder that holds a model.");
    if (!isThere(path))
        return inputError("There is no such folder", path.string(), "Check the name.");
    const fs::path folder = isFolder(path) ? path : folderOf(path);
    const fs::path cached = cachedModelOf(folder);
    if (isThere(folder / "config.json") || cached.empty())
        return folder;
    const fs::path snapshot = snapshotOf(cached);
    if (snapshot.empty())
        return inputError("This cache folder holds no complete model", path.string(), "Download the model again.");
    return snapshot;
}

} // namespace headlight
