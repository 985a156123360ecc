// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/engine/torch/path/path_integral.h"

namespace headlight::study {

/// Conductances: [target][intermediate].
using Conductance = std::vector<std::vector<at::Tensor>>;

/// A panel of the path with 17 Chebyshev points of its own.
struct PathPanel {
    double from = 0;
    double to = 1;
    Conductance coarse; ///< from its 9 points
    Conductance fine;   ///< from its 17 points
};

/// The rule that doubling is compared with: the panel whose 9- and 17-point results differ most is halved.
class HalvedPanels {
public:
    HalvedPanels(engine::PathFunction& function, const engine::PathProblem& problem);

    void halveWorst();
    /// The sum over all panels.
    Conductance conductance() const;
    /// Points evaluated; those at a panel's ends and in its middle are known from the panel it was.
    int points() const { return m_points; }

private:
    PathPanel panel(double from, double to);

    engine::PathFunction& m_function;
    const engine::PathProblem& m_problem;
    std::vector<PathPanel> m_panels;
    int m_points = 17;
};

} // namespace headlight::study
