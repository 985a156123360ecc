// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/fast/replacements.h"

#include <ATen/ATen.h>
#include <algorithm>

namespace headlight::engine {

namespace {

bool isHead(const Replacement& replacement)
{
    return replacement.head != Replacement::feedForward;
}

/// The rows [K or 1,...] of the copies that `replacement` is of.
at::Tensor ofCopies(const at::Tensor& all, const Replacement& replacement)
{
    return replacement.copy == Replacement::everyCopy ? all : all.narrow(0, replacement.copy, 1);
}

} // namespace

const std::vector<Replacement>& replacementsOf(const Replacements& all, std::size_t layer)
{
    static const std::vector<Replacement> none;
    const auto found = all.find(layer);
    return found == all.end() ? none : found->second;
}

bool holdsFeedForward(const std::vector<Replacement>& replacements)
{
    return std::any_of(replacements.begin(), replacements.end(), [](const Replacement& r) { return !isHead(r); });
}

void replaceHeads(const std::vector<Replacement>& replacements, const HeadShape& shape, const at::Tensor& mixed)
{
    const at::Tensor heads = mixed.view({shape.K, shape.S, shape.H, shape.d});
    for (const Replacement& each : replacements)
        if (isHead(each))
            ofCopies(heads, each).select(2, each.head).copy_(each.output);
}

void clearHeads(const std::vector<Replacement>& replacements, const HeadShape& shape, const at::Tensor& rows)
{
    const at::Tensor heads = rows.view({-1, shape.H, shape.d});
    for (const Replacement& each : replacements)
        if (isHead(each))
            heads.select(1, each.head).zero_();
}

void replaceFeedForward(const std::vector<Replacement>& replacements, const HeadShape& shape, const at::Tensor& rows,
                        const at::Tensor& bias, const at::Tensor& product)
{
    const std::int64_t P = product.size(0) / shape.K;
    const at::Tensor copies = product.view({shape.K, P, product.size(1)});
    for (const Replacement& each : replacements) {
        if (isHead(each))
            continue;
        // The first copy's rows are tokens.
        const at::Tensor output = rows.defined() ? each.output.index_select(0, rows.narrow(0, 0, P)) : each.output;
        ofCopies(copies, each).copy_(output - bias);
    }
}

} // namespace headlight::engine
