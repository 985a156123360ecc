// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/torch_bin/pickle_values.h"

namespace headlight {

PickleRef PickleValues::add(const PickleValue& value)
{
    m_values.push_back(value);
    return static_cast<PickleRef>(m_values.size() - 1);
}

PickleRef PickleValues::addTuple(std::span<const PickleRef> items)
{
    const auto begin = static_cast<std::int64_t>(m_tupleItems.size());
    m_tupleItems.insert(m_tupleItems.end(), items.begin(), items.end());
    return add(
        {.kind = PickleKind::Tuple, .count = static_cast<std::uint32_t>(items.size()), .number = begin, .text = {}});
}

PickleRef PickleValues::addContainer(PickleKind kind)
{
    m_containers.emplace_back();
    return add({.kind = kind, .number = static_cast<std::int64_t>(m_containers.size() - 1), .text = {}});
}

void PickleValues::append(PickleRef container, std::span<const PickleRef> items)
{
    auto& contents = m_containers[static_cast<std::size_t>(m_values[container].number)];
    contents.insert(contents.end(), items.begin(), items.end());
}

std::span<const PickleRef> PickleValues::items(PickleRef ref) const
{
    const PickleValue& value = m_values[ref];
    const auto place = static_cast<std::size_t>(value.number);
    if (value.kind == PickleKind::Tuple)
        return std::span(m_tupleItems).subspan(place, value.count);
    if (value.kind == PickleKind::List || isDictionary(value.kind))
        return m_containers[place];
    return {};
}

bool isDictionary(PickleKind kind)
{
    return kind == PickleKind::Dictionary || kind == PickleKind::OrderedDictionary;
}

} // namespace headlight
