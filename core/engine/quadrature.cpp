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

int usualPoints(double tolerance, int maxPoints)
{
    const int wanted = tolerance >= 0.1 ? 33 : tolerance >= 0.005 ? 65 : tolerance >= 5e-5 ? 129 : 257;
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
    // Values to coefficients to values is, with t the angles of the points, 2 / (n c_column) times the sum over j <= degree of
    // cos(j t_row) cos(j t_column) / c_j, with c = 2 at both ends, else 1: a Dirichlet kernel of the sum and of the
    // difference of the angles, which are multiples of pi / n.
    const auto edge = [n](int k) { return k == 0 || k == n ? 2.0 : 1.0; };
    std::vector<double> kernel;
    for (int q = 0; q <= 2 * n; ++q) {
        const double angle = std::numbers::pi * q / n;
        const double sum = q % (2 * n) == 0 ? degree + 0.5 : std::sin((degree + 0.5) * angle) / (2 * std::sin(angle / 2));
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
