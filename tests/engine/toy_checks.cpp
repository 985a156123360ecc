// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <ATen/ATen.h>
#include <cmath>

#include "core/engine/quadrature.h"
#include "core/engine/torch/path/path_integral.h"
#include "tests/engine/path_checks.h"

namespace headlight::checks {

namespace {

using namespace headlight::engine;

Values toValues(const at::Tensor& tensor)
{
    const at::Tensor flat = tensor.detach().to(at::kDouble).contiguous().view({-1});
    return {flat.data_ptr<double>(), flat.data_ptr<double>() + flat.numel()};
}

at::Tensor toTensor(const Values& values)
{
    return at::tensor(values, at::kFloat);
}

/// Inputs [K,n,3] of the network, which sees `scale` times the sum of the n.
AutogradFunction toyNetwork(double scale)
{
    const auto forward = [scale](const at::Tensor& inputs) {
        const at::Tensor x = inputs.sum(1) * scale;
        const at::Tensor linear0 = at::linear(x, at::eye(3));
        const at::Tensor linear1 = at::linear(linear0, at::ones({4, 3}), at::tensor({-10.0f, 1.0f, 1.0f, 1.0f}));
        const at::Tensor relu = at::relu(linear1);
        const at::Tensor linear2 = at::linear(relu, at::ones({2, 4}), at::tensor({-1.0f, 1.0f}));
        return PathOutputs{{linear2.select(1, 0)}, {linear0, linear1, relu, linear2}, {at::Tensor()}};
    };
    return AutogradFunction({"linear0", "linear1", "relu", "linear2"}, 1, forward);
}

/// The network's last layer alone: what comes after linear2.
AutogradFunction afterLinear2()
{
    return AutogradFunction({}, 1, [](const at::Tensor& linear2) {
        return PathOutputs{{linear2.select(1, 0)}, {}, {at::Tensor()}};
    });
}

/// y = relu(x - 0.3), F = sum of y squared and of y, times (1, 2, 3): dF/dy jumps where y begins.
AutogradFunction kinkedFunction()
{
    const auto forward = [](const at::Tensor& x) {
        const at::Tensor y = at::relu(x - 0.3);
        const at::Tensor z = at::relu(y - 0.2);
        const at::Tensor f = ((y * y + z) * at::tensor({1.0, 2.0, 3.0}, at::kDouble)).sum(1);
        return PathOutputs{{f}, {y}, {at::Tensor()}};
    };
    return AutogradFunction({"y"}, 1, forward, PathCost{100, 0, 100, 16});
}

/// y = tanh(s (x - 0.3)), F = sum of y squared times (1, 2, 3): smooth, with a front that `steepness` sharpens. Counts
/// the inputs that it is given.
AutogradFunction smoothFunction(double steepness, int& inputs)
{
    const auto forward = [steepness, &inputs](const at::Tensor& x) {
        inputs += static_cast<int>(x.size(0));
        const at::Tensor y = at::tanh((x - 0.3) * steepness);
        const at::Tensor f = (y * y * at::tensor({1.0, 2.0, 3.0}, at::kDouble)).sum(1);
        return PathOutputs{{f}, {y}, {at::Tensor()}};
    };
    return AutogradFunction({"y"}, 1, forward, PathCost{100, 0, 100, 16});
}

/// The definition's integral from 0 to (1, 0.8, 0.5), analytically up to quadrature.
Values smoothTruth(double s)
{
    const Quadrature q = gaussLegendre(400);
    const Values end{1.0, 0.8, 0.5};
    Values sums(3, 0.0);
    for (std::size_t k = 0; k < q.nodes.size(); ++k)
        for (int i = 0; i < 3; ++i) {
            const double y = std::tanh(s * (q.nodes[k] * end[i] - 0.3));
            sums[i] += q.weights[k] * 2 * (i + 1) * y * s * (1 - y * y) * end[i];
        }
    return sums;
}

} // namespace

ToyConductance toyCaptum(const Values& input, int steps, int chunk)
{
    AutogradFunction network = toyNetwork(1);
    PathProblem problem;
    problem.input = toTensor(input).unsqueeze(0);
    problem.baseline = at::zeros({1, 3});
    problem.chunk = chunk;
    const PathAttribution a = captumConductance(network, problem, steps).targets[0];
    return {toValues(a.conductance[0]), toValues(a.conductance[1]), toValues(a.conductance[2]),
            toValues(a.conductance[3]), toValues(a.input),          a.difference};
}

Values toyLinear2OfSum(const std::vector<Values>& inputs, double scale, int steps)
{
    AutogradFunction network = toyNetwork(scale);
    std::vector<at::Tensor> rows;
    for (const Values& each : inputs)
        rows.push_back(toTensor(each));
    PathProblem problem;
    problem.input = at::stack(rows);
    problem.baseline = at::zeros_like(problem.input);
    return toValues(captumConductance(network, problem, steps).targets[0].conductance[3]);
}

Values toyLinear2Gradients(const Values& input, int nodes)
{
    AutogradFunction network = toyNetwork(1);
    const at::Tensor x = toTensor(input).unsqueeze(0);
    const auto linear2 = [&](const at::Tensor& at) { return network.evaluate(at.unsqueeze(0), {}).y[3][0]; };
    AutogradFunction rest = afterLinear2();
    PathProblem problem;
    problem.input = linear2(x);
    problem.baseline = linear2(at::zeros_like(x));
    return toValues(integratedGradients(rest, problem, nodes).targets[0].input);
}

SmoothExact kinkedExact(double tolerance, int maxPoints)
{
    AutogradFunction function = kinkedFunction();
    PathProblem problem;
    problem.input = at::tensor({1.0, 0.8, 0.5}, at::kDouble);
    problem.baseline = at::zeros(3, at::kDouble);
    problem.smooth = false;
    const PathResult result = exactConductance(function, problem, tolerance, maxPoints, {});
    SmoothExact found;
    found.conductance = toValues(result.targets[0].conductance[0]);
    // y reaches 0.7, 0.5 and 0.2; the integral of (2 y + [y > 0.2]) dy, times the weights.
    found.truth = {0.49 + 0.5, 2 * (0.25 + 0.3), 3 * 0.04};
    found.estimate = result.targets[0].error[0];
    found.points = result.points;
    found.toleranceMet = result.toleranceMet;
    return found;
}

SmoothExact smoothExact(double steepness, double tolerance, int maxPoints, long memoryBytes, int chunk)
{
    SmoothExact found;
    AutogradFunction function = smoothFunction(steepness, found.inputs);
    PathProblem problem;
    problem.input = at::tensor({1.0, 0.8, 0.5}, at::kDouble);
    problem.baseline = at::zeros(3, at::kDouble);
    problem.memoryBytes = memoryBytes;
    problem.chunk = chunk;
    const PathResult result = exactConductance(function, problem, tolerance, maxPoints, [&](const PathResult& level) {
        found.published.push_back(level.points);
    });
    found.conductance = toValues(result.targets[0].conductance[0]);
    found.input = toValues(result.targets[0].input);
    found.truth = smoothTruth(steepness);
    found.estimate = result.targets[0].error[0];
    found.points = result.points;
    found.toleranceMet = result.toleranceMet;
    return found;
}

} // namespace headlight::checks
