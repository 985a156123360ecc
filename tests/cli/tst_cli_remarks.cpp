// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the command line says of sessions and models where the window shows a notice.
#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <limits>

#include "core/session/session.h"
#include "tests/support/input_parts.h"
#include "tests/support/files_testing.h"
#include "tests/support/model_folder.h"
#include "tests/support/program.h"
#include "tests/support/sample_result.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

const QString program = BUILD_DIR "/bin/headlight-cli";
const std::filesystem::path models = std::filesystem::path(TEST_DATA) / "models";

using Change = std::function<void(AnalysisResult&, Session&)>;

/// The same shape with the first value not a number.
Array cracked(const Array& array)
{
    std::vector<float> values(array.values().begin(), array.values().end());
    values.front() = std::numeric_limits<float>::quiet_NaN();
    values.back() = std::numeric_limits<float>::infinity();
    return Array(array.shape(), std::move(values));
}

} // namespace

Q_DECLARE_METATYPE(Change)

class TestCliRemarks : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void showSaysWhatToKnow_data();
    void showSaysWhatToKnow();
    void exportSaysWhatIsNoNumber();
    void comparingSaysOtherWeights();
    void modelsSayHowTheyAreRead_data();
    void modelsSayHowTheyAreRead();
    void modelsSayWhyTheyCannotBeUsed();
    void tokensWithoutEmbeddings_data();
    void tokensWithoutEmbeddings();
    void halfASurrogatePairIsSaid();
    void halfASurrogatePairInASessionIsSaid();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }
    /// What the list of models says, with `model` among them as "it".
    QString listed(const std::filesystem::path& model) const
    {
        QDir(m_folder->path()).mkdir("models");
        std::filesystem::create_directory_symlink(model, toPath(path("models/it")));
        const QString before = QDir::currentPath();
        QDir::setCurrent(m_folder->path());
        const ProgramEnd end = runProgram(program, {"models"});
        QDir::setCurrent(before);
        return end.status == 0 ? QString::fromUtf8(end.output.mid(end.output.indexOf("\nit ") + 1)) : end.errors;
    }
    /// A session of the sample, changed.
    QString sessionWith(const Change& change, const QString& name = "a.headlight") const
    {
        AnalysisResult result = *test::sampleResult();
        Session session;
        change(result, session);
        session.result = std::make_shared<const AnalysisResult>(std::move(result));
        if (!writeSession(session, toPath(path(name))))
            qFatal("cannot write the test's file");
        return path(name);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCliRemarks::showSaysWhatToKnow_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const Change& change, const char* said) {
        QTest::newRow(name) << change << QString(said);
    };
    row("all is well", [](AnalysisResult&, Session&) {}, "");
    row(
        "values that are no numbers",
        [](AnalysisResult& result, Session&) { result.attention = cracked(result.attention); },
        "Note: The tensor \"attention\" holds 2 of 1728 values that are NaN or infinite.\n");
    row(
        "float16",
        [](AnalysisResult&, Session& session) {
            session.half = true;
            session.rounding = 0.0004;
        },
        "Note: Attention and norms are kept as float16, which changed no value by more than");
    row(
        "no model",
        [](AnalysisResult& result, Session&) { result.model.sha256 = result.model.architecture = {}; },
        "Note: The session was made by another program, without a model that Headlight could run.\n");
    row(
        "ended early", [](AnalysisResult& result, Session&) { result.stage = Stage::Refining; },
        "Note: The run was ended before its result was complete.\n");
}

void TestCliRemarks::showSaysWhatToKnow()
{
    QFETCH(const Change, change);
    QFETCH(const QString, said);
    const QString file = sessionWith(change);
    for (const QStringList& arguments : {QStringList{"show", file}, QStringList{"show", file, "--json"}}) {
        const ProgramEnd end = runProgram(program, arguments);
        QCOMPARE(end.status, 0);
        QVERIFY2(end.errors.contains(said), qPrintable(end.errors));
        QCOMPARE(end.errors.count('\n'), said.isEmpty() ? 0 : 1);
        QVERIFY(!end.output.contains("Note:"));
    }
}

void TestCliRemarks::exportSaysWhatIsNoNumber()
{
    const QString file =
        sessionWith([](AnalysisResult& result, Session&) { result.attention = cracked(result.attention); });
    for (const char* format : {"csv", "png"}) {
        const ProgramEnd end = runProgram(program, {"export", file, "--view", "overview", "--measure", "attention",
                                                    "--format", format, "--output", path("figure")});
        QVERIFY2(end.status == 0, qPrintable(end.errors));
        QVERIFY2(end.errors.contains("Note: 2 of 1728 values are NaN or infinite."), qPrintable(end.errors));
    }
}

void TestCliRemarks::comparingSaysOtherWeights()
{
    const QString one = sessionWith([](AnalysisResult& result, Session&) { result.model.name = "mine"; });
    const QString other = sessionWith(
        [](AnalysisResult& result, Session&) {
            result.model.name = "mine";
            result.model.sha256 = std::string(64, 'b');
        },
        "b.headlight");
    const auto compare = [&](const QString& with) {
        return runProgram(program, {"export", one, "--view", "compare", "--other", with, "--format", "csv", "--output",
                                    path("c.csv")});
    };
    const ProgramEnd same = compare(one);
    QVERIFY2(same.status == 0 && !same.errors.contains("Note"), qPrintable(same.errors));
    const ProgramEnd differs = compare(other);
    QVERIFY2(differs.status == 0, qPrintable(differs.errors));
    QVERIFY2(
        differs.errors.contains("made with other weights: mine (SHA-256 aaaaaaaa...) and mine (SHA-256 bbbbbbbb...)."),
        qPrintable(differs.errors));
}

void TestCliRemarks::modelsSayHowTheyAreRead_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("said");
    QTest::newRow("safetensors") << "tiny-bert-qa" << "";
    QTest::newRow("zip archive") << "tiny-bert-qa-bin" << "";
    QTest::newRow("legacy pickles") << "tiny-bert-qa-legacy-bin" << "";
    QTest::newRow("gamma and beta") << "tiny-bert-qa-gamma-bin" << "gamma and beta are read as weight and bias";
}

void TestCliRemarks::modelsSayHowTheyAreRead()
{
    QFETCH(const QString, model);
    QFETCH(const QString, said);
    const QString it = listed(models / model.toStdString());
    QVERIFY2(it.contains("3 layers x 4 heads, 0.0 M parameters in F32"), qPrintable(it));
    QCOMPARE(it.contains("names of its tensors: "), !said.isEmpty());
    QVERIFY2(it.contains(said), qPrintable(it));
}

void TestCliRemarks::modelsSayWhyTheyCannotBeUsed()
{
    const ModelFolder model(models / "tiny-bert-qa");
    model.setConfig("hidden_size", 48);
    const QString it = listed(model.path());
    QVERIFY2(it.contains("cannot be used: model.safetensors, tensor \"bert.embeddings.LayerNorm.bias\": Expected shape "
                         "[48] by config.json, found [24]"),
             qPrintable(it));
}

void TestCliRemarks::tokensWithoutEmbeddings_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QString>("place"); // empty: the text can be read
    const QStringList analyze{"analyze", "--question", "what is it ?", "--output", "OUTPUT", "--context"};
    QTest::newRow("analyze a known text") << analyze + QStringList{"it is a novel"} << QByteArray() << "";
    QTest::newRow("analyze") << analyze + QStringList{"it is a zebra"} << QByteArray()
                             << "headlight-cli: context, characters 8 to 13: ";
    QTest::newRow("tokenize a known text") << QStringList{"tokenize"} << QByteArray(R"({"text": "novel"})") << "";
    QTest::newRow("tokenize") << QStringList{"tokenize"} << QByteArray(R"({"text": "a", "pair": "zebra"})")
                              << "headlight-cli: standard input, line 1: ";
}

void TestCliRemarks::tokensWithoutEmbeddings()
{
    QFETCH(QStringList, arguments);
    QFETCH(const QByteArray, input);
    QFETCH(const QString, place);
    const ModelFolder model(models / "tiny-bert-qa");
    model.remove("tokenizer.json");
    model.write("vocab.txt", readAll(std::filesystem::path(TEST_DATA) / "field/models/vocabulary-two-more/vocab.txt"));
    arguments.replaceInStrings("OUTPUT", path("a.headlight"));
    const ProgramEnd end =
        runProgram(program, arguments + QStringList{"--model", QString::fromStdString(model.path().string())}, input);
    QVERIFY2(end.status == (place.isEmpty() ? 0 : 1), qPrintable(end.errors));
    const QString said = place +
                         "The model has no embedding for the token \"zebra\": it is number 32, and there are 32 "
                         "from 0. Write the text without it, or";
    QVERIFY2(place.isEmpty() || end.errors.contains(said), qPrintable(end.errors));
    const QString it = listed(model.path());
    QVERIFY2(it.contains("note: The model has no embeddings for 2 of the tokens, \"zebra\" to \"lion\";"),
             qPrintable(it));
}

void TestCliRemarks::halfASurrogatePairIsSaid()
{
    const ModelFolder model(models / "tiny-bert-qa");
    model.write("config.json", readAll(model.file("config.json")).replace("{", R"({"note": "\ud800", )"));
    const QString remark = "config.json: 1 escape of half a surrogate pair is read as U+FFFD.";
    const QString it = listed(model.path());
    QVERIFY2(it.contains("note: ") && it.contains(remark), qPrintable(it));
    const ProgramEnd analysed = runProgram(
        program, {"analyze", "--question", "who ?", "--context", "us", "--output", path("a.headlight"), "--model",
                  QString::fromStdString(model.path().string())});
    QVERIFY2(analysed.status == 0 && analysed.errors.contains(remark), qPrintable(analysed.errors));
    const ProgramEnd cut = runProgram(
        program, {"tokenize", "--model", QString::fromStdString(model.path().string())}, R"({"text": "us \udead"})");
    QVERIFY2(cut.status == 0, qPrintable(cut.errors));
    QVERIFY2(cut.errors.contains("Warning: standard input, line 1: 1 escape of half a surrogate pair"),
             qPrintable(cut.errors));
}

void TestCliRemarks::halfASurrogatePairInASessionIsSaid()
{
    const QString file =
        sessionWith([](AnalysisResult& result, Session&) { setText(result.input, Role::Question, "ABCDEFG"); });
    // The text of a session is a string in the file's own JSON, where a backslash is doubled.
    writeAll(toPath(file), readAll(toPath(file)).replace("ABCDEFG", R"(\\ud800)"));
    const ProgramEnd shown = runProgram(program, {"show", file, "--json"});
    QCOMPARE(shown.status, 0);
    QVERIFY2(shown.errors.contains("1 escape of half a surrogate pair is read as U+FFFD."), qPrintable(shown.errors));
    QVERIFY(shown.output.contains("\"question\": \"\xef\xbf\xbd\"") ||
            shown.output.contains("\"question\":\"\xef\xbf\xbd\""));
}

QTEST_GUILESS_MAIN(TestCliRemarks)
#include "tst_cli_remarks.moc"
