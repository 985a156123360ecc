// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/job.h"
#include "core/model/model_config.h"

namespace headlight::engine {

/// Numbers of the changed runs that are made at once, all beginning in one layer.
struct CopyBatch {
    std::size_t layer = 0;
    std::vector<std::size_t> runs;
};

/// Changed runs in batches that make good use of the machine and fit `memoryBytes`; those that begin in the lowest
/// layer come first. `layers` has the layer that each begins in.
std::vector<CopyBatch> copyBatches(const std::vector<std::size_t>& layers, const ModelConfig& config,
                                   std::int64_t tokens, std::int64_t memoryBytes);

/// Reports how far the batches are, with the time that is left.
class WorkDone {
public:
    WorkDone(const std::vector<CopyBatch>& batches, const ModelConfig& config, std::string step, const Job& job);

    void add(const CopyBatch& batch);

private:
    double workOf(const CopyBatch& batch) const;

    const Job& m_job;
    std::string m_step;
    double m_layers;
    double m_all = 0;
    double m_done = 0;
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

} // namespace headlight::engine
