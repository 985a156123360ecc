// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The time of the ablations of all heads of a model, one kind, and of a set that is toggled, beside the rate of the
// matrix products that they are made of. On Debian, take the OpenBLAS that the program takes:
//     OMP_WAIT_POLICY=passive LD_LIBRARY_PATH=/usr/lib/x86_64-linux-gnu/openblas-openmp ablation MODEL [TOKENS]...
// Other programs' load distorts it: each figure is the best of several runs, and processor time is printed too.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

#include "core/base/memory.h"
#include "core/engine/torch/fast/matrix_product.h"
#include "core/engine/torch/methods/ablation.h"
#include "core/model/checkpoint.h"

namespace {

using namespace headlight;
using namespace headlight::engine;

constexpr int repetitions = 5;

struct Time {
    double wall = 1e30;
    double processor = 1e30;
};

double seconds(clockid_t clock)
{
    timespec t{};
    clock_gettime(clock, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

template <typename Work>
Time bestOf(const Work& work)
{
    Time best;
    work();
    for (int i = 0; i < repetitions; ++i) {
        const double wall = seconds(CLOCK_MONOTONIC);
        const double processor = seconds(CLOCK_PROCESS_CPUTIME_ID);
        work();
        best.wall = std::min(best.wall, seconds(CLOCK_MONOTONIC) - wall);
        best.processor = std::min(best.processor, seconds(CLOCK_PROCESS_CPUTIME_ID) - processor);
    }
    return best;
}

/// Operations of the ablations, of which a product and a sum make two: every head's run has the layers above its own,
/// and of its own what comes behind the heads.
double operations(const ModelConfig& c, double S)
{
    const double D = c.hiddenSize;
    const double behind = 2 * S * (D * D + 2 * D * c.intermediateSize);
    const double layer = behind + 2 * S * 3 * D * D + 4 * S * S * D;
    double sum = 0;
    for (int above = 0; above < c.layers; ++above)
        sum += c.heads * (behind + above * layer);
    return sum;
}

/// Operations a second of the feed-forward part's first product, at as many rows as a batch has.
Time productTime(const ModelConfig& c, double& operations)
{
    constexpr std::int64_t rows = 384;
    constexpr int products = 8;
    const at::Tensor x = at::randn({rows, c.hiddenSize});
    const at::Tensor w = at::randn({c.intermediateSize, c.hiddenSize});
    const at::Tensor to = at::empty({rows, c.intermediateSize});
    operations = products * 2.0 * rows * c.hiddenSize * c.intermediateSize;
    return bestOf([&] {
        for (int i = 0; i < products; ++i)
            multiply({{x, w, RightFactorLayout::Transposed, to}});
    });
}

Input inputOf(std::int64_t tokens, const ModelConfig& c)
{
    Input input;
    for (std::int64_t i = 0; i < tokens; ++i)
        input.inputIds.push_back((7 * i + 3) % c.vocabSize);
    input.segmentIds.assign(static_cast<std::size_t>(tokens), 0);
    input.baselineIds.assign(static_cast<std::size_t>(tokens), 0);
    return input;
}

std::vector<Ablation> allHeads(const ModelConfig& c, AblationKind kind)
{
    std::vector<Ablation> sets;
    for (int layer = 0; layer < c.layers; ++layer)
        for (int head = 0; head < c.heads; ++head)
            sets.push_back({{{kind, layer, head}}});
    return sets;
}

void print(const EncoderNetwork& network, std::int64_t S)
{
    const ModelConfig& c = network.config();
    const Input input = inputOf(S, c);
    KeptRuns runs(network);
    const AblationSources sources{runs.of(input, {}), &runs.ofBaseline(input, false, {})};
    const auto run = [&](const std::vector<Ablation>& sets) {
        return bestOf(
            [&] { ablate(network, sources, sets, memoryBudget(0), {}, [](std::size_t, const at::Tensor&) {}); });
    };
    double productOperations = 0;
    const Time product = productTime(c, productOperations);
    const double rate = productOperations / product.wall;
    const double processorRate = productOperations / product.processor;
    for (const AblationKind kind : ablationKinds) {
        const Time t = run(allHeads(c, kind));
        std::printf("%4ld  all heads, %-5s  %8.1f ms  %8.1f ms  %6.1f  %4.0f %%  %4.0f %%\n", long(S),
                    std::string(name(kind)).c_str(), 1e3 * t.wall, 1e3 * t.processor,
                    1e-9 * operations(c, double(S)) / t.wall, 100 * operations(c, double(S)) / t.wall / rate,
                    100 * operations(c, double(S)) / t.processor / processorRate);
    }
    for (const int layer : {0, c.layers - 1}) {
        const Time t = run({{{{AblationKind::Zero, layer, 0}}}});
        std::printf("%4ld  a set from layer %-2d %7.1f ms  %8.1f ms\n", long(S), layer, 1e3 * t.wall,
                    1e3 * t.processor);
    }
    std::fflush(stdout);
}

} // namespace

int main(int count, char** arguments)
{
    const at::AutoGradMode off(false);
    if (const char* threads = std::getenv("OMP_NUM_THREADS"))
        at::set_num_threads(std::atoi(threads));
    if (count < 2) {
        std::fprintf(stderr, "usage: ablation MODEL [TOKENS]...\n");
        return 2;
    }
    const auto config = readModelConfig(arguments[1]);
    const auto checkpoint = config ? readCheckpoint(arguments[1], *config, {}) : Failure(config.error());
    if (!checkpoint) {
        std::fprintf(stderr, "%s\n", checkpoint.error().text().c_str());
        return 1;
    }
    prepareProducts();
    const EncoderNetwork network(*config, *checkpoint);
    std::printf("%d threads\ntokens                          wall  processor  GFLOP/s  of a product's rate, by "
                "processor time\n",
                at::get_num_threads());
    std::vector<std::int64_t> lengths;
    for (int i = 2; i < count; ++i)
        lengths.push_back(std::atol(arguments[i]));
    for (const std::int64_t S : lengths.empty() ? std::vector<std::int64_t>{26, 128, 384} : lengths)
        print(network, S);
}
