// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "core/engine/torch/path/kept_memory.h"
#include "tests/engine/path_checks.h"

namespace headlight::checks {

KeptChecks keptChecks(bool precise)
{
    constexpr std::int64_t megabyte = std::int64_t(1) << 20;
    const at::ScalarType type = precise ? at::kDouble : at::kFloat;
    std::vector<at::Tensor> tensors;
    {
        engine::KeptMemory memory(type);
        // Odd ones, one of no numbers, more than a block holds together, and one larger than a block.
        for (const auto count :
             std::initializer_list<std::int64_t>{1, 0, 17, megabyte, 3 * megabyte + 5, 5 * megabyte, 11 * megabyte, 3})
            tensors.push_back(memory.take({count}).fill_(static_cast<double>(tensors.size())));
        tensors.push_back(memory.take({3, 5, 7}).fill_(static_cast<double>(tensors.size())));
    }
    tensors[4].reset(); // its block holds others

    KeptChecks checks{.aligned = true, .untouched = true};
    for (std::size_t i = 0; i < tensors.size(); ++i) {
        const at::Tensor& each = tensors[i];
        if (!each.defined())
            continue;
        checks.aligned = checks.aligned && reinterpret_cast<std::uintptr_t>(each.data_ptr()) % 64 == 0;
        checks.untouched =
            checks.untouched && each.scalar_type() == type && each.eq(static_cast<double>(i)).all().item<bool>();
    }
    checks.shaped = tensors.back().sizes() == at::IntArrayRef({3, 5, 7}) && tensors.back().is_contiguous();
    return checks;
}

} // namespace headlight::checks
