// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/quadrature.h"

#include <cmath>
#include <numbers>

namespace headlight {

namespace {

struct Legendre {
    double value;
    double derivative;
};

/// P_n and its derivative at x, by the three-term recurrence.
Legendre legendre(int n, double x)
{
    double previous = 1;
    double value = x;
    for (int k = 2; k <= n; ++k) {
        const double next = ((2 * k - 1) * x * value - (k - 1) * previous) / k;
        previous = value;
        value = next;
    }
    return {value, n * (x * value - previous) / (x * x - 1)};
}

/// Root number `index` of P_n, counted from the largest, by Newton's method from Tricomi's approximation.
double legendreRoot(int n, int index)
{
    double x = std::cos(std::numbers::pi * (index + 0.75) / (n + 0.5));
    for (int step = 0; step < 100; ++step) {
        const Legendre p = legendre(n, x);
        const double change = p.value / p.derivative;
        x -= change;
        if (std::abs(change) < 1e-16)
            break;
    }
    return x;
}

double chebyshevPoint(int k, int n)
{
    return std::cos(std::numbers::pi * k / n);
}

/// A path position, and how fast it moves with what it was mapped from.
struct Mapped {
    double position;
    double slope;
};

// How even the arcsine makes the points (docs/numbers.md says how these three were found): 0 leaves them as they are, 1
// would be wholly even.
constexpr double evenness = 0.95;
// What the front near the baseline takes of all points, and the distance within which half of those lie.
constexpr double frontShare = 0.16;
constexpr double frontWidth = 1.0 / 36;

/// Chebyshev points lie close at both ends, where the integrands need it least (Kosloff and Tal-Ezer 1993).
Mapped evened(double t)
{
    const double x = evenness * (2 * t - 1);
    const double full = std::asin(evenness);
    return {(1 + std::asin(x) / full) / 2, evenness / (full * std::sqrt(1 - x * x))};
}

/// The inverse of u = (a + s atan(a / w)) / (1 + s atan(1 / w)), which is steep within w of the baseline and else
/// straight. As it is concave, Newton's steps from 0 never pass the root.
Mapped fronted(double u)
{
    const double s = frontShare / (1 - frontShare) / std::atan(1 / frontWidth);
    const double whole = 1 + s * std::atan(1 / frontWidth);
    const auto slope = [s](double a) { return 1 + s * frontWidth / (frontWidth * frontWidth + a * a); };
    double a = 0;
    for (int step = 0; step < 100; ++step) {
        const double change = (u * whole - a - s * std::atan(a / frontWidth)) / slope(a);
        a += change;
        if (std::abs(change) < 1e-16)
            break;
    }
    return {a, whole / slope(a)};
}

Mapped mapped(double t, PointsMap map)
{
    if (map == PointsMap::Plain)
        return {t, 1};
    const Mapped even = evened(t);
    const Mapped front = fronted(even.position);
    // The ends of the path are points themselves, whatever rounding says.
    return {t == 0 || t == 1 ? t : front.position, front.slope * even.slope};
}


} // namespace

Quadrature gaussLegendre(int count)
{
    Quadrature q;
    if (count == 1)
        return {{0.5}, {1.0}};
    for (int i = count - 1; i >= 0; --i) {
        const double x = legendreRoot(count, i);
        const double slope = legendre(count, x).derivative;
        q.nodes.push_back((1 + x) / 2);
        q.weights.push_back(1 / ((1 - x * x) * slope * slope));
    }
    return q;
}

Quadrature clenshawCurtis(int intervals)
{
    const int n = intervals;
    Quadrature q;
    for (int k = n; k >= 0; --k) {
        double sum = 1;
        for (int j = 1; j <= n / 2; ++j) {
            const double b = 2 * j == n ? 1 : 2;
            sum -= b / (4.0 * j * j - 1) * std::cos(2 * std::numbers::pi * j * k / n);
        }
        const double c = k == 0 || k == n ? 1 : 2;
        q.nodes.push_back((1 + chebyshevPoint(k, n)) / 2);
        q.weights.push_back(c / n * sum / 2);
    }
    return q;
}

Quadrature mappedPoints(int intervals, PointsMap map)
{
    Quadrature q = clenshawCurtis(intervals);
    for (std::size_t k = 0; k < q.nodes.size(); ++k) {
        const Mapped point = mapped(q.nodes[k], map);
        q.nodes[k] = point.position;
        q.weights[k] *= point.slope;
    }
    return q;
}

int usualPoints(double tolerance, int maxPoints)
{
    const int wanted = tolerance >= 0.005 ? 33 : tolerance >= 0.0005 ? 65 : tolerance >= 5e-5 ? 129 : 257;
    int points = 17;
    while (points < wanted && 2 * points - 1 <= maxPoints)
        points = 2 * points - 1;
    return points;
}

std::vector<double> differentiationMatrix(int intervals)
{
    const int n = intervals;
    const int size = n + 1;
    std::vector<double> d(static_cast<std::size_t>(size) * size, 0.0);
    const auto edge = [n](int k) { return (k == 0 || k == n ? 2.0 : 1.0) * (k % 2 ? -1.0 : 1.0); };
    for (int row = 0; row < size; ++row) {
        double sum = 0;
        for (int column = 0; column < size; ++column) {
            if (row == column)
                continue;
            // x_row - x_column as a product of sines, which keeps digits where neighbouring points nearly agree.
            const double gap = 2 * std::sin(std::numbers::pi * (row + column) / (2.0 * n))
                * std::sin(std::numbers::pi * (row - column) / (2.0 * n));
            const double entry = 2 * edge(row) / (edge(column) * gap); // ascending order turns the sign of x once
            d[static_cast<std::size_t>(row) * size + column] = entry;
            sum += entry;
        }
        d[static_cast<std::size_t>(row) * size + row] = -sum;
    }
    return d;
}

std::vector<double> truncationMatrix(int intervals, int degree)
{
    const int n = intervals;
    const int size = n + 1;
    // Values to coefficients to values is, with t the angles of the points, 2 / (n c_column) times the sum over j <=
    // degree of
    // cos(j t_row) cos(j t_column) / c_j, with c = 2 at both ends, else 1: a Dirichlet kernel of the sum and of the
    // difference of the angles, which are multiples of pi / n.
    const auto edge = [n](int k) { return k == 0 || k == n ? 2.0 : 1.0; };
    std::vector<double> kernel;
    for (int q = 0; q <= 2 * n; ++q) {
        const double angle = std::numbers::pi * q / n;
        const double sum =
            q % (2 * n) == 0 ? degree + 0.5 : std::sin((degree + 0.5) * angle) / (2 * std::sin(angle / 2));
        kernel.push_back(degree == n ? sum - 0.5 * (q % 2 ? -1.0 : 1.0) : sum);
    }
    std::vector<double> t(static_cast<std::size_t>(size) * size);
    for (int row = 0; row < size; ++row)
        for (int column = 0; column < size; ++column) {
            const double sum = kernel[static_cast<std::size_t>(std::abs(row - column))]
                + kernel[static_cast<std::size_t>(2 * n - row - column)];
            t[static_cast<std::size_t>(row) * size + column] = sum / (n * edge(column));
        }
    return t;
}

} // namespace headlight
