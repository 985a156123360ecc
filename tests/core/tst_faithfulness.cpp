// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>

#include "core/measures/faithfulness.h"

using namespace headlight;

namespace {

using Tokens = std::vector<std::int64_t>;

/// [CLS] a b [UNK] c [SEP], of which the baseline keeps the first, fourth and last.
Input someInput()
{
    Input input;
    input.inputIds = {1, 10, 11, 5, 12, 2};
    input.baselineIds = {1, 0, 0, 5, 0, 2};
    input.special = {true, false, false, false, false, true};
    return input;
}

} // namespace

class TestFaithfulness : public QObject {
    Q_OBJECT

private slots:
    void removesWhatTheBaselineReplaces();
    void ranksByMagnitude();
    void numbersThatAreNoneComeLast();
    void areasAndShares();
    void sharesAreRoundedUp();
    void curvesOfNoTokens();
};

void TestFaithfulness::removesWhatTheBaselineReplaces()
{
    QCOMPARE(removableTokens(someInput()), (Tokens{1, 2, 4}));
    QCOMPARE(removableTokens(someInput(), {2}), (Tokens{1, 4}));
}

void TestFaithfulness::ranksByMagnitude()
{
    QCOMPARE(rankedTokens({1, 2, 4}, {9, 0.5, -2, 9, 0.5, 9}), (Tokens{2, 1, 4}));
}

void TestFaithfulness::numbersThatAreNoneComeLast()
{
    QCOMPARE(rankedTokens({1, 2, 4}, {9, std::nan(""), 0, 9, 1, 9}), (Tokens{4, 2, 1}));
}

void TestFaithfulness::areasAndShares()
{
    const FaithfulnessCurves curves = curvesOf(0.8, {0.8, 0.4, 0.2}, {0.2, 0.7, 0.8});
    QCOMPARE(curves.deletionArea, (0.4 + (0.8 + 0.2) / 2) / 2);
    QCOMPARE(curves.insertionArea, (0.7 + (0.2 + 0.8) / 2) / 2);
    for (const double value : curves.comprehensiveness) // of two tokens, every share is one
        QCOMPARE(value, 0.8 - 0.4);
    QCOMPARE(curves.meanSufficiency(), 0.8 - 0.7);
}

void TestFaithfulness::sharesAreRoundedUp()
{
    std::vector<double> deletion(23);
    for (std::size_t i = 0; i < deletion.size(); ++i)
        deletion[i] = -static_cast<double>(i); // so that p - deletion says how many are gone
    const FaithfulnessCurves curves = curvesOf(0, deletion, deletion);
    QCOMPARE(curves.comprehensiveness, (std::array<double, 5>{1, 2, 3, 5, 11})); // of 22 tokens
}

void TestFaithfulness::curvesOfNoTokens()
{
    const FaithfulnessCurves curves = curvesOf(0.5, {0.5}, {0.5});
    QCOMPARE(curves.deletionArea, 0.0);
    QCOMPARE(curves.meanComprehensiveness(), 0.0);
}

QTEST_GUILESS_MAIN(TestFaithfulness)
#include "tst_faithfulness.moc"
