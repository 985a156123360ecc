// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/bert_tensors.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/base/in_quotes.h"

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

/// The names that other families put before theirs: such weights are not read as BERT's.
bool isOtherFamily(std::string_view prefix)
{
    constexpr std::array<std::string_view, 7> families{"albert.",  "deberta.", "distilbert.", "electra.",
                                                       "ernie_m.", "mpnet.",   "roberta."};
    return std::any_of(families.begin(), families.end(), [prefix](auto family) { return prefix.ends_with(family); });
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

std::string canonicalTensorName(const std::string& name, const std::string& prefix, NameChanges* changes)
{
    std::string canonical = name;
    const bool gamma = replaceEnd(canonical, "LayerNorm.gamma", "LayerNorm.weight");
    const bool norm = gamma || replaceEnd(canonical, "LayerNorm.beta", "LayerNorm.bias");
    const bool wrapped = removeWrappers(canonical);
    const bool own = !prefix.empty() && removeAtBegin(canonical, prefix);
    const bool bare = addBase(canonical);
    if (changes != nullptr)
        *changes = *changes | NameChanges{norm, wrapped, bare, own ? prefix : std::string()};
    return canonical;
}

std::set<std::string> encoderPrefixes(const std::vector<std::string>& names)
{
    std::set<std::string> prefixes;
    for (std::string name : names) {
        removeWrappers(name);
        if (!replaceEnd(name, "embeddings.word_embeddings.weight", "") || (!name.empty() && name.back() != '.'))
            continue;
        const bool named = name == base || name.ends_with(".bert.");
        name.resize(name.size() - (named ? base.size() : 0));
        if (!isOtherFamily(name))
            prefixes.insert(name);
    }
    return prefixes.contains(std::string()) ? std::set{std::string()} : prefixes;
}

NameChanges operator|(const NameChanges& a, const NameChanges& b)
{
    return {a.norms || b.norms, a.wrappers || b.wrappers, a.base || b.base, a.prefix.empty() ? b.prefix : a.prefix};
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
