// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/encoder_tensors.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/base/in_quotes.h"

namespace headlight {
namespace {

/// Collects the tensors of a part of a network, each under the family's name and the canonical one.
class Collector {
public:
    void add(const std::string& own, const std::string& canonical, Shape shape, bool optional = false)
    {
        m_tensors[own] = {canonical, std::move(shape), optional};
    }
    void addLinear(const std::string& own, const std::string& canonical, int outputs, int inputs)
    {
        add(own + ".weight", canonical + ".weight", {outputs, inputs});
        add(own + ".bias", canonical + ".bias", {outputs});
    }
    void addNorm(const std::string& own, const std::string& canonical, int size)
    {
        add(own + ".weight", canonical + ".weight", {size});
        add(own + ".bias", canonical + ".bias", {size});
    }
    ExpectedTensors take() { return std::move(m_tensors); }

private:
    ExpectedTensors m_tensors;
};

std::string ownLayer(const ModelConfig& config, int layer)
{
    const std::string begin = std::string(config.family->base).append(config.family->layers);
    if (!config.family->sharedLayers)
        return begin + std::to_string(layer) + ".";
    return begin + std::to_string(layer / config.groupLayers) + ".albert_layers." +
           std::to_string(layer % config.groupLayers) + ".";
}

void addLayer(Collector& tensors, const ModelConfig& config, int index)
{
    const std::string own = ownLayer(config, index);
    const std::string canonical = "bert.encoder.layer." + std::to_string(index) + ".";
    const LayerNames& is = config.family->layer;
    constexpr LayerNames common;
    const auto linear = [&](std::string_view LayerNames::*part, int outputs, int inputs) {
        tensors.addLinear(own + std::string(is.*part), canonical + std::string(common.*part), outputs, inputs);
    };
    const auto norm = [&](std::string_view LayerNames::*part) {
        tensors.addNorm(own + std::string(is.*part), canonical + std::string(common.*part), config.hiddenSize);
    };
    for (auto part : {&LayerNames::query, &LayerNames::key, &LayerNames::value, &LayerNames::attentionOutput})
        linear(part, config.hiddenSize, config.hiddenSize);
    norm(&LayerNames::attentionNorm);
    linear(&LayerNames::intermediate, config.intermediateSize, config.hiddenSize);
    linear(&LayerNames::output, config.hiddenSize, config.intermediateSize);
    norm(&LayerNames::outputNorm);
}

void addEmbeddings(Collector& tensors, const ModelConfig& config)
{
    const std::string own = std::string(config.family->base) + "embeddings.";
    const std::string canonical = "bert.embeddings.";
    const int width = config.widthOfEmbeddings();
    const auto table = [&](const std::string& name, int rows) {
        tensors.add(own + name + ".weight", canonical + name + ".weight", {rows, width});
    };
    table("word_embeddings", config.vocabSize);
    table("position_embeddings", config.positionsBefore + config.maxPositions);
    if (config.typeVocabSize > 0)
        table("token_type_embeddings", config.typeVocabSize);
    tensors.addNorm(own + "LayerNorm", canonical + "LayerNorm", width);
    if (config.hasProjection())
        tensors.addLinear(std::string(config.family->base).append(config.family->projectionName),
                          canonical + "projection", config.hiddenSize, width);
}

void addMaskedWords(Collector& tensors, const ModelConfig& config)
{
    const HeadNames& is = config.family->head;
    const int width = config.widthOfEmbeddings();
    tensors.addLinear(std::string(is.maskedDense), "masked_words.dense", width, config.hiddenSize);
    tensors.addNorm(std::string(is.maskedNorm), "masked_words.norm", width);
    tensors.add(std::string(is.maskedDecoder) + ".weight", "masked_words.decoder.weight", {config.vocabSize, width},
                true);
    tensors.add(std::string(is.maskedBias), "masked_words.decoder.bias", {config.vocabSize});
}

bool removeAtBegin(std::string& name, std::string_view part)
{
    if (!name.starts_with(part))
        return false;
    name.erase(0, part.size());
    return true;
}

/// What is put around a module inside the network, too.
void removeWithin(std::string& name, std::string_view part)
{
    for (std::size_t at = name.find(part); at != std::string::npos; at = name.find(part, at)) {
        if (at == 0 || name[at - 1] == '.')
            name.erase(at, part.size());
        else
            ++at;
    }
}

/// What torch.compile, activation checkpointing and training in parallel put in front of each name or into it, in any
/// order.
bool removeWrappers(std::string& name)
{
    constexpr std::array<std::string_view, 3> inside{"_fsdp_wrapped_module.", "_checkpoint_wrapped_module.",
                                                     "_orig_mod."};
    constexpr std::array<std::string_view, 3> before{"module.", "model.", "_forward_module."};
    const std::size_t size = name.size();
    for (const std::string_view wrapper : inside)
        removeWithin(name, wrapper);
    const auto remove = [&name](std::string_view wrapper) { return removeAtBegin(name, wrapper); };
    while (std::any_of(before.begin(), before.end(), remove)) {
    }
    return name.size() < size;
}

/// The names that other families put before theirs: such weights are not read as this one's.
bool isOtherFamily(std::string_view prefix, const Architecture& family)
{
    constexpr std::array<std::string_view, 8> bases{"albert.",  "bert.",  "deberta.", "distilbert.",
                                                    "electra.", "ernie_m.", "mpnet.",  "roberta."};
    return std::any_of(bases.begin(), bases.end(), [&](std::string_view base) {
        const bool ends = prefix.ends_with(base) && (prefix == base || prefix[prefix.size() - base.size() - 1] == '.');
        return base != family.base && ends;
    });
}

bool replaceEnd(std::string& name, std::string_view end, std::string_view replacement)
{
    if (!name.ends_with(end))
        return false;
    name.replace(name.size() - end.size(), end.size(), replacement);
    return true;
}

/// "encoder." of "encoder.layer."; all of it where there is no more.
std::string_view firstPart(std::string_view name)
{
    const std::size_t dot = name.find('.');
    return dot == std::string_view::npos ? name : name.substr(0, dot + 1);
}

bool addBase(std::string& name, const Architecture& family)
{
    const auto begins = [&name](std::string_view part) { return !part.empty() && name.starts_with(part); };
    const std::array<std::string_view, 4> parts{"embeddings.", "pooler.", firstPart(family.layers),
                                                firstPart(family.projectionName)};
    if (std::none_of(parts.begin(), parts.end(), begins))
        return false;
    name.insert(0, family.base);
    return true;
}

} // namespace

ExpectedTensors encoderTensors(const ModelConfig& config)
{
    Collector tensors;
    addEmbeddings(tensors, config);
    for (int layer = 0; layer < config.distinctLayers(); ++layer)
        addLayer(tensors, config, layer);
    if (config.relativeBuckets > 0)
        tensors.add(std::string(config.family->base) + "encoder.relative_attention_bias.weight",
                    "bert.encoder.relative_attention_bias.weight", {config.relativeBuckets, config.heads});
    return tensors.take();
}

ExpectedTensors headTensors(const ModelConfig& config, TaskKind task)
{
    Collector tensors;
    const HeadNames& is = config.family->head;
    const int hidden = config.hiddenSize;
    const auto labels = static_cast<int>(config.labels.size());
    switch (task) {
    case TaskKind::QuestionAnswering: tensors.addLinear("qa_outputs", "qa_outputs", 2, hidden); break;
    case TaskKind::Classification:
        tensors.addLinear(std::string(is.classificationDense), "classification.dense", hidden, hidden);
        tensors.addLinear(std::string(is.classificationOutput), "classification.output", labels, hidden);
        break;
    case TaskKind::TokenLabels: tensors.addLinear("classifier", "token_labels", labels, hidden); break;
    case TaskKind::MaskedWords: addMaskedWords(tensors, config); break;
    case TaskKind::None: break;
    }
    return tensors.take();
}

std::string headName(TaskKind task)
{
    switch (task) {
    case TaskKind::QuestionAnswering: return "question-answering";
    case TaskKind::Classification: return "classification";
    case TaskKind::TokenLabels: return "token-labels";
    case TaskKind::MaskedWords: return "masked-words";
    case TaskKind::None: break;
    }
    return {};
}

std::string ownTensorName(const std::string& name, const Architecture& family, const std::string& prefix,
                          NameChanges* changes)
{
    std::string today = name;
    const bool gamma = replaceEnd(today, "LayerNorm.gamma", "LayerNorm.weight");
    const bool norm = gamma || replaceEnd(today, "LayerNorm.beta", "LayerNorm.bias");
    const bool wrapped = removeWrappers(today);
    const bool own = !prefix.empty() && removeAtBegin(today, prefix);
    const bool bare = addBase(today, family);
    if (changes != nullptr)
        *changes = *changes | NameChanges{norm, wrapped, bare ? std::string(family.base) : std::string(),
                                          own ? prefix : std::string()};
    return today;
}

std::set<std::string> encoderPrefixes(const std::vector<std::string>& names, const Architecture& family)
{
    std::set<std::string> prefixes;
    for (std::string name : names) {
        removeWrappers(name);
        if (!replaceEnd(name, "embeddings.word_embeddings.weight", "") || (!name.empty() && name.back() != '.'))
            continue;
        const bool named = name == family.base || name.ends_with(std::string(".").append(family.base));
        name.resize(name.size() - (named ? family.base.size() : 0));
        if (!isOtherFamily(name, family))
            prefixes.insert(name);
    }
    return prefixes.contains(std::string()) ? std::set{std::string()} : prefixes;
}

NameChanges operator|(const NameChanges& a, const NameChanges& b)
{
    return {a.norms || b.norms, a.wrappers || b.wrappers, a.base.empty() ? b.base : a.base,
            a.prefix.empty() ? b.prefix : a.prefix};
}

std::string describe(const NameChanges& changes)
{
    std::string text;
    const auto add = [&text](bool changed, const std::string& what) {
        if (changed)
            text += (text.empty() ? "" : ", ") + what;
    };
    add(changes.norms, "gamma and beta are read as weight and bias");
    add(changes.wrappers, "the prefix of a training program is taken off");
    add(!changes.prefix.empty(), "the prefix " + inQuotes(changes.prefix) + " is taken off");
    add(!changes.base.empty(), inQuotes(changes.base) + " is added");
    return text;
}

bool isIgnoredTensor(const std::string& ownName, const Architecture& family)
{
    if (!ownName.starts_with(family.base))
        return true;
    // What belongs to the encoder is either needed or a sign that the configuration is another model's.
    const std::string_view part = std::string_view(ownName).substr(family.base.size());
    return part.starts_with("pooler.") || part == "embeddings.position_ids" || part == "embeddings.token_type_ids";
}

} // namespace headlight
