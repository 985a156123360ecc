// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/methods/method_arrays.h"

#include <ATen/ATen.h>
#include <functional>
#include <string>

#include "core/engine/torch/base/tensors.h"
#include "core/engine/torch/fast/forward_pass.h"
#include "core/engine/torch/methods/attattr.h"
#include "core/engine/torch/methods/chefer.h"
#include "core/engine/torch/methods/contributions.h"
#include "core/engine/torch/methods/decompx.h"
#include "core/engine/torch/methods/row_blocks.h"

namespace headlight::engine {

namespace {

/// Of AttAttr's cells, relative to the largest of a layer: what float32 carries.
constexpr double attAttrTolerance = 1e-5;
/// As the authors' code has it.
constexpr int attAttrSteps = 20;

EncoderPass passOf(const MethodProblem& p)
{
    const at::Tensor sum = p.network.words(p.input.inputIds) + p.network.places(p.input);
    return forwardPass(p.network, p.network.embedded(sum).unsqueeze(0), p.network.head().judged(p.input), p.job.stop);
}

/// Of layer `layer` of a method that is called `what`.
LayerJob layerJob(const MethodProblem& p, const std::string& what, std::size_t layer)
{
    const std::size_t layers = p.network.layers().size();
    const std::string step = what + ", layer " + std::to_string(layer + 1) + " of " + std::to_string(layers);
    LayerJob job{p.job.stop, [&p, step, layer, layers](double share) {
                     p.job.progress(step, (static_cast<double>(layer) + share) / static_cast<double>(layers));
                 }};
    job.step(0);
    return job;
}

/// One map a layer, [L,S,S].
MethodArrays layerMaps(const MethodProblem& p, const char* name, const std::string& what,
                       const std::function<at::Tensor(std::size_t, const LayerParts&, const LayerJob&)>& mapOf)
{
    const EncoderPass pass = passOf(p);
    std::vector<at::Tensor> maps;
    for (std::size_t i = 0; i < p.network.layers().size(); ++i) {
        const LayerJob job = layerJob(p, what, i);
        maps.push_back(mapOf(i, layerParts(p.network, pass, i), job));
    }
    return {{name, toArray(at::stack(maps))}};
}

MethodArrays chefer(const MethodProblem& p)
{
    p.job.progress("Gradient-weighted rollout", 0);
    const EncoderPass encoder = passOf(p);
    TargetPass pass(p.network, p.input, p.targets, p.job.stop);
    const std::vector<at::Tensor> maps = gradientRollouts(pass, encoder.inputs.front()[0]);
    MethodArrays arrays;
    for (std::size_t t = 0; t < maps.size(); ++t)
        arrays["chefer." + p.targets[t].name] = toArray(maps[t]);
    return arrays;
}

Array arrayOf(const std::vector<double>& values)
{
    return {{static_cast<std::int64_t>(values.size())}, {values.begin(), values.end()}};
}

/// `layers` [T,H,S,S] each: one array [L,H,S,S] a target.
void addByTarget(MethodArrays& arrays, const std::string& name, const MethodProblem& p,
                 const std::vector<at::Tensor>& layers)
{
    for (std::size_t t = 0; t < p.targets.size(); ++t) {
        std::vector<at::Tensor> maps;
        for (const at::Tensor& layer : layers)
            maps.push_back(layer[static_cast<std::int64_t>(t)]);
        arrays[name + '.' + p.targets[t].name] = toArray(at::stack(maps));
    }
}

MethodArrays attAttr(const MethodProblem& p)
{
    const EncoderPass encoder = passOf(p);
    TargetPass pass(p.network, p.input, p.targets, p.job.stop);
    AttAttr method(pass, encoder, p.memoryBytes);
    std::vector<at::Tensor> maps;
    std::vector<std::vector<double>> change(p.targets.size()), delta(p.targets.size());
    for (std::size_t i = 0; i < p.network.layers().size(); ++i) {
        const LayerAttAttr layer = method.exact(i, attAttrTolerance, layerJob(p, "AttAttr", i));
        maps.push_back(layer.maps);
        for (std::size_t t = 0; t < p.targets.size(); ++t) {
            change[t].push_back(layer.change[t]);
            delta[t].push_back(layer.delta[t]);
        }
    }
    MethodArrays arrays;
    addByTarget(arrays, "attattr", p, maps);
    for (std::size_t t = 0; t < p.targets.size(); ++t) {
        arrays["attattr_error." + p.targets[t].name] = arrayOf(change[t]);
        arrays["attattr_delta." + p.targets[t].name] = arrayOf(delta[t]);
    }
    return arrays;
}

MethodArrays attAttrInSteps(const MethodProblem& p)
{
    const EncoderPass encoder = passOf(p);
    TargetPass pass(p.network, p.input, p.targets, p.job.stop);
    AttAttr method(pass, encoder, p.memoryBytes);
    std::vector<at::Tensor> maps;
    for (std::size_t i = 0; i < p.network.layers().size(); ++i)
        maps.push_back(method.stepped(i, attAttrSteps, layerJob(p, "AttAttr in 20 steps", i)));

    MethodArrays arrays;
    addByTarget(arrays, "attattr_m20", p, maps);
    return arrays;
}

Result<MethodArrays> decompX(const MethodProblem& p)
{
    const std::int64_t bytes = decompositionBytes(p.network, p.input.length());
    constexpr std::int64_t mebibyte = 1 << 20;
    if (bytes > p.memoryBytes)
        return inputError("DecompX takes " + std::to_string(bytes / mebibyte + 1) +
                              " MiB for this text, and may take " + std::to_string(p.memoryBytes / mebibyte),
                          {}, "Give more with --memory, or a shorter text.");
    const Decomposition found = decomposed(p.network, passOf(p), p.input, p.targets,
                                           [&p](std::size_t layer) { return layerJob(p, "DecompX", layer); });
    MethodArrays arrays{{"decompx", toArray(found.norms)}, {"decompx_error", arrayOf(found.errors)}};
    for (std::size_t t = 0; t < p.targets.size(); ++t)
        arrays["decompx." + p.targets[t].name] = toArray(found.targets[t]);
    return arrays;
}

} // namespace

Result<MethodArrays> methodArrays(Method method, const MethodProblem& p)
{
    const auto& layers = p.network.layers();
    using Parts = const LayerParts&;
    using Job = const LayerJob&;
    switch (method) {
    case Method::Alti:
        return layerMaps(p, "alti", "ALTI",
                         [&](std::size_t i, Parts parts, Job job) { return altiMap(layers[i], parts, job.stop); });
    case Method::GlobEnc:
        return layerMaps(p, "globenc", "GlobEnc",
                         [&](std::size_t i, Parts parts, Job job) { return globEncMap(layers[i], parts, job.stop); });
    case Method::ValueZeroing:
        return layerMaps(p, "value_zeroing", "Value zeroing", [&](std::size_t i, Parts parts, Job job) {
            return valueZeroingMap(p.network, i, parts, job);
        });
    case Method::Chefer: return chefer(p);
    case Method::AttAttr: return attAttr(p);
    case Method::AttAttrSteps: return attAttrInSteps(p);
    case Method::DecompX: return decompX(p);
    case Method::Rollout:
    case Method::Flow: // made of the attention, elsewhere
    case Method::Importance:
    case Method::Ablation:
    case Method::Lens: break; // runs of their own
    }
    return MethodArrays{};
}

} // namespace headlight::engine
