// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>

#include "core/data/what_if.h"

namespace headlight::test {

/// A map of one number a part, value(i) = first + step * i.
inline Array rising(const Shape& shape, float first, float step)
{
    std::vector<float> values(elementCount(shape));
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = first + step * static_cast<float>(i);
    return Array(shape, std::move(values));
}

inline AblationMaps sampleMaps(const Shape& shape, float first)
{
    AblationMaps maps;
    maps.changes["end"] = rising(shape, first, 0.5F);
    maps.changes["span"] = rising(shape, first, 1.5F);
    maps.changes["start"] = rising(shape, first, 1.0F);
    maps.probability = rising(shape, 0.25F, 0.01F);
    maps.predictedProbability = rising(shape, 0.5F, 0.01F);
    maps.predicted.assign(2 * elementCount(shape), 9);
    return maps;
}

/// Boards of all kinds, equal on every run: the change of `span` by head number i of kind k is -2 - k + 1.5 i, by a
/// layer -20 - k + 1.5 l, and by a feed-forward part 5 - k + 1.5 l.
inline std::map<AblationKind, AblationBoard> sampleBoards(int layers, int heads)
{
    std::map<AblationKind, AblationBoard> boards;
    for (const AblationKind kind : ablationKinds) {
        const auto lower = static_cast<float>(kind);
        boards[kind] = {sampleMaps({layers, heads}, -2 - lower), sampleMaps({layers}, -20 - lower),
                        sampleMaps({layers}, 5 - lower)};
    }
    return boards;
}

} // namespace headlight::test
