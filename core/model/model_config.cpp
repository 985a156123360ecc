// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model_config.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/in_quotes.h"
#include "core/files/atomic_file.h"
#include "core/files/json_file.h"
#include "core/files/json_reader.h"
#include "core/model/architectures/architectures.h"

namespace headlight {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::uint64_t largestFile = 1U << 20U;
constexpr auto chooseAnother = "Choose a model of one of the families that are supported.";
constexpr std::size_t mostLabels = 10'000;

/// How the classes of families begin that are not read, but are near enough to those that are to be taken for them.
constexpr std::array<std::string_view, 18> otherFamilies{
    "Bart",      "BigBird",       "ConvBert",   "Deberta",      "Ernie",      "Flaubert",
    "Funnel",    "GPT",           "Longformer", "MegatronBert", "MobileBert", "ModernBert",
    "NomicBert", "Nystromformer", "RemBert",    "SqueezeBert",  "RoFormer",   "XL",
};

/// Those that the engine computes, as transformers names them.
constexpr std::array<std::string_view, 8> activations{"gelu", "gelu_new", "gelu_fast", "gelu_pytorch_tanh",
                                                      "relu", "silu",     "swish",     "tanh"};

/// How the classes of transformers end, and what they are for; the first here that a file names counts. Choices among
/// several texts have a head that looks like that of a classification, and is none.
constexpr std::array<std::pair<std::string_view, TaskKind>, 5> classEnds{{
    {"ForQuestionAnswering", TaskKind::QuestionAnswering},
    {"ForSequenceClassification", TaskKind::Classification},
    {"ForTokenClassification", TaskKind::TokenLabels},
    {"ForMaskedLM", TaskKind::MaskedWords},
    {"ForMultipleChoice", TaskKind::None},
}};

/// What cannot be used although it is well-formed; empty if nothing.
struct Refusal {
    std::string key;
    std::string what;
};

std::vector<std::string> architectureNames(const JsonReader& fields)
{
    std::vector<std::string> names;
    const json* list = fields.value("architectures");
    if (!list || !list->is_array())
        return names;
    for (const json& name : *list) {
        if (name.is_string())
            names.push_back(name.get<std::string>());
    }
    return names;
}

/// The family that the file means; null where it is none of those that are read. Before transformers 3 there was no
/// type.
const Architecture* familyOf(JsonReader& fields)
{
    if (fields.has("model_type"))
        return architectureOfType(fields.text("model_type", "bert"));
    for (const std::string& name : architectureNames(fields)) {
        if (const Architecture* family = architectureOfClass(name))
            return family;
    }
    return &families::bert;
}

Refusal refuseType(JsonReader& fields)
{
    if (familyOf(fields))
        return {};
    return {"model_type", "Models of type " + inQuotes(fields.text("model_type")) + " are not supported; " +
                              architectureTitles() + " are"};
}

/// transformers goes by the type alone, so that a class of one's own says nothing; without a type, or with the name of
/// another family, it does. Families that share their tensors' names share their classes too.
bool isOtherFamily(const std::string& name, const Architecture& family, bool isTyped)
{
    const auto begins = [&name](std::string_view prefix) { return name.starts_with(prefix); };
    if (const Architecture* named = architectureOfClass(name))
        return named->base != family.base;
    return isTyped ? std::any_of(otherFamilies.begin(), otherFamilies.end(), begins) : true;
}

Refusal refuseArchitecture(JsonReader& fields)
{
    const Architecture* const family = familyOf(fields);
    for (const std::string& name : architectureNames(fields)) {
        if (name.ends_with("LMHeadModel") || name.ends_with("ForCausalLM"))
            return {"architectures", "This is a decoder (" + inQuotes(name) + "); only encoders are supported"};
        if (family && isOtherFamily(name, *family, fields.has("model_type")))
            return {"architectures", "The architecture " + inQuotes(name) + " is not known; those of " +
                                         std::string(family->title) + " are"};
    }
    return {};
}

/// A class of one's own says nothing, whatever its name ends with.
std::optional<std::string> classNamed(const std::vector<std::string>& names, std::string_view end)
{
    for (const std::string& name : names) {
        const Architecture* family = architectureOfClass(name);
        if (family && name == std::string(family->classPrefix).append(end))
            return name;
    }
    return {};
}

void readTask(ModelConfig& config, const JsonReader& fields)
{
    const std::vector<std::string> names = architectureNames(fields);
    config.architecture = names.empty() ? std::string() : names.front();
    for (const auto& [end, task] : classEnds) {
        if (const auto name = classNamed(names, end)) {
            config.architecture = *name;
            config.saidTask = task;
            return;
        }
    }
}

bool isSet(const JsonReader& fields, const char* key)
{
    const json* value = fields.value(key);
    return value && *value != false && (value->is_primitive() || !value->empty());
}

Refusal refuseFeature(JsonReader& fields)
{
    if (isSet(fields, "is_decoder"))
        return {"is_decoder", "This is a decoder; only encoders are supported"};
    if (isSet(fields, "add_cross_attention"))
        return {"add_cross_attention", "Cross-attention is not supported"};
    if (const std::string type = fields.text("position_embedding_type", "absolute"); type != "absolute")
        return {"position_embedding_type",
                "Positions of type " + inQuotes(type) + " are not supported; absolute ones are"};
    if (isSet(fields, "quantization_config"))
        return {"quantization_config", "Quantised models are not supported"};
    if (isSet(fields, "pruned_heads"))
        return {"pruned_heads", "Models with pruned heads are not supported"};
    if (isSet(fields, "auto_map"))
        return {"auto_map", "The model needs program code of its own, which is never run"};
    return {};
}

Result<void> checkSupported(JsonReader& fields, const std::string& fileName)
{
    for (const Refusal& refusal : {refuseType(fields), refuseFeature(fields), refuseArchitecture(fields)}) {
        if (!refusal.what.empty())
            return inputError(refusal.what, fileName + ", key " + inQuotes(refusal.key), chooseAnother);
    }
    return {};
}

int readSize(JsonReader& fields, const char* key, int most)
{
    return static_cast<int>(fields.requiredWholeNumber(key, 1, most));
}

int readSize(JsonReader& fields, const char* key, int most, int fallback)
{
    return static_cast<int>(fields.wholeNumber(key, 1, most, fallback));
}

/// Rows before the first token's, and how many tokens the rest of the table is for.
void readPositions(ModelConfig& config, JsonReader& fields)
{
    constexpr int most = 131'072;
    constexpr int usualPadding = 1;
    if (config.family->positionsAfterPadding) {
        const std::int64_t padding =
            config.family->paddingIsOne ? usualPadding : fields.wholeNumber("pad_token_id", 0, most - 2, usualPadding);
        config.positionsBefore = static_cast<int>(padding) + 1;
    }
    const auto rows = fields.requiredWholeNumber("max_position_embeddings", config.positionsBefore + 1, most);
    config.maxPositions = static_cast<int>(rows) - config.positionsBefore;
}

void readEmbeddings(ModelConfig& config, JsonReader& fields)
{
    constexpr int usualWidth = 128; // of the families that have one
    config.vocabSize = readSize(fields, "vocab_size", 2'000'000);
    if (config.family->projection != Projection::Never)
        config.embeddingSize = readSize(fields, "embedding_size", 16'384, usualWidth);
    readPositions(config, fields);
    const SegmentTable segments = config.family->segments;
    // Question and context have a segment each, where a template says so.
    const int least = segments == SegmentTable::OfTemplate ? 2 : 1;
    config.typeVocabSize =
        segments == SegmentTable::None ? 0 : static_cast<int>(fields.wholeNumber("type_vocab_size", least, 1'024, 2));
}

void readLayers(ModelConfig& config, JsonReader& fields)
{
    constexpr int mostLayers = 128;
    const ConfigKeys& keys = config.family->keys;
    config.hiddenSize = readSize(fields, keys.hiddenSize, 16'384);
    config.layers = readSize(fields, keys.layers, mostLayers);
    config.heads = readSize(fields, keys.heads, 1'024);
    config.intermediateSize = readSize(fields, keys.intermediateSize, 131'072);
    if (config.family->sharedLayers) {
        config.layerGroups = readSize(fields, "num_hidden_groups", std::max(1, config.layers), 1);
        config.groupLayers = readSize(fields, "inner_group_num", mostLayers / std::max(1, config.layers), 1);
        config.layers *= config.groupLayers;
    }
    if (config.family->relativePositions) // half of them for either direction, half of those for near tokens
        config.relativeBuckets = static_cast<int>(fields.wholeNumber("relative_attention_num_buckets", 4, 1'024, 32));
    config.layerNormEps =
        config.family->fixedEpsilon > 0 ? config.family->fixedEpsilon : fields.number("layer_norm_eps", 0, 1, 1e-12);
    config.activation = fields.text(keys.activation, config.family->activation);
}

Failure labelsError(const std::string& fileName, const char* key, const std::string& what)
{
    return inputError(what, fileName + ", key " + inQuotes(key), "Download the file again, or correct it.");
}

/// As id2label has them, from "0" on.
Result<std::vector<std::string>> labelsOf(const json& map, const std::string& fileName)
{
    constexpr auto key = "id2label";
    if (!map.is_object() || map.empty() || map.size() > mostLabels)
        return labelsError(fileName, key,
                           "Expected an object of 1 to " + std::to_string(mostLabels) + " labels by number");
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < map.size(); ++i) {
        const auto label = map.find(std::to_string(i));
        if (label == map.end())
            return labelsError(fileName, key,
                               "There are " + std::to_string(map.size()) + " labels, but none for number " +
                                   std::to_string(i));
        labels.push_back(label->is_string() ? label->get<std::string>() : label->dump());
    }
    return labels;
}

Result<void> readLabels(ModelConfig& config, JsonReader& fields, const std::string& fileName)
{
    const json* problem = fields.value("problem_type");
    config.severalLabels = problem && *problem == "multi_label_classification";
    if (const json* map = fields.value("id2label")) {
        auto labels = labelsOf(*map, fileName);
        if (!labels)
            return Failure(labels.error());
        config.labels = std::move(*labels);
        return {};
    }
    const auto count = fields.wholeNumber("num_labels", 1, mostLabels, 2); // transformers' number where none is said
    for (std::int64_t i = 0; i < count; ++i)
        config.labels.push_back("LABEL_" + std::to_string(i));
    return {};
}

Result<ModelConfig> readFields(JsonReader& fields, const std::string& fileName)
{
    ModelConfig config;
    config.family = familyOf(fields);
    config.modelType = config.family->modelType;
    readTask(config, fields);
    readEmbeddings(config, fields);
    readLayers(config, fields);
    if (auto labels = readLabels(config, fields, fileName); !labels)
        return Failure(labels.error());
    if (auto checked = fields.checked(); !checked)
        return Failure(checked.error());
    return config;
}

Result<void> checkConsistent(const ModelConfig& config, const std::string& fileName)
{
    const ConfigKeys& keys = config.family->keys;
    if (config.hiddenSize % config.heads != 0)
        return inputError(std::string(keys.hiddenSize) + " " + std::to_string(config.hiddenSize) +
                              " is not divisible by the " + std::to_string(config.heads) + " heads",
                          fileName + ", key " + inQuotes(keys.heads), "Download the file again, or correct it.");
    if (std::find(activations.begin(), activations.end(), config.activation) == activations.end())
        return inputError("The activation " + inQuotes(config.activation) + " is not known",
                          fileName + ", key " + inQuotes(keys.activation), chooseAnother);
    return {};
}

} // namespace

Result<ModelConfig> parseModelConfig(std::string_view text, const std::string& fileName)
try {
    std::string remark;
    const auto json = parseJsonObject(text, fileName, &remark);
    if (!json)
        return Failure(json.error());
    JsonReader fields(*json, fileName);
    if (auto supported = checkSupported(fields, fileName); !supported)
        return Failure(supported.error());
    auto config = readFields(fields, fileName);
    if (!config)
        return config;
    if (auto consistent = checkConsistent(*config, fileName); !consistent)
        return Failure(consistent.error());
    config->json = json->dump();
    config->remark = std::move(remark);
    return config;
} catch (const std::exception& error) {
    return inputError(std::string("Cannot read this configuration: ") + error.what(), fileName);
}

Result<ModelConfig> readModelConfig(const fs::path& folder)
{
    std::error_code ignored;
    if (!fs::exists(folder, ignored))
        return inputError("There is no such folder", folder.string(), "Check the name.");
    if (!fs::is_directory(folder, ignored))
        return inputError("This is not a folder", folder.string(), "Choose the folder that holds the model.");
    const fs::path file = folder / "config.json";
    if (!fs::exists(fs::symlink_status(file, ignored)))
        return inputError("The folder has no config.json, so it is not a model", folder.string(),
                          "Choose a folder as save_pretrained writes it, or download the model again.");
    const auto bytes = readFile(file, largestFile);
    if (!bytes)
        return Failure(bytes.error());
    return parseModelConfig({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, file.string());
}

} // namespace headlight
