// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace headlight::engine {

/// What a function gives at K path positions: the scalars to explain, and the intermediate tensors to attribute to.
struct PathOutputs {
    std::vector<at::Tensor> targets;       ///< one a target, [K]
    std::vector<at::Tensor> intermediates; ///< one a name, [K,...]
    std::vector<at::Tensor> winners; ///< one a target, int64 [K]: the token that a maximum chose; undefined otherwise
};

/// The same with derivatives.
struct PathNodes {
    std::vector<at::Tensor> targets;                  ///< [K]
    std::vector<at::Tensor> winners;                  ///< as above
    std::vector<at::Tensor> y;                        ///< intermediates, [K,...]
    std::vector<at::Tensor> rates;                    ///< dy/da along the path, [K,...]; empty unless asked for
    std::vector<std::vector<at::Tensor>> gradients;   ///< [target][intermediate], dF/dy, [K,...]
    std::vector<at::Tensor> inputGradients;           ///< one a target, dF/dx, [K,...]
};

/// Integrals of one target, as they add up.
struct PathSums {
    std::vector<at::Tensor> conductance; ///< of g dy/da, one an intermediate
    at::Tensor input;                    ///< of dF/dx
};

/// Where to add inputs, and with which weights.
struct WeightedSums {
    std::vector<double> weights;              ///< one an input
    std::vector<PathSums>* targets = nullptr; ///< one a target; their tensors are undefined at first
};

/// What one input costs a path function.
struct PathCost {
    std::int64_t workingBytes = 0; ///< of memory while it is evaluated
    std::int64_t summingBytes = 0; ///< of memory while accumulate() works, without the sums; 0: as workingBytes
    std::int64_t keptBytes = 0;    ///< of y and the gradients of all targets, which a caller may keep
    std::int64_t chunk = 16;       ///< inputs at once that make good use of the machine; more only cost memory
    std::int64_t laneChunk = 0;    ///< the same of one thread that works alone; 0: there are no twins
};

/// Thrown inside the engine when the stop token is raised; caught at its border. A std::exception, since LibTorch's
/// backward pass carries no others.
struct Stopped : std::exception {
    const char* what() const noexcept override { return "stopped"; }
};

/// A function from an input to scalars by way of named intermediate tensors, evaluated at several inputs at once. The
/// path engine knows models only through this.
class PathFunction {
public:
    virtual ~PathFunction() = default;

    virtual const std::vector<std::string>& names() const = 0;
    virtual std::size_t targetCount() const = 0;
    /// Values and gradients at the inputs `x`, [K,...]. With `direction` ([...], the path's x - x') also the rates.
    virtual PathNodes evaluate(const at::Tensor& x, const at::Tensor& direction) = 0;
    /// Adds weights[k] g dy/da and weights[k] dF/dx at the inputs `x` to each of `sums`. The way where y and the
    /// gradients of all intermediates together are too large.
    virtual void accumulate(const at::Tensor& x, const at::Tensor& direction, const std::vector<WeightedSums>& sums);
    /// The targets alone.
    virtual std::vector<at::Tensor> values(const at::Tensor& x) = 0;
    /// The same function with memory of its own, to be evaluated on another thread meanwhile; null where there is none.
    virtual std::unique_ptr<PathFunction> twin() const { return nullptr; }
    /// What evaluate() takes for each input.
    virtual const PathCost& cost() const = 0;
};

/// A path function of any differentiable forward function, by LibTorch's automatic differentiation: reverse mode for
/// the gradients, forward mode for the rates.
class AutogradFunction : public PathFunction {
public:
    using Forward = std::function<PathOutputs(const at::Tensor& x)>;

    AutogradFunction(std::vector<std::string> names, std::size_t targets, Forward forward, PathCost cost = {},
                     std::stop_token stop = {});

    const std::vector<std::string>& names() const override { return m_names; }
    std::size_t targetCount() const override { return m_targets; }
    PathNodes evaluate(const at::Tensor& x, const at::Tensor& direction) override;
    std::vector<at::Tensor> values(const at::Tensor& x) override;
    const PathCost& cost() const override { return m_cost; }

private:
    std::vector<at::Tensor> tangents(const at::Tensor& x, const at::Tensor& direction) const;

    std::vector<std::string> m_names;
    std::size_t m_targets;
    Forward m_forward;
    PathCost m_cost;
    std::stop_token m_stop;
};

} // namespace headlight::engine
