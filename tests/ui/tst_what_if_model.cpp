// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "figures/caption_text.h"
#include "figures/view_table.h"
#include "tests/support/event_turns.h"
#include "tests/support/sample_boards.h"
#include "tests/ui/fake_backend.h"
#include "ui/state/what_if_text.h"
#include "ui/state/workbench.h"

using namespace headlight;
using namespace headlight::test;
using namespace headlight::ui;
using headlight::testing::settle;

namespace {

/// A workbench whose model is open and has answered.
struct Fixture {
    std::shared_ptr<Script> script = std::make_shared<Script>();
    Workbench bench{std::make_unique<FakeBackend>(script)};

    explicit Fixture(const std::filesystem::path& model = "tiny")
    {
        bench.model()->open(model);
        ask("what?");
    }

    WhatIfModel* whatIf() { return bench.whatIf(); }
    QString text() { return whatIf()->setText(); }
    void ask(const QString& question)
    {
        bench.input()->setQuestion(question);
        bench.input()->setContext("a context");
        bench.runner()->run();
        if (!QTest::qWaitFor([this] { return !bench.isBusy() && bench.result(); }))
            qFatal("The scripted run does not end");
        settle();
    }
    bool awaitBoards()
    {
        return QTest::qWaitFor([this] { return whatIf()->isWhole(); });
    }
    bool awaitAfter()
    {
        return QTest::qWaitFor([this] { return whatIf()->after() != nullptr; });
    }
    /// Sees the view, and waits for all that follows.
    void see()
    {
        whatIf()->setSeen(true);
        if (!awaitAfter() || !awaitBoards())
            qFatal("The ablations do not end");
    }
    void chooseKind(AblationKind kind)
    {
        ViewChoices choices = bench.selection()->viewChoices();
        choices.ablation = kind;
        bench.selection()->setViewChoices(choices);
    }
};

} // namespace

/// What is switched off, and what comes of it.
class TestWhatIfModel : public QObject {
    Q_OBJECT

private slots:
    void nothingIsComputedUnseen();
    void boardsOfAllKindsFill();
    void headsGoOffAndOn();
    void layersGoOffAndOn();
    void kindsAreKept();
    void theLastHeadStays();
    void textsAreRead_data();
    void textsAreRead();
    void setsHaveNames();
    void eachToggleIsAStep();
    void aToggleTakenBackIsNone();
    void theSetIsKept();
    void whatIsStaleIsNotTold();
    void clicksInterruptTheBoards();
    void runsComeFirst();
    void anotherResultBeginsAnew();
    void aSetOfAnotherModelIsSaid();
    void obstaclesAreSaid();
    void failuresAreSaid();
    void boardsOfASessionAreShown();
    void wholeBoardsBelongToTheResult();
    void theChangedRunIsShown();
    void wordsAndNumbers();
};

void TestWhatIfModel::nothingIsComputedUnseen()
{
    Fixture f;
    f.whatIf()->toggle(0, 1);
    settle();
    QCOMPARE(f.script->ablations, 0);
    QVERIFY(!f.whatIf()->boards() && !f.whatIf()->before() && !f.whatIf()->after());
    f.see();
    QVERIFY(f.script->ablations > 0);
}

void TestWhatIfModel::boardsOfAllKindsFill()
{
    Fixture f;
    f.see();
    QCOMPARE(f.whatIf()->boards()->size(), std::size_t(3));
    const AblationBoard& board = f.whatIf()->boards()->at(AblationKind::Mean);
    QCOMPARE(board.heads.changes.at("span").shape(), (Shape{3, 4}));
    QCOMPARE(board.heads.changes.at("span").at({2, 1}), -1.2F);
    QCOMPARE(board.feedForward.probability.at({0}), 0.49F);
    QCOMPARE(f.script->ablations, 1 + 1 + 3 * 3 * 6); // the set, the unchanged run, and each part by each kind
    f.whatIf()->setSeen(false);
    f.whatIf()->setSeen(true);
    settle();
    QCOMPARE(f.script->ablations, 1 + 1 + 3 * 3 * 6);
}

void TestWhatIfModel::headsGoOffAndOn()
{
    Fixture f;
    f.see();
    QCOMPARE(f.whatIf()->after()->probability, 0.5);
    f.whatIf()->toggle(1, 2);
    QVERIFY(!f.whatIf()->after() && f.whatIf()->before()); // not told before it is known
    QCOMPARE(f.text(), QString("1.2"));
    QVERIFY(f.awaitAfter());
    QCOMPARE(f.whatIf()->after()->probability, 0.49);
    f.whatIf()->toggle(0, AblatedPart::feedForward);
    QCOMPARE(f.text(), QString("0.mlp,1.2"));
    f.whatIf()->toggle(1, 2);
    f.whatIf()->toggle(0, AblatedPart::feedForward);
    QCOMPARE(f.text(), QString());
    f.whatIf()->toggle(9, 0);
    f.whatIf()->toggle(0, 9);
    QCOMPARE(f.text(), QString());
}

void TestWhatIfModel::layersGoOffAndOn()
{
    Fixture f;
    f.whatIf()->toggle(1, AblatedPart::every);
    QCOMPARE(f.text(), QString("1.*"));
    QCOMPARE(f.whatIf()->set().parts.size(), std::size_t(4));
    f.whatIf()->toggle(1, 3);
    QCOMPARE(f.text(), QString("1.0,1.1,1.2"));
    f.whatIf()->toggle(1, AblatedPart::every); // one is on: all go off
    QCOMPARE(f.text(), QString("1.*"));
    f.whatIf()->toggle(1, AblatedPart::every);
    QCOMPARE(f.text(), QString());
}

void TestWhatIfModel::kindsAreKept()
{
    Fixture f;
    f.whatIf()->toggle(0, 1);
    f.chooseKind(AblationKind::Patch);
    f.whatIf()->toggle(2, 3);
    QCOMPARE(f.text(), QString("0.1,patch:2.3"));
    f.whatIf()->toggle(0, 1); // on again, by whichever kind it was off
    QCOMPARE(f.text(), QString("patch:2.3"));
}

void TestWhatIfModel::theLastHeadStays()
{
    Fixture f;
    for (const int layer : {0, 1, 2})
        f.whatIf()->toggle(layer, AblatedPart::every);
    QCOMPARE(f.text(), QString("0.*,1.*"));
    QVERIFY(f.whatIf()->setProblem().contains("Every head"));
    f.whatIf()->switchAllOn();
    QCOMPARE(f.text(), QString());
    QCOMPARE(f.whatIf()->setProblem(), QString());
}

void TestWhatIfModel::textsAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kept");
    QTest::addColumn<QString>("error");
    QTest::newRow("heads") << "0.1, 2.*"
                           << "0.1, 2.*"
                           << "";
    QTest::newRow("kinds") << "mean:1.1"
                           << "mean:1.1"
                           << "";
    QTest::newRow("nothing") << "  "
                             << ""
                             << "";
    QTest::newRow("no part") << "4"
                             << "1.0"
                             << "names no head";
    QTest::newRow("no such layer") << "3.1"
                                   << "1.0"
                                   << "There is no 3.1";
    QTest::newRow("no such head") << "1.4"
                                  << "1.0"
                                  << "There is no head 1.4";
    QTest::newRow("two kinds") << "1.1,mean:1.1"
                               << "1.0"
                               << "in two ways";
    QTest::newRow("all") << "*.*"
                         << "1.0"
                         << "Every head";
}

void TestWhatIfModel::textsAreRead()
{
    QFETCH(const QString, text);
    QFETCH(const QString, error);
    Fixture f;
    QCOMPARE(f.whatIf()->chooseSet("1.0"), QString());
    const QString said = f.whatIf()->chooseSet(text);
    QVERIFY2(said.contains(error) && said.isEmpty() == error.isEmpty(), qPrintable(said));
    QTEST(f.text(), "kept");
}

void TestWhatIfModel::setsHaveNames()
{
    Fixture f;
    f.whatIf()->keepSet("nothing is off");
    f.whatIf()->chooseSet("1.2,2.0");
    f.whatIf()->keepSet(" ");
    QVERIFY(f.whatIf()->setNames().isEmpty());
    f.whatIf()->keepSet(" late ");
    f.whatIf()->chooseSet("0.mlp");
    f.whatIf()->keepSet("early");
    QCOMPARE(f.whatIf()->setNames(), (QStringList{"early", "late"}));
    f.whatIf()->useSet("late");
    QCOMPARE(f.text(), QString("1.2,2.0"));
    f.whatIf()->useSet("no such");
    QCOMPARE(f.text(), QString("1.2,2.0"));
    f.whatIf()->forgetSet("late");
    QCOMPARE(f.whatIf()->setNames(), QStringList("early"));
    QCOMPARE(f.text(), QString("1.2,2.0"));
}

void TestWhatIfModel::eachToggleIsAStep()
{
    Fixture f;
    f.bench.undo()->clear();
    f.bench.undo()->setMergeInterval(60000); // quick as they are
    for (const int head : {0, 1, 2}) {
        f.bench.selection()->pin({0, head, -1, -1});
        f.whatIf()->toggle(0, head);
        settle();
    }
    QCOMPARE(f.bench.undo()->stack()->count(), 3);
    QVERIFY(f.bench.undo()->stack()->undoText().contains("heads"));
    f.bench.undo()->undo();
    QCOMPARE(f.text(), QString("0.0,0.1"));
    f.bench.undo()->undo();
    f.bench.undo()->undo();
    QCOMPARE(f.text(), QString());
    f.bench.undo()->redo();
    QCOMPARE(f.text(), QString("0.0"));
    QCOMPARE(f.whatIf()->set().parts.size(), std::size_t(1));
}

/// As by a double click.
void TestWhatIfModel::aToggleTakenBackIsNone()
{
    Fixture f;
    f.bench.undo()->clear();
    f.bench.undo()->setMergeInterval(60000);
    f.whatIf()->toggle(0, 1);
    settle();
    f.whatIf()->toggle(0, 1);
    settle();
    QCOMPARE(f.bench.undo()->stack()->count(), 0);
}

void TestWhatIfModel::theSetIsKept()
{
    Fixture f;
    f.chooseKind(AblationKind::Mean);
    f.whatIf()->toggle(1, 2);
    f.whatIf()->keepSet("one");
    const ViewState state = f.bench.keptScreen()->state();
    QCOMPARE(state.whatIfSet, std::string("mean:1.2"));
    QCOMPARE(state.whatIfKind, std::string("mean"));
    QCOMPARE(state.whatIfSets.at("one"), std::string("mean:1.2"));
    Fixture other;
    other.bench.keptScreen()->restoreSelection(state);
    QCOMPARE(other.text(), QString("mean:1.2"));
    QCOMPARE(other.whatIf()->set().parts.size(), std::size_t(1));
    QCOMPARE(other.whatIf()->setNames(), QStringList("one"));
    QCOMPARE(other.bench.selection()->viewChoices().ablation, AblationKind::Mean);
}

void TestWhatIfModel::whatIsStaleIsNotTold()
{
    Fixture f;
    f.see();
    std::vector<double> told;
    connect(f.whatIf(), &WhatIfModel::changed, &f.bench, [&] {
        if (const RunReading* after = f.whatIf()->after())
            told.push_back(after->probability);
    });
    f.script->ablationsWait = true;
    const int before = f.script->ablations;
    f.whatIf()->toggle(0, 0);
    QVERIFY(QTest::qWaitFor([&] { return f.script->ablations > before; }));
    f.whatIf()->toggle(0, 1);
    f.script->ablationsWait = false;
    QVERIFY(f.awaitAfter());
    settle();
    QCOMPARE(f.whatIf()->after()->probability, 0.48);
    QVERIFY(!told.empty() && std::ranges::all_of(told, [](double p) { return p == 0.48; }));
}

void TestWhatIfModel::clicksInterruptTheBoards()
{
    Fixture f;
    f.whatIf()->setSeen(true);
    QVERIFY(f.awaitAfter());
    f.script->ablationsWait = true;
    const int before = f.script->ablations;
    if (!f.whatIf()->isWhole())
        QVERIFY(QTest::qWaitFor([&] { return f.script->ablations >= before; }));
    f.whatIf()->toggle(0, 0);
    f.script->ablationsWait = false;
    QVERIFY(f.awaitAfter() && f.awaitBoards());
    QCOMPARE(f.whatIf()->boards()->at(AblationKind::Patch).heads.changes.at("span").at({2, 3}), -1.2F);
}

void TestWhatIfModel::runsComeFirst()
{
    Fixture f;
    f.script->ablationsWait = true;
    f.whatIf()->setSeen(true);
    QVERIFY(QTest::qWaitFor([&] { return f.script->ablations > 0; }));
    f.ask("and now?"); // though no ablation ends
    QCOMPARE(f.bench.result()->input.leadText(), std::string("and now?"));
    f.script->ablationsWait = false;
    QVERIFY(f.awaitAfter() && f.awaitBoards());
}

void TestWhatIfModel::anotherResultBeginsAnew()
{
    Fixture f;
    f.see();
    f.ask("and now?");
    QVERIFY(f.awaitAfter() && f.awaitBoards());
    const auto second = f.whatIf()->boards();
    f.script->ablationsWait = true;
    f.bench.shown()->showRecord(1);
    QVERIFY(!f.whatIf()->before());
    QVERIFY(f.whatIf()->boards() != second);
    f.script->ablationsWait = false;
    QVERIFY(f.awaitAfter() && f.awaitBoards());
}

void TestWhatIfModel::aSetOfAnotherModelIsSaid()
{
    Fixture f;
    ViewChoices choices = f.bench.selection()->viewChoices();
    choices.ablated = "7.1";
    f.bench.selection()->setViewChoices(choices);
    QVERIFY(f.whatIf()->set().empty());
    QVERIFY(f.whatIf()->setProblem().contains("3 layers"));
}

void TestWhatIfModel::obstaclesAreSaid()
{
    Fixture f;
    QCOMPARE(f.whatIf()->obstacle(), QString());
    f.bench.model()->open("another");
    QVERIFY(QTest::qWaitFor([&] { return !f.bench.isBusy(); }));
    f.whatIf()->setSeen(true);
    settle();
    QVERIFY(f.whatIf()->obstacle().contains("Open the model"));
    QCOMPARE(f.script->ablations, 0);
    f.bench.model()->open("tiny");
    QVERIFY(f.awaitAfter()); // as soon as it can
    QCOMPARE(f.whatIf()->obstacle(), QString());
}

void TestWhatIfModel::failuresAreSaid()
{
    Fixture f;
    f.script->ablationsFail = true;
    f.whatIf()->setSeen(true);
    QVERIFY(QTest::qWaitFor([&] { return !f.whatIf()->problem().isEmpty(); }));
    QCOMPARE(f.whatIf()->problem(), QString("The ablation is refused. Ablate nothing."));
    f.script->ablationsFail = false;
    f.whatIf()->toggle(0, 0);
    QVERIFY(f.awaitAfter());
    QCOMPARE(f.whatIf()->problem(), QString());
}

void TestWhatIfModel::boardsOfASessionAreShown()
{
    Fixture f("another");
    AnalysisResult result = *sampleResult();
    result.whatIf.ablations = sampleBoards(3, 4);
    f.bench.shown()->showNew({std::make_shared<const AnalysisResult>(result), {}});
    f.whatIf()->setSeen(true);
    settle();
    QVERIFY(f.whatIf()->isWhole() && f.whatIf()->boards()->size() == 3);
    QVERIFY(!f.whatIf()->obstacle().isEmpty());
    QCOMPARE(f.script->ablations, 0);
}

void TestWhatIfModel::wholeBoardsBelongToTheResult()
{
    Fixture f;
    const ResultPtr before = f.bench.result();
    f.see();
    QVERIFY(before->whatIf.ablations.empty()); // what was seen never changes
    QCOMPARE(f.bench.result()->whatIf.ablations.size(), std::size_t(3));
    QCOMPARE(f.bench.history()->record(0).result, f.bench.result());
    QVERIFY(f.bench.shown()->isInHistory() && f.whatIf()->after());
    const int ablations = f.script->ablations;
    f.ask("and now?");
    QVERIFY(f.awaitAfter() && f.awaitBoards());
    f.bench.shown()->showRecord(1);
    QVERIFY(f.whatIf()->isWhole()); // from the result
    QVERIFY(f.awaitAfter());
    settle();
    QCOMPARE(f.script->ablations, 2 * ablations + 1);
}

/// In all views, the unchanged one beside it; and no later run has the ablation unseen.
void TestWhatIfModel::theChangedRunIsShown()
{
    Fixture f;
    const ResultPtr unchanged = f.bench.result();
    QVERIFY(!f.whatIf()->canShowRun());
    f.whatIf()->chooseSet("1.2");
    QVERIFY(f.whatIf()->canShowRun());
    f.whatIf()->showRun();
    QVERIFY(QTest::qWaitFor([&] { return !f.bench.isBusy() && f.bench.history()->rowCount() == 2; }));
    QVERIFY(isAblated(*f.bench.result()) && !f.whatIf()->canShowRun());
    QCOMPARE(f.bench.compared()->result(), unchanged);
    QVERIFY(captionText(*f.bench.result(), viewRequest("heads")).contains("ablated: 1.2"));
    QVERIFY(f.bench.input()->options().ablation.empty());
    f.bench.showAblated({});
    QCOMPARE(f.bench.result(), unchanged);
    f.ask("and now?");
    QVERIFY(!isAblated(*f.bench.result()));
}

void TestWhatIfModel::wordsAndNumbers()
{
    Fixture f;
    f.see();
    f.whatIf()->chooseSet("2.*");
    QVERIFY(f.awaitAfter());
    const auto said = [&] {
        return whatIfText(*f.bench.result(), f.whatIf()->targets(), f.whatIf()->before(), f.whatIf()->after());
    };
    const WhatIfText text = said();
    QCOMPARE(text.verdict, WhatIfText::Verdict::Another);
    QVERIFY(text.rows[0].before.contains("the answer") && text.rows[0].after.contains("another one"));
    QCOMPARE(text.rows[1].before, QString("0.500"));
    QCOMPARE(text.rows[1].change, QChar(0x2212) + QString("0.040"));
    QCOMPARE(text.rows[2].name, QString("The start logit"));
    QCOMPARE(text.rows[2].after, QChar(0x2212) + QString("1.80"));
    QCOMPARE(text.rows[3].change, QString("0.00"));
    QVERIFY(text.next.size() == 1 && text.next[0].contains("the next"));
    f.whatIf()->chooseSet("0.0");
    QCOMPARE(said().verdict, WhatIfText::Verdict::Waiting);
    QVERIFY(f.awaitAfter());
    QCOMPARE(said().verdict, WhatIfText::Verdict::Same);
}

QTEST_MAIN(TestWhatIfModel)
#include "tst_what_if_model.moc"
