// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "tests/cli/cli_fixture.h"
#include "tests/support/files_testing.h"
#include "tests/support/model_folder.h"

using namespace headlight;
using namespace headlight::testing;

/// The command analyze, of a model that answers questions.
class TestCliAnalyze : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder.renew(); }
    void badInput_data();
    void badInput();
    void badModel_data();
    void badModel();
    void modelWithNotANumberAnswers();
    void analyzesAndShows();
    void jsonIsOneObject();
    void contextFromFileAndInput();
    void explicitOptionsWinOverPresets();
    void longContextsAreReadInWindows();
    void anotherWindowIsAnalysed();
    void float16SaysWhatItChanged();
    void measuresTheErrorOfCaptum();
    void interruptEndsWithStatus3();

private:
    QString copyOfModel() const;
    QString path(const QString& name) const { return m_folder.path(name); }

    CaseFolder m_folder;
};

QString TestCliAnalyze::copyOfModel() const
{
    const QDir from(tinyModel);
    QDir().mkpath(path("model"));
    for (const QString& name : from.entryList(QDir::Files))
        QFile::copy(from.filePath(name), path("model/" + name));
    return path("model");
}

void TestCliAnalyze::badInput_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const QStringList& more, const char* said) {
        QTest::newRow(name) << QStringList{"--question", question} + more << QString(said);
    };
    const QStringList given{"--context", context};
    row("no such folder", QStringList{"--model", "/no/such/folder"} + given, "/no/such/folder");
    row("model is an empty folder", QStringList{"--model", "EMPTY"} + given, "config.json");
    row("no such context file", {"--model", tinyModel, "--context-file", "/no/such/text"}, "/no/such/text");
    row("context file is a folder", {"--model", tinyModel, "--context-file", "/tmp"}, "/tmp");
    row("empty context", {"--model", tinyModel, "--context", ""}, "context");
    row("context of blanks", {"--model", tinyModel, "--context", " \n\t"}, "context");
    row("no such window", QStringList{"--model", tinyModel, "--window", "99"} + inWindows, "--window");
    row("a second window of a short context", QStringList{"--model", tinyModel, "--window", "1"} + given, "one window");
    row("a question that fills the window",
        {"--model", tinyModel, "--context", longContext, "--max-length", "9", "--stride", "0"}, "Shorten the question");
    row("positions without a window", QStringList{"--model", tinyModel, "--target", "10,11"} + inWindows, "--window");
    row("a stride that never advances",
        {"--model", tinyModel, "--context", longContext, "--max-length", "40", "--stride", "35"}, "--stride");
    row("a window longer than the model takes", QStringList{"--model", tinyModel, "--max-length", "4000"} + given,
        "--max-length");
    row("no such output folder", QStringList{"--model", tinyModel, "--output", "/no/such/folder/x.headlight"} + given,
        "/no/such/folder");
    row("output is a folder", QStringList{"--model", tinyModel, "--output", "/tmp"} + given, "/tmp");
    row("target beyond the tokens", QStringList{"--model", tinyModel, "--target", "3,900"} + given, "900");
}

void TestCliAnalyze::badInput()
{
    QFETCH(QStringList, arguments);
    QFETCH(const QString, said);
    arguments.replaceInStrings("EMPTY", path({}));
    if (!arguments.contains("--output"))
        arguments << "--output" << path("run.headlight");
    const ProgramEnd end = run(QStringList{"analyze"} + arguments);
    QVERIFY2(end.status == 1, qPrintable(QString("status %1: %2").arg(end.status).arg(end.errors)));
    QVERIFY2(end.errors.contains(said) && isSentence(end.errors), qPrintable(end.errors));
    QVERIFY2(m_folder.filesLeft().isEmpty(), qPrintable(m_folder.filesLeft().join(' ')));
}

void TestCliAnalyze::badModel_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after"); ///< null: the file is removed
    const auto row = [](const char* name, const char* file, const QByteArray& before, const QByteArray& after) {
        QTest::newRow(name) << QString(file) << before << after;
    };
    row("no config", "config.json", {}, {});
    row("no weights", "model.safetensors", {}, {});
    row("config is not JSON", "config.json", "{", "<");
    row("heads do not divide", "config.json", "\"num_attention_heads\": 4", "\"num_attention_heads\": 5");
    row("more layers than weights", "config.json", "\"num_hidden_layers\": 3", "\"num_hidden_layers\": 4");
    row("wrong shapes", "config.json", "\"hidden_size\": 24", "\"hidden_size\": 48");
    row("another family", "config.json", "\"model_type\": \"bert\"", "\"model_type\": \"llama\"");
    row("weights are text", "model.safetensors", QByteArray(8, '\0'), "weights!");
}

void TestCliAnalyze::badModel()
{
    QFETCH(const QString, file);
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, after);
    const QString damaged = copyOfModel() + '/' + file;
    QByteArray contents = readAll(toPath(damaged));
    QFile::remove(damaged);
    if (before.startsWith('\0'))
        contents = after + contents.mid(after.size());
    else if (!before.isEmpty())
        QVERIFY2(contents.contains(before), "the row changes nothing");
    if (!after.isNull())
        writeAll(toPath(damaged), contents.replace(before, after));
    const ProgramEnd end = run({"analyze", "--model", path("model"), "--question", question, "--context", context,
                                "--output", path("run.headlight")});
    QVERIFY2(end.status == 1, qPrintable(QString("status %1: %2").arg(end.status).arg(end.errors)));
    QVERIFY2(end.errors.contains(path("model")) && isSentence(end.errors), qPrintable(end.errors));
    QVERIFY(!QFile::exists(path("run.headlight")));
}

void TestCliAnalyze::modelWithNotANumberAnswers()
{
    const ModelFolder folder(toPath(tinyModel));
    folder.changeTensors([](ModelTensors& tensors) {
        std::vector<std::byte>& bytes = tensors.at("bert.encoder.layer.1.attention.self.query.bias").bytes;
        std::fill(bytes.begin(), bytes.begin() + sizeof(float), std::byte{0xff});
    });
    const QString file = QString::fromStdString((folder.path() / "run.headlight").string());
    const ProgramEnd end = run({"analyze", "--model", QString::fromStdString(folder.path().string()), "--question",
                                question, "--context", context, "--output", file});
    QCOMPARE(end.status, 0);
    QVERIFY2(end.errors.contains("query.bias\": 1 value is NaN or infinite"), qPrintable(end.errors));
    QVERIFY2(end.errors.contains(" values are NaN or infinite.\n"), qPrintable(end.errors)); // of the result
    QVERIFY2(end.errors.contains("path points, error not known"), qPrintable(end.errors));
    const ProgramEnd figure = run({"export", file, "--view", "heads", "--layer", "1", "--output", file + ".csv"});
    QVERIFY2(figure.status == 0, qPrintable(figure.errors));
    QVERIFY(readAll(toPath(file + ".csv")).contains(",nan"));
}

void TestCliAnalyze::analyzesAndShows()
{
    const ProgramEnd end = run(analyzeContext(path("run.headlight"), {"--tolerance", "0.05"}));
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    QVERIFY(end.output.isEmpty());
    QCOMPARE(m_folder.filesLeft(), QStringList{"run.headlight"});
    const ProgramEnd shown = run({"show", path("run.headlight")});
    QCOMPARE(shown.status, 0);
    for (const char* word :
         {"tiny-bert-qa", "What is important to us?", "attribution.start.attention", "[3,4,26,26]", "0.05"})
        QVERIFY2(shown.output.contains(word), word);
}

void TestCliAnalyze::jsonIsOneObject()
{
    const ProgramEnd end = run(analyzeContext(path("run.headlight"), {"--json"}));
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    const QJsonObject analysed = QJsonDocument::fromJson(end.output).object();
    QCOMPARE(analysed["tokens"].toArray().size(), 26);
    QCOMPARE(analysed["question"].toString(), question);
    QVERIFY(context.contains(analysed["answer"].toObject()["text"].toString()));
    QCOMPARE(analysed["model"].toObject()["sha256"].toString().size(), 64);

    QJsonObject shown = QJsonDocument::fromJson(run({"show", path("run.headlight"), "--json"}).output).object();
    const QJsonObject attention = shown.take("tensors").toObject()["attention"].toObject();
    QCOMPARE(attention["shape"].toArray(), QJsonArray({3, 4, 26, 26}));
    QCOMPARE(shown, analysed);
}

void TestCliAnalyze::contextFromFileAndInput()
{
    writeAll(toPath(path("context.txt")), context.toUtf8());
    const ProgramEnd file =
        run(analyzeArguments(path("file.headlight"), {"--context-file", path("context.txt"), "--json"}));
    const ProgramEnd input =
        run(analyzeArguments(path("input.headlight"), {"--context-file", "-", "--json"}), context.toUtf8());
    QVERIFY2(file.status == 0 && input.status == 0, qPrintable(file.errors + input.errors));
    for (const ProgramEnd& end : {file, input})
        QCOMPARE(QJsonDocument::fromJson(end.output).object()["context"].toString(), context);
}

void TestCliAnalyze::explicitOptionsWinOverPresets()
{
    const ProgramEnd end =
        run(analyzeContext(path("run.headlight"), {"--preset", "tutorial", "--steps", "7", "--baseline", "mask",
                                                   "--target", "11,22", "--json"}));
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    const QJsonObject session = QJsonDocument::fromJson(end.output).object();
    const QJsonObject options = session["options"].toObject();
    QCOMPARE(options["rule"].toString(), "captum");
    QCOMPARE(options["segments"].toString(), "tutorial");
    QCOMPARE(options["steps"].toInt(), 7);
    QCOMPARE(options["baseline"].toString(), "mask");
    QCOMPARE(options["target"].toString(), "11,22");
    QCOMPARE(session["targets"].toObject()["start"].toArray(), QJsonArray({11}));
    QCOMPARE(session["targets"].toObject()["end"].toArray(), QJsonArray({22}));
}

void TestCliAnalyze::longContextsAreReadInWindows()
{
    const ProgramEnd end = run(
        analyzeArguments(path("run.headlight"), QStringList{"--rule", "captum", "--steps", "2", "--json"} + inWindows));
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    const QJsonObject session = QJsonDocument::fromJson(end.output).object();
    const QJsonArray windows = session["windows"].toArray();
    QVERIFY(windows.size() > 10);
    qint64 read = 0;
    for (const QJsonValue& each : windows) {
        const QJsonObject window = each.toObject();
        QVERIFY(window["offset"].toInteger() <= read); // no token is left out
        read = window["offset"].toInteger() + window["tokens"].toInteger();
        QVERIFY(!window["candidates"].toArray().isEmpty());
        QVERIFY(window["no_answer_probability"].isDouble());
        QCOMPARE(window["characters"].toArray().size(), 2);
    }
    const int shown = session["window"].toInt(-1);
    const QJsonArray context = session["context_tokens"].toArray();
    QCOMPARE(windows[shown].toObject()["tokens"].toInt(), context[1].toInt() - context[0].toInt());
    QCOMPARE(session["candidates"].toArray()[0].toObject()["window"].toInt(-1), shown); // the best answer's
    QVERIFY2(end.errors.contains("Window"), qPrintable(end.errors));
}

void TestCliAnalyze::anotherWindowIsAnalysed()
{
    const ProgramEnd end = run(analyzeArguments(
        path("run.headlight"), QStringList{"--rule", "captum", "--steps", "2", "--window", "1", "--json"} + inWindows));
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    const QJsonObject session = QJsonDocument::fromJson(end.output).object();
    QCOMPARE(session["window"].toInt(), 1);
    QCOMPARE(session["answer"].toObject()["window"].toInt(), 1);
    QCOMPARE(session["options"].toObject()["window"].toInt(), 1);
    const QJsonArray context = session["context_tokens"].toArray();
    const QJsonArray characters = session["windows"].toArray()[1].toObject()["characters"].toArray();
    QCOMPARE(session["offsets"].toArray()[context[0].toInt()].toArray()[0], characters[0]);
    QCOMPARE(session["offsets"].toArray()[context[1].toInt() - 1].toArray()[1], characters[1]);
}

void TestCliAnalyze::float16SaysWhatItChanged()
{
    const ProgramEnd end = run(analyzeContext(path("run.headlight"), {"--tolerance", "0.05", "--float16", "--json"}));
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    QVERIFY2(end.errors.contains("float16 changed attention and norms by at most 0.0"), qPrintable(end.errors));
    const QJsonObject half = QJsonDocument::fromJson(end.output).object()["float16"].toObject();
    QVERIFY(half["largest_difference"].toDouble() > 0 && half["largest_difference"].toDouble() <= 1.0 / 2048);
    QVERIFY(run({"show", path("run.headlight")}).output.contains("attribution.start.attention"));
}

void TestCliAnalyze::measuresTheErrorOfCaptum()
{
    const ProgramEnd end =
        run(analyzeContext(path("run.headlight"),
                           {"--rule", "captum", "--steps", "20", "--tolerance", "0.02", "--measure-error", "--json"}));
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    const QJsonObject session = QJsonDocument::fromJson(end.output).object();
    const QJsonObject reference = session["error_reference"].toObject();
    QVERIFY(reference["points"].toInt() > 0);
    QVERIFY(reference["error"].toDouble(1) <= 0.02);
    QCOMPARE(session["error"].toObject()["start"].toObject()["attention"].toArray().size(), 3);
    QVERIFY2(end.errors.contains("measured error"), qPrintable(end.errors));
    const ProgramEnd unmeasured =
        run(analyzeContext(path("other.headlight"), {"--rule", "captum", "--steps", "20", "--json"}));
    QVERIFY(QJsonDocument::fromJson(unmeasured.output).object()["error_reference"].isNull());
}

void TestCliAnalyze::interruptEndsWithStatus3()
{
    RunningProgram running(program, {"analyze", "--question", question, "--context", QString(context + ' ').repeated(6),
                                     "--rule", "captum", "--steps", "5000", "--output", path("run.headlight")});
    QVERIFY(running.awaitError("Attribution"));
    running.interrupt();
    const ProgramEnd end = running.awaitEnd();
    QVERIFY2(end.status == 3, qPrintable(QString("status %1: %2").arg(end.status).arg(end.errors)));
    QVERIFY2(end.errors.endsWith("headlight-cli: Cancelled.\n"), qPrintable(end.errors));
    QVERIFY2(m_folder.filesLeft().isEmpty(), qPrintable(m_folder.filesLeft().join(' ')));
}

QTEST_GUILESS_MAIN(TestCliAnalyze)
#include "tst_cli_analyze.moc"
