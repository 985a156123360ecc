// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <random>

#include "core/measures/attention_flow.h"
#include "core/measures/head_sums.h"
#include "core/measures/rollout.h"

using namespace headlight;

namespace {

std::vector<float> numbersOf(const Array& array)
{
    return {array.values().begin(), array.values().end()};
}

/// Rows of positive numbers that sum to 1, [..,S,S].
Array randomMaps(const Shape& shape, unsigned seed)
{
    std::mt19937 random(seed);
    std::vector<float> values(elementCount(shape));
    for (float& each : values)
        each = std::pow(static_cast<float>(random() % 1000 + 1) / 1000, 4.0F);
    return rowsToOne(Array(shape, std::move(values)));
}

double rowSum(const Array& map, std::int64_t row)
{
    double sum = 0;
    for (const float value : map[row].values())
        sum += value;
    return sum;
}

/// By shortest augmenting paths, on the whole graph as a matrix.
double edmondsKarp(std::vector<std::vector<double>> room, std::size_t from, std::size_t to)
{
    double total = 0;
    while (true) {
        std::vector<std::size_t> before(room.size(), room.size()), queue{from};
        before[from] = from;
        for (std::size_t head = 0; head < queue.size(); ++head)
            for (std::size_t other = 0; other < room.size(); ++other)
                if (before[other] == room.size() && room[queue[head]][other] > 1e-12) {
                    before[other] = queue[head];
                    queue.push_back(other);
                }
        if (before[to] == room.size())
            return total;
        double least = 1e9;
        for (std::size_t node = to; node != from; node = before[node])
            least = std::min(least, room[before[node]][node]);
        for (std::size_t node = to; node != from; node = before[node]) {
            room[before[node]][node] -= least;
            room[node][before[node]] += least;
        }
        total += least;
    }
}

std::vector<std::vector<double>> graphOf(const Array& maps)
{
    const auto L = static_cast<std::size_t>(maps.dimension(0));
    const auto S = static_cast<std::size_t>(maps.dimension(1));
    std::vector<std::vector<double>> room((L + 1) * S, std::vector<double>((L + 1) * S, 0.0));
    for (std::size_t l = 0; l < L; ++l)
        for (std::size_t i = 0; i < S; ++i)
            for (std::size_t j = 0; j < S; ++j)
                room[(l + 1) * S + i][l * S + j] = maps.values()[(l * S + i) * S + j];
    return room;
}

} // namespace

/// What is made of attention without the network.
class TestRollout : public QObject {
    Q_OBJECT

private slots:
    void residualAttentionIsHalfOfEach();
    void productsByHand();
    void rowsSumToOne();
    void rawProductsAreDividedInTheEnd();
    void longProductsStayFinite();
    void identityIsTakenAway();
    void headsBecomeNumbers();
    void flowByHand();
    void flowEqualsAugmentingPaths_data();
    void flowEqualsAugmentingPaths();
    void flowOfOneTokenIsItsRow();
    void stopEndsTheWork();
};

void TestRollout::residualAttentionIsHalfOfEach()
{
    const Array attention({1, 2, 2, 2}, {1, 0, 0.5, 0.5, 0, 1, 0.5, 0.5});
    QCOMPARE(numbersOf(residualAttention(attention)), (std::vector<float>{0.75F, 0.25F, 0.25F, 0.75F}));
}

void TestRollout::productsByHand()
{
    const Array maps({2, 2, 2}, {0.75F, 0.25F, 0, 1, 0.5F, 0.5F, 1, 0});
    QCOMPARE(numbersOf(rolledOut(maps, {}).value()),
             (std::vector<float>{0.75F, 0.25F, 0, 1, 0.375F, 0.625F, 0.75F, 0.25F}));
}

void TestRollout::rowsSumToOne()
{
    const Array maps = residualAttention(randomMaps({5, 3, 17, 17}, 1));
    const Array found = rolledOut(maps, {}).value();
    QCOMPARE(found.shape(), (Shape{5, 17, 17}));
    for (std::int64_t layer = 0; layer < 5; ++layer)
        for (std::int64_t row = 0; row < 17; ++row)
            QVERIFY(std::abs(rowSum(found[layer], row) - 1) < 1e-6);
}

void TestRollout::rawProductsAreDividedInTheEnd()
{
    const Array maps({2, 2, 2}, {3, 1, 1, 1, 2, 0, 1, 4});
    const std::vector<float> found = numbersOf(rawRollout(maps, {}).value());
    const std::vector<float> wanted{0.75F, 0.25F, 0.5F, 0.5F, 0.75F, 0.25F, 7.0F / 12, 5.0F / 12};
    for (std::size_t i = 0; i < wanted.size(); ++i)
        QVERIFY(std::abs(found[i] - wanted[i]) < 1e-6F);
}

void TestRollout::longProductsStayFinite()
{
    const Array maps({60, 3, 3}, std::vector<float>(540, 1e6F));
    const Array found = rawRollout(maps, {}).value();
    for (const float value : found.values())
        QVERIFY(std::abs(value - 1.0F / 3) < 1e-6F);
}

void TestRollout::identityIsTakenAway()
{
    QCOMPARE(numbersOf(withoutIdentity(Array({1, 2, 2}, {1.5F, 2, 3, 4}))), (std::vector<float>{0.5F, 2, 3, 3}));
}

void TestRollout::headsBecomeNumbers()
{
    const Array maps({1, 2, 2, 2}, {1, -2, 3, 0, -1, -4, -2, -3});
    QCOMPARE(sumOfMagnitudes(maps).at({0, 0}), 6.0F);
    QCOMPARE(sumOfMagnitudes(maps).at({0, 1}), 10.0F);
    QCOMPARE(largestCells(maps).at({0, 0}), 3.0F);
    QCOMPARE(largestCells(maps).at({0, 1}), -1.0F);
    QCOMPARE(sumOf(maps, maps).at({0, 1, 0, 1}), -8.0F);
}

void TestRollout::flowByHand()
{
    // From (2,0) half goes to each token, of which the second passes all of it on to input 1, the first a quarter.
    const Array maps({2, 2, 2}, {0.75F, 0.25F, 0, 1, 0.5F, 0.5F, 1, 0});
    const Array found = attentionFlow(maps, {}).value();
    QVERIFY(std::abs(found.at({0, 0, 0}) - 0.75F) < 1e-6F);
    QVERIFY(std::abs(found.at({1, 0, 1}) - 0.75F) < 1e-6F); // 0.25 + 0.5
    QVERIFY(std::abs(found.at({1, 0, 0}) - 0.5F) < 1e-6F);
    QVERIFY(std::abs(found.at({1, 1, 1}) - 0.25F) < 1e-6F);
}

void TestRollout::flowEqualsAugmentingPaths_data()
{
    QTest::addColumn<int>("layers");
    QTest::addColumn<int>("tokens");
    QTest::newRow("one layer") << 1 << 5;
    QTest::newRow("two layers") << 2 << 4;
    QTest::newRow("four layers") << 4 << 6;
    QTest::newRow("one token") << 3 << 1;
}

void TestRollout::flowEqualsAugmentingPaths()
{
    QFETCH(int, layers);
    QFETCH(int, tokens);
    const Array maps = residualAttention(randomMaps({layers, 2, tokens, tokens}, 7));
    const Array found = attentionFlow(maps, {}).value();
    const std::vector<std::vector<double>> graph = graphOf(maps);
    const auto S = static_cast<std::size_t>(tokens);
    for (std::int64_t l = 0; l < layers; ++l)
        for (std::int64_t i = 0; i < tokens; ++i)
            for (std::int64_t j = 0; j < tokens; ++j) {
                const double wanted =
                    edmondsKarp(graph, static_cast<std::size_t>(l + 1) * S + static_cast<std::size_t>(i),
                                static_cast<std::size_t>(j));
                QVERIFY(std::abs(found.at({l, i, j}) - wanted) < 1e-6);
            }
}

void TestRollout::flowOfOneTokenIsItsRow()
{
    const Array maps = residualAttention(randomMaps({3, 2, 9, 9}, 3));
    const Array all = attentionFlow(maps, {}).value();
    const Array one = attentionFlowFrom(maps, 4, {}).value();
    QCOMPARE(one.shape(), (Shape{3, 9}));
    for (std::int64_t l = 0; l < 3; ++l)
        for (std::int64_t j = 0; j < 9; ++j)
            QCOMPARE(one.at({l, j}), all.at({l, 4, j}));
}

void TestRollout::stopEndsTheWork()
{
    std::stop_source source;
    source.request_stop();
    const Job job{source.get_token(), {}};
    const Array maps = residualAttention(randomMaps({2, 2, 6, 6}, 1));
    QCOMPARE(rolledOut(maps, job).error().kind, ErrorKind::Cancelled);
    QCOMPARE(rawRollout(maps, job).error().kind, ErrorKind::Cancelled);
    QCOMPARE(attentionFlow(maps, job).error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TestRollout)
#include "tst_rollout.moc"
