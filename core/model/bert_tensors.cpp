// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/bert_tensors.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace headlight {
namespace {

using Tensors = std::map<std::string, Shape>;

constexpr std::string_view base = "bert.";

void addLinear(Tensors& tensors, const std::string& name, int outputs, int inputs)
{
    tensors[name + ".weight"] = {outputs, inputs};
    tensors[name + ".bias"] = {outputs};
}

void addNorm(Tensors& tensors, const std::string& name, int size)
{
    tensors[name + ".weight"] = {size};
    tensors[name + ".bias"] = {size};
}

void addLayer(Tensors& tensors, const std::string& layer, const ModelConfig& config)
{
    const int hidden = config.hiddenSize;
    for (const char* part : {"query", "key", "value"})
        addLinear(tensors, layer + "attention.self." + part, hidden, hidden);
    addLinear(tensors, layer + "attention.output.dense", hidden, hidden);
    addNorm(tensors, layer + "attention.output.LayerNorm", hidden);
    addLinear(tensors, layer + "intermediate.dense", config.intermediateSize, hidden);
    addLinear(tensors, layer + "output.dense", hidden, config.intermediateSize);
    addNorm(tensors, layer + "output.LayerNorm", hidden);
}

/// What torch.compile and training in parallel put in front of each name, in any order.
bool removeWrappers(std::string& name)
{
    constexpr std::array<std::string_view, 3> wrappers{"module.", "model.", "_orig_mod."};
    const std::size_t before = name.size();
    const auto wraps = [&name](std::string_view wrapper) { return name.starts_with(wrapper); };
    for (auto found = std::find_if(wrappers.begin(), wrappers.end(), wraps); found != wrappers.end();
         found = std::find_if(wrappers.begin(), wrappers.end(), wraps))
        name.erase(0, found->size());
    return name.size() < before;
}

bool replaceEnd(std::string& name, std::string_view end, std::string_view replacement)
{
    if (!name.ends_with(end))
        return false;
    name.replace(name.size() - end.size(), end.size(), replacement);
    return true;
}

bool addBase(std::string& name)
{
    constexpr std::array<std::string_view, 3> parts{"embeddings.", "encoder.", "pooler."};
    if (std::none_of(parts.begin(), parts.end(), [&name](std::string_view part) { return name.starts_with(part); }))
        return false;
    name.insert(0, base);
    return true;
}

} // namespace

std::map<std::string, Shape> bertTensors(const ModelConfig& config)
{
    Tensors tensors;
    tensors["bert.embeddings.word_embeddings.weight"] = {config.vocabSize, config.hiddenSize};
    tensors["bert.embeddings.position_embeddings.weight"] = {config.maxPositions, config.hiddenSize};
    tensors["bert.embeddings.token_type_embeddings.weight"] = {config.typeVocabSize, config.hiddenSize};
    addNorm(tensors, "bert.embeddings.LayerNorm", config.hiddenSize);
    for (int layer = 0; layer < config.layers; ++layer)
        addLayer(tensors, "bert.encoder.layer." + std::to_string(layer) + ".", config);
    return tensors;
}

std::map<std::string, Shape> questionAnsweringTensors(const ModelConfig& config)
{
    Tensors tensors;
    addLinear(tensors, "qa_outputs", 2, config.hiddenSize);
    return tensors;
}

std::string canonicalTensorName(const std::string& name, NameChanges* changes)
{
    std::string canonical = name;
    const bool gamma = replaceEnd(canonical, "LayerNorm.gamma", "LayerNorm.weight");
    const bool norm = gamma || replaceEnd(canonical, "LayerNorm.beta", "LayerNorm.bias");
    const bool wrapped = removeWrappers(canonical);
    const bool bare = addBase(canonical);
    if (changes != nullptr)
        *changes = *changes | NameChanges{norm, wrapped, bare};
    return canonical;
}

NameChanges operator|(const NameChanges& a, const NameChanges& b)
{
    return {a.norms || b.norms, a.wrappers || b.wrappers, a.base || b.base};
}

std::string describe(const NameChanges& changes)
{
    std::string text;
    const auto add = [&text](bool changed, const char* what) {
        if (changed)
            text += (text.empty() ? "" : ", ") + std::string(what);
    };
    add(changes.norms, "gamma and beta are read as weight and bias");
    add(changes.wrappers, "the prefix of a training program is taken off");
    add(changes.base, "\"bert.\" is added");
    return text;
}

bool isIgnoredTensor(const std::string& canonicalName)
{
    // What belongs to the encoder is either needed or a sign that the configuration is another model's.
    return !canonicalName.starts_with(base) || canonicalName.starts_with("bert.pooler.") ||
           canonicalName == "bert.embeddings.position_ids" || canonicalName == "bert.embeddings.token_type_ids";
}

} // namespace headlight
