// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/analysis_result.h"

#include <algorithm>
#include <cmath>

namespace headlight {

namespace {

constexpr std::string_view ownTargets[] = {"start", "end", "span", "contrast", "no_answer", "class", "label", "mask"};

} // namespace

double AnalysisResult::largestError() const
{
    double largest = -1;
    for (const auto& [target, attribution] : attributions)
        for (const auto* errors : {&attribution.tokensError, &attribution.attentionError})
            for (const double error : *errors)
                largest = std::isnan(error) || std::isnan(largest) ? NAN : std::max(largest, error);
    return largest;
}

const Attribution* AnalysisResult::attribution(const std::string& target) const
{
    const auto found = attributions.find(target);
    return found == attributions.end() ? nullptr : &found->second;
}

bool AnalysisResult::isConductance(const std::string& target) const
{
    const std::string kind = target.substr(0, target.find('.')); // "class.2" is a class
    return options.rule && std::find(std::begin(ownTargets), std::end(ownTargets), kind) != std::end(ownTargets);
}

std::string AnalysisResult::answerText() const
{
    return answer ? answer->text : std::string();
}

double AnalysisResult::seconds() const
{
    double sum = 0;
    for (const auto& [step, time] : timings)
        sum += std::isfinite(time) ? time : 0;
    return sum;
}

} // namespace headlight
