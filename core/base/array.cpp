// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/array.h"

#include <cassert>

namespace headlight {

Array::Array(Shape shape, std::vector<float> values)
    : m_shape(std::move(shape)),
      m_values(std::make_shared<const std::vector<float>>(std::move(values))),
      m_size(m_values->size())
{
    assert(elementCount(m_shape) == m_size);
}

std::span<const float> Array::values() const
{
    return m_values ? std::span<const float>(m_values->data() + m_offset, m_size) : std::span<const float>();
}

Array Array::operator[](std::int64_t index) const
{
    assert(!m_shape.empty() && index >= 0 && index < m_shape[0]);
    Array part = *this;
    part.m_shape.erase(part.m_shape.begin());
    part.m_size = elementCount(part.m_shape);
    part.m_offset = m_offset + static_cast<std::size_t>(index) * part.m_size;
    return part;
}

float Array::at(std::initializer_list<std::int64_t> indices) const
{
    assert(indices.size() == m_shape.size());
    std::size_t position = 0;
    std::size_t axis = 0;
    for (const std::int64_t index : indices) {
        assert(index >= 0 && index < m_shape[axis]);
        position = position * static_cast<std::size_t>(m_shape[axis++]) + static_cast<std::size_t>(index);
    }
    return values()[position];
}

std::size_t elementCount(const Shape& shape)
{
    std::size_t count = 1;
    for (const std::int64_t n : shape)
        count *= static_cast<std::size_t>(n);
    return count;
}

} // namespace headlight
