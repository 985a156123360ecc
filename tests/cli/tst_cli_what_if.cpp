// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "core/session/session.h"
#include "tests/support/files_testing.h"
#include "tests/support/program.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

const QString program = BUILD_DIR "/bin/headlight-cli";
const QString models = TEST_DATA "/models/";
const QStringList asked{"--model",    models + "tiny-bert-qa",
                        "--question", "What is important to us?",
                        "--context",  "It is important to us to include, empower and support humans of all kinds."};
const QStringList classified{"--model", models + "tiny-bert-cls", "--text", "It is important to us."};

ProgramEnd run(const QString& command, const QStringList& arguments)
{
    return runProgram(program, QStringList{command} + arguments);
}

QJsonObject objectOf(const ProgramEnd& end)
{
    return QJsonDocument::fromJson(end.output).object();
}

QList<QByteArray> linesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().split('\n') : QList<QByteArray>();
}

} // namespace

/// ablate, patch, and analyze --ablate.
class TestCliWhatIf : public QObject {
    Q_OBJECT

private slots:
    void boardHasEveryPart_data();
    void boardHasEveryPart();
    void setsGoBeforeAndAfter();
    void kindAllMakesThree();
    void otherTasks();
    void tablesAreWritten();
    void patches();
    void analysesTheChangedRun();
    void refuses_data();
    void refuses();
    void interrupted();
};

void TestCliWhatIf::boardHasEveryPart_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("rows");
    // Three layers of four heads, their rows, and their feed-forward parts.
    for (const char* kind : {"zero", "mean", "patch"})
        QTest::newRow(kind) << QString(kind) << 18;
    QTest::newRow("all") << QStringLiteral("all") << 54;
}

void TestCliWhatIf::boardHasEveryPart()
{
    QFETCH(QString, kind);
    QFETCH(int, rows);
    const ProgramEnd end = run("ablate", asked + QStringList{"--kind", kind, "--json"});
    QCOMPARE(end.status, 0);
    const QJsonObject json = objectOf(end);
    const QJsonArray all = json["ablations"].toArray();
    QCOMPARE(all.size(), rows);
    double last = INFINITY;
    for (int i = 0; i < 12; ++i) { // the heads of the first kind, largest change first
        const double change = std::abs(all[i].toObject()["changes"].toObject()["span"].toDouble());
        QVERIFY(change <= last);
        last = change;
    }
    QCOMPARE(json["mask_gradient"].toObject()["span"].toArray().size(), 3);
    const int scores = kind == "all" ? 4 : 2;
    QCOMPARE(json["rank_correlations"].toObject()["span"].toArray().size(), scores * (scores - 1) / 2);
}

void TestCliWhatIf::setsGoBeforeAndAfter()
{
    const ProgramEnd end = run("ablate", asked + QStringList{"--heads", "1.*,mean:2.1", "--json"});
    QCOMPARE(end.status, 0);
    const QJsonObject json = objectOf(end);
    QCOMPARE(json["ablations"].toArray().size(), 1);
    const QJsonObject row = json["ablations"][0].toObject();
    QCOMPARE(row["ablated"].toString(), QStringLiteral("1.*,mean:2.1"));
    const QJsonObject changes = row["changes"].toObject();
    QVERIFY(std::abs(changes["start"].toDouble() + changes["end"].toDouble() - changes["span"].toDouble()) < 1e-5);
    QVERIFY(json["before"].toObject()["probability"].toDouble() > 0);
    QVERIFY(!json.contains("mask_gradient"));
    const ProgramEnd table = run("ablate", asked + QStringList{"--heads", "1.*,mean:2.1"});
    QCOMPARE(table.output.trimmed().split('\n').size(), 2);
    QVERIFY(table.errors.contains("Unchanged: "));
}

void TestCliWhatIf::kindAllMakesThree()
{
    const ProgramEnd end = run("ablate", asked + QStringList{"--heads", "0.1", "--kind", "all", "--json"});
    QStringList sets;
    for (const QJsonValue& row : objectOf(end)["ablations"].toArray())
        sets << row.toObject()["ablated"].toString();
    QCOMPARE(sets, (QStringList{"0.1", "mean:0.1", "patch:0.1"}));
}

void TestCliWhatIf::otherTasks()
{
    const ProgramEnd end = run("ablate", classified + QStringList{"--heads", "0.1,2.mlp", "--json"});
    QCOMPARE(end.status, 0);
    QVERIFY(objectOf(end)["ablations"][0].toObject()["changes"].toObject().contains("class"));
    const ProgramEnd masked =
        run("ablate", {"--model", models + "tiny-bert-mlm", "--text", "It is [MASK] to us.", "--json"});
    QCOMPARE(masked.status, 0);
    QCOMPARE(objectOf(masked)["ablations"].toArray().size(), 18);
}

void TestCliWhatIf::tablesAreWritten()
{
    const QTemporaryDir folder;
    const QString csv = folder.filePath("heads.csv");
    const ProgramEnd end = run("ablate", asked + QStringList{"--csv", csv});
    QCOMPARE(end.status, 0);
    const QList<QByteArray> lines = linesOf(csv);
    QCOMPARE(lines.size(), 19);
    QVERIFY(lines.front().startsWith("ablated,change_start,change_end,change_span,probability,"));
    QCOMPARE(end.output.trimmed().split('\n').size(), 19);
}

void TestCliWhatIf::patches()
{
    const QTemporaryDir folder;
    const QString csv = folder.filePath("patched.csv");
    const QStringList other{"--other-context",
                            "It is important to us to support, empower and include humans of all kinds."};
    const ProgramEnd end = run("patch", asked + other + QStringList{"--json", "--csv", csv});
    QCOMPARE(end.status, 0);
    const QJsonObject json = objectOf(end);
    QCOMPARE(json["states"].toArray().size(), 3);
    QCOMPARE(json["heads"].toArray().size(), 3);
    const int tokens = static_cast<int>(json["tokens"].toArray().size());
    QCOMPARE(json["states"][0].toArray().size(), tokens);
    const int alone = static_cast<int>(json["left_out"].toArray().size());
    QVERIFY(alone > 0);
    QCOMPARE(linesOf(csv).size(), 1 + 3 * (tokens - alone) + 3 * 4);
    QVERIFY(end.errors.contains("have no like"));
    QVERIFY(end.errors.contains("The lead of "));
    QCOMPARE(run("patch", classified + QStringList{"--other-text", "It is bad to us."}).status, 0);
}

void TestCliWhatIf::analysesTheChangedRun()
{
    const QTemporaryDir folder;
    const auto analysis = [&](const char* name, const QStringList& more) {
        const QString file = folder.filePath(name);
        const ProgramEnd end =
            run("analyze", asked + QStringList{"--rule", "captum", "--steps", "5", "--output", file} + more);
        return end.status == 0 ? readSession(toPath(file))->result : nullptr;
    };
    const ResultPtr plain = analysis("plain.headlight", {});
    const ResultPtr changed = analysis("changed.headlight", {"--ablate", "mean:1.1,zero:0.2"});
    QVERIFY(plain && changed);
    QVERIFY(!plain->options.ablation);
    QCOMPARE(ablationText(*changed->options.ablation), std::string("0.2,mean:1.1"));
    QVERIFY(changed->scores.at(3, 0) != plain->scores.at(3, 0));
    QCOMPARE(changed->attention[0].at({0, 1, 1}), plain->attention[0].at({0, 1, 1})); // below what is ablated
    QVERIFY(changed->attention[2].at({0, 1, 1}) != plain->attention[2].at({0, 1, 1}));
    QCOMPARE(changed->norms.f[0].at({2, 3}), 0.0F);
    QVERIFY(plain->norms.f[0].at({2, 3}) > 0);
    for (std::int64_t token = 0; token < plain->input.length(); ++token) // a head that is held has no part in it
        QCOMPARE(changed->attribution("start")->attention[0].at({2, token, token}), 0.0F);
}

void TestCliWhatIf::refuses_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, const char* command, const QStringList& arguments, int status) {
        QTest::newRow(name) << QString(command) << arguments << status;
    };
    row("no such head", "ablate", asked + QStringList{"--heads", "0.9"}, 1);
    row("no such layer", "ablate", asked + QStringList{"--heads", "7.0"}, 1);
    row("everything", "ablate", asked + QStringList{"--heads", "*.*"}, 1);
    row("twice", "ablate", asked + QStringList{"--heads", "1.1,mean:1.1"}, 1);
    row("nothing", "ablate", asked + QStringList{"--heads", ""}, 2);
    row("no head", "ablate", asked + QStringList{"--heads", "four"}, 2);
    row("unknown kind", "ablate", asked + QStringList{"--kind", "half"}, 2);
    row("two kinds", "ablate", asked + QStringList{"--kind", "mean", "--heads", "zero:1.1,patch:1.2"}, 2);
    row("no text", "ablate", {"--model", models + "tiny-bert-qa"}, 2);
    row("csv nowhere", "ablate", asked + QStringList{"--csv", "/nowhere/heads.csv"}, 1);
    row("bare encoder", "ablate", {"--model", models + "tiny-bert-encoder", "--text", "It is us."}, 1);
    row("no other text", "patch", asked, 2);
    row("text for a question", "patch", asked + QStringList{"--other-text", "It is us."}, 2);
    row("context for a text", "patch", classified + QStringList{"--other-context", "It is us."}, 2);
    row("pair for one text", "patch", classified + QStringList{"--other-pair", "It is us."}, 2);
    row("empty other context", "patch", asked + QStringList{"--other-context", ""}, 1);
    row("analyze without a head", "analyze", asked + QStringList{"--ablate", "x", "--output", "/tmp/a"}, 2);
    row("analyze with another's head", "analyze", asked + QStringList{"--ablate", "9.9", "--output", "/tmp/a"}, 1);
}

void TestCliWhatIf::refuses()
{
    QFETCH(QString, command);
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    const ProgramEnd end = run(command, arguments);
    QCOMPARE(end.status, status);
    QVERIFY(end.output.isEmpty());
    QVERIFY2(end.errors.contains('.') && end.errors.count(' ') > 4, qPrintable(end.errors));
}

void TestCliWhatIf::interrupted()
{
    const QStringList demo{
        "ablate", "--question", "What?", "--context", QString("It is important to us. ").repeated(60), "--kind", "all"};
    RunningProgram running(program, demo);
    QVERIFY(running.awaitError("Ablation"));
    running.interrupt();
    const ProgramEnd end = running.awaitEnd();
    QCOMPARE(end.status, 3);
    QVERIFY(end.output.isEmpty());
}

QTEST_GUILESS_MAIN(TestCliWhatIf)
#include "tst_cli_what_if.moc"
