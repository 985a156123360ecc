// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/network/word_table.h"

#include <ATen/ATen.h>

#include "core/engine/torch/base/tensors.h"
#include "core/engine/torch/network/weights.h"
#include "core/model/encoder_tensors.h"

namespace headlight::engine {

WordTable::WordTable(const Checkpoint& checkpoint, at::ScalarType type) : m_inFile(checkpoint.words), m_type(type)
{
    if (!m_inFile)
        m_whole = Weights(checkpoint, type).tensor(wordEmbeddings);
}

at::Tensor WordTable::rows(const std::vector<std::int64_t>& ids) const
{
    if (!m_inFile)
        return m_whole.index_select(0, at::tensor(ids, at::kLong));
    const Result<Array> read = m_inFile->rows(ids);
    if (!read)
        throw WeightsUnreadable(read.error());
    return toTensor(*read).to(m_type);
}

} // namespace headlight::engine
