// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QTest>

#include "tests/ui/fake_backend.h"
#include "ui/state/command_model.h"
#include "ui/state/examples_model.h"
#include "ui/state/workbench.h"
#include "ui/state/workbench_commands.h"

using namespace headlight;
using namespace headlight::test;
using namespace headlight::ui;

namespace {

const Commands commands = {{"File", "Open session", "Ctrl+O", [] {}}, {"View", "Overview", "3", [] {}},
                           {"View", "Reset layout", "", [] {}},        {"Layer", "Layer 3", "", [] {}},
                           {"Head", "Head 3", "", [] {}},              {"Theme", "Dark", "", [] {}}};

QStringList titles(const CommandModel& model)
{
    QStringList found;
    for (int row = 0; row < model.rowCount(); ++row)
        found.append(model.index(row).data().toString());
    return found;
}

struct BenchFixture {
    Workbench bench{std::make_unique<FakeBackend>(std::make_shared<Script>())};
    ExamplesModel examples;

    BenchFixture()
    {
        examples.setExamples({{"Frankenstein", "Who wrote it?", "Mary Shelley did.", {}}});
        bench.runner()->runExample("what?", "a context");
    }
    bool awaitComplete()
    {
        return QTest::qWaitFor(
            [this] { return bench.result() && bench.result()->stage == Stage::Complete && !bench.isBusy(); });
    }
    bool run(const QString& typed)
    {
        CommandModel model;
        model.setCommands(workbenchCommands(&bench, &examples));
        model.setTyped(typed);
        model.run(0);
        return model.rowCount() > 0;
    }
};

} // namespace

class TestCommands : public QObject {
    Q_OBJECT
private slots:
    void lettersAreFoundInTheirOrder_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("found");
        QTest::addColumn<QList<int>>("positions");
        QTest::newRow("nothing typed") << "" << "Layers" << true << QList<int>{};
        QTest::newRow("blanks alone") << "  " << "Layers" << true << QList<int>{};
        QTest::newRow("side by side") << "lay" << "Layers" << true << QList<int>{0, 1, 2};
        QTest::newRow("case does not count") << "LAY" << "layers" << true << QList<int>{0, 1, 2};
        QTest::newRow("beginnings of words") << "tth" << "Token to head" << true << QList<int>{0, 6, 9};
        QTest::newRow("a later word is better than letters apart") << "out" << "Zoom the view out" << true
                                                                   << QList<int>{14, 15, 16};
        QTest::newRow("blanks do not count") << "to head" << "Token to head" << true << QList<int>{6, 7, 9, 10, 11, 12};
        QTest::newRow("wrong order") << "yal" << "Layers" << false << QList<int>{};
        QTest::newRow("a letter twice") << "ll" << "Layer" << false << QList<int>{};
        QTest::newRow("no text") << "a" << "" << false << QList<int>{};
        QTest::newRow("longer than the text") << "layers" << "lay" << false << QList<int>{};
    }

    void lettersAreFoundInTheirOrder()
    {
        QFETCH(QString, typed);
        QFETCH(QString, text);
        QFETCH(bool, found);
        const auto match = fuzzyMatch(typed, text);
        QCOMPARE(match.has_value(), found);
        if (found)
            QTEST(match->positions, "positions");
    }

    void longTextsCostNoTime()
    {
        QVERIFY(!fuzzyMatch(QString(100000, 'a'), QString(50, 'a')));
        QVERIFY(fuzzyMatch("ab", QString(20000, 'a') + "b"));
    }

    void theBestComesFirst_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("first");
        QTest::newRow("a title") << "over" << "Overview";
        QTest::newRow("group and number") << "layer 3" << "Layer 3";
        QTest::newRow("initials") << "rl" << "Reset layout";
        QTest::newRow("the group alone") << "theme" << "Dark";
        QTest::newRow("with holes") << "hd3" << "Head 3";
    }

    void theBestComesFirst()
    {
        QFETCH(QString, typed);
        CommandModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setCommands(commands);
        model.setTyped(typed);
        QTEST(titles(model).value(0), "first");
    }

    void allInTheirOrderWhereNothingWasTyped()
    {
        CommandModel model;
        model.setCommands(commands);
        QCOMPARE(model.rowCount(), int(commands.size()));
        QCOMPARE(titles(model).first(), QStringLiteral("Open session"));
        model.setTyped("qqq");
        QCOMPARE(model.rowCount(), 0);
        model.run(0); // there is none
        QCOMPARE(model.data({}, Qt::DisplayRole), QVariant());
    }

    void rowsSayWhatTheyAre()
    {
        CommandModel model;
        model.setCommands(commands);
        model.setTyped("overview");
        const QModelIndex row = model.index(0);
        QCOMPARE(row.data(CommandModel::GroupRole).toString(), QStringLiteral("View"));
        QCOMPARE(row.data(CommandModel::KeysRole).toString(), QStringLiteral("3"));
        QCOMPARE(row.data(CommandModel::PositionsRole).value<QList<int>>(), (QList<int>{0, 1, 2, 3, 4, 5, 6, 7}));
        QCOMPARE(row.data(Qt::AccessibleTextRole).toString(), QStringLiteral("View: Overview"));
        model.setTyped("theme dark"); // the letters of the group are not in the title
        QCOMPARE(model.index(0).data(CommandModel::PositionsRole).value<QList<int>>(), (QList<int>{0, 1, 2, 3}));
    }

    void whatRunsMayChangeTheCommands()
    {
        CommandModel model;
        int ran = 0;
        model.setCommands({{"File", "Again", {}, [&] {
                                model.setCommands({});
                                ++ran;
                            }}});
        model.run(0);
        QCOMPARE(ran, 1);
        QCOMPARE(model.rowCount(), 0);
    }

    void theBenchOffersWhatItHas()
    {
        BenchFixture f;
        QVERIFY(f.awaitComplete());
        QVERIFY(f.run("layer 2"));
        QCOMPARE(f.bench.selection()->layer(), 2);
        QVERIFY(f.run("head 1"));
        QCOMPARE(f.bench.selection()->head(), 1);
        QVERIFY(f.run("all heads"));
        QCOMPARE(f.bench.selection()->head(), -1);
        QVERIFY(f.run("to end"));
        QCOMPARE(f.bench.selection()->measure(), QStringLiteral("end"));
        QVERIFY(f.run("tutorial"));
        QCOMPARE(f.bench.input()->options().rule, Rule::Captum);
        QVERIFY(f.run("frankenstein"));
        QCOMPARE(f.bench.input()->question(), QStringLiteral("Who wrote it?"));
        QCOMPARE(f.bench.input()->context(), QStringLiteral("Mary Shelley did."));
        QVERIFY(!f.run("layer 77"));
    }

    void anEmptyBenchOffersNoLayers()
    {
        Workbench bench(std::make_unique<FakeBackend>(std::make_shared<Script>()));
        const ExamplesModel none;
        for (const Command& command : workbenchCommands(&bench, &none))
            QCOMPARE(command.group, QStringLiteral("Preset"));
    }
};

QTEST_GUILESS_MAIN(TestCommands)
#include "tst_commands.moc"
