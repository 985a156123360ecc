// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <stop_token>
#include <vector>

#include "core/engine/torch/fast/layer_derivative.h"
#include "core/engine/torch/network/encoder_network.h"

namespace headlight::engine {

/// Where K copies of an input leave its unchanged run.
struct CopiesBegin {
    std::int64_t copies = 1;
    std::size_t layer = 0; ///< L: the copies differ behind the last layer
    at::Tensor input;      ///< [K,S,D], what that layer is given; or [S,D], the same to all copies
    at::Tensor mixed;      ///< [S,D], its heads' outputs where they are as in the unchanged run but for what is held
    Replacements held;
};

/// Runs what lies behind a change alone, for several changes at once, and gives nothing but scores. Its memory is used
/// again by the next call.
class ChangedPass {
public:
    /// `network` must outlive it. `judged` are the tokens that the head judges.
    ChangedPass(const EncoderNetwork& network, std::int64_t tokens, std::vector<std::int64_t> judged,
                std::stop_token stop);

    /// The scores [K,rows,C]. Throws Stopped between products.
    at::Tensor scores(const CopiesBegin& begin);

    /// Bytes that one copy takes, in float32.
    static std::int64_t bytesOfCopy(const ModelConfig& config, std::int64_t tokens);

private:
    LayerRecord record(std::size_t layer, std::int64_t copies);
    at::Tensor firstLayer(const CopiesBegin& begin, const at::Tensor& hidden);
    at::Tensor output(std::size_t layer, const LayerRecord& record);
    at::Tensor headScores(const at::Tensor& hidden, std::int64_t copies, bool judgedAlone) const;

    const EncoderNetwork& m_network;
    std::int64_t m_tokens;
    std::vector<std::int64_t> m_judged;
    LayerDerivative m_layers;
    Workspace m_work;
};

} // namespace headlight::engine
