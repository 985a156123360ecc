// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/event_turns.h"
#include "ui/jobs/background_jobs.h"
#include "ui/state/input_model.h"
#include "ui/state/selection.h"
#include "ui/state/undo_recorder.h"

using namespace headlight;
using namespace headlight::ui;
using headlight::testing::settle;

namespace {

struct Fixture {
    BackgroundJobs jobs;
    Selection selection;
    InputModel input{&jobs};
    UndoRecorder undo{&selection, &input};

    Fixture()
    {
        selection.setShape(6, 12, 26);
        undo.setMergeInterval(0); // each turn of the event loop is a step of its own
        undo.clear();
    }
    /// Lets the turn end, so that what was changed becomes a step.
    void endTurn() const { settle(); }
    int steps() { return undo.stack()->count(); }
};

} // namespace

class TestUndo : public QObject {
    Q_OBJECT
private slots:
    void selectionsGoBackAndForth()
    {
        Fixture f;
        f.selection.pin({3, 4, 5, 6});
        f.endTurn();
        f.selection.setMeasure("start");
        f.endTurn();
        f.selection.setRange("panel");
        f.endTurn();
        QCOMPARE(f.steps(), 3);
        f.undo.undo();
        QCOMPARE(f.selection.range(), QStringLiteral("99.5"));
        QCOMPARE(f.selection.measure(), QStringLiteral("start"));
        f.undo.undo();
        f.undo.undo();
        QCOMPARE(f.selection.measure(), QStringLiteral("attention"));
        QCOMPARE(f.selection.pinned(), Cell());
        QVERIFY(!f.undo.stack()->canUndo());
        f.endTurn();
        QCOMPARE(f.steps(), 3); // undoing is no step
        f.undo.redo();
        QCOMPARE(f.selection.pinned(), (Cell{3, 4, 5, 6}));
    }

    void theDisplayGoesBack()
    {
        Fixture f;
        ui::Display display;
        display.special = SpecialTokens::Hidden;
        f.selection.setDisplay(display);
        f.endTurn();
        f.undo.undo();
        QCOMPARE(f.selection.display(), ui::Display());
        f.undo.redo();
        QCOMPARE(f.selection.display(), display);
    }

    void editsOfTheInputGoBack()
    {
        Fixture f;
        f.input.setQuestion("what?");
        f.endTurn();
        f.input.setContext("a text");
        f.endTurn();
        Options options = f.input.options();
        options.steps = 20;
        f.input.setOptions(options);
        f.endTurn();
        QCOMPARE(f.steps(), 3);
        f.undo.undo();
        QCOMPARE(f.input.options().steps, 50);
        f.undo.undo();
        QCOMPARE(f.input.context(), QString());
        QCOMPARE(f.input.question(), QStringLiteral("what?"));
        f.undo.undo();
        QCOMPARE(f.input.question(), QString());
        f.undo.redo();
        f.undo.redo();
        QCOMPARE(f.input.context(), QStringLiteral("a text"));
    }

    void aTurnIsAStep()
    {
        Fixture f;
        f.input.setQuestion("what?");
        f.input.setContext("a text");
        f.endTurn();
        QCOMPARE(f.steps(), 1);
        f.undo.undo();
        QCOMPARE(f.input.question() + f.input.context(), QString());
    }

    void whatHasJustChangedCanBeUndoneAtOnce()
    {
        Fixture f;
        f.selection.setLayer(3);
        f.undo.undo();
        QCOMPARE(f.selection.layer(), 0);
    }

    void quickChangesOfOneKindAreOneStep()
    {
        Fixture f;
        f.undo.setMergeInterval(60000);
        for (int layer = 1; layer < 5; ++layer) {
            f.selection.setLayer(layer);
            f.endTurn();
        }
        QCOMPARE(f.steps(), 1);
        f.selection.setMeasure("end");
        f.endTurn();
        f.selection.setLayer(5);
        f.endTurn();
        QCOMPARE(f.steps(), 3);
        f.undo.undo();
        QCOMPARE(f.selection.layer(), 4);
    }

    void goingBackByHandLeavesNoStep()
    {
        Fixture f;
        f.undo.setMergeInterval(60000);
        f.selection.setMeasure("end");
        f.endTurn();
        f.selection.setMeasure("attention");
        f.endTurn();
        QCOMPARE(f.steps(), 0);
    }

    void hoverIsNoStep()
    {
        Fixture f;
        f.selection.hover(Cell{0, 1, 2, 3});
        f.endTurn();
        QCOMPARE(f.steps(), 0);
    }

    void theProgramsOwnChangesAreNoSteps()
    {
        Fixture f;
        f.selection.setMeasure("start");
        {
            const UndoRecorder::Pause pause(f.undo);
            f.selection.pin({5, 5, 5, 5});
        }
        f.endTurn();
        QCOMPARE(f.steps(), 1); // what came before the pause
        f.undo.undo();
        QCOMPARE(f.selection.pinned(), (Cell{5, 5, 5, 5}));
        QCOMPARE(f.selection.measure(), QStringLiteral("attention"));
    }

    void tokensOfAnotherTextAreNotPinned()
    {
        Fixture f;
        f.selection.pin({3, 4, 20, 21});
        f.endTurn();
        f.selection.pin({0, 0, 1, 1});
        f.endTurn();
        {
            const UndoRecorder::Pause pause(f.undo);
            f.selection.setShape(6, 12, 9);
        }
        f.undo.undo();
        QCOMPARE(f.selection.pinned(), (Cell{3, 4, -1, -1}));
    }

    void theWindowThatIsReadIsNoEdit()
    {
        Fixture f;
        Options options = f.input.options();
        options.window = 2;
        f.input.setOptions(options);
        f.endTurn();
        QCOMPARE(f.steps(), 0);
    }

    void longSittingsForgetTheirBeginning()
    {
        Fixture f;
        for (int step = 0; step < 250; ++step) {
            f.selection.setLayer(1 + step % 5);
            f.endTurn();
        }
        QCOMPARE(f.steps(), 200);
    }
};

QTEST_GUILESS_MAIN(TestUndo)
#include "tst_undo.moc"
