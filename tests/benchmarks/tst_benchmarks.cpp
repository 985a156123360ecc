// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QTest>

namespace {

const QString benchmarks = BUILD_DIR "/benchmarks/";
const QString scripts = SOURCE_DIR "/benchmarks/";
const QString tinyModel = TEST_DATA "/models/tiny-bert-qa";

} // namespace

/// The benchmarks run, on the smallest of models: nobody wants to find them broken when a figure is needed. What they
/// measure is no test's business.
class TestBenchmarks : public QObject {
    Q_OBJECT

private slots:
    void runs_data();
    void runs();
};

void TestBenchmarks::runs_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QString>("expected"); // a piece of what it prints

    QTest::newRow("rate of a product") << QStringList{benchmarks + "engine", "--rate"} << ".";
    QTest::newRow("engine") << QStringList{benchmarks + "engine", "--tiny", "9"} << "written out";
    QTest::newRow("ablation") << QStringList{benchmarks + "ablation", tinyModel, "9"} << "all heads, patch";
    QTest::newRow("start") << QStringList{benchmarks + "start", tinyModel} << "an empty program";
    QTest::newRow("window") << QStringList{benchmarks + "window", "--quick"} << "| 2 x 4, 26 tokens |";
    QTest::newRow("start of the window") << QStringList{benchmarks + "window", "--quick"}
                                         << "first picture of its window";
    QTest::newRow("growth") << QStringList{"python3", scripts + "growth.py",
                                           BUILD_DIR, "--model",
                                           tinyModel, "--tokens",
                                           "32",      "--points",
                                           "17"}
                            << "| 32 | 17 | 2 |";
    QTest::newRow("memory") << QStringList{"python3", scripts + "growth.py",
                                           BUILD_DIR, "--model",
                                           tinyModel, "--tokens",
                                           "32",      "--points",
                                           "17",      "--all-outputs"}
                            << "| 32 | 17 | ";
    QTest::newRow("notebook, without it") << QStringList{"python3",
                                                         scripts + "notebook/compare.py",
                                                         BUILD_DIR "/bin/headlight-cli",
                                                         "--models",
                                                         tinyModel,
                                                         "--tokens",
                                                         "26",
                                                         "--notebook-tokens",
                                                         "0",
                                                         "--rounds",
                                                         "1"}
                                          << "| captum, 50 steps |";
}

void TestBenchmarks::runs()
{
    QFETCH(QStringList, command);
    QFETCH(QString, expected);

    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(command.first(), command.mid(1));
    QVERIFY2(process.waitForFinished(300000), qPrintable(process.errorString()));
    const QString output = QString::fromUtf8(process.readAll());
    QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0, qPrintable(output));
    QVERIFY2(output.contains(expected), qPrintable(output));
}

QTEST_GUILESS_MAIN(TestBenchmarks)
#include "tst_benchmarks.moc"
