// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <list>
#include <stop_token>
#include <vector>

#include "core/data/input.h"
#include "core/engine/torch/network/encoder_network.h"

namespace headlight::engine {

/// What is kept of the unchanged run of an input, so that changed runs begin where they leave it.
struct KeptRun {
    std::vector<at::Tensor> hidden;      ///< [S,D] of L + 1: what the first layer is given, then each layer's output
    std::vector<at::Tensor> mixed;       ///< [S,D] a layer, the heads' outputs before the output projection
    std::vector<at::Tensor> feedForward; ///< [S,D] a layer, that part's output, bias included
    std::vector<std::int64_t> judged;    ///< the tokens that the head judges
    at::Tensor scores;                   ///< [rows,C]; undefined without a head

    std::int64_t tokens() const { return hidden.front().size(0); }
};

/// The newest runs, one an input and one a baseline.
class KeptRuns {
public:
    /// `network` must outlive it.
    explicit KeptRuns(const EncoderNetwork& network) : m_network(network) {}

    /// The unchanged run of `input`: computed where it is not kept. Stays until the fourth other one. Throws
    /// Stopped.
    const KeptRun& of(const Input& input, std::stop_token stop);
    /// That of its baseline, the other tokens' word embeddings being zero with `zero`; its positions and segments are
    /// the input's.
    const KeptRun& ofBaseline(const Input& input, bool zero, std::stop_token stop);

private:
    struct Entry {
        Input input;
        bool isBaseline;
        bool zero;
        KeptRun run;
    };
    const KeptRun& find(const Input& input, bool isBaseline, bool zero, std::stop_token stop);

    const EncoderNetwork& m_network;
    std::list<Entry> m_entries; ///< the newest first
};

} // namespace headlight::engine
