// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <vector>

namespace headlight {

using Shape = std::vector<std::int64_t>;

/// An immutable, row-major, n-dimensional array of float32 that is cheap to copy: copies and slices share the values.
/// A default-constructed array is null ("not computed"), which differs from an array with no elements.
class Array {
public:
    Array() = default;
    /// Takes `values`, whose size must be the product of `shape`.
    Array(Shape shape, std::vector<float> values);
    /// Values that lie elsewhere, row-major, as many as the product of `shape`; `owner` keeps them, and nobody changes
    /// them.
    Array(Shape shape, std::shared_ptr<const void> owner, const float* values);

    bool isNull() const { return !m_owner; }
    const Shape& shape() const { return m_shape; }
    std::int64_t dimension(std::size_t axis) const { return m_shape[axis]; }
    std::size_t rank() const { return m_shape.size(); }
    std::size_t size() const { return m_size; }
    std::span<const float> values() const { return {m_data, m_size}; }
    const float* data() const { return m_data; }

    /// The sub-array at `index` of the first axis; shares the values. Rank must be at least 1.
    Array operator[](std::int64_t index) const;
    /// One element; as many indices as the rank.
    float at(std::initializer_list<std::int64_t> indices) const;

private:
    Shape m_shape;
    std::shared_ptr<const void> m_owner;
    const float* m_data = nullptr;
    std::size_t m_size = 0;
};

/// The number of elements of a shape; 1 for a scalar.
std::size_t elementCount(const Shape& shape);

} // namespace headlight
