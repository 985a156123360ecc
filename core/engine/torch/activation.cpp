// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/activation.h"

#include <ATen/ATen.h>
#include <stdexcept>

namespace headlight::engine {

at::Tensor activate(const std::string& name, const at::Tensor& x)
{
    if (name == "gelu")
        return at::gelu(x);
    if (name == "gelu_new" || name == "gelu_fast" || name == "gelu_pytorch_tanh")
        return at::gelu(x, "tanh");
    if (name == "relu")
        return at::relu(x);
    if (name == "silu" || name == "swish")
        return at::silu(x);
    if (name == "tanh")
        return at::tanh(x);
    throw std::invalid_argument("the activation " + name + " is not known");
}

} // namespace headlight::engine
