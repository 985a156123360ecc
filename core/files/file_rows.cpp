// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/file_rows.h"

#include <algorithm>

#include "core/files/tensor_type.h"

namespace headlight {

FileRows::FileRows(std::shared_ptr<const RegularFile> file, std::uint64_t begin, TensorType type, Shape shape)
    : m_file(std::move(file)),
      m_begin(begin),
      m_type(type),
      m_shape(std::move(shape))
{
}

Result<void> FileRows::readRows(std::int64_t row, std::span<float> values) const
{
    const std::size_t size = byteSize(m_type);
    const std::uint64_t begin = m_begin + static_cast<std::uint64_t>(row * m_shape[1]) * size;
    if (m_type == TensorType::F32)
        return m_file->readAt(begin, std::as_writable_bytes(values));
    std::vector<std::byte> stored(values.size() * size);
    if (auto read = m_file->readAt(begin, stored); !read)
        return read;
    convertToFloat(m_type, stored, values);
    return {};
}

Result<Array> FileRows::rows(const std::vector<std::int64_t>& ids) const
{
    if (auto unchanged = m_file->checkUnchanged(); !unchanged)
        return Failure(unchanged.error());
    const auto columns = static_cast<std::size_t>(m_shape[1]);
    std::vector<float> values(ids.size() * columns);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (auto read = readRows(ids[i], std::span(values).subspan(i * columns, columns)); !read)
            return Failure(read.error());
    }
    return Array({static_cast<std::int64_t>(ids.size()), m_shape[1]}, std::move(values));
}

Result<Array> FileRows::all(const Job& job) const
{
    std::vector<float> values;
    values.reserve(elementCount(m_shape));
    const auto append = [&values](std::span<const float> more) {
        values.insert(values.end(), more.begin(), more.end());
    };
    if (auto read = forEach(job, append); !read)
        return Failure(read.error());
    return Array(m_shape, std::move(values));
}

Result<void> FileRows::forEach(const Job& job, const std::function<void(std::span<const float>)>& look) const
{
    const std::int64_t atOnce = std::max<std::int64_t>(1, static_cast<std::int64_t>(readPiece / sizeof(float)) /
                                                              std::max<std::int64_t>(1, m_shape[1]));
    std::vector<float> values;
    for (std::int64_t row = 0; row < m_shape[0]; row += atOnce) {
        if (job.stopped())
            return cancelled();
        values.resize(static_cast<std::size_t>(std::min(atOnce, m_shape[0] - row) * m_shape[1]));
        if (auto read = readRows(row, values); !read)
            return read;
        look(values);
    }
    return {};
}

} // namespace headlight
