// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <exception>
#include <optional>
#include <vector>

#include "core/base/error.h"
#include "core/files/file_rows.h"
#include "core/model/checkpoint.h"

namespace headlight::engine {

/// Thrown where weights that stayed in their file cannot be read any more. It does not leave the engine.
struct WeightsUnreadable : std::exception {
    explicit WeightsUnreadable(Error e) : error(std::move(e)) {}
    const char* what() const noexcept override { return "the weights cannot be read"; }
    Error error;
};

/// The word embeddings, [V,E], in memory or in their file.
class WordTable {
public:
    WordTable() = default;
    WordTable(const Checkpoint& checkpoint, at::ScalarType type);

    /// [ids,E]. Throws WeightsUnreadable.
    at::Tensor rows(const std::vector<std::int64_t>& ids) const;
    /// All of them; undefined where they are in their file.
    const at::Tensor& whole() const { return m_whole; }

private:
    at::Tensor m_whole;
    std::optional<FileRows> m_inFile;
    at::ScalarType m_type = at::kFloat;
};

} // namespace headlight::engine
