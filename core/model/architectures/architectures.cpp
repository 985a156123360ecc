// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/architectures/architectures.h"

#include <algorithm>

#include "core/model/architectures/families.h"

namespace headlight {

const std::array<const Architecture*, architectureCount>& architectures()
{
    using namespace families;
    static constexpr std::array<const Architecture*, architectureCount> all{
        &bert, &roberta, &xlmRoberta, &camembert, &distilbert, &electra, &albert, &mpnet,
    };
    return all;
}

const Architecture* architectureOfType(std::string_view modelType)
{
    const auto& all = architectures();
    const auto found = std::find_if(all.begin(), all.end(), [modelType](auto* a) { return a->modelType == modelType; });
    return found == all.end() ? nullptr : *found;
}

const Architecture* architectureOfClass(std::string_view className)
{
    const Architecture* best = nullptr;
    for (const Architecture* each : architectures()) {
        if (className.starts_with(each->classPrefix) && (!best || each->classPrefix.size() > best->classPrefix.size()))
            best = each;
    }
    return best;
}

std::string architectureTitles()
{
    std::string text;
    for (const Architecture* each : architectures()) {
        const bool last = each == architectures().back();
        text.append(text.empty() ? "" : last ? " and " : ", ").append(each->title);
    }
    return text;
}

} // namespace headlight
