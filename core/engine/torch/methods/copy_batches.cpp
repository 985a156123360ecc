// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/methods/copy_batches.h"

#include <algorithm>
#include <map>

#include "core/engine/torch/fast/changed_pass.h"

namespace headlight::engine {

namespace {

// Rows of a matrix product from which on it runs at nearly its full rate; more only leave the processor's cache.
constexpr std::int64_t rowsAtOnce = 384;

} // namespace

std::vector<CopyBatch> copyBatches(const std::vector<std::size_t>& layers, const ModelConfig& config,
                                   std::int64_t tokens, std::int64_t memoryBytes)
{
    const std::int64_t fitting = memoryBytes / ChangedPass::bytesOfCopy(config, tokens);
    const auto most =
        static_cast<std::size_t>(std::max<std::int64_t>(1, std::min(fitting, (rowsAtOnce + tokens - 1) / tokens)));
    std::map<std::size_t, std::vector<std::size_t>> byLayer;
    for (std::size_t run = 0; run < layers.size(); ++run)
        byLayer[layers[run]].push_back(run);
    std::vector<CopyBatch> batches;
    for (const auto& [layer, runs] : byLayer) {
        // Of the same size, or nearly: a last batch of few rows would run at a lower rate.
        const std::size_t count = (runs.size() + most - 1) / most;
        for (std::size_t i = 0; i < count; ++i) {
            const auto at = [&](std::size_t part) {
                return runs.begin() + static_cast<std::ptrdiff_t>(part * runs.size() / count);
            };
            batches.push_back({layer, {at(i), at(i + 1)}});
        }
    }
    return batches;
}

WorkDone::WorkDone(const std::vector<CopyBatch>& batches, const ModelConfig& config, std::string step, const Job& job)
    : m_job(job),
      m_step(std::move(step)),
      m_layers(config.layers)
{
    for (const CopyBatch& batch : batches)
        m_all += workOf(batch);
    m_job.progress(m_step, 0);
}

void WorkDone::add(const CopyBatch& batch)
{
    m_done += workOf(batch);
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - m_begin;
    m_job.progress(m_step, m_done / m_all, spent.count() * (m_all - m_done) / m_done);
}

/// By the layers that its copies go through, and the head.
double WorkDone::workOf(const CopyBatch& batch) const
{
    return static_cast<double>(batch.runs.size()) * (m_layers + 1 - static_cast<double>(batch.layer));
}

} // namespace headlight::engine
