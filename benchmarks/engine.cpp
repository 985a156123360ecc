// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The time of one path node of a model in the shape of BERT-base with random weights: automatic differentiation against
// the derivatives written out, beside the rate of a plain matrix product. On Debian, take the OpenBLAS that the program
// takes:     OMP_WAIT_POLICY=passive LD_LIBRARY_PATH=/usr/lib/x86_64-linux-gnu/openblas-openmp engine [--rate | --tiny]
// [TOKENS]... `--rate` prints nothing but the rate of a plain matrix product, in GFLOP/s; `--tiny` takes a model of two
// small layers. Other programs' load distorts it: each figure is the best of several runs, and processor time is
// printed too.
#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <malloc.h>
#include <random>

#include "core/data/scores.h"
#include "core/engine/torch/fast/encoder_path.h"
#include "tests/engine/autograd_path.h"

namespace {

using namespace headlight;
using namespace headlight::engine;

constexpr int repetitions = 3;

class RandomCheckpoint {
public:
    void add(const std::string& name, Shape shape, float spread, float mean = 0)
    {
        std::normal_distribution<float> numbers(mean, spread);
        std::vector<float> values(elementCount(shape));
        for (float& v : values)
            v = spread > 0 ? numbers(m_random) : mean;
        m_checkpoint.tensors[name] = Array(std::move(shape), std::move(values));
    }
    void addLinear(const std::string& name, std::int64_t out, std::int64_t in)
    {
        add(name + ".weight", {out, in}, 0.04F);
        add(name + ".bias", {out}, 0.02F);
    }
    void addNorm(const std::string& name, std::int64_t size)
    {
        add(name + ".weight", {size}, 0, 1);
        add(name + ".bias", {size}, 0.02F);
    }
    const Checkpoint& checkpoint() const { return m_checkpoint; }

private:
    std::minstd_rand m_random{7};
    Checkpoint m_checkpoint;
};

ModelConfig sized(int layers, int heads, int hiddenSize)
{
    ModelConfig c;
    c.vocabSize = 1000;
    c.hiddenSize = hiddenSize;
    c.layers = layers;
    c.heads = heads;
    c.intermediateSize = 4 * hiddenSize;
    c.maxPositions = 512;
    return c;
}

void addLayer(RandomCheckpoint& weights, const ModelConfig& c, int index)
{
    const std::string prefix = "bert.encoder.layer." + std::to_string(index) + ".";
    for (const char* part :
         {"attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"})
        weights.addLinear(prefix + part, c.hiddenSize, c.hiddenSize);
    weights.addNorm(prefix + "attention.output.LayerNorm", c.hiddenSize);
    weights.addLinear(prefix + "intermediate.dense", c.intermediateSize, c.hiddenSize);
    weights.addLinear(prefix + "output.dense", c.hiddenSize, c.intermediateSize);
    weights.addNorm(prefix + "output.LayerNorm", c.hiddenSize);
}

EncoderNetwork randomNetwork(const ModelConfig& c)
{
    RandomCheckpoint weights;
    weights.add("bert.embeddings.word_embeddings.weight", {c.vocabSize, c.hiddenSize}, 0.05F);
    weights.add("bert.embeddings.position_embeddings.weight", {c.maxPositions, c.hiddenSize}, 0.05F);
    weights.add("bert.embeddings.token_type_embeddings.weight", {c.typeVocabSize, c.hiddenSize}, 0.05F);
    weights.addNorm("bert.embeddings.LayerNorm", c.hiddenSize);
    for (int i = 0; i < c.layers; ++i)
        addLayer(weights, c, i);
    weights.addLinear("qa_outputs", 2, c.hiddenSize);
    return EncoderNetwork(c, weights.checkpoint());
}

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

/// Operations of a forward pass of one input, of which a product and a sum make two.
double forwardOperations(const ModelConfig& c, double S)
{
    const double D = c.hiddenSize;
    return c.layers * (2 * S * (4 * D * D + 2 * D * c.intermediateSize) + 4 * S * S * D);
}

double productRate(bool processor)
{
    const at::Tensor a = at::randn({512, 768});
    const at::Tensor b = at::randn({3072, 768});
    at::Tensor c = at::empty({512, 3072});
    constexpr int products = 3;
    const Time t = bestOf([&] {
        for (int i = 0; i < products; ++i)
            at::mm_out(c, a, b.t());
    });
    return products * 2.0 * 512 * 768 * 3072 / (processor ? t.processor : t.wall);
}

/// A line of /proc/self/status, in MB.
double status(const std::string& name)
{
    std::ifstream file("/proc/self/status");
    for (std::string line; std::getline(file, line);)
        if (line.rfind(name + ":", 0) == 0)
            return std::stod(line.substr(name.size() + 1)) / 1024;
    return 0;
}

/// By how much memory grows at most during `work`, in MB.
template <typename Work>
double growth(const Work& work)
{
    malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << 5; // the peak starts anew
    const double before = status("VmRSS");
    work();
    return status("VmHWM") - before;
}

Input inputOf(std::int64_t tokens)
{
    Input input;
    input.inputIds.assign(static_cast<std::size_t>(tokens), 7);
    input.segmentIds.assign(static_cast<std::size_t>(tokens), 0);
    return input;
}

TargetFunction targetOf(const char* name, std::int64_t token, std::int64_t column)
{
    TargetFunction target;
    target.name = name;
    target.terms = {{token, column, 1}};
    return target;
}

struct Case {
    const char* name;
    PathFunction& function;
    bool rates;
    double passes; ///< of the cost of a forward pass
    bool sums = false;
};

void print(const Case& c, const ModelConfig& config, std::int64_t S)
{
    const std::int64_t K = c.function.cost().chunk;
    const at::Tensor direction = at::randn({S, config.hiddenSize}) * 0.05;
    const at::Tensor x = at::randn({K, S, config.hiddenSize}) * 0.05;
    std::vector<PathSums> sums;
    const std::vector<double> weights(static_cast<std::size_t>(K), 1.0);
    const Time t = bestOf([&] {
        if (c.sums)
            c.function.accumulate(x, direction, {{weights, &sums}});
        else
            c.function.evaluate(x, c.rates ? direction : at::Tensor());
    });
    const double operations = c.passes * forwardOperations(config, static_cast<double>(S)) * static_cast<double>(K);
    std::printf("%4ld x %2ld  %-22s %8.1f ms  %8.1f ms  %6.1f  %4.0f %%  %4.0f %%\n", long(S), long(K), c.name,
                1e3 * t.wall / double(K), 1e3 * t.processor / double(K), 1e-9 * operations / t.wall,
                100 * operations / t.wall / productRate(false), 100 * operations / t.processor / productRate(true));
    std::fflush(stdout);
}

/// The memory of one input: as the function says, and as the system counts it.
void printMemory(const EncoderNetwork& network, std::int64_t S, const std::vector<TargetFunction>& targets)
{
    const at::Tensor x = at::randn({1, S, network.config().hiddenSize}) * 0.05;
    const Input input = inputOf(S);
    PathNodes nodes;
    std::vector<PathSums> sums;
    const auto nodeByNode = wordPath(network, input, targets, {});
    const double evaluated = growth([&] { nodes = nodeByNode->evaluate(x, x[0]); });
    const auto summing = wordPath(network, input, targets, {});
    const double summed = growth([&] { summing->accumulate(x, x[0], {{{1.0}, &sums}}); });
    const PathCost& cost = summing->cost();
    std::printf("%4ld       memory: evaluate %.0f MB (said %.0f, of which kept %.0f); accumulate %.0f MB (said %.0f, "
                "and sums)\n",
                long(S), evaluated, double(cost.workingBytes) / (1 << 20), double(cost.keptBytes) / (1 << 20), summed,
                double(cost.summingBytes) / (1 << 20));
}

void compare(const EncoderNetwork& network, std::int64_t S)
{
    const Input input = inputOf(S);
    const std::vector<TargetFunction> targets{targetOf("start", S / 2, StartColumn),
                                              targetOf("end", S / 2 + 2, EndColumn)};
    const auto slow = checks::autogradPath(network, PathInput::Words, input, targets, {});
    const auto fast = wordPath(network, input, targets, {});
    const auto lean = embeddingPath(network, input, targets, {});
    for (const Case& c : {Case{"autograd", *slow, false, 3}, Case{"written out", *fast, false, 3},
                          Case{"autograd, rates", *slow, true, 5}, Case{"written out, rates", *fast, true, 4},
                          Case{"written out, sums", *fast, true, 4, true},
                          Case{"embeddings alone", *lean, false, 3}})
        print(c, network.config(), S);
    printMemory(network, S, targets);
}

} // namespace

int main(int count, char** arguments)
{
    const at::AutoGradMode off(false);
    if (const char* threads = std::getenv("OMP_NUM_THREADS"))
        at::set_num_threads(std::atoi(threads));
    std::vector<std::string> given(arguments + 1, arguments + count);
    const auto take = [&given](const char* option) { return std::erase(given, option) > 0; };
    if (take("--rate")) {
        std::printf("%.1f\n", 1e-9 * productRate(false));
        return 0;
    }
    const EncoderNetwork network = randomNetwork(take("--tiny") ? sized(2, 2, 32) : sized(12, 12, 768));
    std::printf("%d threads, matrix product %.1f GFLOP/s\n", at::get_num_threads(), 1e-9 * productRate(false));
    std::printf("tokens x inputs                    a node  processor  GFLOP/s  of it  by processor time\n");
    std::vector<std::int64_t> lengths;
    for (const std::string& each : given)
        lengths.push_back(std::stol(each));
    for (const std::int64_t S : lengths.empty() ? std::vector<std::int64_t>{26, 128, 384} : lengths)
        compare(network, S);
}
