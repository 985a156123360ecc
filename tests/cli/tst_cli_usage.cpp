// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/version.h"
#include "tests/cli/cli_fixture.h"

using namespace headlight;
using namespace headlight::testing;

/// What the command line says of itself and of its arguments.
class TestCliUsage : public QObject {
    Q_OBJECT
private slots:
    void versionAndHelp();
    void helpNamesEveryOption_data();
    void helpNamesEveryOption();
    void wrongUsage_data();
    void wrongUsage();
    void listsTheDemoModel();
};

void TestCliUsage::versionAndHelp()
{
    const ProgramEnd version = run({"--version"});
    QCOMPARE(version.status, 0);
    QCOMPARE(QString(version.output).trimmed(),
             "headlight-cli " + QString::fromStdString(std::string(programVersion())));
    const ProgramEnd help = run({"--help"});
    QCOMPARE(help.status, 0);
    for (const char* word :
         {"analyze", "ablate", "patch", "bench", "tokenize", "show", "export", "models", "Exit status"})
        QVERIFY2(help.output.contains(word), word);
}

void TestCliUsage::helpNamesEveryOption_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("analyze") << "analyze"
                             << QStringList{"--model",      "--question",      "--context", "--context-file",
                                            "--output",     "--json",          "--preset",  "--segments",
                                            "--baseline",   "--target",        "--rule",    "--steps",
                                            "--tolerance",  "--max-points",    "--hidden",  "--embeddings",
                                            "--max-length", "--stride",        "--threads", "--memory",
                                            "--device",     "no-answer",       "0.01",      "513",
                                            "--window",     "--measure-error", "--float16", "Examples"};
    QTest::newRow("ablate") << "ablate" << QStringList{"--model",  "--heads", "--kind",    "--json", "--csv",
                                                       "--target", "mean",    "LAYER.mlp", "Example"};
    QTest::newRow("patch") << "patch"
                           << QStringList{"--other-question", "--other-context", "--other-text", "--other-pair",
                                          "--json",           "--csv",           "left out",     "Example"};
    QTest::newRow("bench") << "bench"
                           << QStringList{"--session", "--fill",            "--keep-answer", "--seed",
                                          "--csv",     "comprehensiveness", "random",        "Example"};
    QTest::newRow("tokenize") << "tokenize" << QStringList{"--model", "segment_ids", "code points", "Example"};
    QTest::newRow("show") << "show" << QStringList{"FILE", "--json", "Example"};
    QTest::newRow("export") << "export"
                            << QStringList{"FILE",    "--view",        "--format", "--output",        "--measure",
                                           "--layer", "--head",        "--token",  "--range",         "--colours",
                                           "--theme", "--width",       "--dpi",    "--title",         "npy",
                                           "alpha-f", "token-to-head", "Examples", "--guard-formulas"};
    QTest::newRow("models") << "models" << QStringList{"HF_HOME", "demo model"};
}

void TestCliUsage::helpNamesEveryOption()
{
    QFETCH(const QString, command);
    QFETCH(const QStringList, words);
    const ProgramEnd end = run({command, "--help"});
    QCOMPARE(end.status, 0);
    for (const QString& word : words)
        QVERIFY2(end.output.contains(word.toUtf8()), qPrintable(word));
}

void TestCliUsage::wrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const QStringList& arguments, const char* said) {
        QTest::newRow(name) << arguments << QString(said);
    };
    const auto analyze = [&](const char* name, const QStringList& more, const char* said) {
        row(name, analyzeContext("unused.headlight", more), said);
    };
    row("nothing", {}, "--help");
    row("unknown command", {"analyse"}, "analyse");
    row("unknown option", {"models", "--fast"}, "--fast");
    row("no question", {"analyze", "--context", "x", "--output", "x"}, "--question");
    row("no output", {"analyze", "--question", "x", "--context", "x"}, "--output");
    row("no context", analyzeArguments("unused.headlight"), "--context");
    analyze("two contexts", {"--context-file", "x"}, "--context-file");
    analyze("unknown preset", {"--preset", "best"}, "accurate, tutorial");
    analyze("unknown rule", {"--rule", "simpson"}, "exact, captum");
    analyze("unknown segments", {"--segments", "none"}, "huggingface, tutorial");
    analyze("unknown baseline", {"--baseline", "noise"}, "pad, mask, zero");
    analyze("unknown target", {"--target", "1,2,3"}, "START,END");
    analyze("unknown device", {"--device", "tpu"}, "cpu, cuda");
    analyze("steps with exact", {"--steps", "20"}, "--steps");
    analyze("steps with explicit exact",
            {"--preset", "tutorial", "--target", "predicted", "--rule", "exact", "--steps", "20"}, "--steps");
    analyze("tolerance with captum", {"--rule", "captum", "--tolerance", "0.1"}, "--tolerance");
    analyze("points with tutorial", {"--preset", "tutorial", "--max-points", "65"}, "--max-points");
    analyze("max with exact", {"--target", "max"}, "max");
    analyze("tutorial with exact", {"--preset", "tutorial", "--rule", "exact"}, "max");
    analyze("measured error of exact", {"--measure-error"}, "--measure-error");
    analyze("window before the first", {"--window", "-2"}, "window");
    analyze("no steps", {"--rule", "captum", "--steps", "0"}, "--steps");
    analyze("steps of a word", {"--rule", "captum", "--steps", "many"}, "--steps");
    analyze("steps of a fraction", {"--rule", "captum", "--steps", "1.5"}, "--steps");
    analyze("tolerance of zero", {"--tolerance", "0"}, "olerance");
    analyze("tolerance that float32 cannot meet", {"--tolerance", "0.000001"}, "float32");
    analyze("tolerance of nan", {"--tolerance", "nan"}, "--tolerance");
    analyze("negative threads", {"--threads", "-1"}, "--threads");
    analyze("stride as long as the window", {"--max-length", "64", "--stride", "64"}, "stride");
    row("show without file", {"show"}, "FILE");
    row("show two files", {"show", "a", "b"}, "b");
    row("export without output", {"export", "a.headlight", "--format", "png"}, "--output");
    row("export without format", {"export", "a.headlight", "--output", "picture"}, "--format");
    row("unknown format", {"export", "a.headlight", "--format", "gif", "--output", "x"}, "png, svg, pdf, csv, npy");
    row("unknown view", {"export", "a.headlight", "--view", "tails", "--format", "png", "--output", "x"},
        "token-to-head");
    row("unknown theme", {"export", "a.headlight", "--theme", "blue", "--format", "png", "--output", "x"},
        "light, dark");
    row("unknown comparison", {"export", "a.headlight", "--mode", "blend", "--format", "png", "--output", "x"},
        "board, side, difference, scatter");
    row("unknown agreement", {"export", "a.headlight", "--agreement", "best", "--format", "png", "--output", "x"},
        "pearson, spearman, strongest");
    row("negative count", {"export", "a.headlight", "--strongest", "-1", "--format", "png", "--output", "x"},
        "--strongest");
    row("negative layer", {"export", "a.headlight", "--layer", "-1", "--format", "png", "--output", "x"}, "--layer");
    row("huge picture", {"export", "a.headlight", "--dpi", "100000", "--format", "png", "--output", "x"}, "--dpi");
}

void TestCliUsage::wrongUsage()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, said);
    const ProgramEnd end = run(arguments);
    QVERIFY2(end.status == 2, qPrintable(QString("status %1: %2").arg(end.status).arg(end.errors)));
    QVERIFY2(end.errors.contains(said), qPrintable(end.errors));
    QVERIFY(end.output.isEmpty());
}

void TestCliUsage::listsTheDemoModel()
{
    const ProgramEnd end = run({"models"});
    QCOMPARE(end.status, 0);
    QVERIFY(end.output.contains("minilm-l6-squad"));
    QVERIFY(end.output.contains("6 layers x 12 heads"));
    QVERIFY(end.output.contains("M parameters in F16"));
}

QTEST_GUILESS_MAIN(TestCliUsage)
#include "tst_cli_usage.moc"
