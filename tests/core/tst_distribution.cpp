// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <numeric>

#include "core/files/safetensors.h"
#include "core/measures/distribution.h"

using namespace headlight;
using nlohmann::json;

namespace {

/// Made by tools/make_distribution_cases.py with numpy and matplotlib.
const json& cases()
{
    static const json read = json::parse(std::ifstream(TEST_DATA "/fixtures/distribution/cases.json"));
    return read.at("cases");
}

std::vector<UnitDistribution> found(const json& asked)
{
    if (asked.contains("values"))
        return {unitDistribution(asked["values"].get<std::vector<float>>())};
    const auto file = SafetensorsFile::read(TEST_DATA "/goldens/" + asked["golden"].get<std::string>());
    const auto hidden = file ? file->floats(asked["tensor"].get<std::string>()) : Result<Array>();
    return hidden ? tokenDistribution(*hidden, asked["token"].get<int>()) : std::vector<UnitDistribution>();
}

/// The sums of many values may be taken in another order.
bool near(double value, double wanted)
{
    return std::abs(value - wanted) <= 1e-12 * std::max(1.0, std::abs(wanted));
}

UnitDistribution of(std::vector<float> values)
{
    return unitDistribution(values);
}

double massSum(const UnitDistribution& distribution)
{
    return std::accumulate(distribution.mass.begin(), distribution.mass.end(), 0.0);
}

constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();

} // namespace

class TestDistribution : public QObject {
    Q_OBJECT
private slots:
    void equalsNumpyAndMatplotlib_data();
    void equalsNumpyAndMatplotlib();
    void massAndEntropyEqualNumpy_data() { equalsNumpyAndMatplotlib_data(); }
    void massAndEntropyEqualNumpy();
    void whatIsNotFiniteIsIgnored();
    void nothingFiniteIsSaid();
    void constantsBeyondHalfUnitsStayInTheMiddle();
    void orderDoesNotMatter();
    void unitsAreThoseOfTheToken();
    void strangeShapesHoldNoToken();
};

void TestDistribution::equalsNumpyAndMatplotlib_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(cases().size()); ++i)
        QTest::newRow(cases()[std::size_t(i)]["name"].get<std::string>().c_str()) << i;
}

void TestDistribution::equalsNumpyAndMatplotlib()
{
    QFETCH(int, index);
    const json& asked = cases()[std::size_t(index)];
    const std::vector<UnitDistribution> layers = found(asked);
    QCOMPARE(layers.size(), asked["expected"].size());
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
        const UnitDistribution& box = layers[layer];
        const json& wanted = asked["expected"][layer];
        QCOMPARE(box.minimum, wanted["minimum"].get<double>());
        QCOMPARE(box.maximum, wanted["maximum"].get<double>());
        QCOMPARE(box.q1, wanted["q1"].get<double>());
        QCOMPARE(box.median, wanted["median"].get<double>());
        QCOMPARE(box.q3, wanted["q3"].get<double>());
        QCOMPARE(box.whiskerLow, wanted["whisker_low"].get<double>());
        QCOMPARE(box.whiskerHigh, wanted["whisker_high"].get<double>());
        QCOMPARE(box.fliers, wanted["fliers"].get<std::vector<double>>());
        QVERIFY(near(box.total, wanted["total"].get<double>()));
        QCOMPARE(int(box.ignored), 0);
    }
}

void TestDistribution::massAndEntropyEqualNumpy()
{
    QFETCH(int, index);
    const json& asked = cases()[std::size_t(index)];
    const std::vector<UnitDistribution> layers = found(asked);
    QCOMPARE(layers.size(), asked["expected"].size());
    for (std::size_t layer = 0; layer < layers.size(); ++layer) {
        const json& wanted = asked["expected"][layer];
        const json& counts = wanted["counts"];
        double units = 0;
        for (const json& count : counts)
            units += count.get<double>();
        for (std::size_t bin = 0; bin < massBins; ++bin)
            QCOMPARE(layers[layer].mass[bin], counts.value(std::to_string(bin), 0.0) / units);
        QCOMPARE(layers[layer].binsLow, wanted["bins_low"].get<double>());
        QCOMPARE(layers[layer].binsHigh, wanted["bins_high"].get<double>());
        QVERIFY(near(layers[layer].entropyBits, wanted["entropy_bits"].get<double>()));
    }
}

void TestDistribution::whatIsNotFiniteIsIgnored()
{
    const UnitDistribution clean = of({1, 2, 3, 4, 50});
    const UnitDistribution dirty = of({notANumber, 1, 2, infinity, 3, 4, 50, -infinity, -notANumber});
    QCOMPARE(int(dirty.ignored), 4);
    QCOMPARE(dirty.median, clean.median);
    QCOMPARE(dirty.fliers, clean.fliers);
    QCOMPARE(dirty.mass, clean.mass);
    QCOMPARE(dirty.total, clean.total);
    QVERIFY(near(massSum(dirty), 1));
}

void TestDistribution::nothingFiniteIsSaid()
{
    for (const UnitDistribution& nothing : {of({notANumber, infinity}), of({})}) {
        QVERIFY(std::isnan(nothing.median));
        QVERIFY(std::isnan(nothing.total));
        QVERIFY(std::isnan(nothing.entropyBits));
        QVERIFY(nothing.fliers.empty());
        QCOMPARE(massSum(nothing), 0.0);
    }
    QCOMPARE(int(of({notANumber, infinity}).ignored), 2);
}

void TestDistribution::constantsBeyondHalfUnitsStayInTheMiddle()
{
    for (const float value : {1e30F, -3e38F, 0.0F}) {
        QCOMPARE(of({value, value}).mass[massBins / 2], 1.0);
        QCOMPARE(of({value, value}).entropyBits, 0.0);
    }
    const float largest = std::numeric_limits<float>::max();
    QCOMPARE(of({-largest, largest}).mass.front(), 0.5);
    QCOMPARE(of({-largest, largest}).mass.back(), 0.5);
}

void TestDistribution::orderDoesNotMatter()
{
    const UnitDistribution up = of({1, 2, 3, 4, 5, 60});
    const UnitDistribution down = of({60, 5, 4, 3, 2, 1});
    QCOMPARE(up.q3, down.q3);
    QCOMPARE(up.mass, down.mass);
    QCOMPARE(up.fliers, std::vector<double>{60});
}

void TestDistribution::unitsAreThoseOfTheToken()
{
    std::vector<float> values(2 * 3 * 4);
    std::iota(values.begin(), values.end(), 0.0F);
    const Array hidden({2, 3, 4}, values);
    const Array units = tokenUnits(hidden, 1);
    QCOMPARE(units.shape(), (Shape{2, 4}));
    QCOMPARE(units.at({1, 2}), hidden.at({1, 1, 2}));
    QCOMPARE(tokenDistribution(hidden, 1)[1].total, 16.0 + 17 + 18 + 19);
}

void TestDistribution::strangeShapesHoldNoToken()
{
    const Array hidden({1, 2, 1}, {1, 2});
    QVERIFY(holdsToken(hidden, 1));
    QVERIFY(!holdsToken(hidden, 2));
    QVERIFY(!holdsToken(hidden, -1));
    QVERIFY(!holdsToken(Array(), 0));
    QVERIFY(!holdsToken(Array({2, 2}, {1, 2, 3, 4}), 0));
    QVERIFY(!holdsToken(Array({1, 2, 0}, {}), 0));
}

QTEST_APPLESS_MAIN(TestDistribution)
#include "tst_distribution.moc"
