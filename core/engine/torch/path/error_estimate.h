// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ATen/core/Tensor.h>
#include <optional>
#include <vector>

namespace headlight::engine {

/// The maps of one level whose errors are asked for: [target][intermediate][map].
using MeasuredMaps = std::vector<std::vector<std::vector<at::Tensor>>>;
/// A number a map, in the same places.
using MapErrors = std::vector<std::vector<std::vector<double>>>;

/// The larger of two errors; not a number where one of them is.
double worse(double a, double b);

/// The largest elementwise difference of two maps, relative to the largest magnitude of `now`; 0 where both are zeros.
double relativeDifference(const at::Tensor& now, const at::Tensor& other);
/// The same for all maps.
MapErrors relativeDifferences(const MeasuredMaps& now, const MeasuredMaps& other);

/// Estimates the elementwise error of integrals from how they change as their points are doubled.
///
/// The change since the last level is the error of that level. Spectral convergence is geometric in the number of
/// points, so that the error of the new level is smaller by the square of the factor by which the last two changes
/// fell; where they fell slowly, convergence has not set in or is algebraic, and the factor itself is used. The second
/// witness is what the new level's own points would give with three quarters of their interpolants' degrees: two thirds
/// of that difference, below which the full interpolants nearly always stay. The third is completeness, where the
/// attributions must sum to a known difference: it sees a front so narrow that two levels agree in missing it. The
/// largest is the estimate; the first has a margin unless it is squared, the third always (docs/numbers.md).
class ErrorEstimate {
public:
    explicit ErrorEstimate(bool smooth) : m_smooth(smooth) {}

    /// The errors of the level with maps `now`; `coarser` are those of the truncated interpolants, if they are known,
    /// and `gaps`, [target][intermediate], by how much the sums miss completeness, relative to the largest magnitude; 0
    /// where there is none. Nothing for the first level.
    std::optional<MapErrors> next(MeasuredMaps now, const std::optional<MeasuredMaps>& coarser,
                                  const std::vector<std::vector<double>>& gaps);

private:
    bool m_smooth;
    MeasuredMaps m_before;
    MapErrors m_change;       ///< of the level before
    bool m_hasFallen = false; ///< whether that one was compared with another
};

} // namespace headlight::engine
