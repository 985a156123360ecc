// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "core/engine/quadrature.h"
#include "core/engine/torch/path/path_integral.h"

namespace headlight::engine {

/// The path points evaluated so far with their intermediates and gradients, in the order of their evaluation.
class NodeStore {
public:
    explicit NodeStore(std::size_t targets) : m_targets(targets) {}

    /// Adds evaluated points. A key is the point's place on the path as a fraction, k / n of the Chebyshev points of
    /// any level: exact in binary, so that levels agree on it.
    void add(std::vector<double> keys, PathNodes nodes);
    /// Adds all of another store's points, and leaves it empty.
    void take(NodeStore& other);
    bool isEmpty() const { return m_blocks.empty(); }
    void clear();

    /// The integrals of g dy/da over all points, which must be those of `q`, Chebyshev points of any map. `coarser`
    /// ([target][intermediate]) gets what they would be from three quarters of the interpolants' degrees.
    void integrate(const Quadrature& q, const at::Tensor& direction, const Job& job,
                   std::vector<PathAttribution>& targets, std::vector<std::vector<at::Tensor>>& coarser) const;

private:
    struct Block {
        std::vector<double> keys;
        PathNodes nodes;
    };
    struct Rule;

    Rule ruleOf(const Quadrature& q, const Job& job) const;
    template <typename T, typename TensorOf>
    std::vector<const T*> rowsOf(const TensorOf& tensorOf) const;
    template <typename T>
    struct Columns;
    template <typename T>
    void integrateIntermediate(std::size_t i, const at::Tensor& forms, const Job& job,
                               std::vector<PathAttribution>& targets,
                               std::vector<std::vector<at::Tensor>>& coarser) const;
    at::Tensor weightedInputs(std::size_t t, const Rule& rule) const;

    std::size_t m_targets;
    std::vector<Block> m_blocks;
    std::vector<std::vector<std::int64_t>> m_shapes; ///< of each intermediate at one point
};

} // namespace headlight::engine
