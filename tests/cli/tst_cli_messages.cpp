// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/files_testing.h"
#include "tests/support/message_table.h"
#include "tests/support/program.h"

using namespace headlight::testing;

namespace {

const QString program = BUILD_DIR "/bin/headlight-cli";
const QString models = TEST_DATA "/models/";
const QString field = TEST_DATA "/field/";
const QString goodSession = TEST_DATA "/hostile/session/full.headlight";
const std::filesystem::path table = TEST_DATA "/messages/cli.txt";

/// What is typed, with FOLDER for an empty folder and SESSION for a good session.
struct Typed {
    const char* name;
    QStringList arguments;
    QByteArray input = {};
    int status = 2;
};

QStringList analyze(const QStringList& more)
{
    return QStringList{"analyze", "--model", "TINY", "--question", "Who?", "--context", "It is us.", "--output",
                       "FOLDER/run.headlight"} + more;
}

QStringList exported(const QStringList& more)
{
    return QStringList{"export", "SESSION", "--format", "csv", "--output", "FOLDER/figure"} + more;
}

QList<Typed> usageCases()
{
    return {
        {"nothing", {}},
        {"mistyped command", {"analyse"}},
        {"mistyped option", {"models", "--fast"}},
        {"no question", {"analyze", "--context", "It is us.", "--output", "FOLDER/run.headlight"}},
        {"no output", {"analyze", "--question", "Who?", "--context", "It is us."}},
        {"no context", {"analyze", "--question", "Who?", "--output", "FOLDER/run.headlight"}},
        {"question twice", analyze({"--question", "Why?"})},
        {"option without its value", {"analyze", "--question"}},
        {"context twice", analyze({"--context-file", "-"})},
        {"unknown preset", analyze({"--preset", "fast"})},
        {"unknown rule", analyze({"--rule", "best"})},
        {"unknown target", analyze({"--target", "tomorrow"})},
        {"no steps", analyze({"--rule", "captum", "--steps", "0"})},
        {"steps of a word", analyze({"--rule", "captum", "--steps", "many"})},
        {"steps with rule exact", analyze({"--steps", "50"})},
        {"tolerance with rule captum", analyze({"--rule", "captum", "--tolerance", "0.1"})},
        {"target max with rule exact", analyze({"--target", "max"})},
        {"tolerance too small", analyze({"--tolerance", "0.0000001"})},
        {"device", analyze({"--device", "cuda"})},
        {"show without a file", {"show"}},
        {"format that cannot be guessed", {"export", "SESSION", "--output", "FOLDER/figure"}},
        {"unknown format", {"export", "SESSION", "--format", "gif", "--output", "FOLDER/figure"}},
        {"unknown view", exported({"--view", "tails"})},
        {"unknown measure", exported({"--view", "heads", "--measure", "beauty"})},
        {"no such layer", exported({"--view", "heads", "--layer", "99"})},
        {"no such head", exported({"--view", "heads", "--head", "99"})},
        {"no such token", exported({"--view", "distribution", "--token", "99"})},
        {"unknown range", exported({"--view", "heads", "--range", "wide"})},
        {"unknown colours", exported({"--view", "heads", "--colours", "rainbow"})},
    };
}

QList<Typed> inputCases()
{
    return {
        {"no such model", {"tokenize", "--model", "FOLDER/no-such"}, {}, 1},
        {"model is an empty folder", {"tokenize", "--model", "FOLDER"}, {}, 1},
        {"empty question",
         {"analyze", "--model", "TINY", "--question", "", "--context", "It is us.", "--output", "FOLDER/x"},
         {},
         1},
        {"empty context",
         {"analyze", "--model", "TINY", "--question", "Who?", "--context", " ", "--output", "FOLDER/x"},
         {},
         1},
        {"question that is too long",
         {"analyze", "--model", "TINY", "--question", QString("important ").repeated(80), "--context", "It is us.",
          "--output", "FOLDER/run.headlight"},
         {},
         1},
        {"window that is too long", analyze({"--max-length", "4000"}), {}, 1},
        {"no such window", analyze({"--window", "7"}), {}, 1},
        {"target beyond the tokens", analyze({"--target", "3,900"}), {}, 1},
        {"output in no folder",
         {"analyze", "--model", "TINY", "--question", "Who?", "--context", "It is us.", "--output",
          "FOLDER/no/run.headlight"},
         {},
         1},
        {"output is a folder",
         {"analyze", "--model", "TINY", "--question", "Who?", "--context", "It is us.", "--output", "FOLDER"},
         {},
         1},
        {"no such context file",
         {"analyze", "--model", "TINY", "--question", "Who?", "--context-file", "FOLDER/no.txt", "--output",
          "FOLDER/x"},
         {},
         1},
        {"context in Latin-1",
         {"analyze", "--model", "TINY", "--question", "Who?", "--context-file", "LATIN1", "--output", "FOLDER/x"},
         {},
         1},
        {"context in Latin-1 on standard input",
         {"analyze", "--model", "TINY", "--question", "Who?", "--context-file", "-", "--output", "FOLDER/x"},
         "Ren\xe9 wrote.",
         1},
        {"session is a table", {"show", "TABLE"}, {}, 1},
        {"no such session", {"show", "FOLDER/no.headlight"}, {}, 1},
        {"session is a model", {"show", "WEIGHTS"}, {}, 1},
        {"export of a folder", {"export", "FOLDER", "--format", "png", "--output", "FOLDER/x.png"}, {}, 1},
        {"export in no folder", {"export", "SESSION", "--view", "heads", "--output", "FOLDER/no/x.csv"}, {}, 1},
        {"line that is no JSON", {"tokenize", "--model", "TINY"}, "Who?\n", 1},
        {"line in Latin-1", {"tokenize", "--model", "TINY"}, "{\"text\": \"Ren\xe9\"}\n", 1},
        {"line that is a list", {"tokenize", "--model", "TINY"}, "{\"text\": \"x\"}\n[1]\n", 1},
        {"line without a text", {"tokenize", "--model", "TINY"}, "{\"pair\": \"x\"}\n", 1},
        {"line with a number", {"tokenize", "--model", "TINY"}, "{\"text\": 5}\n", 1},
    };
}

QList<Typed> allCases()
{
    return usageCases() + inputCases();
}

QStringList replaced(const QStringList& arguments, const QString& folder)
{
    QStringList list = arguments;
    list.replaceInStrings("FOLDER", folder);
    list.replaceInStrings("SESSION", goodSession);
    list.replaceInStrings("LATIN1", field + "texts/context-latin1.txt");
    list.replaceInStrings("TABLE", field + "questions/rows.csv");
    list.replaceInStrings("TINY", models + "tiny-bert-qa");
    return list.replaceInStrings("WEIGHTS", models + "tiny-bert-qa/model.safetensors");
}

QString shortened(QString said, const QString& folder)
{
    said.remove(0, std::max<qsizetype>(0, said.indexOf("headlight-cli: "))); // progress comes before it
    said.replace(folder, "FOLDER").replace(goodSession, "SESSION").replace(field, "FIELD/");
    return said.replace(models, "MODELS/").trimmed();
}

} // namespace

/// What the command line says, word for word, and the status that it ends with.
class TestCliMessages : public QObject {
    Q_OBJECT

private slots:
    void messages_data();
    void messages();
    void tableIsComplete();
};

void TestCliMessages::messages_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("expected");
    const QMap<QString, QString> messages = messageTable(table);
    for (const Typed& typed : allCases())
        QTest::newRow(typed.name) << typed.arguments << typed.input << typed.status << messages.value(typed.name);
}

void TestCliMessages::messages()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, input);
    QFETCH(const int, status);
    QFETCH(const QString, expected);
    const QTemporaryDir folder;
    const ProgramEnd end = runProgram(program, replaced(arguments, folder.path()), input);
    const QString said = shortened(end.errors, folder.path());
    QVERIFY2(said == expected, qPrintable("\n[" + QString(QTest::currentDataTag()) + "]\n" + said));
    QCOMPARE(end.status, status);
    QVERIFY2(flawOf(said).isEmpty(), qPrintable(flawOf(said)));
}

void TestCliMessages::tableIsComplete()
{
    const QMap<QString, QString> messages = messageTable(table);
    QCOMPARE(messages.size(), allCases().size());
}

QTEST_GUILESS_MAIN(TestCliMessages)
#include "tst_cli_messages.moc"
