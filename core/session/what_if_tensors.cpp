// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/what_if_tensors.h"

#include <algorithm>

namespace headlight {

namespace {

constexpr std::string_view ablationPrefix = "ablation.";
constexpr std::string_view gradientPrefix = "importance.mask_gradient.";
constexpr std::string_view lensPrefix = "lens.";
constexpr std::string_view notTargets[] = {"probability", "answer_probability", "answer"};

/// The three maps of a kind, with what its name has behind it and the letters of their shape.
struct Section {
    AblationMaps AblationBoard::*maps;
    std::string_view suffix;
    std::string_view letters;
    std::string_view pairs; ///< of two numbers for each part
};
constexpr Section sections[] = {{&AblationBoard::heads, "", "LH", "LH2"},
                                {&AblationBoard::layers, "_layer", "L", "L2"},
                                {&AblationBoard::feedForward, "_mlp", "L", "L2"}};

void give(const WhatIfVisitor& visitor, const std::string& name, std::string_view letters, Array& place)
{
    if (visitor.floats)
        visitor.floats(name, letters, place);
}

void give(const WhatIfVisitor& visitor, const std::string& name, std::string_view letters,
          std::vector<std::int64_t>& place)
{
    if (visitor.integers)
        visitor.integers(name, letters, place);
}

std::string prefixOf(AblationKind kind, const Section& section)
{
    return std::string(ablationPrefix) + std::string(name(kind)) + std::string(section.suffix) + '.';
}

void visitMaps(const std::string& prefix, const Section& section, AblationMaps& maps, const WhatIfVisitor& visitor)
{
    for (auto& [target, changes] : maps.changes)
        give(visitor, prefix + target, section.letters, changes);
    give(visitor, prefix + "probability", section.letters, maps.probability);
    give(visitor, prefix + "answer_probability", section.letters, maps.predictedProbability);
    give(visitor, prefix + "answer", section.pairs, maps.predicted);
}

/// One column [L+1,S] of the scores [L+1,S,2]; null where these are.
Array columnOf(const Array& scores, std::int64_t column)
{
    if (scores.isNull() || scores.rank() != 3)
        return {};
    std::vector<float> values;
    for (std::size_t i = static_cast<std::size_t>(column); i < scores.size(); i += 2)
        values.push_back(scores.values()[i]);
    return Array({scores.dimension(0), scores.dimension(1)}, std::move(values));
}

Array interleaved(const Array& start, const Array& end)
{
    if (start.isNull() || end.isNull())
        return {};
    std::vector<float> values;
    for (std::size_t i = 0; i < start.size(); ++i)
        values.insert(values.end(), {start.values()[i], end.values()[i]});
    return Array({start.dimension(0), start.dimension(1), 2}, std::move(values));
}

/// Question answering keeps a matrix for each column, as it does of the scores.
void visitLensScores(AnalysisResult& result, std::string_view scoreLetters, const WhatIfVisitor& visitor)
{
    Array& scores = result.whatIf.lens->scores;
    if (result.model.task != TaskKind::QuestionAnswering) {
        const std::string letters = (scoreLetters.size() == 1 ? "P1" : "P") + std::string(scoreLetters);
        return give(visitor, "lens.logits", letters, scores);
    }
    Array start = columnOf(scores, StartColumn);
    Array end = columnOf(scores, EndColumn);
    give(visitor, "lens.start", "PS", start);
    give(visitor, "lens.end", "PS", end);
    scores = interleaved(start, end);
}

void nameTarget(const std::string& target, std::map<std::string, Array>& targets)
{
    const bool isTarget = !target.empty() && std::ranges::find(notTargets, target) == std::end(notTargets);
    if (isTarget)
        targets[target];
}

void nameAblation(const std::string& tensor, WhatIfResults& result)
{
    for (const AblationKind kind : ablationKinds)
        for (const Section& section : sections)
            if (const std::string prefix = prefixOf(kind, section); tensor.starts_with(prefix))
                nameTarget(tensor.substr(prefix.size()), (result.ablations[kind].*section.maps).changes);
}

/// Whether each two numbers are a span of `tokens` tokens, or, where no question is asked, a token and a column; -1 is
/// one that is not there.
bool lieInside(const std::vector<std::int64_t>& predicted, std::int64_t tokens, bool areSpans)
{
    for (std::size_t i = 0; i + 1 < predicted.size(); i += 2)
        if (predicted[i] < -1 || predicted[i] >= tokens || predicted[i + 1] < -1 ||
            (areSpans && predicted[i + 1] >= tokens))
            return false;
    return true;
}

} // namespace

void visitWhatIf(AnalysisResult& result, std::string_view scoreLetters, const WhatIfVisitor& visitor)
{
    for (auto& [kind, board] : result.whatIf.ablations)
        for (const Section& section : sections)
            visitMaps(prefixOf(kind, section), section, board.*section.maps, visitor);
    for (auto& [target, gradients] : result.whatIf.maskGradients)
        give(visitor, std::string(gradientPrefix) + target, "LH", gradients);
    if (!result.whatIf.lens)
        return;
    visitLensScores(result, scoreLetters, visitor);
    give(visitor, "lens.probability", "P", result.whatIf.lens->probability);
    give(visitor, "lens.answer_probability", "P", result.whatIf.lens->predictedProbability);
    give(visitor, "lens.answer", "P2", result.whatIf.lens->predicted);
}

void nameWhatIf(const SafetensorsFile& file, WhatIfResults& result)
{
    for (const auto& [tensor, entry] : file.tensors()) {
        nameAblation(tensor, result);
        if (tensor.starts_with(gradientPrefix))
            nameTarget(tensor.substr(gradientPrefix.size()), result.maskGradients);
        if (tensor.starts_with(lensPrefix) && !result.lens)
            result.lens.emplace();
    }
}

Result<void> checkWhatIf(const AnalysisResult& result, const std::string& fileName)
{
    const bool areSpans = result.model.task == TaskKind::QuestionAnswering;
    const auto inside = [&](const std::vector<std::int64_t>& predicted) {
        return lieInside(predicted, result.input.length(), areSpans);
    };
    bool all = !result.whatIf.lens || inside(result.whatIf.lens->predicted);
    for (const auto& [kind, board] : result.whatIf.ablations)
        for (const Section& section : sections)
            all = all && inside((board.*section.maps).predicted);
    if (all)
        return {};
    return inputError("A prediction of a changed run lies outside the session's tokens", fileName,
                      "The file is damaged or was made by another program; save it again, or use another copy.");
}

} // namespace headlight
