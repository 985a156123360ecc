// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/data/points_map.h"

namespace headlight {

/// Nodes in [0,1], in the order of the path, and weights that sum to 1 (nearly, where the nodes are mapped).
struct Quadrature {
    std::vector<double> nodes;
    std::vector<double> weights;
};

/// Gauss–Legendre nodes of the integrated gradients on the embeddings: as many as in Captum's tutorials.
constexpr int embeddingPoints = 50;

/// The `count` Gauss–Legendre nodes, all inside (0,1).
Quadrature gaussLegendre(int count);

/// Chebyshev points a_k = (1 + cos(pi k / n)) / 2 for k = n .. 0, so that they ascend, with Clenshaw–Curtis weights.
/// `intervals` is n, a power of two; the points of n are every second point of 2n.
Quadrature clenshawCurtis(int intervals);

/// The same points moved by a map a = phi(t) of [0,1] onto itself, which rises and is analytic, with weights
/// w_k phi'(t_k) for integrals over a. They nest as the points do. The integral of g dy over all points' y needs none
/// of these weights: it is the same over t.
Quadrature mappedPoints(int intervals, PointsMap map);

/// The Chebyshev points with which nested levels of 17, 33 ... points mostly end that are refined to a relative error
/// of `tolerance` (docs/numbers.md), of the levels that have at most `maxPoints`.
int usualPoints(double tolerance, int maxPoints);

/// The (n+1) x (n+1) matrix, row-major, that takes values at the ascending Chebyshev points to the derivative of their
/// interpolant at these points, with respect to a in [0,1] (Trefethen, Spectral Methods in MATLAB, chapter 6).
std::vector<double> differentiationMatrix(int intervals);

/// The (n+1) x (n+1) matrix, row-major, that takes values at the ascending Chebyshev points to those of their
/// interpolant without its Chebyshev coefficients beyond `degree`: what a coarser interpolant would have been, for
/// error estimates.
std::vector<double> truncationMatrix(int intervals, int degree);

} // namespace headlight
