// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The command line on sessions of other programs, and on texts that equal their baseline.
#include <QTemporaryDir>
#include <QTest>

#include "core/session/session.h"
#include "tests/support/files_testing.h"
#include "tests/support/foreign_session.h"
#include "tests/support/program.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

const QString program = BUILD_DIR "/bin/headlight-cli";
const QString sessions = TEST_DATA "/field/sessions/";

QString linesOf(const QStringList& lines)
{
    return lines.join(QLatin1Char('\n'));
}

/// What show says before the tensors.
QString description(const QByteArray& output)
{
    return QString::fromUtf8(output).section(QStringLiteral("\n\nTensors"), 0, 0);
}

} // namespace

class TestCliForeign : public QObject {
    Q_OBJECT

private slots:
    void showSaysWhatIsThere_data();
    void showSaysWhatIsThere();
    void exportDrawsOrNamesTheTensor_data();
    void exportDrawsOrNamesTheTensor();
    void inputThatEqualsItsBaselineIsSaid();

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }
    QTemporaryDir m_folder;
};

void TestCliForeign::showSaysWhatIsThere_data()
{
    QTest::addColumn<QByteArray>("keys");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const char* keys, const QStringList& lines) {
        QTest::newRow(name) << QByteArray(keys) << linesOf(lines);
    };
    const QString model = "Model      2 layers x 3 heads";
    const QStringList rest{"SHA-256    unknown", "Question   none"};
    const QString tokens = "Tokens     6";
    row("nothing", "", QStringList{model} + rest + QStringList{tokens});
    row("a model", R"(,"model":{"name":"gpt2"})", QStringList{"Model      gpt2, 2 layers x 3 heads"} + rest + QStringList{tokens});
    row("an answer", R"(,"answer":{"text":"yes"})", QStringList{model} + rest + QStringList{"Answer     yes", tokens});
    row("an answer with its probability", R"(,"answer":{"text":"yes","probability":0.5})",
        QStringList{model} + rest + QStringList{"Answer     yes (probability 0.5)", tokens});
    row("an answer with its place", R"(,"answer":{"text":"yes","start":4,"end":4})",
        QStringList{model} + rest + QStringList{"Answer     yes (tokens 4 to 4)", tokens});
    row("no answer", R"(,"no_answer_probability":0.75)",
        QStringList{model} + rest + QStringList{"No answer  probability 0.75", tokens});
    row("an option", R"(,"options":{"baseline":"mask"})",
        QStringList{model} + rest + QStringList{tokens, "Options    baseline mask"});
    row("what is of no rule", R"(,"options":{"steps":50,"tolerance":0.01})",
        QStringList{model} + rest + QStringList{tokens, "Options    50 steps, tolerance 0.01"});
    row("points", R"(,"points":33)", QStringList{model} + rest + QStringList{tokens, "Points     33"});
    row("a tolerance that was missed", R"(,"points":33,"tolerance_met":false)",
        QStringList{model} + rest + QStringList{tokens, "Points     33, above the tolerance"});
}

void TestCliForeign::showSaysWhatIsThere()
{
    QFETCH(const QByteArray, keys);
    QFETCH(const QString, said);
    const std::string text = R"({"tokens":["[CLS]","ada","won","[SEP]","yes","[SEP]"])" + keys.toStdString() + '}';
    test::writeForeign(toPath(path("a.headlight")), {"attention"}, text);
    const ProgramEnd end = runProgram(program, {"show", path("a.headlight")});
    QCOMPARE(end.status, 0);
    QCOMPARE(description(end.output), said);
    QCOMPARE(end.errors,
             QString("Note: The session was made by another program, without a model that Headlight could run.\n"));
    const ProgramEnd json = runProgram(program, {"show", path("a.headlight"), "--json"});
    for (const char* claim : {"\"rule\"", "\"smooth\"", "\"answers_questions\"", "\"differences\"", "\"stage\""})
        QVERIFY2(!json.output.contains(claim), json.output.constData());
}

void TestCliForeign::exportDrawsOrNamesTheTensor_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const char* file, const QStringList& more, const QString& missing = {}) {
        QTest::newRow(name) << QString(file) << more << (missing.isEmpty() ? 0 : 1) << missing;
    };
    row("tokens", "token-attributions-alone", {"--view", "tokens"});
    row("tokens, unasked", "token-attributions-alone", {});
    row("no heads", "token-attributions-alone", {"--view", "heads"}, "it has no tensor attention");
    row("no norms", "token-attributions-alone", {"--view", "token-to-head", "--measure", "f"},
        "it has no tensor norms.f");
    row("norms", "norms-alone", {"--view", "token-to-head", "--measure", "f"});
    row("norms, unasked", "norms-alone", {});
    row("no tokens", "norms-alone", {"--view", "tokens"}, "it has no tensor attribution.TARGET.tokens");
    row("no units", "norms-alone", {"--view", "distribution"}, "it has no tensor attribution.TARGET.hidden");
    row("no words", "norms-alone", {"--view", "words"}, "it has no tensor attribution.TARGET.input");
    row("another method", "other-method", {"--view", "tokens"});
}

void TestCliForeign::exportDrawsOrNamesTheTensor()
{
    QFETCH(const QString, name);
    QFETCH(const QStringList, more);
    for (const char* format : {"csv", "svg"}) {
        const ProgramEnd end = runProgram(program, QStringList{"export", sessions + name + ".headlight", "--format",
                                                               format, "--output", path("figure")} +
                                                       more);
        QTEST(end.status, "status");
        QFETCH(const QString, said);
        QVERIFY2(end.errors.contains(said), qPrintable(end.errors));
    }
}

void TestCliForeign::inputThatEqualsItsBaselineIsSaid()
{
    const QString file = path("unknown.headlight");
    const ProgramEnd made = runProgram(program, {"analyze", "--model", TEST_DATA "/models/tiny-bert-qa", "--question",
                                                 "🤗 🤗", "--context", "🤗 🎉 🤗", "--output", file});
    QVERIFY2(made.status == 0, qPrintable(made.errors));
    QVERIFY2(made.errors.contains("The input equals its baseline"), qPrintable(made.errors));
    QVERIFY2(!made.errors.contains("error") && !made.errors.contains("points"), qPrintable(made.errors));
    const ProgramEnd shown = runProgram(program, {"show", file});
    QVERIFY2(shown.output.contains("\nPoints     none. The input equals its baseline"), shown.output.constData());
    QVERIFY2(!shown.output.contains("error"), shown.output.constData());
    const ProgramEnd exported =
        runProgram(program, {"export", file, "--view", "tokens", "--format", "svg", "--output", path("a.svg")});
    QVERIFY2(exported.status == 0, qPrintable(exported.errors));
    const QByteArray svg = readAll(toPath(path("a.svg")));
    QVERIFY(svg.contains("The input equals its baseline") && !svg.contains("estimated error"));
}

QTEST_GUILESS_MAIN(TestCliForeign)
#include "tst_cli_foreign.moc"
