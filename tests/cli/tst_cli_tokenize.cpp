// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/cli/cli_fixture.h"

using namespace headlight;
using namespace headlight::testing;

/// The command tokenize.
class TestCliTokenize : public QObject {
    Q_OBJECT
private slots:
    void tokenizes_data();
    void tokenizes();
    void tokenizeNamesTheBadLine_data();
    void tokenizeNamesTheBadLine();
};

void TestCliTokenize::tokenizes_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("one text")
        << QByteArray(R"({"text": "Who wrote it?"})")
        << QByteArray(R"({"ids":[101,2040,2626,2009,1029,102],"offsets":[[0,0],[0,3],[4,9],[10,12],[12,13],)"
                      R"([0,0]],"segment_ids":[0,0,0,0,0,0],"tokens":["[CLS]","who","wrote","it","?","[SEP]"]})");
    QTest::newRow("a pair")
        << QByteArray(R"({"text": "Who?", "pair": "Näh 😀 us"})")
        << QByteArray(R"({"ids":[101,2040,1029,102,20976,100,2149,102],"offsets":[[0,0],[0,3],[3,4],[0,0],)"
                      R"([0,3],[4,5],[6,8],[0,0]],"segment_ids":[0,0,0,0,1,1,1,1],"tokens":["[CLS]",)"
                      R"("who","?","[SEP]","nah","[UNK]","us","[SEP]"]})");
}

void TestCliTokenize::tokenizes()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QByteArray, expected);
    const ProgramEnd end = run({"tokenize"}, line + '\n' + line);
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    QCOMPARE(end.output, expected + '\n' + expected + '\n');
}

void TestCliTokenize::tokenizeNamesTheBadLine_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("not JSON") << QByteArray("Who?");
    QTest::newRow("array") << QByteArray("[1]");
    QTest::newRow("no text") << QByteArray(R"({"pair": "x"})");
    QTest::newRow("number") << QByteArray(R"({"text": 5})");
    QTest::newRow("bad pair") << QByteArray(R"({"text": "x", "pair": null})");
    QTest::newRow("deep") << QByteArray(100000, '[');
}

void TestCliTokenize::tokenizeNamesTheBadLine()
{
    QFETCH(const QByteArray, line);
    const ProgramEnd end = run({"tokenize"}, R"({"text": "x"})"
                                             "\n" +
                                                 line + "\n");
    QCOMPARE(end.status, 1);
    QVERIFY2(end.errors.contains("line 2") && isSentence(end.errors), qPrintable(end.errors));
    QCOMPARE(end.output.count('\n'), 1);
}

QTEST_GUILESS_MAIN(TestCliTokenize)
#include "tst_cli_tokenize.moc"
