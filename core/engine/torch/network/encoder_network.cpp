// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/network/encoder_network.h"

#include <ATen/ATen.h>
#include <cmath>

#include "core/engine/torch/network/activation.h"
#include "core/engine/torch/path/path_function.h"

namespace headlight::engine {

namespace {

EncoderLayer layerOf(const Weights& weights, int index)
{
    const std::string prefix = "bert.encoder.layer." + std::to_string(index) + ".";
    const std::string self = prefix + "attention.self.";
    return {weights.linear(self + "query"),
            weights.linear(self + "key"),
            weights.linear(self + "value"),
            weights.linear(prefix + "attention.output.dense"),
            weights.norm(prefix + "attention.output.LayerNorm"),
            weights.linear(prefix + "intermediate.dense"),
            weights.linear(prefix + "output.dense"),
            weights.norm(prefix + "output.LayerNorm")};
}

at::Tensor lookUp(const at::Tensor& table, const std::vector<std::int64_t>& ids)
{
    return table.index_select(0, at::tensor(ids, at::kLong));
}

/// T5's bucket (Raffel et al. 2019) of each distance j - i from the query to the key: half of them for either
/// direction, half of those for single distances, the rest wider and wider up to 128 tokens. In float32, as the
/// reference rounds.
at::Tensor relativeBuckets(std::int64_t tokens, int count)
{
    constexpr double farthest = 128;
    const std::int64_t half = count / 2;
    const std::int64_t single = half / 2;
    const at::Tensor places = at::arange(tokens, at::kLong);
    const at::Tensor back = places.unsqueeze(1) - places.unsqueeze(0);
    const at::Tensor distance = back.abs();
    const at::Tensor wide =
        ((distance.to(at::kFloat) / single).log() / std::log(farthest / double(single)) * double(half - single))
            .clamp_min(0)
            .to(at::kLong) +
        single;
    return at::where(distance < single, distance, wide.clamp_max(half - 1)) + (back < 0) * half;
}

} // namespace

EncoderNetwork::EncoderNetwork(const ModelConfig& config, const Checkpoint& checkpoint, at::ScalarType type)
    : m_config(config),
      m_words(checkpoint, type)
{
    const Weights weights(checkpoint, type);
    m_positionEmbeddings = weights.tensor("bert.embeddings.position_embeddings.weight");
    if (config.typeVocabSize > 0)
        m_segmentEmbeddings = weights.tensor("bert.embeddings.token_type_embeddings.weight");
    m_embeddingNorm = weights.norm("bert.embeddings.LayerNorm");
    if (config.hasProjection())
        m_projection = weights.linear("bert.embeddings.projection");
    if (config.relativeBuckets > 0)
        m_relativeBias = weights.tensor("bert.encoder.relative_attention_bias.weight");
    std::vector<EncoderLayer> distinct;
    for (int i = 0; i < config.distinctLayers(); ++i)
        distinct.push_back(layerOf(weights, i));
    for (int i = 0; i < config.layers; ++i) // tensors are shared
        m_layers.push_back(distinct[static_cast<std::size_t>(config.weightsOfLayer(i))]);
    m_head = Head(config, weights, checkpoint.task(), m_words.whole());
}

at::Tensor EncoderNetwork::words(const std::vector<std::int64_t>& ids) const
{
    return m_words.rows(ids);
}

at::Tensor EncoderNetwork::positions(const std::vector<std::int64_t>& ids) const
{
    return lookUp(m_positionEmbeddings, ids);
}

at::Tensor EncoderNetwork::segments(const std::vector<std::int64_t>& ids) const
{
    if (!m_segmentEmbeddings.defined())
        return {};
    const bool first = m_config.family->segments == SegmentTable::FirstAlone;
    return lookUp(m_segmentEmbeddings, first ? std::vector<std::int64_t>(ids.size(), 0) : ids);
}

std::vector<std::int64_t> EncoderNetwork::positionIds(const std::vector<std::int64_t>& inputIds) const
{
    std::vector<std::int64_t> ids;
    const std::int64_t padding = m_config.positionsBefore - 1; // the padding token's id, where positions count from it
    std::int64_t position = m_config.positionsBefore;
    for (const std::int64_t id : inputIds)
        ids.push_back(m_config.positionsBefore > 0 && id == padding ? padding : position++);
    return ids;
}

at::Tensor EncoderNetwork::places(const Input& input) const
{
    const at::Tensor position = positions(positionIds(input.inputIds));
    return m_segmentEmbeddings.defined() ? segments(input.segmentIds) + position : position;
}

at::Tensor EncoderNetwork::relativeBias(std::int64_t tokens) const
{
    if (!m_relativeBias.defined())
        return {};
    const at::Tensor buckets = relativeBuckets(tokens, m_config.relativeBuckets);
    return m_relativeBias.index_select(0, buckets.flatten()).view({tokens, tokens, -1}).permute({2, 0, 1}).contiguous();
}

at::Tensor EncoderNetwork::layer(const at::Tensor& x, const EncoderLayer& layer, const at::Tensor& bias,
                                 EncoderPass& pass) const
{
    const std::int64_t K = x.size(0);
    const std::int64_t S = x.size(1);
    const std::int64_t H = m_config.heads;
    const std::int64_t d = m_config.headSize();
    const auto heads = [&](const Linear& linear) { return linear(x).view({K, S, H, d}); };

    const at::Tensor q = heads(layer.query).transpose(1, 2);
    const at::Tensor k = heads(layer.key).transpose(1, 2);
    const at::Tensor v = heads(layer.value);
    const at::Tensor scores = at::matmul(q, k.transpose(2, 3)) / std::sqrt(static_cast<double>(d));
    const at::Tensor attention = at::softmax(bias.defined() ? scores + bias : scores, -1);
    const at::Tensor mixed = at::matmul(attention, v.transpose(1, 2)).transpose(1, 2).reshape({K, S, H * d});
    const at::Tensor attended = layer.attentionNorm(layer.attentionOutput(mixed) + x, m_config.layerNormEps);
    const at::Tensor inner = activate(m_config.activation, layer.intermediate(attended));

    pass.inputs.push_back(x);
    pass.attention.push_back(attention);
    pass.values.push_back(v);
    return layer.outputNorm(layer.output(inner) + attended, m_config.layerNormEps);
}

at::Tensor EncoderNetwork::judgedRows(const at::Tensor& hidden, const std::vector<std::int64_t>& judged)
{
    bool all = std::ssize(judged) == hidden.size(1);
    for (std::size_t i = 0; i < judged.size(); ++i)
        all = all && judged[i] == static_cast<std::int64_t>(i);
    return all ? hidden : hidden.index_select(1, at::tensor(judged, at::kLong));
}

EncoderPass EncoderNetwork::run(const at::Tensor& embedded, const std::vector<std::int64_t>& judged,
                                std::stop_token stop) const
{
    EncoderPass pass;
    const at::Tensor bias = relativeBias(embedded.size(1));
    at::Tensor hidden = hasProjection() ? m_projection(embedded) : embedded;
    for (const EncoderLayer& each : m_layers) {
        if (stop.stop_requested())
            throw Stopped{};
        hidden = layer(hidden, each, bias, pass);
        pass.hidden.push_back(hidden);
    }
    if (m_head.isThere())
        pass.scores = m_head.scores(judgedRows(hidden, judged));
    return pass;
}

} // namespace headlight::engine
