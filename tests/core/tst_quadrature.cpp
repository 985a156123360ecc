// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>

#include "core/engine/quadrature.h"

using namespace headlight;

namespace {

double integral(const Quadrature& q, int power)
{
    double sum = 0;
    for (std::size_t k = 0; k < q.nodes.size(); ++k)
        sum += q.weights[k] * std::pow(q.nodes[k], power);
    return sum;
}

bool near(double found, double wanted, double tolerance)
{
    return std::abs(found - wanted) <= tolerance * std::max(1.0, std::abs(wanted));
}

} // namespace

class TestQuadrature : public QObject {
    Q_OBJECT

private slots:
    void gaussLegendreKnownNodes();
    void gaussLegendreIsExact_data();
    void gaussLegendreIsExact();
    void clenshawCurtisIsExact_data();
    void clenshawCurtisIsExact();
    void chebyshevPointsNest();
    void differentiatesPolynomials_data();
    void differentiatesPolynomials();
    void truncatesChebyshevSeries_data();
    void truncatesChebyshevSeries();
};

void TestQuadrature::gaussLegendreKnownNodes()
{
    // Abramowitz and Stegun, table 25.4, n = 3, moved from [-1,1] to [0,1].
    const Quadrature q = gaussLegendre(3);
    QVERIFY(near(q.nodes[0], (1 - 0.774596669241483) / 2, 1e-14));
    QVERIFY(near(q.nodes[1], 0.5, 1e-14));
    QVERIFY(near(q.weights[0], 0.555555555555556 / 2, 1e-14));
    QVERIFY(near(q.weights[1], 0.888888888888889 / 2, 1e-14));
}

void TestQuadrature::gaussLegendreIsExact_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {1, 2, 5, 21, 51, 201, 1501})
        QTest::addRow("%d", count) << count;
}

void TestQuadrature::gaussLegendreIsExact()
{
    QFETCH(int, count);
    const Quadrature q = gaussLegendre(count);
    QVERIFY(std::is_sorted(q.nodes.begin(), q.nodes.end()));
    QVERIFY(q.nodes.front() > 0 && q.nodes.back() < 1);
    for (int power = 0; power < std::min(2 * count, 40); ++power)
        QVERIFY(near(integral(q, power), 1.0 / (power + 1), 1e-13));
}

void TestQuadrature::clenshawCurtisIsExact_data()
{
    QTest::addColumn<int>("intervals");
    for (const int intervals : {2, 8, 16, 64, 512})
        QTest::addRow("%d", intervals) << intervals;
}

void TestQuadrature::clenshawCurtisIsExact()
{
    QFETCH(int, intervals);
    const Quadrature q = clenshawCurtis(intervals);
    QCOMPARE(q.nodes.size(), std::size_t(intervals + 1));
    QCOMPARE(q.nodes.front(), 0.0);
    QCOMPARE(q.nodes.back(), 1.0);
    for (int power = 0; power <= std::min(intervals, 40); ++power)
        QVERIFY(near(integral(q, power), 1.0 / (power + 1), 1e-13));
}

void TestQuadrature::chebyshevPointsNest()
{
    const Quadrature coarse = clenshawCurtis(32);
    const Quadrature fine = clenshawCurtis(64);
    for (std::size_t k = 0; k < coarse.nodes.size(); ++k)
        QCOMPARE(fine.nodes[2 * k], coarse.nodes[k]);
}

void TestQuadrature::differentiatesPolynomials_data()
{
    QTest::addColumn<int>("intervals");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("8") << 8 << 1e-13;
    QTest::newRow("64") << 64 << 1e-11;
    QTest::newRow("512") << 512 << 1e-9;
}

void TestQuadrature::differentiatesPolynomials()
{
    QFETCH(int, intervals);
    QFETCH(double, tolerance);
    const std::vector<double> nodes = clenshawCurtis(intervals).nodes;
    const std::vector<double> d = differentiationMatrix(intervals);
    for (int power = 0; power <= 8; ++power) {
        for (std::size_t row = 0; row < nodes.size(); ++row) {
            double slope = 0;
            for (std::size_t k = 0; k < nodes.size(); ++k)
                slope += d[row * nodes.size() + k] * std::pow(nodes[k], power);
            QVERIFY(near(slope, power == 0 ? 0 : power * std::pow(nodes[row], power - 1), tolerance));
        }
    }
}

void TestQuadrature::truncatesChebyshevSeries_data()
{
    QTest::addColumn<int>("intervals");
    QTest::addColumn<int>("degree");
    for (const auto& [intervals, degree] : {std::pair(8, 6), {16, 12}, {64, 48}, {16, 16}})
        QTest::addRow("%d of %d", degree, intervals) << intervals << degree;
}

void TestQuadrature::truncatesChebyshevSeries()
{
    QFETCH(int, intervals);
    QFETCH(int, degree);
    const std::vector<double> nodes = clenshawCurtis(intervals).nodes;
    const std::vector<double> t = truncationMatrix(intervals, degree);
    for (int j = 0; j <= intervals; ++j) {
        const auto chebyshev = [&](double a) { return std::cos(j * std::acos(std::clamp(2 * a - 1, -1.0, 1.0))); };
        for (std::size_t row = 0; row < nodes.size(); ++row) {
            double value = 0;
            for (std::size_t k = 0; k < nodes.size(); ++k)
                value += t[row * nodes.size() + k] * chebyshev(nodes[k]);
            QVERIFY(near(value, j <= degree ? chebyshev(nodes[row]) : 0, 1e-9));
        }
    }
}

QTEST_GUILESS_MAIN(TestQuadrature)
#include "tst_quadrature.moc"
