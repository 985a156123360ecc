// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/files_testing.h"
#include "tests/support/program.h"

using namespace headlight::testing;

namespace {

const QString program = BUILD_DIR "/bin/headlight-cli";
const QString tinyModel = TEST_DATA "/models/tiny-bert-qa";
const QString goodSession = TEST_DATA "/hostile/session/full.headlight";
const std::filesystem::path texts = TEST_DATA "/field/texts";

QStringList analyze(const QStringList& more)
{
    return QStringList{"analyze", "--model", tinyModel, "--rule", "captum", "--steps", "1", "--output", "/dev/null/x"} +
           more;
}

/// Runs the program with a last argument of any bytes, given as printf writes them, which Qt would change on their way.
ProgramEnd runWithBytes(const QStringList& arguments, const QString& bytes, const QString& locale)
{
    const QString script = "export LC_ALL=" + locale + "; last=$(printf '" + bytes + "'); exec \"$0\" \"$@\" \"$last\"";
    return runProgram("/bin/sh", QStringList{"-c", script, program} + arguments);
}

QByteArray fieldCase(const char* name)
{
    for (const QByteArray& line : readAll(texts / "cases.jsonl").split('\n'))
        if (QJsonDocument::fromJson(line).object()["name"].toString() == QString(name))
            return line;
    qFatal("no case %s", name);
}

} // namespace

/// Texts that are not UTF-8 are refused with the byte, wherever they come in; what is said of an answer is what the
/// window says.
class TestCliTexts : public QObject {
    Q_OBJECT

private slots:
    void badTexts_data();
    void badTexts();
    void badArguments_data();
    void badArguments();
    void badLines_data();
    void badLines();
    void goodTexts_data();
    void goodTexts();
    void markedLinesAreRead();
    void noAnswerIsSaid();
    void whatTheWindowSaysIsSaid();
    void textsAreNoSessions_data();
    void textsAreNoSessions();
    void picturesNeedNoDisplay();
};

void TestCliTexts::badTexts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("said");
    QTest::newRow("Latin-1") << readAll(texts / "context-latin1.txt") << "byte 3: The text is not UTF-8.";
    QTest::newRow("Windows-1252, late") << "It costs five " + QByteArray("\x80.") << "byte 14: The text is not UTF-8.";
    QTest::newRow("cut off") << QByteArray("Ren\xc3") << "byte 3: The text is not UTF-8.";
    QTest::newRow("overlong") << QByteArray("a\xc0\x80") << "byte 1: The text is not UTF-8.";
    QTest::newRow("NUL") << QByteArray("It is\0 us.", 10) << "byte 5: The text is not UTF-8: it holds a NUL.";
    QTest::newRow("UTF-16 without its mark")
        << QByteArray("I\0t\0 \0i\0s\0", 10) << "byte 1: The text is not UTF-8, but perhaps UTF-16";
    QTest::newRow("UTF-16 that breaks off") << QByteArray("\xff\xfeI\0t", 5) << "byte 4: The text begins as UTF-16";
    QTest::newRow("UTF-32") << QByteArray("\xff\xfe\0\0I\0\0\0", 8) << "The text is UTF-32.";
}

void TestCliTexts::badTexts()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, said);
    const QTemporaryDir folder;
    const QString file = folder.filePath("context.txt");
    writeAll(toPath(file), bytes);
    const ProgramEnd fromFile = runProgram(program, analyze({"--question", "Who?", "--context-file", file}));
    QVERIFY2(fromFile.errors.contains(file) && fromFile.errors.contains(said), qPrintable(fromFile.errors));
    QCOMPARE(fromFile.status, 1);
    const ProgramEnd fromInput = runProgram(program, analyze({"--question", "Who?", "--context-file", "-"}), bytes);
    QVERIFY2(fromInput.errors.contains("standard input") && fromInput.errors.contains(said),
             qPrintable(fromInput.errors));
    QCOMPARE(fromInput.status, 1);
}

void TestCliTexts::badArguments_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    for (const char* locale : {"C", "C.UTF-8"}) {
        const auto row = [locale](const char* name, const QStringList& arguments, const char* said) {
            QTest::addRow("%s, %s", name, locale) << arguments << QString(said);
        };
        row("question", analyze({"--context", "It is us.", "--question"}),
            "--question, byte 3: The text is not UTF-8.");
        row("context", analyze({"--question", "Who?", "--context"}), "--context, byte 3: The text is not UTF-8.");
        const QStringList exported{"export", goodSession, "--view", "heads", "--output", "/dev/null/x.png"};
        row("title", exported + QStringList{"--title"}, "--title, byte 3: The text is not UTF-8.");
        row("caption", exported + QStringList{"--caption"}, "--caption, byte 3: The text is not UTF-8.");
    }
}

void TestCliTexts::badArguments()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, said);
    const QString locale = QString(QTest::currentDataTag()).section(", ", 1);
    const ProgramEnd end = runWithBytes(arguments, "Ren\\351 wrote it.", locale);
    QVERIFY2(end.errors.contains(said), qPrintable(end.errors));
    QCOMPARE(end.status, 1);
}

void TestCliTexts::badLines_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QString>("said");
    QTest::newRow("Latin-1") << QByteArray("{\"text\": \"us\"}\n{\"text\": \"Ren\xe9\"}\n")
                             << "standard input, line 2, byte 13: The text is not UTF-8.";
    QTest::newRow("a NUL") << QByteArray("{\"text\": \"a\0b\"}\n", 15)
                           << "standard input, line 1, byte 11: The text is not UTF-8: it holds a NUL.";
    QTest::newRow("UTF-16") << QByteArray("\xff\xfe{\0\"\0", 6)
                            << "standard input, line 1, byte 0: The text is UTF-16, not UTF-8.";
}

void TestCliTexts::badLines()
{
    QFETCH(QByteArray, input);
    QFETCH(QString, said);
    const ProgramEnd end = runProgram(program, {"tokenize", "--model", tinyModel}, input);
    QVERIFY2(end.errors.contains(said), qPrintable(end.errors));
    QCOMPARE(end.status, 1);
}

void TestCliTexts::goodTexts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("UTF-8") << QByteArray("It is \xc3\xa9 us.");
    QTest::newRow("UTF-8 with its mark") << QByteArray("\xef\xbb\xbfIt is \xc3\xa9 us.");
    QTest::newRow("UTF-16, little") << QByteArray("\xff\xfeI\0t\0 \0i\0s\0 \0\xe9\0 \0u\0s\0.\0", 24);
    QTest::newRow("UTF-16, big") << QByteArray("\xfe\xff\0I\0t\0 \0i\0s\0 \0\xe9\0 \0u\0s\0.", 24);
}

void TestCliTexts::goodTexts()
{
    QFETCH(QByteArray, bytes);
    const QTemporaryDir folder;
    const QString file = folder.filePath("context.txt");
    writeAll(toPath(file), bytes);
    QStringList arguments = analyze({"--question", "Who?", "--json", "--context-file"});
    arguments.replaceInStrings("/dev/null/x", folder.filePath("run.headlight"));
    for (const QString& from : {file, QStringLiteral("-")}) {
        const ProgramEnd end = runProgram(program, arguments + QStringList{from}, bytes);
        QVERIFY2(end.status == 0, qPrintable(end.errors));
        const QJsonObject session = QJsonDocument::fromJson(end.output).object();
        QVERIFY2(end.output.contains("\"It is \xc3\xa9 us.\""), end.output.constData());
        QVERIFY(!session.isEmpty());
    }
}

void TestCliTexts::markedLinesAreRead()
{
    const ProgramEnd end = runProgram(program, {"tokenize", "--model", tinyModel},
                                      "\xef\xbb\xbf{\"text\": \"us\"}\r\n{\"text\": \"us\"}\r\n");
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    const QList<QByteArray> lines = end.output.trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines[0], lines[1]);
}

void TestCliTexts::noAnswerIsSaid()
{
    const QJsonObject asked = QJsonDocument::fromJson(fieldCase("no-answer")).object();
    const QTemporaryDir folder;
    const ProgramEnd end = runProgram(
        program, {"analyze", "--rule", "captum", "--steps", "1", "--json", "--output", folder.filePath("run.headlight"),
                  "--question", asked["question"].toString(), "--context", asked["context"].toString()});
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    QVERIFY2(end.errors.contains("(probability 0.0013"), qPrintable(end.errors));
    QVERIFY2(end.errors.contains("; no answer is more probable: 0.75"), qPrintable(end.errors));
    const ProgramEnd other = runProgram(
        program, {"analyze", "--rule", "captum", "--steps", "1", "--output", folder.filePath("other.headlight"),
                  "--question", "What is important to us?", "--context", asked["context"].toString()});
    QVERIFY2(other.errors.contains(", no answer 0."), qPrintable(other.errors));
    QVERIFY2(!other.errors.contains("more probable"), qPrintable(other.errors));
}

void TestCliTexts::whatTheWindowSaysIsSaid()
{
    const QTemporaryDir folder;
    const ProgramEnd end =
        runProgram(program, {"analyze", "--model", tinyModel, "--preset", "tutorial", "--output",
                             folder.filePath("run.headlight"), "--question", "What is important to us?", "--context",
                             "It is important to us to include, empower and support humans of all kinds."});
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    QVERIFY2(end.errors.contains("51 path points, error not measured (--measure-error does)"), qPrintable(end.errors));
    QVERIFY2(end.errors.contains("The winning token of target start changes "), qPrintable(end.errors));
}

void TestCliTexts::textsAreNoSessions_data()
{
    QTest::addColumn<QString>("file");
    for (const char* name : {"rows.csv", "header.tsv", "list-of-contexts.json"})
        QTest::newRow(name) << QString(TEST_DATA "/field/questions/") + name;
}

void TestCliTexts::textsAreNoSessions()
{
    QFETCH(QString, file);
    const ProgramEnd end = runProgram(program, {"show", file});
    QCOMPARE(end.status, 1);
    QVERIFY2(end.errors.contains("This is a text, not a session or weights. A list of questions opens in the window"),
             qPrintable(end.errors));
}

/// A desktop's platform in the environment asks for its display, which a figure does not need.
void TestCliTexts::picturesNeedNoDisplay()
{
    const QTemporaryDir folder;
    const QString script = "unset DISPLAY WAYLAND_DISPLAY; QT_QPA_PLATFORM=xcb exec \"$0\" \"$@\"";
    const ProgramEnd end = runProgram("/bin/sh", {"-c", script, program, "export", goodSession, "--view", "overview",
                                                  "--output", folder.filePath("a.png")});
    QVERIFY2(end.status == 0, qPrintable(end.errors));
}

QTEST_GUILESS_MAIN(TestCliTexts)
#include "tst_cli_texts.moc"
