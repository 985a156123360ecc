// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/network/head.h"

#include <ATen/ATen.h>
#include <numeric>
#include <tuple>

#include "core/engine/torch/network/activation.h"

namespace headlight::engine {

namespace {

/// The gradient at a layer normalisation's input x from `g` at its output, both [N,D].
at::Tensor normBackward(const at::Tensor& g, const at::Tensor& x, const LayerNorm& norm, double epsilon)
{
    const auto [y, mean, scale] = at::native_layer_norm(x, norm.weight.sizes(), norm.weight, norm.bias, epsilon);
    return std::get<0>(at::native_layer_norm_backward(g, x, norm.weight.sizes(), mean, scale, norm.weight, norm.bias,
                                                      {true, false, false}));
}

} // namespace

Head::Head(const ModelConfig& config, const Weights& weights, TaskKind task, const at::Tensor& words)
    : m_task(task), m_epsilon(config.layerNormEps)
{
    switch (task) {
    case TaskKind::QuestionAnswering: m_output = weights.linear("qa_outputs"); break;
    case TaskKind::TokenLabels: m_output = weights.linear("token_labels"); break;
    case TaskKind::Classification:
        m_dense = weights.linear("classification.dense");
        m_activation = config.family->classificationActivation;
        m_output = weights.linear("classification.output");
        break;
    case TaskKind::MaskedWords: {
        const std::string decoder = "masked_words.decoder.weight";
        const std::string activation = config.family->maskedActivation;
        m_dense = weights.linear("masked_words.dense");
        m_activation = activation.empty() ? config.activation : activation;
        m_norm = weights.norm("masked_words.norm");
        m_output = {weights.contains(decoder) ? weights.tensor(decoder) : words,
                    weights.tensor("masked_words.decoder.bias")};
        break;
    }
    case TaskKind::None: break;
    }
}

std::vector<std::int64_t> Head::judged(const Input& input) const
{
    if (m_task == TaskKind::Classification)
        return {0};
    if (m_task == TaskKind::MaskedWords || !input.judged.empty())
        return input.judged;
    std::vector<std::int64_t> all(static_cast<std::size_t>(isThere() ? input.length() : 0));
    std::iota(all.begin(), all.end(), 0);
    return all;
}

at::Tensor Head::scores(const at::Tensor& hidden) const
{
    if (isLinear())
        return m_output(hidden);
    const at::Tensor inner = activate(m_activation, m_dense(hidden));
    return m_output(m_norm.weight.defined() ? m_norm(inner, m_epsilon) : inner);
}

at::Tensor Head::gradient(const at::Tensor& hidden, const at::Tensor& atScores) const
{
    at::Tensor g = at::mm(atScores, m_output.weight);
    if (isLinear())
        return g;
    const at::Tensor dense = m_dense(hidden);
    if (m_norm.weight.defined())
        g = normBackward(g, activate(m_activation, dense), m_norm, m_epsilon);
    return at::mm(activationBackward(m_activation, g, dense), m_dense.weight);
}

Head Head::ofClasses(const std::vector<std::int64_t>& classes) const
{
    const at::Tensor index = at::tensor(classes, at::kLong);
    Head part = *this;
    part.m_output = {m_output.weight.index_select(0, index), m_output.bias.index_select(0, index)};
    return part;
}

} // namespace headlight::engine
