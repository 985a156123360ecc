// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/array.h"

#include <cassert>

namespace headlight {

Array::Array(Shape shape, std::vector<float> values) : m_shape(std::move(shape)), m_size(values.size())
{
    assert(elementCount(m_shape) == m_size);
    const auto kept = std::make_shared<const std::vector<float>>(std::move(values));
    m_data = kept->data();
    m_owner = kept;
}

Array::Array(Shape shape, std::shared_ptr<const void> owner, const float* values)
    : m_shape(std::move(shape)),
      m_owner(std::move(owner)),
      m_data(values),
      m_size(elementCount(m_shape))
{
}

Array Array::operator[](std::int64_t index) const
{
    assert(!m_shape.empty() && index >= 0 && index < m_shape[0]);
    Array part = *this;
    part.m_shape.erase(part.m_shape.begin());
    part.m_size = elementCount(part.m_shape);
    part.m_data = m_data + static_cast<std::size_t>(index) * part.m_size;
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
