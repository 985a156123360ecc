// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <cmath>
#include <functional>

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

/// The integral of g dy over the path, as rule exact has it: over what the points were mapped from.
template <typename G, typename Y>
double integralOfProduct(int intervals, PointsMap map, const G& g, const Y& y)
{
    const std::vector<double> nodes = mappedPoints(intervals, map).nodes;
    const std::vector<double> weights = clenshawCurtis(intervals).weights;
    const std::vector<double> d = differentiationMatrix(intervals);
    double sum = 0;
    for (std::size_t row = 0; row < nodes.size(); ++row)
        for (std::size_t k = 0; k < nodes.size(); ++k)
            sum += weights[row] * g(nodes[row]) * d[row * nodes.size() + k] * y(nodes[k]);
    return sum;
}

/// By how much the integral of y dy misses, where y rises steeply at `place`.
double errorOfFront(int intervals, PointsMap map, double steepness, double place)
{
    const auto y = [=](double a) { return std::tanh(steepness * (a - place)); };
    return std::abs(integralOfProduct(intervals, map, [&](double a) { return y(a) + 2; }, y)
                    - ((y(1) * y(1) - y(0) * y(0)) / 2 + 2 * (y(1) - y(0))));
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
    void chebyshevPointsNest_data();
    void chebyshevPointsNest();
    void plainMapMovesNothing();
    void mappedPointsIntegrate_data();
    void mappedPointsIntegrate();
    void mappedPointsResolveFrontsNearTheBaseline();
    void mappedPointsLeaveNarrowerGaps();
    void mapsHaveNames();
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

void TestQuadrature::chebyshevPointsNest_data()
{
    QTest::addColumn<PointsMap>("map");
    QTest::newRow("plain") << PointsMap::Plain;
    QTest::newRow("arcsine and front") << PointsMap::ArcsineFront;
}

void TestQuadrature::chebyshevPointsNest()
{
    QFETCH(PointsMap, map);
    const Quadrature coarse = mappedPoints(32, map);
    const Quadrature fine = mappedPoints(64, map);
    for (std::size_t k = 0; k < coarse.nodes.size(); ++k)
        QVERIFY(near(fine.nodes[2 * k], coarse.nodes[k], 1e-15));
    QVERIFY(std::is_sorted(fine.nodes.begin(), fine.nodes.end(), std::less_equal<>()));
    QCOMPARE(fine.nodes.front(), 0.0);
    QCOMPARE(fine.nodes.back(), 1.0);
}

void TestQuadrature::plainMapMovesNothing()
{
    const Quadrature plain = mappedPoints(16, PointsMap::Plain);
    QVERIFY(plain.nodes == clenshawCurtis(16).nodes);
    QVERIFY(plain.weights == clenshawCurtis(16).weights);
}

void TestQuadrature::mappedPointsIntegrate_data()
{
    QTest::addColumn<int>("intervals");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("32") << 32 << 1e-5;
    QTest::newRow("64") << 64 << 1e-9;
    QTest::newRow("128") << 128 << 1e-13;
}

void TestQuadrature::mappedPointsIntegrate()
{
    QFETCH(int, intervals);
    QFETCH(double, tolerance);
    const Quadrature q = mappedPoints(intervals, PointsMap::ArcsineFront);
    for (int power = 0; power <= 20; ++power) {
        QVERIFY(near(integral(q, power), 1.0 / (power + 1), tolerance));
        const auto g = [=](double a) { return std::pow(a, power); };
        const auto y = [](double a) { return a * a; };
        const double product = integralOfProduct(intervals, PointsMap::ArcsineFront, g, y);
        QVERIFY(near(product, 2.0 / (power + 2), std::max(tolerance, 1e-11)));
    }
}

void TestQuadrature::mappedPointsResolveFrontsNearTheBaseline()
{
    double plain = 0;
    double moved = 0;
    for (double place = 0.03; place < 0.071; place += 0.005) {
        plain = std::max(plain, errorOfFront(32, PointsMap::Plain, 80, place));
        moved = std::max(moved, errorOfFront(32, PointsMap::ArcsineFront, 80, place));
    }
    QVERIFY2(moved < 0.75 * plain, qPrintable(QString("%1, not %2").arg(moved).arg(plain)));
}

void TestQuadrature::mappedPointsLeaveNarrowerGaps()
{
    const auto widest = [](PointsMap map) {
        const std::vector<double> nodes = mappedPoints(64, map).nodes;
        double gap = 0;
        for (std::size_t k = 1; k < nodes.size(); ++k)
            gap = std::max(gap, nodes[k] - nodes[k - 1]);
        return gap;
    };
    QVERIFY(widest(PointsMap::ArcsineFront) < 0.95 * widest(PointsMap::Plain));
}

void TestQuadrature::mapsHaveNames()
{
    for (const PointsMap map : {PointsMap::Plain, PointsMap::ArcsineFront})
        QVERIFY(pointsMapNamed(name(map)) == map);
    QVERIFY(!pointsMapNamed(""));
    QVERIFY(!pointsMapNamed("arcsine"));
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
