// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model_config.h"

#include <algorithm>
#include <array>

#include "core/base/in_quotes.h"
#include "core/files/atomic_file.h"
#include "core/files/json_file.h"

namespace headlight {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::uint64_t largestFile = 1U << 20U;
constexpr std::string_view questionAnswering = "BertForQuestionAnswering";
constexpr auto chooseAnother = "Choose a BERT model, best one fine-tuned for question answering.";

/// How the classes of families begin that are near enough to BERT to be taken for it.
constexpr std::array<std::string_view, 22> otherFamilies{
    "Albert",        "Bart",    "BigBird",  "Camembert",  "ConvBert",    "Deberta",      "DistilBert", "Electra",
    "Flaubert",      "Funnel",  "GPT",      "Longformer", "MPNet",       "MegatronBert", "MobileBert", "ModernBert",
    "Nystromformer", "RemBert", "RoFormer", "Roberta",    "SqueezeBert", "XL",
};

/// Those that the engine computes, as transformers names them.
constexpr std::array<std::string_view, 8> activations{"gelu", "gelu_new", "gelu_fast", "gelu_pytorch_tanh",
                                                      "relu", "silu",     "swish",     "tanh"};

/// What cannot be used although it is well-formed; empty if nothing.
struct Refusal {
    std::string key;
    std::string what;
};

std::vector<std::string> architectures(const JsonFields& fields)
{
    std::vector<std::string> names;
    const json& list = fields.value("architectures");
    for (const json& name : list.is_array() ? list : json::array()) {
        if (name.is_string())
            names.push_back(name.get<std::string>());
    }
    return names;
}

Refusal refuseType(JsonFields& fields)
{
    const std::string type = fields.text("model_type", "bert"); // absent before transformers 3
    if (type == "bert")
        return {};
    if (type == "distilbert" || type == "roberta" || type == "electra")
        return {"model_type", "Models of type " + inQuotes(type) + " cannot be read yet"};
    return {"model_type", "Models of type " + inQuotes(type) + " are not supported; BERT is"};
}

/// transformers goes by the type alone, so that a class of one's own says nothing; without a type, or with the name of
/// another family, it does.
bool isOtherFamily(const std::string& name, bool isTyped)
{
    const auto begins = [&name](std::string_view family) { return name.starts_with(family); };
    return isTyped ? std::any_of(otherFamilies.begin(), otherFamilies.end(), begins) : !name.starts_with("Bert");
}

Refusal refuseArchitecture(const JsonFields& fields)
{
    for (const std::string& name : architectures(fields)) {
        if (name.ends_with("LMHeadModel") || name.ends_with("ForCausalLM"))
            return {"architectures", "This is a decoder (" + inQuotes(name) + "); only encoders are supported"};
        if (isOtherFamily(name, fields.has("model_type")))
            return {"architectures", "The architecture " + inQuotes(name) + " is not known; those of BERT are"};
    }
    return {};
}

void readHead(ModelConfig& config, const JsonFields& fields)
{
    const std::vector<std::string> names = architectures(fields);
    const bool answers = std::find(names.begin(), names.end(), questionAnswering) != names.end();
    config.head = answers ? ModelHead::QuestionAnswering : ModelHead::Unknown;
    if (!names.empty())
        config.architecture = answers ? std::string(questionAnswering) : names.front();
}

bool isSet(const JsonFields& fields, const char* key)
{
    const json& value = fields.value(key);
    return !value.is_null() && value != false && !((value.is_object() || value.is_array()) && value.empty());
}

Refusal refuseFeature(JsonFields& fields)
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

Result<void> checkSupported(JsonFields& fields, const std::string& fileName)
{
    for (const Refusal& refusal : {refuseType(fields), refuseFeature(fields), refuseArchitecture(fields)}) {
        if (!refusal.what.empty())
            return inputError(refusal.what, fileName + ", key " + inQuotes(refusal.key), chooseAnother);
    }
    return {};
}

int readSize(JsonFields& fields, const char* key, int most)
{
    return static_cast<int>(fields.wholeNumber(key, 1, most));
}

ModelConfig readSizes(JsonFields& fields)
{
    ModelConfig config;
    config.modelType = "bert";
    readHead(config, fields);
    config.vocabSize = readSize(fields, "vocab_size", 2'000'000);
    config.hiddenSize = readSize(fields, "hidden_size", 16'384);
    config.layers = readSize(fields, "num_hidden_layers", 128);
    config.heads = readSize(fields, "num_attention_heads", 1'024);
    config.intermediateSize = readSize(fields, "intermediate_size", 131'072);
    config.maxPositions = readSize(fields, "max_position_embeddings", 131'072);
    // Question and context have a segment each.
    config.typeVocabSize = static_cast<int>(fields.wholeNumber("type_vocab_size", 2, 1'024, 2));
    config.layerNormEps = fields.number("layer_norm_eps", 0, 1, 1e-12);
    config.activation = fields.text("hidden_act", "gelu");
    return config;
}

Result<void> checkConsistent(const ModelConfig& config, const std::string& fileName)
{
    if (config.hiddenSize % config.heads != 0)
        return inputError("hidden_size " + std::to_string(config.hiddenSize) + " is not divisible by the " +
                              std::to_string(config.heads) + " heads",
                          fileName + ", key \"num_attention_heads\"", "Download the file again, or correct it.");
    if (std::find(activations.begin(), activations.end(), config.activation) == activations.end())
        return inputError("The activation " + inQuotes(config.activation) + " is not known",
                          fileName + ", key \"hidden_act\"", chooseAnother);
    return {};
}

} // namespace

Result<ModelConfig> parseModelConfig(std::string_view text, const std::string& fileName)
try {
    std::string remark;
    const auto json = parseJsonObject(text, fileName, &remark);
    if (!json)
        return tl::unexpected(json.error());
    JsonFields fields(*json, fileName);
    if (auto supported = checkSupported(fields, fileName); !supported)
        return tl::unexpected(supported.error());
    ModelConfig config = readSizes(fields);
    if (fields.error())
        return tl::unexpected(*fields.error());
    if (auto consistent = checkConsistent(config, fileName); !consistent)
        return tl::unexpected(consistent.error());
    config.json = json->dump();
    config.remark = std::move(remark);
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
        return tl::unexpected(bytes.error());
    return parseModelConfig({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, file.string());
}

} // namespace headlight
