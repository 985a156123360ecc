// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/cli/cli_fixture.h"
#include "tests/support/files_testing.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

/// The first bytes by which each format is known.
QByteArray signatureOf(const QString& format)
{
    static const QMap<QString, QByteArray> signatures = {
        {"png", "\x89PNG"}, {"svg", "<?xml"}, {"pdf", "%PDF"}, {"npy", "\x93NUMPY"}, {"csv", ""}};
    return signatures[format];
}

} // namespace

/// The commands that read a session: show and export.
class TestCliSessions : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { m_folder.renew(); }
    void badSession_data();
    void badSession();
    void exportsEveryView_data();
    void exportsEveryView();
    void exportRefusesWhatIsNotThere_data();
    void exportRefusesWhatIsNotThere();
    void comparesTwoSessions();
    void csvHasTokenLabels();

private:
    QString path(const QString& name) const { return m_folder.path(name); }

    QTemporaryDir m_shared;
    QString m_session; ///< analysed once
    CaseFolder m_folder;
};

void TestCliSessions::initTestCase()
{
    m_session = m_shared.filePath("shared.headlight");
    const ProgramEnd end = run(analyzeContext(m_session, {"--hidden"}));
    QVERIFY2(end.status == 0, qPrintable(end.errors));
}

void TestCliSessions::badSession_data()
{
    QTest::addColumn<QByteArray>("contents");
    const QByteArray whole = readAll(toPath(m_session));
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("text") << QByteArray("not a session");
    QTest::newRow("binary") << QByteArray("\x7f"
                                          "ELF\x02\x01\x01") +
                                   QByteArray(4000, '\xff');
    QTest::newRow("cut") << whole.left(whole.size() / 2);
    QTest::newRow("newer") << QByteArray(whole).replace("\"headlight.format\":\"1\"", "\"headlight.format\":\"2\"");
    QTest::newRow("model") << readAll(toPath(tinyModel + "/model.safetensors"));
}

void TestCliSessions::badSession()
{
    QFETCH(const QByteArray, contents);
    writeAll(toPath(path("bad.headlight")), contents);
    for (const QStringList& arguments :
         {QStringList{"show", path("bad.headlight")},
          QStringList{"export", path("bad.headlight"), "--format", "csv", "--output", path("bad.csv")}}) {
        const ProgramEnd end = run(arguments);
        QCOMPARE(end.status, 1);
        QVERIFY2(end.errors.contains("bad.headlight") && isSentence(end.errors), qPrintable(end.errors));
        QCOMPARE(m_folder.filesLeft(), QStringList{"bad.headlight"});
    }
}

void TestCliSessions::exportsEveryView_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("format");
    for (const char* view :
         {"heads", "layers", "overview", "token-to-head", "tokens", "distribution", "compare", "blocks", "words"})
        for (const char* format : {"png", "svg", "pdf", "csv", "npy"})
            QTest::addRow("%s as %s", view, format) << QString(view) << QString(format);
}

void TestCliSessions::exportsEveryView()
{
    QFETCH(const QString, view);
    QFETCH(const QString, format);
    const QString output = path("out." + format);
    const ProgramEnd end = run({"export", m_session, "--view", view, "--format", format, "--output", output});
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    QCOMPARE(end.errors, "Wrote " + output + '\n');
    QCOMPARE(m_folder.filesLeft(), QStringList{"out." + format});
    const QByteArray contents = readAll(toPath(output));
    QVERIFY(contents.startsWith(signatureOf(format)));
    QVERIFY(contents.size() > 100);
}

void TestCliSessions::exportRefusesWhatIsNotThere_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("layer") << QStringList{"--view", "heads", "--layer", "99"};
    QTest::newRow("head") << QStringList{"--view", "heads", "--head", "99"};
    QTest::newRow("token") << QStringList{"--view", "distribution", "--token", "99"};
    QTest::newRow("target") << QStringList{"--view", "distribution", "--measure", "span"};
    QTest::newRow("measure") << QStringList{"--view", "heads", "--measure", "contrast"};
    QTest::newRow("unknown measure") << QStringList{"--view", "heads", "--measure", "beauty"};
    QTest::newRow("range") << QStringList{"--view", "heads", "--range", "wide"};
    QTest::newRow("colours") << QStringList{"--view", "heads", "--colours", "no-such-map"};
    QTest::newRow("measure B") << QStringList{"--view", "compare", "--with", "beauty"};
    QTest::newRow("other session") << QStringList{"--view", "compare", "--other", "no-such.headlight"};
    QTest::newRow("blocks of a norm") << QStringList{"--view", "blocks", "--measure", "f"};
}

void TestCliSessions::exportRefusesWhatIsNotThere()
{
    QFETCH(const QStringList, arguments);
    const ProgramEnd end =
        run(QStringList{"export", m_session, "--format", "png", "--output", path("out.png")} + arguments);
    QVERIFY2(end.status == 1 || end.status == 2, qPrintable(QString::number(end.status) + end.errors));
    QVERIFY2(end.errors.contains(arguments.last()) && isSentence(end.errors), qPrintable(end.errors));
    QVERIFY(m_folder.filesLeft().isEmpty());
}

void TestCliSessions::comparesTwoSessions()
{
    const QString output = path("difference.csv");
    const QStringList compare = {"export",  m_session, "--view", "compare", "--measure", "start",
                                 "--layer", "1",       "--head", "2",       "--output",  output};
    const ProgramEnd same = run(compare + QStringList{"--other", m_session, "--with", "start", "--mode", "difference"});
    QVERIFY2(same.status == 0, qPrintable(same.errors));
    for (const QByteArray& line : readAll(toPath(output)).trimmed().split('\n').mid(1))
        for (const QByteArray& cell : line.trimmed().split(',').last(3))
            QCOMPARE(cell.toDouble(), 0.0);
    const ProgramEnd board = run(compare + QStringList{"--with", "end", "--mode", "board", "--agreement", "pearson"});
    QVERIFY2(board.status == 0, qPrintable(board.errors));
    QCOMPARE(readAll(toPath(output)).trimmed().split('\n').size(), 4);
}

void TestCliSessions::csvHasTokenLabels()
{
    const QString output = path("head.csv");
    const ProgramEnd end = run({"export", m_session, "--view", "heads", "--measure", "attention", "--layer", "1",
                                "--head", "2", "--output", output});
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    const QList<QByteArray> lines = readAll(toPath(output)).trimmed().split('\n');
    QCOMPARE(lines.size(), 27); // a header and a row a token
    QVERIFY2(lines[0].contains("[CLS]") && lines[0].contains("important"), lines[0].constData());
    double sum = 0;
    for (const QByteArray& cell : lines[1].trimmed().split(',').mid(1))
        sum += cell.toDouble();
    QVERIFY2(qAbs(sum - 1) < 1e-3, qPrintable(QString("a row of attention sums to %1").arg(sum)));
}

QTEST_GUILESS_MAIN(TestCliSessions)
#include "tst_cli_sessions.moc"
