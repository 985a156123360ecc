// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What of the screen sessions keep, and what Undo knows of it: one description for both.
#include <QTest>

#include "tests/support/event_turns.h"
#include "ui/jobs/background_jobs.h"
#include "ui/state/input_model.h"
#include "ui/state/kept_screen.h"
#include "ui/state/selection.h"
#include "ui/state/selection_fields.h"
#include "ui/state/undo_recorder.h"

using namespace headlight;
using namespace headlight::ui;
using headlight::testing::settle;

namespace {

constexpr Cell chosenCell{3, 4, 5, 6};

struct Screen {
    BackgroundJobs jobs;
    Selection selection;
    InputModel input{&jobs};
    UndoRecorder undo{&selection, &input};
    KeptScreen kept{&selection, &undo};

    Screen() { selection.setShape(6, 12, 26); }

    /// Nothing of the selection is as it was at first.
    void chooseAll()
    {
        selection.setMeasure("start");
        selection.setRange("panel");
        headlight::ui::Display display{SpecialTokens::Last, true, Summary::Maximum, 1};
        display.colours["f"] = display.sequential = "magma";
        display.diverging = "purple-green";
        selection.setDisplay(display);
        selection.setViewChoices({"end",
                                  CompareMode::Scatter,
                                  Agreement::Strongest,
                                  7,
                                  true,
                                  AblationKind::Mean,
                                  "span",
                                  "1.2",
                                  {{"one", "1.2"}}});
        selection.pin(chosenCell);
    }
};

} // namespace

class TestKeptScreen : public QObject {
    Q_OBJECT
private slots:
    void theSelectionComesBack()
    {
        Screen before;
        before.chooseAll();
        Screen after;
        after.kept.restoreSelection(before.kept.state());
        headlight::ui::Display display = before.selection.display();
        display.firstNumber = 0; // a preference of the reader
        QCOMPARE(after.selection.measure(), before.selection.measure());
        QCOMPARE(after.selection.range(), before.selection.range());
        QVERIFY(after.selection.display() == display);
        QVERIFY(after.selection.viewChoices() == before.selection.viewChoices());
        QCOMPARE(after.selection.pinned(), chosenCell);
    }

    void openingIsNoStep()
    {
        Screen before;
        before.chooseAll();
        Screen after;
        after.kept.restoreSelection(before.kept.state());
        settle();
        QCOMPARE(after.undo.stack()->count(), 0);
    }

    void aStateWithoutACellKeepsIt()
    {
        Screen screen;
        screen.selection.pin(chosenCell);
        screen.kept.restoreSelection({});
        QCOMPARE(screen.selection.pinned(), chosenCell);
    }

    void namesOfAnotherVersionAreDefaults()
    {
        Screen screen;
        ViewState state;
        state.special = "upside-down";
        state.summary = "median";
        state.compareMode = "cloud";
        state.compareAgreement = "kendall";
        state.sequential = "";
        screen.kept.restoreSelection(state);
        QVERIFY(screen.selection.display() == headlight::ui::Display());
        QVERIFY(screen.selection.viewChoices() == ViewChoices());
    }

    /// A field that sessions keep of the selection is a step of Undo too, under a name of its own.
    void eachFieldIsAStep()
    {
        Screen changed;
        changed.chooseAll();
        QStringList names;
        for (const KeptField& field : selectionFields(&changed.selection)) {
            QVERIFY(!field.same(ViewState(), changed.kept.state()));
            Screen screen;
            screen.undo.clear();
            ViewState state = screen.kept.state();
            field.keep(state);
            for (const KeptField& own : selectionFields(&screen.selection))
                own.restore(state);
            settle();
            QCOMPARE(screen.undo.stack()->count(), 1);
            QCOMPARE(screen.undo.stack()->undoText(), field.step);
            names.append(field.step);
            screen.undo.undo();
            QVERIFY(field.same(screen.kept.state(), ViewState()));
        }
        names.removeDuplicates();
        QCOMPARE(names.size(), 6);
        QVERIFY(!names.contains(QString()));
    }

    void theViewsHaveTheirOwn()
    {
        Screen screen;
        bool links = true;
        screen.kept.setViews({keptMember(
            &ViewState::wordsLinks, [&links] { return links; }, [&links](bool shown) { links = shown; })});
        QVERIFY(screen.kept.state().wordsLinks);
        screen.kept.restoreSelection({});
        QVERIFY(links); // the views come after what is compared
        screen.kept.restoreViews({});
        QVERIFY(!links);
    }
};

QTEST_MAIN(TestKeptScreen)
#include "tst_kept_screen.moc"
