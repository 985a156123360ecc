// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/fast/changed_pass.h"

#include <ATen/ATen.h>

namespace headlight::engine {

namespace {

enum Slot { Qkv, Attention, Slope, AttendedSum, AttendedScales, OutputSum, OutputScales, Input, Mixed, Even, Odd };

/// [K·S,D] of what is given by copy, or once for all.
at::Tensor copied(const at::Tensor& x, const at::Tensor& to)
{
    return to.view({-1, x.size(-2), x.size(-1)}).copy_(x).view(to.sizes());
}

} // namespace

ChangedPass::ChangedPass(const EncoderNetwork& network, std::int64_t tokens, std::vector<std::int64_t> judged,
                         std::stop_token stop)
    : m_network(network),
      m_tokens(tokens),
      m_judged(std::move(judged)),
      m_layers(network, tokens, std::move(stop)),
      m_work(network.options())
{
}

/// Of the last layer, only the rows that the head judges go on after the attention.
LayerRecord ChangedPass::record(std::size_t layer, std::int64_t copies)
{
    const ModelConfig& c = m_network.config();
    const std::int64_t R = copies * m_tokens;
    const bool isPart = layer + 1 == m_network.layers().size() && std::ssize(m_judged) < m_tokens;
    at::Tensor rows;
    if (isPart)
        rows = (at::arange(copies).unsqueeze(1) * m_tokens + at::tensor(m_judged, at::kLong)).flatten();
    const std::int64_t N = isPart ? rows.size(0) : R;
    return {m_work.take(Qkv, {R, 3 * c.hiddenSize}),
            m_work.take(Attention, {copies, c.heads, m_tokens, m_tokens}),
            m_work.take(Slope, {N, c.intermediateSize}),
            {m_work.take(AttendedSum, {N, c.hiddenSize}), m_work.take(AttendedScales, {N})},
            {m_work.take(OutputSum, {N, c.hiddenSize}), m_work.take(OutputScales, {N})},
            rows};
}

at::Tensor ChangedPass::output(std::size_t layer, const LayerRecord& record)
{
    return m_work.take(layer % 2 ? Odd : Even, record.output.normalised.sizes());
}

/// From the heads' outputs on where these are known.
at::Tensor ChangedPass::firstLayer(const CopiesBegin& begin, const at::Tensor& hidden)
{
    const LayerRecord made = record(begin.layer, begin.copies);
    const at::Tensor y = output(begin.layer, made);
    if (!begin.mixed.defined()) {
        m_layers.forward(begin.layer, hidden, made, y);
        return y;
    }
    const ModelConfig& c = m_network.config();
    const at::Tensor mixed = copied(begin.mixed, m_work.take(Mixed, hidden.sizes()));
    replaceHeads(replacementsOf(begin.held, begin.layer), {begin.copies, m_tokens, c.heads, c.headSize()}, mixed);
    m_layers.finish(begin.layer, hidden, mixed, made, y);
    return y;
}

at::Tensor ChangedPass::scores(const CopiesBegin& begin)
{
    const std::size_t layers = m_network.layers().size();
    m_layers.hold(begin.held);
    at::Tensor hidden =
        copied(begin.input, m_work.take(Input, {begin.copies * m_tokens, m_network.config().hiddenSize}));
    if (begin.layer == layers)
        return headScores(hidden, begin.copies, false);
    hidden = firstLayer(begin, hidden);
    for (std::size_t i = begin.layer + 1; i < layers; ++i) {
        const LayerRecord made = record(i, begin.copies);
        const at::Tensor y = output(i, made);
        m_layers.forward(i, hidden, made, y);
        hidden = y;
    }
    return headScores(hidden, begin.copies, std::ssize(m_judged) < m_tokens);
}

at::Tensor ChangedPass::headScores(const at::Tensor& hidden, std::int64_t copies, bool judgedAlone) const
{
    const at::Tensor byCopy = hidden.view({copies, -1, hidden.size(1)});
    return m_network.head().scores(judgedAlone ? byCopy : EncoderNetwork::judgedRows(byCopy, m_judged));
}

std::int64_t ChangedPass::bytesOfCopy(const ModelConfig& c, std::int64_t S)
{
    const std::int64_t states = 4 * 4 * S * c.hiddenSize;
    const std::int64_t map = 4 * c.heads * S * S;
    return LayerDerivative::recordBytes(c, S) + LayerDerivative::scratchBytes(c, S, 0) + states + map;
}

} // namespace headlight::engine
