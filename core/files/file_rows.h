// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "core/base/array.h"
#include "core/base/error.h"
#include "core/base/job.h"
#include "core/files/regular_file.h"
#include "core/files/tensor_type.h"

namespace headlight {

/// A matrix that stays in its file, of which rows are read when they are wanted: of a vocabulary of 250,000 words, a
/// text needs some dozens. It is read, not mapped: a file that shrinks meanwhile is an error, where the memory would
/// end the program. Copies share the open file.
class FileRows {
public:
    /// `type` is a float type; the matrix of `shape` [rows,columns] begins at byte `begin` and lies within the file.
    FileRows(std::shared_ptr<const RegularFile> file, std::uint64_t begin, TensorType type, Shape shape);

    const Shape& shape() const { return m_shape; }
    /// Rows in float32, [ids,columns]. An error if the file was changed since it was opened, or cannot be read.
    /// `ids` are those of rows that are there.
    Result<Array> rows(const std::vector<std::int64_t>& ids) const;
    /// All of it in float32.
    Result<Array> all(const Job& job) const;
    /// Hands all values to `look`, some rows at a time.
    Result<void> forEach(const Job& job, const std::function<void(std::span<const float>)>& look) const;

private:
    /// `values` are those of whole rows, from `row` on.
    Result<void> readRows(std::int64_t row, std::span<float> values) const;

    std::shared_ptr<const RegularFile> m_file;
    std::uint64_t m_begin;
    TensorType m_type;
    Shape m_shape;
};

} // namespace headlight
