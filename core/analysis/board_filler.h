// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "core/data/ablation.h"
#include "core/data/what_if.h"

namespace headlight {

/// When what fills is worth showing again.
class ShowTimer {
public:
    /// Whether some tenths of a second have passed since it last was.
    bool isDue();

private:
    std::chrono::steady_clock::time_point m_shown = std::chrono::steady_clock::now();
};

/// Puts the readings of ablated runs into the boards that they make.
class BoardFiller {
public:
    /// `before`: the targets' values in the unchanged run.
    BoardFiller(std::span<const AblationKind> kinds, int layers, int heads, std::vector<std::string> targets,
                std::vector<double> before);

    /// The runs that the boards need.
    const std::vector<Ablation>& sets() const { return m_sets; }
    void take(std::size_t set, const RunReading& reading);
    bool isDue() { return m_timer.isDue(); }
    /// As far as they are filled.
    std::map<AblationKind, AblationBoard> boards() const;

private:
    /// The cells of one AblationMaps.
    struct Cells {
        Shape shape;
        std::vector<std::vector<float>> changes; ///< by target
        std::vector<float> probability;
        std::vector<float> predictedProbability;
        std::vector<std::int64_t> predicted;
    };
    struct Place {
        std::size_t cells = 0;
        std::size_t cell = 0;
    };
    void add(AblationKind kind, int layers, int heads);
    AblationMaps mapsOf(const Cells& cells) const;

    std::vector<std::string> m_targets;
    std::vector<double> m_before;
    std::vector<AblationKind> m_kinds;
    std::vector<Cells> m_cells; ///< of each kind: heads, layers, feed-forward parts
    std::vector<Ablation> m_sets;
    std::vector<Place> m_places; ///< of each set
    ShowTimer m_timer;
};

} // namespace headlight
