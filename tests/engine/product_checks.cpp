// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "core/engine/torch/fast/matrix_product.h"
#include "tests/engine/path_checks.h"

namespace headlight::checks {

namespace {

using namespace headlight::engine;

/// Random numbers, [rows,columns], with a column of others on either side of them in memory.
at::Tensor amongOthers(std::int64_t rows, std::int64_t columns, at::TensorOptions options)
{
    return at::randn({rows, columns + 2}, options).narrow(1, 1, columns);
}

} // namespace

ProductChecks productChecks(const ProductCase& c)
{
    const at::AutoGradMode off(false);
    at::manual_seed(7);
    const at::TensorOptions options = c.precise ? at::kDouble : at::kFloat;
    const at::Tensor x = amongOthers(c.rows, c.inner, options);
    const at::Tensor w =
        c.transposed ? amongOthers(c.columns, c.inner, options) : amongOthers(c.inner, c.columns, options);
    const at::Tensor around = at::randn({c.rows, c.columns + 2}, options);
    const at::Tensor to = around.narrow(1, 1, c.columns);
    const at::Tensor before = around.clone();

    at::Tensor wanted = at::mm(x.to(at::kDouble), (c.transposed ? w.t() : w).to(at::kDouble));
    if (c.added)
        wanted += to.to(at::kDouble);
    // In two parts, the second added to the first; what follows doubles each thread's columns.
    wanted *= 2;
    const auto twice = [&](std::int64_t begin, std::int64_t end) { to.narrow(1, begin, end - begin).mul_(2); };
    const RightFactorLayout layout = c.transposed ? RightFactorLayout::Transposed : RightFactorLayout::AsIs;
    multiply({{x * 0.25, w, layout, to, c.added}, {x * 0.75, w, layout, to, true, twice}});
    const auto same = [&](std::int64_t column) {
        return at::equal(around.select(1, column), before.select(1, column));
    };
    return {((to.to(at::kDouble) - wanted).abs().max() / wanted.abs().max()).item<double>(),
            same(0) && same(c.columns + 1)};
}

} // namespace headlight::checks
