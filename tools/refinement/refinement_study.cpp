// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// refinement_study MODEL [POINTS [MAP]] < questions.jsonl > levels.jsonl
// Of each question ({"question", "context"}): the true and the estimated error of every level of doubling, the true
// error after every halving of a panel, and that of Captum's rule, all against the last level of doubling. With POINTS,
// doubling alone, up to there; with MAP, "plain" or another word for where the points lie, on those.
#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <iostream>
#include <nlohmann/json.hpp>

#include "core/engine/torch/base/tensors.h"
#include "core/engine/torch/fast/encoder_path.h"
#include "core/engine/torch/methods/embedding_gradients.h"
#include "core/engine/torch/path/error_estimate.h"
#include "core/model/checkpoint.h"
#include "core/tasks/answer.h"
#include "core/tasks/answer_targets.h"
#include "core/tasks/frame.h"
#include "tools/refinement/halving.h"

namespace headlight::study {

using namespace engine;
using Json = nlohmann::ordered_json;

namespace {

constexpr int referencePoints = 257;
constexpr int mostPanelPoints = 107;
constexpr double goal = 0.01;
constexpr std::int64_t memoryBytes = std::int64_t(10) << 30;
constexpr int captumSteps = 50;

struct Model {
    ModelConfig config;
    std::shared_ptr<const Tokenizer> tokenizer;
    EncoderNetwork network;
};

/// The largest error of the token maps and of the attention maps, and how far an estimate falls short in its worst map.
struct Errors {
    double tokens = 0;
    double attention = 0;
    double shortfall = 0; ///< true error by estimate, the largest of all maps whose error is above rounding
};

Conductance conductanceOf(const PathResult& result)
{
    Conductance all;
    for (const PathAttribution& target : result.targets)
        all.push_back(target.conductance);
    return all;
}

Errors errorsOf(const Conductance& found, const PathResult& truth, const PathProblem& problem,
                const PathResult* estimated)
{
    Errors errors;
    for (std::size_t t = 0; t < found.size(); ++t)
        for (std::size_t i = 0; i < found[t].size(); ++i) {
            const auto wanted = problem.mapsOf(i, truth.targets[t].conductance[i]);
            const auto maps = problem.mapsOf(i, found[t][i]);
            double worst = 0;
            for (std::size_t m = 0; m < maps.size(); ++m)
                worst = std::max(worst, relativeDifference(wanted[m], maps[m]));
            double& kind = i < found[t].size() / 2 ? errors.tokens : errors.attention;
            kind = std::max(kind, worst);
            if (estimated && !estimated->targets[t].error.empty())
                errors.shortfall = std::max(errors.shortfall, worst / estimated->targets[t].error[i]);
        }
    return errors;
}

Json row(int points, const Errors& errors)
{
    return {{"points", points}, {"tokens", errors.tokens}, {"attention", errors.attention}};
}

double estimateOf(const PathResult& level)
{
    double largest = 0;
    for (const PathAttribution& target : level.targets)
        for (const double error : target.error)
            largest = std::max(largest, error);
    return largest;
}

/// By how much the token maps of a level miss completeness at most, by their largest magnitudes.
double gapOf(const PathResult& level)
{
    double largest = 0;
    for (const PathAttribution& target : level.targets)
        for (std::size_t i = 0; i < target.conductance.size() / 2; ++i) {
            const double gap = std::abs(target.conductance[i].sum(at::kDouble).item<double>() - target.difference);
            largest = std::max(largest, gap / target.conductance[i].sum(-1).abs().max().item<double>());
        }
    return largest;
}

Json doublingRows(const std::vector<PathResult>& levels, const PathProblem& problem)
{
    Json rows = Json::array();
    for (const PathResult& level : levels) {
        const Errors errors = errorsOf(conductanceOf(level), levels.back(), problem, &level);
        Json each = row(level.points, errors);
        each["estimate"] = estimateOf(level);
        each["shortfall"] = errors.shortfall;
        each["gap"] = gapOf(level);
        rows.push_back(each);
    }
    return rows;
}

Json halvingRows(PathFunction& function, const PathProblem& problem, const PathResult& truth)
{
    Json rows = Json::array();
    HalvedPanels panels(function, problem);
    for (;;) {
        const Errors errors = errorsOf(panels.conductance(), truth, problem, nullptr);
        rows.push_back(row(panels.points(), errors));
        if (std::max(errors.tokens, errors.attention) <= goal || panels.points() >= mostPanelPoints)
            return rows;
        panels.halveWorst();
    }
}

/// The input with the targets of its best span.
std::vector<TargetFunction> targetsOf(const Model& model, const Input& input)
{
    const at::Tensor sum = model.network.words(input.inputIds) + model.network.places(input);
    const EncoderPass pass =
        model.network.run(model.network.embedded(sum).unsqueeze(0), model.network.head().judged(input), {});
    AnalysisResult result;
    result.input = input;
    result.scores = {toArray(pass.scores[0])};
    result.answer = findAnswer(input, result.scores, 1).candidates.front();
    return *answerTargets(result, Options());
}

Json study(const Model& model, const std::string& question, const std::string& context, int points, PointsMap map)
{
    const Input input = *completedInput(*model.tokenizer, frameQuestion(*model.tokenizer, {question, context}), {});
    const auto function = wordPath(model.network, input, targetsOf(model, input), {});
    PathProblem problem;
    problem.input = model.network.words(input.inputIds);
    problem.baseline = baselineWords(model.network, input, false);
    problem.memoryBytes = memoryBytes;
    problem.map = map;
    problem.measured = [layers = model.network.layers().size()](std::size_t i, const at::Tensor& c) {
        return std::vector<at::Tensor>{i < layers ? c.sum(-1) : c};
    };
    problem.complete = [layers = model.network.layers().size()](std::size_t i) { return i < layers; };
    std::vector<PathResult> levels;
    exactConductance(*function, problem, 1e-12, points, [&](const PathResult& level) { levels.push_back(level); });
    Json result = {{"question", question}, {"tokens", input.length()}, {"doubling", doublingRows(levels, problem)}};
    if (points != referencePoints)
        return result;
    const PathResult captum = captumConductance(*function, problem, captumSteps);
    result["halving"] = halvingRows(*function, problem, levels.back());
    result["captum"] = row(captum.points, errorsOf(conductanceOf(captum), levels.back(), problem, nullptr));
    return result;
}

} // namespace

} // namespace headlight::study

int main(int argc, char** argv)
{
    using namespace headlight;
    const std::optional<PointsMap> map = argc < 4 ? usualMap : pointsMapNamed(argv[3]);
    if (argc < 2 || argc > 4 || !map) {
        std::cerr << "Usage: refinement_study MODEL [POINTS [MAP]] < questions.jsonl\n";
        return 2;
    }
    const int points = argc >= 3 ? std::atoi(argv[2]) : study::referencePoints;
    const at::AutoGradMode off(false);
    const ModelConfig config = *readModelConfig(argv[1]);
    const study::Model model{config, *readTokenizer(argv[1]),
                             engine::EncoderNetwork(config, *readCheckpoint(argv[1], config, {}))};
    for (std::string line; std::getline(std::cin, line);) {
        const auto asked = nlohmann::json::parse(line);
        std::cout << study::study(model, asked["question"], asked["context"], points, *map).dump() << std::endl;
    }
}
