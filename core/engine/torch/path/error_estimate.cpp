// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/path/error_estimate.h"

#include <ATen/ATen.h>
#include <algorithm>
#include <cmath>
#include <functional>

namespace headlight::engine {

namespace {

// What float32 leaves of a map's largest magnitude, whatever the number of points.
constexpr double roundingError = 3e-5;
constexpr double margin = 1.25;
// Changes that fall by less than this are not yet geometric.
constexpr double slowFall = 0.4;
// The first fall, where it is geometric, counts as this at most: the first level is so coarse that it tells little.
constexpr double slowestFirstFall = 0.25;
// A change beyond this says no more than that the level before was wrong.
constexpr double largestChange = 0.5;
// Maps of one integral converge together; one that seems to be this much better than the worst is so by chance.
constexpr double largestLead = 1.5;
// By how much the full interpolants are better than those of three quarters of their degrees, nearly always.
constexpr double gainOfLastQuarter = 1.5;

void forEach(MapErrors& errors,
             const std::function<void(double& error, std::size_t t, std::size_t i, std::size_t m)>& visit)
{
    for (std::size_t t = 0; t < errors.size(); ++t)
        for (std::size_t i = 0; i < errors[t].size(); ++i)
            for (std::size_t m = 0; m < errors[t][i].size(); ++m)
                visit(errors[t][i][m], t, i, m);
}

double largest(MapErrors errors)
{
    double result = 0;
    forEach(errors, [&](double error, std::size_t, std::size_t, std::size_t) { result = worse(result, error); });
    return result;
}

/// By what the changes fell since the level before, over all maps together: one map's own two changes may both be
/// chance.
double fallOf(const MapErrors& now, const MapErrors& before)
{
    const double last = std::min(largestChange, largest(before));
    return last > 0 ? std::min(1.0, largest(now) / last) : 1.0;
}

} // namespace

double worse(double a, double b)
{
    return std::isnan(a) || std::isnan(b) ? NAN : std::max(a, b);
}

double relativeDifference(const at::Tensor& now, const at::Tensor& other)
{
    const double difference = (now - other).abs().max().item<double>();
    const double magnitude = now.abs().max().item<double>();
    return magnitude > 0 ? difference / magnitude : difference;
}

MapErrors relativeDifferences(const MeasuredMaps& now, const MeasuredMaps& other)
{
    MapErrors result(now.size());
    for (std::size_t t = 0; t < now.size(); ++t)
        for (std::size_t i = 0; i < now[t].size(); ++i) {
            std::vector<double>& errors = result[t].emplace_back();
            for (std::size_t m = 0; m < now[t][i].size(); ++m)
                errors.push_back(relativeDifference(now[t][i][m], other[t][i][m]));
        }
    return result;
}

std::optional<MapErrors> ErrorEstimate::next(MeasuredMaps now, const std::optional<MeasuredMaps>& coarser,
                                             const std::vector<std::vector<double>>& gaps)
{
    if (m_before.empty()) {
        m_before = std::move(now);
        return {};
    }
    MapErrors change = relativeDifferences(now, m_before);
    const double fall = m_change.empty() ? 1 : fallOf(change, m_change);
    const bool geometric = m_smooth && coarser && fall <= slowFall;
    const double steady = m_hasFallen ? fall : std::min(fall, slowestFirstFall);
    const double factor = geometric ? steady * steady : margin * (m_smooth ? fall : 1);

    MapErrors errors = change;
    const MapErrors truncated = coarser ? relativeDifferences(now, *coarser) : MapErrors();
    forEach(errors, [&](double& error, std::size_t t, std::size_t i, std::size_t m) {
        const double found = worse(error * factor, margin * gaps[t][i]);
        error = coarser ? worse(found, truncated[t][i][m] / gainOfLastQuarter) : found;
    });
    const double least = std::max(roundingError, largest(errors) / largestLead);
    forEach(errors, [&](double& error, std::size_t, std::size_t, std::size_t) { error = worse(error, least); });
    m_before = std::move(now);
    m_hasFallen = !m_change.empty();
    m_change = std::move(change);
    return errors;
}

} // namespace headlight::engine
