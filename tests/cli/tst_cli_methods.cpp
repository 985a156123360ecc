// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

#include "tests/support/program.h"

using namespace headlight::testing;

namespace {

const QString program = BUILD_DIR "/bin/headlight-cli";
const QString models = TEST_DATA "/models/";

} // namespace

/// Methods on the command line, from analyze to a figure.
class TestCliMethods : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void showListsTensors();
    void exportsEach_data();
    void exportsEach();
    void unknownMethodsAreWrongUsage();
    void whatCannotBeHadIsSaid();
    void helpListsThem();

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }
    ProgramEnd analyzed(const QString& model, const QString& methods, const QString& output) const
    {
        const QStringList texts =
            model.endsWith("-qa") ? QStringList{"--question", "Who wrote it?", "--context", "Ada wrote it with Mary."}
                                  : QStringList{"--text", "It is important to us."};
        return runProgram(program, QStringList{"analyze", "--model", models + model, "--tolerance", "0.5", "--output",
                                               path(output), "--with", methods} +
                                       texts);
    }

    QTemporaryDir m_folder;
};

void TestCliMethods::initTestCase()
{
    const ProgramEnd end = analyzed("tiny-bert-qa", "all,attattr-m20", "all.headlight");
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    QVERIFY(!end.errors.contains("Note"));
}

void TestCliMethods::showListsTensors()
{
    const ProgramEnd end = runProgram(program, {"show", path("all.headlight"), "--json"});
    QCOMPARE(end.status, 0);
    const auto shown = nlohmann::json::parse(end.output.toStdString());
    for (const char* name : {"rollout", "alti_rollout", "chefer.span", "attattr.end", "attattr_m20.start",
                             "importance.attattr_max.span", "decompx.start", "decompx_error", "flow",
                             "importance.mask_gradient.span", "ablation.mean.probability", "lens.answer"})
        QVERIFY2(shown["tensors"].contains(name), name);
    QCOMPARE(shown["options"]["with"].size(), std::size_t(12));
}

void TestCliMethods::exportsEach_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("measure");
    for (const char* measure : {"rollout", "alti", "alti-rollout", "globenc", "globenc-rollout", "value-zeroing",
                                "value-zeroing-rollout", "flow", "chefer.start", "decompx", "attattr.end"})
        QTest::addRow("layers, %s", measure) << "layers" << measure;
    for (const char* view : {"heads", "overview", "blocks", "token-to-head"})
        QTest::addRow("%s, attattr.start", view) << view << "attattr.start";
    QTest::newRow("heads, attattr-m20.start") << "heads"
                                              << "attattr-m20.start";
}

void TestCliMethods::exportsEach()
{
    QFETCH(QString, view);
    QFETCH(QString, measure);
    for (const char* format : {"csv", "png"}) {
        const QString file = path(view + measure + '.' + format);
        const ProgramEnd end = runProgram(
            program, {"export", path("all.headlight"), "--view", view, "--measure", measure, "--output", file});
        QVERIFY2(end.status == 0, qPrintable(end.errors));
        QVERIFY(QFile(file).size() > 500);
    }
}

void TestCliMethods::unknownMethodsAreWrongUsage()
{
    const ProgramEnd end = analyzed("tiny-bert-qa", "rollout,lime", "lime.headlight");
    QCOMPARE(end.status, 2);
    QVERIFY2(end.errors.contains("\"lime\" is not one of rollout, alti, globenc, value-zeroing, flow, chefer, attattr, "
                                 "attattr-m20, decompx"),
             qPrintable(end.errors));
    QVERIFY(!QFile::exists(path("lime.headlight")));
}

void TestCliMethods::whatCannotBeHadIsSaid()
{
    const ProgramEnd end = analyzed("tiny-bert-encoder", "chefer,alti", "encoder.headlight");
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    QVERIFY2(end.errors.contains("Note: Method chefer explains a score, and this model is an encoder without a head"),
             qPrintable(end.errors));
    const ProgramEnd shown = runProgram(program, {"show", path("encoder.headlight")});
    QVERIFY(shown.output.contains("alti_rollout") && !shown.output.contains("chefer."));
}

void TestCliMethods::helpListsThem()
{
    const ProgramEnd end = runProgram(program, {"analyze", "--help"});
    QCOMPARE(end.status, 0);
    for (const char* said : {"--with METHODS", "\n  value-zeroing  ", "\n  attattr-m20 "})
        QVERIFY2(end.output.contains(said), said);
}

QTEST_GUILESS_MAIN(TestCliMethods)
#include "tst_cli_methods.moc"
