// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>
#include <cmath>

#include "tests/support/input_parts.h"
#include "tests/support/sample_result.h"
#include "ui/state/ghost.h"

using namespace headlight;
using namespace headlight::ui;

namespace {

/// A sample with another word at `changed`, of run number `generation`.
ResultPtr sampleRun(std::uint64_t generation, int changed = -1, Stage stage = Stage::Complete)
{
    AnalysisResult result = *test::sampleResult({.stage = stage});
    result.generation = generation;
    if (changed >= 0)
        result.input.tokens[static_cast<std::size_t>(changed)] = "other";
    return std::make_shared<const AnalysisResult>(std::move(result));
}

} // namespace

class TestGhost : public QObject {
    Q_OBJECT
private slots:
    void carriesTheProbabilities()
    {
        const ResultPtr before = sampleRun(1);
        const Ghost ghost = ghostOf(before, sampleRun(2, 8));
        QCOMPARE(ghost.before, before);
        QCOMPARE(ghost.start.size(), std::size_t(12));
        QVERIFY(std::isnan(ghost.start[8]) && std::isnan(ghost.end[8]));
        QVERIFY(ghost.start[7] > 0.5); // the answer's start before
        QCOMPARE(ghost.start[2], 0.0); // of the question
    }

    void comparesOnlyTheComparable_data()
    {
        QTest::addColumn<QString>("difference");
        QTest::addColumn<bool>("kept");
        QTest::newRow("none") << "" << true;
        QTest::newRow("model") << "model" << false;
        QTest::newRow("layers") << "layers" << false;
        QTest::newRow("window of the same text") << "window" << false;
        QTest::newRow("window of another text") << "text and window" << true;
        QTest::newRow("most tokens") << "tokens" << false;
        QTest::newRow("before it was answered") << "unanswered" << false;
    }

    void comparesOnlyTheComparable()
    {
        QFETCH(QString, difference);
        QFETCH(bool, kept);
        AnalysisResult other =
            difference == "unanswered" ? *test::sampleResult({.stage = Stage::Tokens}) : *test::sampleResult();
        if (difference == "model")
            other.model.name = "another";
        if (difference == "layers")
            other.model.layers += 1;
        if (difference.contains("window"))
            other.window = 1;
        if (difference.contains("text"))
            setText(other.input, Role::Context, other.input.mainText() + " more");
        for (std::size_t i = 0; difference == "tokens" && i < 7; ++i)
            other.input.tokens[i] = "other" + std::to_string(i);
        const Ghost ghost = ghostOf(std::make_shared<const AnalysisResult>(other), test::sampleResult());
        QCOMPARE(ghost.before != nullptr, kept);
        QVERIFY(ghostOf(nullptr, test::sampleResult()).before == nullptr);
    }

    void keepsTheRunBefore()
    {
        GhostKeeper keeper;
        QSignalSpy changed(&keeper, &GhostKeeper::changed);
        const ResultPtr first = sampleRun(1);
        keeper.runStarted(nullptr);
        keeper.showResult(first, true);
        QVERIFY(!keeper.ghost().before && changed.isEmpty());
        keeper.runStarted(first);
        QVERIFY(!keeper.ghost().before); // until the run has something to say
        keeper.showResult(sampleRun(2, 8, Stage::Tokens), true);
        QCOMPARE(keeper.ghost().before, first);
        keeper.showResult(sampleRun(2, 8), false); // its last stage
        QCOMPARE(keeper.ghost().before, first);
        QCOMPARE(changed.size(), 1);
    }

    void otherResultsEndIt()
    {
        GhostKeeper keeper;
        const ResultPtr first = sampleRun(1);
        keeper.runStarted(first);
        keeper.showResult(sampleRun(2, 8), true);
        QVERIFY(keeper.ghost().before);
        keeper.showResult(first, false); // from the history
        QVERIFY(!keeper.ghost().before);
        keeper.showResult(sampleRun(0), false); // a session
        QVERIFY(!keeper.ghost().before);
    }

    void aRunThatHardlyBeganLeavesIt()
    {
        GhostKeeper keeper;
        const ResultPtr first = sampleRun(1);
        keeper.runStarted(first);
        const ResultPtr begun = sampleRun(2, 8, Stage::Tokens);
        keeper.showResult(begun, true);
        keeper.runStarted(begun);
        keeper.showResult(sampleRun(3, 9), true);
        QCOMPARE(keeper.ghost().before, first);
    }
};

QTEST_GUILESS_MAIN(TestGhost)
#include "tst_ghost.moc"
