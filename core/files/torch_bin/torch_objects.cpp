// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/torch_bin/torch_objects.h"

#include <algorithm>
#include <limits>

#include "core/base/in_quotes.h"
#include "core/files/torch_bin/pickle_globals.h"

namespace headlight {
namespace {

constexpr std::size_t highestRank = 8;
constexpr std::size_t mostTensors = 100'000;
constexpr std::int64_t mostValues = std::numeric_limits<std::int64_t>::max() / 16; // so that their bytes can be counted

tl::unexpected<std::string> wrong(std::string what)
{
    return tl::unexpected(std::move(what));
}

/// Whether a tuple's items are of these kinds, one each.
bool hasKinds(const PickleValues& values, PickleRef tuple, std::initializer_list<PickleKind> kinds)
{
    const auto items = values.items(tuple);
    return values[tuple].kind == PickleKind::Tuple &&
           std::equal(items.begin(), items.end(), kinds.begin(), kinds.end(),
                      [&values](PickleRef item, PickleKind kind) { return values[item].kind == kind; });
}

TorchObjects::Built<Shape> readNumbers(const PickleValues& values, PickleRef tuple)
{
    const auto items = values.items(tuple);
    if (items.size() > highestRank)
        return wrong("A tensor has " + std::to_string(items.size()) + " dimensions; at most " +
                     std::to_string(highestRank) + " are expected");
    Shape numbers;
    for (const PickleRef item : items) {
        if (values[item].kind != PickleKind::Number || values[item].number < 0)
            return wrong("Expected sizes and strides of a tensor that are whole numbers from 0");
        numbers.push_back(values[item].number);
    }
    return numbers;
}

} // namespace

TorchObjects::Built<std::size_t> TorchObjects::addStorage(const PickleValues& values, PickleRef description)
{
    using enum PickleKind;
    const bool zip = m_layout == TorchLayout::Zip;
    // The sixth field is a view of a storage, as PyTorch 0.3 and before wrote them.
    if (zip ? !hasKinds(values, description, {Text, Global, Text, Text, Number})
            : !hasKinds(values, description, {Text, Global, Text, Text, Number, None}))
        return wrong("Expected the description of a storage");
    const auto items = values.items(description);
    const auto type = storageType(static_cast<PickleGlobal>(values[items[1]].number));
    if (values[items[0]].text != "storage" || !type)
        return wrong("Expected the description of a storage");
    TorchStorage storage{*type, std::string(values[items[2]].text), values[items[4]].number};
    if (storage.count < 0 || storage.count > mostValues)
        return wrong("The storage " + inQuotes(storage.key) + " would have " + std::to_string(storage.count) +
                     " values");
    return addOnce(std::move(storage));
}

TorchObjects::Built<std::size_t> TorchObjects::addOnce(TorchStorage storage)
{
    const auto known = m_places.find(storage.key);
    if (known == m_places.end()) {
        if (m_storages.size() == mostTensors)
            return wrong("The pickle has more than " + std::to_string(mostTensors) + " storages");
        m_places.emplace(storage.key, m_storages.size());
        m_storages.push_back(std::move(storage));
        return m_storages.size() - 1;
    }
    const TorchStorage& first = m_storages[known->second];
    if (first.type != storage.type || first.count != storage.count)
        return wrong("The storage " + inQuotes(storage.key) + " is there with two types or sizes");
    return known->second;
}

TorchStorage* TorchObjects::storageWithKey(std::string_view key)
{
    const auto found = m_places.find(key);
    return found == m_places.end() ? nullptr : &m_storages[found->second];
}

TorchObjects::Built<std::size_t> TorchObjects::rebuildTensor(const PickleValues& values, PickleRef arguments)
{
    using enum PickleKind;
    if (!hasKinds(values, arguments, {Storage, Number, Tuple, Tuple, Flag, OrderedDictionary}))
        return wrong("_rebuild_tensor_v2 is called with other arguments than torch.save gives it");
    const auto items = values.items(arguments);
    auto shape = readNumbers(values, items[2]);
    auto strides = readNumbers(values, items[3]);
    if (!shape || !strides)
        return wrong(shape ? strides.error() : shape.error());
    const auto place = static_cast<std::size_t>(values[items[0]].number);
    TorchTensor tensor{m_storages[place].type, std::move(*shape), std::move(*strides), values[items[1]].number, place};
    if (auto checked = checkView(tensor); !checked)
        return wrong(checked.error());
    // No step is ever taken along an axis of one element: whatever a file says there must not be added up.
    for (std::size_t i = 0; i < tensor.shape.size(); ++i)
        tensor.strides[i] = tensor.shape[i] > 1 ? tensor.strides[i] : 0;
    if (m_tensors.size() == mostTensors)
        return wrong("The pickle has more than " + std::to_string(mostTensors) + " tensors");
    m_tensors.push_back(std::move(tensor));
    return m_tensors.size() - 1;
}

/// The last element of a tensor must be in its storage; the number of its elements must be countable.
TorchObjects::Built<void> TorchObjects::checkView(const TorchTensor& tensor) const
{
    if (tensor.shape.size() != tensor.strides.size())
        return wrong("A tensor has as many sizes as strides, but here " + std::to_string(tensor.shape.size()) +
                     " and " + std::to_string(tensor.strides.size()));
    std::int64_t elements = 1;
    std::int64_t last = tensor.offset;
    bool countable = tensor.offset >= 0;
    const bool empty = std::find(tensor.shape.begin(), tensor.shape.end(), 0) != tensor.shape.end();
    for (std::size_t i = 0; i < tensor.shape.size() && countable && !empty; ++i) {
        std::int64_t step = 0;
        countable = !__builtin_mul_overflow(elements, tensor.shape[i], &elements) && elements <= mostValues &&
                    !__builtin_mul_overflow(tensor.shape[i] - 1, tensor.strides[i], &step) &&
                    !__builtin_add_overflow(last, step, &last);
    }
    const TorchStorage& storage = m_storages[tensor.storage];
    if (!countable || (empty ? last > storage.count : last >= storage.count))
        return wrong("A tensor reaches outside its storage " + inQuotes(storage.key) + " of " +
                     std::to_string(storage.count) + " values");
    return {};
}

} // namespace headlight
