// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace headlight {

enum class PickleKind : std::uint32_t {
    None,
    Flag,
    Number,
    Other, ///< a fraction, or a number of more than eight bytes: no file of tensors needs one
    Text,
    Tuple,
    List,
    Dictionary,
    OrderedDictionary,
    Global,  ///< something by name that a pickle may call or refer to; the number is a PickleGlobal
    Storage, ///< the number is its place among TorchObjects' storages
    Tensor,  ///< the number is its place among TorchObjects' tensors
};

/// A value is referred to by its place in the arena, as it may be part of several others, and even of itself.
using PickleRef = std::uint32_t;

struct PickleValue {
    PickleKind kind = PickleKind::None;
    std::uint32_t count = 0; ///< of a tuple's items
    std::int64_t number = 0; ///< flag, number or place
    std::string_view text;   ///< points into the pickle
};

/// All values of a pickle, side by side: nothing nests in memory, so that however deep a pickle nests, nothing here
/// recurses. Value 0 is None.
class PickleValues {
public:
    PickleValues() : m_values(1) {}

    PickleRef add(const PickleValue& value);
    PickleRef addTuple(std::span<const PickleRef> items);
    /// An empty list or dictionary.
    PickleRef addContainer(PickleKind kind);
    /// Adds to a list its items, or to a dictionary keys and values in turn.
    void append(PickleRef container, std::span<const PickleRef> items);

    const PickleValue& operator[](PickleRef ref) const { return m_values[ref]; }
    /// A tuple's or list's items, or a dictionary's keys and values in turn; empty for all else.
    std::span<const PickleRef> items(PickleRef ref) const;

private:
    std::vector<PickleValue> m_values;
    std::vector<PickleRef> m_tupleItems;
    std::vector<std::vector<PickleRef>> m_containers;
};

bool isDictionary(PickleKind kind);

} // namespace headlight
