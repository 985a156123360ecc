// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/support/program.h"

using namespace headlight::testing;

namespace {

const QString program = BUILD_DIR "/bin/headlight-cli";
const QString models = TEST_DATA "/models/";

QStringList textsFor(const QString& model)
{
    if (model.endsWith("-qa"))
        return {"--question", "What is important to us?", "--context", "It is important to us to support humans."};
    return {"--text", model.endsWith("-mlm") ? "It is [MASK] to us." : "It is important to us."};
}

ProgramEnd bench(const QString& model, const QStringList& more)
{
    return runProgram(program, QStringList{"bench", "--model", models + model} + more);
}

} // namespace

/// Which explanation is faithful, on the command line.
class TestCliBench : public QObject {
    Q_OBJECT

private slots:
    void everyTask_data();
    void everyTask();
    void readsSessions();
    void seedsTellRandomOrdersApart();
    void keepsTheAnswer();
    void checksSanity();
    void refuses_data();
    void refuses();

private:
    QTemporaryDir m_folder;
};

void TestCliBench::everyTask_data()
{
    QTest::addColumn<QString>("model");
    for (const char* model : {"tiny-bert-qa", "tiny-bert-cls", "tiny-bert-tokens", "tiny-bert-mlm", "tiny-roberta-cls"})
        QTest::newRow(model) << model;
}

void TestCliBench::everyTask()
{
    QFETCH(QString, model);
    const QString csv = m_folder.filePath(model + ".csv");
    const ProgramEnd end = bench(model, textsFor(model) + QStringList{"--json", "--csv", csv, "--tolerance", "0.5"});
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    const auto found = nlohmann::json::parse(end.output.toStdString());
    const std::size_t removable = found["removable"].size();
    QVERIFY(removable > 0);
    std::vector<std::string> methods;
    for (const auto& method : found["methods"]) {
        methods.push_back(method["method"]);
        QCOMPARE(method["order"].size(), removable);
        for (const char* fill : {"pad", "mask"}) {
            QCOMPARE(method[fill]["deletion"].size(), removable + 1);
            const double whole = method[fill]["deletion"][0];
            const double again = method[fill]["insertion"].back();
            QVERIFY(std::abs(whole - found["probability"].get<double>()) < 1e-5); // nothing is removed yet
            QVERIFY(std::abs(again - whole) < 1e-5);                              // and all are back
        }
    }
    for (const char* name : {"conductance.0", "input", "attention", "alpha_f", "rollout", "chefer", "alti", "globenc",
                             "value_zeroing", "random"})
        QVERIFY2(std::find(methods.begin(), methods.end(), name) != methods.end(), name);
    QFile file(csv);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(
        file.readLine().startsWith("method,pad_comprehensiveness,pad_sufficiency,pad_deletion,pad_insertion,mask_"));
    QCOMPARE(file.readAll().count('\n'), qsizetype(methods.size()));
}

void TestCliBench::readsSessions()
{
    const QString session = m_folder.filePath("run.headlight");
    const ProgramEnd made = runProgram(
        program, QStringList{"analyze", "--model", models + "tiny-bert-qa", "--output", session, "--tolerance", "0.5"} +
                     textsFor("tiny-bert-qa"));
    QVERIFY2(made.status == 0, qPrintable(made.errors));
    const ProgramEnd end = bench("tiny-bert-qa", {"--session", session, "--fill", "mask"});
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    QVERIFY(end.output.startsWith("method"));
    QVERIFY(end.output.contains("attention") && !end.output.contains("rollout") && !end.output.contains("pad_"));
    const ProgramEnd other = bench("tiny-bert-qa-relu", {"--session", session});
    QCOMPARE(other.status, 1);
    QVERIFY2(other.errors.contains("Open the model that made the result"), qPrintable(other.errors));
}

void TestCliBench::seedsTellRandomOrdersApart()
{
    const auto orderOf = [](const QString& seed) {
        const ProgramEnd end = bench("tiny-bert-qa", textsFor("tiny-bert-qa") +
                                                         QStringList{"--json", "--seed", seed, "--tolerance", "0.5"});
        return nlohmann::json::parse(end.output.toStdString())["methods"].back()["order"].dump();
    };
    QVERIFY(orderOf("1") != orderOf("2"));
    QCOMPARE(orderOf("1"), orderOf("1"));
}

void TestCliBench::keepsTheAnswer()
{
    const auto removable = [](const QStringList& more) {
        const ProgramEnd end =
            bench("tiny-bert-qa", textsFor("tiny-bert-qa") + QStringList{"--json", "--tolerance", "0.5"} + more);
        return nlohmann::json::parse(end.output.toStdString())["removable"].size();
    };
    QVERIFY(removable({"--keep-answer"}) < removable({}));
}

void TestCliBench::checksSanity()
{
    const ProgramEnd end =
        bench("tiny-bert-cls", textsFor("tiny-bert-cls") + QStringList{"--sanity", "--json", "--tolerance", "0.5"});
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    for (const auto& method : nlohmann::json::parse(end.output.toStdString())["methods"]) {
        QVERIFY(method["spearman"].size() >= 3);
        QCOMPARE(method["spearman"][0].get<double>(), 1.0);
        if (method["method"] == "attention") // which never looks at the head
            QVERIFY(method["spearman"][1].get<double>() > 0.999 && method["spearman"].back().get<double>() < 0.999);
    }
}

void TestCliBench::refuses_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("message");
    QTest::newRow("no text") << "tiny-bert-qa" << QStringList() << 2 << "The text is missing";
    QTest::newRow("two inputs") << "tiny-bert-qa" << QStringList{"--session", "x", "--question", "Who?"} << 2
                                << "A session and a text are both given";
    QTest::newRow("no session") << "tiny-bert-qa" << QStringList{"--session", "nowhere.headlight"} << 1
                                << "There is no such file";
    QTest::newRow("fill") << "tiny-bert-qa" << QStringList{"--fill", "zero"} << 2 << "is not one of pad, mask, all";
    QTest::newRow("encoder") << "tiny-bert-encoder" << QStringList{"--text", "It is."} << 1 << "without a head";
    QTest::newRow("answer alone") << "tiny-bert-qa"
                                  << QStringList{"--question", "Ada", "--context", "us", "--keep-answer"} << 1
                                  << "No token of this text can be removed";
}

void TestCliBench::refuses()
{
    QFETCH(QString, model);
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QString, message);
    const ProgramEnd end = bench(model, arguments);
    QCOMPARE(end.status, status);
    QVERIFY2(end.errors.contains(message), qPrintable(end.errors));
}

QTEST_GUILESS_MAIN(TestCliBench)
#include "tst_cli_bench.moc"
