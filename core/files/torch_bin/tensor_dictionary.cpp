// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <set>

#include "core/base/in_quotes.h"
#include "core/files/torch_bin/torch_layout.h"

namespace headlight {
namespace {

constexpr auto remedy = "Save the model's state_dict(), or the model with save_pretrained.";

/// Where training programs keep a model's tensors in what they save, the likeliest first.
constexpr std::array<std::string_view, 6> wrappers{"model_state_dict", "state_dict",  "model",
                                                   "module",           "model_state", "weights"};

/// An entry of a dictionary.
struct Item {
    std::string_view key; ///< empty where it is no text
    PickleRef value;
};

std::vector<Item> itemsOf(const PickleValues& values, PickleRef dictionary)
{
    std::vector<Item> found;
    const auto items = values.items(dictionary);
    for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
        const PickleValue& key = values[items[i]];
        found.push_back({key.kind == PickleKind::Text ? key.text : std::string_view(), items[i + 1]});
    }
    return found;
}

bool isTensor(const PickleValues& values, const Item& item)
{
    return !item.key.empty() && values[item.value].kind == PickleKind::Tensor;
}

bool holdsTensors(const PickleValues& values, PickleRef ref)
{
    if (!isDictionary(values[ref].kind))
        return false;
    const std::vector<Item> items = itemsOf(values, ref);
    return std::any_of(items.begin(), items.end(), [&](const Item& item) { return isTensor(values, item); });
}

Failure noTensors(const std::vector<Item>& items, const std::string& where)
{
    return inputError("The dictionary holds no tensors by name; its first entry is " + inQuotes(items.front().key),
                      where, remedy);
}

/// The dictionary whose entries are the model's tensors: `root`, or the one in it that has them.
Result<PickleRef> dictionaryOfTensors(const PickleValues& values, PickleRef root, const std::string& where)
{
    const std::vector<Item> items = itemsOf(values, root);
    std::vector<Item> inside;
    std::set<PickleRef> seen; // each once, or a pickle could have one looked through a million times
    for (const Item& item : items)
        if (seen.insert(item.value).second && holdsTensors(values, item.value))
            inside.push_back(item);
    for (const std::string_view wrapper : wrappers) {
        const auto named = [wrapper](const Item& item) { return item.key == wrapper; };
        if (const auto found = std::find_if(inside.begin(), inside.end(), named); found != inside.end())
            return found->value;
    }
    if (items.empty() || holdsTensors(values, root))
        return root;
    if (inside.empty())
        return noTensors(items, where);
    if (inside.size() > 1)
        return inputError("The file holds several dictionaries of tensors, " + inQuotes(inside[0].key) + " and " +
                              inQuotes(inside[1].key),
                          where, remedy);
    return inside.front().value;
}

} // namespace

/// What is no tensor, an epoch or a loss, is left out.
Result<std::map<std::string, TorchTensor>> readTensorDictionary(const PickleValues& values, PickleRef root,
                                                                const TorchObjects& objects, const std::string& where)
{
    if (!isDictionary(values[root].kind))
        return inputError("The file holds something other than a dictionary of tensors", where, remedy);
    const auto dictionary = dictionaryOfTensors(values, root, where);
    if (!dictionary)
        return Failure(dictionary.error());
    std::map<std::string, TorchTensor> tensors;
    for (const Item& item : itemsOf(values, *dictionary)) {
        const auto place = static_cast<std::size_t>(values[item.value].number);
        if (isTensor(values, item) && !tensors.emplace(item.key, objects.tensors()[place]).second)
            return inputError("The dictionary has the tensor " + inQuotes(item.key) + " twice", where, remedy);
    }
    return tensors;
}

} // namespace headlight
