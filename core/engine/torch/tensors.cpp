// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/tensors.h"

#include <ATen/ATen.h>

namespace headlight::engine {

at::Tensor toTensor(const Array& array)
{
    at::Tensor tensor = at::empty(array.shape(), at::kFloat);
    std::copy(array.values().begin(), array.values().end(), tensor.data_ptr<float>());
    return tensor;
}

Array toArray(const at::Tensor& tensor)
{
    if (!tensor.defined())
        return {};
    const at::Tensor source = tensor.detach().to(at::kCPU, at::kFloat).contiguous();
    const float* begin = source.data_ptr<float>();
    return Array(Shape(source.sizes().begin(), source.sizes().end()), std::vector<float>(begin, begin + source.numel()));
}

} // namespace headlight::engine
