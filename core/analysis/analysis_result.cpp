// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/analysis_result.h"

#include <algorithm>
#include <cmath>

namespace headlight {

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

} // namespace headlight
