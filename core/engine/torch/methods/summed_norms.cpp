// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/methods/summed_norms.h"

#include <ATen/ATen.h>

namespace headlight::engine {

at::Tensor transformedValues(const at::Tensor& values, const at::Tensor& projection)
{
    const std::int64_t H = values.size(1);
    const std::int64_t d = values.size(2);
    return at::bmm(values.transpose(0, 1), projection.t().view({H, d, -1}));
}

at::Tensor gramMatrices(const at::Tensor& f)
{
    const at::Tensor byKey = f.transpose(0, 1);
    return at::bmm(byKey, byKey.transpose(1, 2));
}

at::Tensor summedNorms(const at::Tensor& attention, const at::Tensor& gram)
{
    const at::Tensor byKey = attention.permute({2, 1, 0});
    return (at::bmm(byKey, gram) * byKey).sum(-1).t().clamp_min(0).sqrt();
}

at::Tensor withDiagonal(const at::Tensor& norms, const at::Tensor& rows)
{
    at::Tensor result = norms.clone();
    result.diagonal().copy_(rows.norm(2, -1));
    return result;
}

at::Tensor ownSums(const at::Tensor& attention, const at::Tensor& f)
{
    const at::Tensor ownAlpha = attention.diagonal(0, 1, 2).t().unsqueeze(1);
    return at::bmm(ownAlpha, f.transpose(0, 1)).squeeze(1);
}

at::Tensor centred(const at::Tensor& x, const at::Tensor& gamma)
{
    return (x - x.mean(-1, true)).mul_(gamma);
}

} // namespace headlight::engine
