// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <numeric>

#include "core/files/safetensors.h"
#include "core/measures/comparison.h"
#include "tests/support/sample_result.h"

using namespace headlight;
using nlohmann::json;

namespace {

constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();

using Floats = std::vector<float>;

/// Made by tools/make_comparison_cases.py with numpy and scipy.
const json& cases()
{
    static const json read = json::parse(std::ifstream(TEST_DATA "/fixtures/comparison/cases.json"));
    return read.at("cases");
}

Floats goldenMap(const json& asked, std::size_t which)
{
    const auto file = SafetensorsFile::read(TEST_DATA "/goldens/" + asked["golden"].get<std::string>());
    const auto maps = file->floats(asked["tensors"][which].get<std::string>());
    const Array map = (*maps)[asked["layer"].get<int>()][asked["head"].get<int>()];
    return {map.values().begin(), map.values().end()};
}

Floats mapOf(const json& asked, std::size_t which)
{
    return asked.contains("golden") ? goldenMap(asked, which) : asked[which == 0 ? "left" : "right"].get<Floats>();
}

bool equals(double value, const json& wanted)
{
    return wanted.is_null() ? std::isnan(value) : std::abs(value - wanted.get<double>()) <= 1e-9;
}

TokenAlignment identity(std::int64_t tokens)
{
    TokenAlignment alignment{{}, tokens, tokens};
    for (std::int64_t i = 0; i < tokens; ++i)
        alignment.pairs.push_back({i, i});
    return alignment;
}

Array board(const AnalysisResult& result, Agreement agreement, std::int64_t strongest = 0)
{
    return compareHeads(result.attention, result.norms.alphaF, identity(result.input.length()), {agreement, strongest});
}

} // namespace

class TestComparison : public QObject {
    Q_OBJECT
private slots:
    void equalsNumpyAndScipy_data();
    void equalsNumpyAndScipy();
    void ranksEqualScipy_data() { equalsNumpyAndScipy_data(); }
    void ranksEqualScipy();
    void whatIsNotDefinedIsNan_data();
    void whatIsNotDefinedIsNan();
    void firstOfEqualMagnitudesCounts();
    void boardHoldsEachHead_data();
    void boardHoldsEachHead();
    void boardOfAlignedTokens();
    void boardsThatDoNotFitAreNull();
    void boardStops();
    void boardGrowsLayerByLayer();
    void differenceOfMaps();
    void strongestCountIsBounded();
};

void TestComparison::equalsNumpyAndScipy_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(cases().size()); ++i)
        QTest::newRow(cases()[std::size_t(i)]["name"].get<std::string>().c_str()) << i;
}

void TestComparison::equalsNumpyAndScipy()
{
    QFETCH(int, index);
    const json& asked = cases()[std::size_t(index)];
    const Floats left = mapOf(asked, 0);
    const Floats right = mapOf(asked, 1);
    QVERIFY(equals(pearson(left, right), asked["pearson"]));
    QVERIFY(equals(spearman(left, right), asked["spearman"]));
    QVERIFY(equals(strongestInCommon(left, right, asked["count"].get<int>()), asked["strongest"]));
    QVERIFY(equals(pearson(right, left), asked["pearson"]));
}

void TestComparison::ranksEqualScipy()
{
    QFETCH(int, index);
    const json& asked = cases()[std::size_t(index)];
    if (asked.contains("ranks"))
        QCOMPARE(averageRanks(mapOf(asked, 0)), asked["ranks"].get<std::vector<double>>());
    else
        QCOMPARE(averageRanks(mapOf(asked, 0)).size(), mapOf(asked, 0).size());
}

void TestComparison::whatIsNotDefinedIsNan_data()
{
    QTest::addColumn<Floats>("left");
    QTest::addColumn<Floats>("right");
    QTest::addColumn<bool>("strongestDefined");
    QTest::newRow("nothing") << Floats{} << Floats{} << false;
    QTest::newRow("one cell") << Floats{1} << Floats{1} << false;
    QTest::newRow("unequal sizes") << Floats{1, 2} << Floats{1, 2, 3} << false;
    QTest::newRow("NaN") << Floats{1, notANumber, 3} << Floats{1, 2, 3} << false;
    QTest::newRow("NaN on the right") << Floats{1, 2, 3} << Floats{notANumber, 2, 3} << false;
    QTest::newRow("infinite") << Floats{1, 2, 3} << Floats{1, 2, -infinity} << false;
    QTest::newRow("constant") << Floats{2, 2, 2} << Floats{1, 2, 3} << true;
}

void TestComparison::whatIsNotDefinedIsNan()
{
    QFETCH(Floats, left);
    QFETCH(Floats, right);
    QFETCH(bool, strongestDefined);
    QVERIFY(std::isnan(pearson(left, right)));
    QVERIFY(std::isnan(spearman(left, right)));
    QCOMPARE(std::isnan(strongestInCommon(left, right, 1)), !strongestDefined);
}

void TestComparison::firstOfEqualMagnitudesCounts()
{
    const Floats equal{3, -3, 3, 3};
    QCOMPARE(strongestInCommon(equal, Floats{9, 8, 0, 0}, 2), 1.0);
    QCOMPARE(strongestInCommon(equal, Floats{0, 0, 9, 8}, 2), 0.0);
    QCOMPARE(strongestInCommon(equal, Floats{0, 9, 0, 0}, 2), 1.0); // 1, then the first of the zeros
    QCOMPARE(strongestInCommon(equal, Floats{0, 0, 9, 8}, 99), 1.0);
}

void TestComparison::boardHoldsEachHead_data()
{
    QTest::addColumn<int>("agreement");
    QTest::newRow("pearson") << int(Agreement::Pearson);
    QTest::newRow("spearman") << int(Agreement::Spearman);
    QTest::newRow("strongest") << int(Agreement::Strongest);
}

void TestComparison::boardHoldsEachHead()
{
    QFETCH(int, agreement);
    const ResultPtr result = test::sampleResult();
    const Array found = board(*result, Agreement(agreement), 7);
    QCOMPARE(found.shape(), (Shape{3, 4}));
    for (int layer = 0; layer < 3; ++layer) {
        for (int head = 0; head < 4; ++head) {
            const Array left = result->attention[layer][head];
            const Array right = result->norms.alphaF[layer][head];
            const double wanted = agreement == int(Agreement::Pearson) ? pearson(left.values(), right.values())
                                  : agreement == int(Agreement::Spearman)
                                      ? spearman(left.values(), right.values())
                                      : strongestInCommon(left.values(), right.values(), 7);
            QCOMPARE(found.at({layer, head}), float(wanted));
        }
    }
}

void TestComparison::boardOfAlignedTokens()
{
    const ResultPtr left = test::sampleResult({2, 3, 12});
    const ResultPtr right = test::sampleResult({2, 3, 14});
    TokenAlignment alignment = {{}, 12, 14};
    for (const int token : {0, 2, 3, 7, 9})
        alignment.pairs.push_back({token, token + 2});
    const Array found = compareHeads(left->attention, right->attention, alignment, {Agreement::Pearson});
    Floats leftCells;
    Floats rightCells;
    for (const TokenPair& from : alignment.pairs) {
        for (const TokenPair& to : alignment.pairs) {
            leftCells.push_back(left->attention.at({1, 2, from.left, to.left}));
            rightCells.push_back(right->attention.at({1, 2, from.right, to.right}));
        }
    }
    QCOMPARE(found.at({1, 2}), float(pearson(leftCells, rightCells)));
    QCOMPARE(alignedLeft(left->attention, alignment).shape(), (Shape{2, 3, 5, 5}));
    QCOMPARE(alignedRight(right->attention, alignment).at({1, 2, 1, 4}), right->attention.at({1, 2, 4, 11}));
}

void TestComparison::boardsThatDoNotFitAreNull()
{
    const ResultPtr result = test::sampleResult();
    const Array maps = result->attention;
    QVERIFY(compareHeads(maps, Array(), identity(12), {}).isNull());
    QVERIFY(compareHeads(maps, maps[0], identity(12), {}).isNull());
    QVERIFY(compareHeads(maps, maps, identity(11), {}).isNull());
    QVERIFY(compareHeads(maps, test::sampleResult({2, 4, 12})->attention, identity(12), {}).isNull());
    QVERIFY(compareHeads(maps, test::sampleResult({3, 5, 12})->attention, identity(12), {}).isNull());
    const Array nothing = compareHeads(maps, maps, TokenAlignment{{}, 12, 12}, {});
    QVERIFY(std::isnan(nothing.at({0, 0})));
}

void TestComparison::boardStops()
{
    std::stop_source stop;
    const ResultPtr result = test::sampleResult();
    const auto stopAtOnce = [&stop](const Array&, std::int64_t) { stop.request_stop(); };
    QVERIFY(
        compareHeads(result->attention, result->attention, identity(12), {}, stop.get_token(), stopAtOnce).isNull());
}

void TestComparison::boardGrowsLayerByLayer()
{
    const ResultPtr result = test::sampleResult();
    QList<int> done;
    bool whole = true;
    const auto keep = [&](const Array& partial, std::int64_t layers) {
        done.append(int(layers));
        const auto known = std::count_if(partial.values().begin(), partial.values().end(),
                                         [](float value) { return !std::isnan(value); });
        whole = whole && known >= layers * 4;
    };
    const Array last = compareHeads(result->attention, result->attention, identity(12), {}, {}, keep);
    QCOMPARE(done, (QList<int>{1, 2})); // the last is what is returned
    QVERIFY(whole);
    QVERIFY(std::all_of(last.values().begin(), last.values().end(), [](float value) { return value > 0.999F; }));
}

void TestComparison::differenceOfMaps()
{
    const Array left({2, 2}, {1, 2, -4, 0});
    const Array right({2, 2}, {1, 1, 1, -2});
    const auto listed = [](const Array& map) { return Floats(map.values().begin(), map.values().end()); };
    QCOMPARE(listed(difference(left, right, false)), (Floats{0, 1, -5, 2}));
    QCOMPARE(listed(difference(left, right, true)), (Floats{-0.25, 0, -1.5, 1}));
    QCOMPARE(listed(scaledToLargest(Array({3}, {0, 0, 0}))), (Floats{0, 0, 0}));
    QCOMPARE(scaledToLargest(Array({2}, {notANumber, -2})).at({1}), -1.0F);
}

void TestComparison::strongestCountIsBounded()
{
    QCOMPARE(strongestCount({}, 26), 26);
    QCOMPARE(strongestCount({Agreement::Strongest, 100}, 26), 100);
    QCOMPARE(strongestCount({Agreement::Strongest, 100}, 5), 25);
    QCOMPARE(strongestCount({}, 0), 1);
}

QTEST_APPLESS_MAIN(TestComparison)
#include "tst_comparison.moc"
