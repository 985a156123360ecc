// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/network/bert_network.h"

#include <ATen/ATen.h>
#include <cmath>

#include "core/engine/torch/base/tensors.h"
#include "core/engine/torch/network/activation.h"
#include "core/engine/torch/path/path_function.h"

namespace headlight::engine {

namespace {

/// A copy, unless the tensor begins with a line of the processor's cache: products are up to a third faster then.
at::Tensor aligned(const at::Tensor& weight)
{
    constexpr std::uintptr_t line = 64;
    return reinterpret_cast<std::uintptr_t>(weight.data_ptr()) % line == 0 ? weight : weight.clone();
}

/// Takes weights out of a checkpoint, whose shapes were checked when it was read.
class Weights {
public:
    explicit Weights(const Checkpoint& checkpoint) : m_checkpoint(checkpoint) {}

    at::Tensor tensor(const std::string& name) const { return toTensor(m_checkpoint.tensors.at(name)); }
    Linear linear(const std::string& name) const { return {aligned(tensor(name + ".weight")), tensor(name + ".bias")}; }
    LayerNorm norm(const std::string& name) const { return {tensor(name + ".weight"), tensor(name + ".bias")}; }

    BertLayer layer(int index) const
    {
        const std::string prefix = "bert.encoder.layer." + std::to_string(index) + ".";
        const std::string self = prefix + "attention.self.";
        return {linear(self + "query"),
                linear(self + "key"),
                linear(self + "value"),
                linear(prefix + "attention.output.dense"),
                norm(prefix + "attention.output.LayerNorm"),
                linear(prefix + "intermediate.dense"),
                linear(prefix + "output.dense"),
                norm(prefix + "output.LayerNorm")};
    }

private:
    const Checkpoint& m_checkpoint;
};

at::Tensor apply(const Linear& linear, const at::Tensor& x)
{
    return at::linear(x, linear.weight, linear.bias);
}

at::Tensor lookUp(const at::Tensor& table, const std::vector<std::int64_t>& ids)
{
    return table.index_select(0, at::tensor(ids, at::kLong));
}

} // namespace

BertNetwork::BertNetwork(const ModelConfig& config, const Checkpoint& checkpoint) : m_config(config)
{
    const Weights weights(checkpoint);
    m_wordEmbeddings = weights.tensor("bert.embeddings.word_embeddings.weight");
    m_positionEmbeddings = weights.tensor("bert.embeddings.position_embeddings.weight");
    m_segmentEmbeddings = weights.tensor("bert.embeddings.token_type_embeddings.weight");
    m_embeddingNorm = weights.norm("bert.embeddings.LayerNorm");
    for (int i = 0; i < config.layers; ++i)
        m_layers.push_back(weights.layer(i));
    if (checkpoint.task() == TaskKind::QuestionAnswering)
        m_head = weights.linear("qa_outputs");
}

at::Tensor BertNetwork::words(const std::vector<std::int64_t>& ids) const
{
    return lookUp(m_wordEmbeddings, ids);
}

at::Tensor BertNetwork::positions(const std::vector<std::int64_t>& ids) const
{
    return lookUp(m_positionEmbeddings, ids);
}

at::Tensor BertNetwork::segments(const std::vector<std::int64_t>& ids) const
{
    return lookUp(m_segmentEmbeddings, ids);
}

at::Tensor BertNetwork::places(const std::vector<std::int64_t>& segmentIds) const
{
    return segments(segmentIds) + m_positionEmbeddings.narrow(0, 0, static_cast<std::int64_t>(segmentIds.size()));
}

at::Tensor BertNetwork::normalised(const at::Tensor& x, const LayerNorm& norm) const
{
    return at::layer_norm(x, {m_config.hiddenSize}, norm.weight, norm.bias, m_config.layerNormEps);
}

at::Tensor BertNetwork::layer(const at::Tensor& x, const BertLayer& layer, BertPass& pass) const
{
    const std::int64_t K = x.size(0);
    const std::int64_t S = x.size(1);
    const std::int64_t H = m_config.heads;
    const std::int64_t d = m_config.headSize();
    const auto heads = [&](const Linear& linear) { return apply(linear, x).view({K, S, H, d}); };

    const at::Tensor q = heads(layer.query).transpose(1, 2);
    const at::Tensor k = heads(layer.key).transpose(1, 2);
    const at::Tensor v = heads(layer.value);
    const at::Tensor scores = at::matmul(q, k.transpose(2, 3)) / std::sqrt(static_cast<double>(d));
    const at::Tensor attention = at::softmax(scores, -1);
    const at::Tensor mixed = at::matmul(attention, v.transpose(1, 2)).transpose(1, 2).reshape({K, S, H * d});
    const at::Tensor attended = normalised(apply(layer.attentionOutput, mixed) + x, layer.attentionNorm);
    const at::Tensor inner = activate(m_config.activation, apply(layer.intermediate, attended));

    pass.inputs.push_back(x);
    pass.attention.push_back(attention);
    pass.values.push_back(v);
    return normalised(apply(layer.output, inner) + attended, layer.outputNorm);
}

BertPass BertNetwork::run(const at::Tensor& embedded, std::stop_token stop) const
{
    BertPass pass;
    at::Tensor hidden = embedded;
    for (const BertLayer& each : m_layers) {
        if (stop.stop_requested())
            throw Stopped{};
        hidden = layer(hidden, each, pass);
        pass.hidden.push_back(hidden);
    }
    if (answersQuestions())
        pass.logits = apply(m_head, hidden);
    return pass;
}

BertNetwork BertNetwork::to(at::ScalarType type) const
{
    BertNetwork copy = *this;
    const auto linear = [type](Linear& l) { l = {l.weight.to(type), l.bias.to(type)}; };
    const auto norm = [type](LayerNorm& n) { n = {n.weight.to(type), n.bias.to(type)}; };
    for (at::Tensor* t : {&copy.m_wordEmbeddings, &copy.m_positionEmbeddings, &copy.m_segmentEmbeddings})
        *t = t->to(type);
    norm(copy.m_embeddingNorm);
    for (BertLayer& l : copy.m_layers) {
        for (Linear* each : {&l.query, &l.key, &l.value, &l.attentionOutput, &l.intermediate, &l.output})
            linear(*each);
        norm(l.attentionNorm);
        norm(l.outputNorm);
    }
    if (answersQuestions())
        linear(copy.m_head);
    return copy;
}

} // namespace headlight::engine
