// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/base/tensors.h"

#include <ATen/ATen.h>

namespace headlight::engine {

at::Tensor toTensor(const Array& array)
{
    // LibTorch knows no constant tensors; the weights made of it are never written.
    auto* const values = const_cast<float*>(array.data());
    return at::from_blob(values, array.shape(), [array](void*) {}, at::kFloat);
}

Array toArray(const at::Tensor& tensor)
{
    if (!tensor.defined())
        return {};
    const auto kept = std::make_shared<const at::Tensor>(tensor.detach().to(at::kCPU, at::kFloat).contiguous());
    return Array(Shape(kept->sizes().begin(), kept->sizes().end()), kept, kept->data_ptr<float>());
}

} // namespace headlight::engine
