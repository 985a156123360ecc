// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/network/activation.h"

#include <ATen/ATen.h>
#include <stdexcept>

namespace headlight::engine {

Activation activationOf(const std::string& name)
{
    if (name == "gelu")
        return Activation::Gelu;
    if (name == "gelu_new" || name == "gelu_fast" || name == "gelu_pytorch_tanh")
        return Activation::GeluTanh;
    if (name == "relu")
        return Activation::Relu;
    if (name == "silu" || name == "swish")
        return Activation::Silu;
    if (name == "tanh")
        return Activation::Tanh;
    throw std::invalid_argument("the activation " + name + " is not known");
}

at::Tensor activate(const std::string& name, const at::Tensor& x)
{
    switch (activationOf(name)) {
    case Activation::Gelu: return at::gelu(x);
    case Activation::GeluTanh: return at::gelu(x, "tanh");
    case Activation::Relu: return at::relu(x);
    case Activation::Silu: return at::silu(x);
    case Activation::Tanh: return at::tanh(x);
    }
    return x;
}

at::Tensor activationBackward(const std::string& name, const at::Tensor& g, const at::Tensor& x)
{
    switch (activationOf(name)) {
    case Activation::Gelu: return at::gelu_backward(g, x);
    case Activation::GeluTanh: return at::gelu_backward(g, x, "tanh");
    case Activation::Relu: return at::threshold_backward(g, x, 0);
    case Activation::Silu: return at::silu_backward(g, x);
    case Activation::Tanh: return at::tanh_backward(g, at::tanh(x));
    }
    return g;
}

} // namespace headlight::engine
