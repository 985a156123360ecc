// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <cmath>

#include "core/base/random.h"

using namespace headlight;

/// Numbers that are the same on every computer: the values are those of the algorithms' definitions.
class TestRandom : public QObject {
    Q_OBJECT

private slots:
    void firstOutputs();
    void namesHaveNumbers();
    void shufflesAsDefined();
    void shufflesEachOnce();
    void drawsFromTheNormalDistribution();
    void dropsTheLastOfAnOddNumber();
};

void TestRandom::firstOutputs()
{
    SplitMix64 random(1);
    QCOMPARE(random.next(), std::uint64_t{0x910a2dec89025cc1});
    QCOMPARE(random.next(), std::uint64_t{0xbeeb8da1658eec67});
}

void TestRandom::namesHaveNumbers()
{
    QCOMPARE(hashOf(""), std::uint64_t{0xcbf29ce484222325});
    QCOMPARE(hashOf("bert.encoder.layer.5.attention.self.query.weight"), std::uint64_t{0x306c6c423027b41e});
}

void TestRandom::shufflesAsDefined()
{
    const std::vector<std::size_t> order = shuffled(22, 1);
    QCOMPARE(std::vector<std::size_t>(order.begin(), order.begin() + 5), (std::vector<std::size_t>{6, 19, 20, 2, 18}));
}

void TestRandom::shufflesEachOnce()
{
    std::vector<std::size_t> order = shuffled(100, 7);
    QVERIFY(!std::is_sorted(order.begin(), order.end()));
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; i < order.size(); ++i)
        QCOMPARE(order[i], i);
    QVERIFY(shuffled(0, 1).empty());
}

void TestRandom::drawsFromTheNormalDistribution()
{
    std::vector<float> values(3);
    fillNormal(values, 0, 1, 1);
    QCOMPARE(values[0], -0.02824975F);
    QCOMPARE(values[1], -1.06561765F);
    QCOMPARE(values[2], -0.22791952F);
    values.resize(100000);
    fillNormal(values, 2, 3, 5);
    double sum = 0;
    double squares = 0;
    for (const float value : values) {
        sum += value;
        squares += (value - 2) * (value - 2);
    }
    const double count = static_cast<double>(values.size());
    QVERIFY(std::abs(sum / count - 2) < 0.05);
    QVERIFY(std::abs(std::sqrt(squares / count) - 3) < 0.05);
}

void TestRandom::dropsTheLastOfAnOddNumber()
{
    std::vector<float> odd(7);
    std::vector<float> even(8);
    fillNormal(odd, 0, 1, 3);
    fillNormal(even, 0, 1, 3);
    QVERIFY(std::equal(odd.begin(), odd.end(), even.begin()));
}

QTEST_GUILESS_MAIN(TestRandom)
#include "tst_random.moc"
