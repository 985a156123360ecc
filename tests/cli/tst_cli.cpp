// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/version.h"
#include "tests/support/files_testing.h"
#include "tests/support/model_folder.h"
#include "tests/support/program.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

const QString program = BUILD_DIR "/bin/headlight-cli";
const QString tinyModel = TEST_DATA "/models/tiny-bert-qa";
const QString question = "What is important to us?";
const QString context = "It is important to us to include, empower and support humans of all kinds.";
// The tiny model takes 64 tokens at once.
const QString longContext = QString("important ").repeated(600);
const QStringList inWindows = {"--context", longContext, "--stride", "16"};

ProgramEnd run(const QStringList& arguments, const QByteArray& input = {})
{
    return runProgram(program, arguments, input);
}

QStringList analyzeArguments(const QString& output, const QStringList& more = {})
{
    return QStringList{"analyze", "--model", tinyModel, "--question", question, "--output", output} + more;
}

QStringList analyzeContext(const QString& output, const QStringList& more = {})
{
    return analyzeArguments(output, QStringList{"--context", context} + more);
}

/// The first bytes by which each format is known.
QByteArray signatureOf(const QString& format)
{
    static const QMap<QString, QByteArray> signatures = {
        {"png", "\x89PNG"}, {"svg", "<?xml"}, {"pdf", "%PDF"}, {"npy", "\x93NUMPY"}, {"csv", ""}};
    return signatures[format];
}

/// A message is a sentence: it ends with a full stop and has more than a word or two.
bool isSentence(const QString& text)
{
    return text.trimmed().endsWith('.') && text.count(' ') > 4;
}

} // namespace

class TestCli : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void versionAndHelp();
    void helpNamesEveryOption_data();
    void helpNamesEveryOption();
    void wrongUsage_data();
    void wrongUsage();
    void badInput_data();
    void badInput();
    void badModel_data();
    void badModel();
    void modelWithNotANumberAnswers();
    void badSession_data();
    void badSession();
    void analyzesAndShows();
    void jsonIsOneObject();
    void contextFromFileAndInput();
    void explicitOptionsWinOverPresets();
    void longContextsAreReadInWindows();
    void anotherWindowIsAnalysed();
    void float16SaysWhatItChanged();
    void measuresTheErrorOfCaptum();
    void exportsEveryView_data();
    void exportsEveryView();
    void exportRefusesWhatIsNotThere_data();
    void exportRefusesWhatIsNotThere();
    void comparesTwoSessions();
    void csvHasTokenLabels();
    void interruptEndsWithStatus3();
    void tokenizes_data();
    void tokenizes();
    void tokenizeNamesTheBadLine_data();
    void tokenizeNamesTheBadLine();
    void listsTheDemoModel();
    void analyzesEveryTask_data();
    void analyzesEveryTask();
    void refusesWhatATaskHasNot_data();
    void refusesWhatATaskHasNot();
    void analyzesAModelOfAnotherTask();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }
    QStringList filesLeft() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden); }
    QString copyOfModel() const;

    QTemporaryDir m_shared;
    QString m_session; ///< analysed once, for show and export
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCli::initTestCase()
{
    m_session = m_shared.filePath("shared.headlight");
    const ProgramEnd end = run(analyzeContext(m_session, {"--hidden"}));
    QVERIFY2(end.status == 0, qPrintable(end.errors));
}

void TestCli::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

QString TestCli::copyOfModel() const
{
    const QDir from(tinyModel);
    QDir(m_folder->path()).mkdir("model");
    for (const QString& name : from.entryList(QDir::Files))
        QFile::copy(from.filePath(name), path("model/" + name));
    return path("model");
}

void TestCli::versionAndHelp()
{
    const ProgramEnd version = run({"--version"});
    QCOMPARE(version.status, 0);
    QCOMPARE(QString(version.output).trimmed(),
             "headlight-cli " + QString::fromStdString(std::string(programVersion())));
    const ProgramEnd help = run({"--help"});
    QCOMPARE(help.status, 0);
    for (const char* word : {"analyze", "tokenize", "show", "export", "models", "Exit status"})
        QVERIFY2(help.output.contains(word), word);
}

void TestCli::helpNamesEveryOption_data()
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
                                            "--window",     "--measure-error", "--float16",  "Examples"};
    QTest::newRow("tokenize") << "tokenize" << QStringList{"--model", "segment_ids", "code points", "Example"};
    QTest::newRow("show") << "show" << QStringList{"FILE", "--json", "Example"};
    QTest::newRow("export") << "export"
                            << QStringList{"FILE",   "--view",  "--format", "--output",  "--measure",     "--layer",
                                           "--head", "--token", "--range",  "--colours", "--theme",       "--width",
                                           "--dpi",  "--title", "npy",      "alpha-f",   "token-to-head", "Examples",
                                           "--guard-formulas"};
    QTest::newRow("models") << "models" << QStringList{"HF_HOME", "demo model"};
}

void TestCli::helpNamesEveryOption()
{
    QFETCH(const QString, command);
    QFETCH(const QStringList, words);
    const ProgramEnd end = run({command, "--help"});
    QCOMPARE(end.status, 0);
    for (const QString& word : words)
        QVERIFY2(end.output.contains(word.toUtf8()), qPrintable(word));
}

void TestCli::wrongUsage_data()
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

void TestCli::wrongUsage()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, said);
    const ProgramEnd end = run(arguments);
    QVERIFY2(end.status == 2, qPrintable(QString("status %1: %2").arg(end.status).arg(end.errors)));
    QVERIFY2(end.errors.contains(said), qPrintable(end.errors));
    QVERIFY(end.output.isEmpty());
}

void TestCli::badInput_data()
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

void TestCli::badInput()
{
    QFETCH(QStringList, arguments);
    QFETCH(const QString, said);
    arguments.replaceInStrings("EMPTY", m_folder->path());
    if (!arguments.contains("--output"))
        arguments << "--output" << path("run.headlight");
    const ProgramEnd end = run(QStringList{"analyze"} + arguments);
    QVERIFY2(end.status == 1, qPrintable(QString("status %1: %2").arg(end.status).arg(end.errors)));
    QVERIFY2(end.errors.contains(said) && isSentence(end.errors), qPrintable(end.errors));
    QVERIFY2(filesLeft().isEmpty(), qPrintable(filesLeft().join(' ')));
}

void TestCli::badModel_data()
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

void TestCli::badModel()
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

void TestCli::modelWithNotANumberAnswers()
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

void TestCli::badSession_data()
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

void TestCli::badSession()
{
    QFETCH(const QByteArray, contents);
    writeAll(toPath(path("bad.headlight")), contents);
    for (const QStringList& arguments :
         {QStringList{"show", path("bad.headlight")},
          QStringList{"export", path("bad.headlight"), "--format", "csv", "--output", path("bad.csv")}}) {
        const ProgramEnd end = run(arguments);
        QCOMPARE(end.status, 1);
        QVERIFY2(end.errors.contains("bad.headlight") && isSentence(end.errors), qPrintable(end.errors));
        QCOMPARE(filesLeft(), QStringList{"bad.headlight"});
    }
}

void TestCli::analyzesAndShows()
{
    const ProgramEnd end = run(analyzeContext(path("run.headlight"), {"--tolerance", "0.05"}));
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    QVERIFY(end.output.isEmpty());
    QCOMPARE(filesLeft(), QStringList{"run.headlight"});
    const ProgramEnd shown = run({"show", path("run.headlight")});
    QCOMPARE(shown.status, 0);
    for (const char* word :
         {"tiny-bert-qa", "What is important to us?", "attribution.start.attention", "[3,4,26,26]", "0.05"})
        QVERIFY2(shown.output.contains(word), word);
}

void TestCli::jsonIsOneObject()
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

void TestCli::contextFromFileAndInput()
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

void TestCli::explicitOptionsWinOverPresets()
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

void TestCli::longContextsAreReadInWindows()
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

void TestCli::float16SaysWhatItChanged()
{
    const ProgramEnd end = run(analyzeContext(path("run.headlight"), {"--tolerance", "0.05", "--float16", "--json"}));
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    QVERIFY2(end.errors.contains("float16 changed attention and norms by at most 0.0"), qPrintable(end.errors));
    const QJsonObject half = QJsonDocument::fromJson(end.output).object()["float16"].toObject();
    QVERIFY(half["largest_difference"].toDouble() > 0 && half["largest_difference"].toDouble() <= 1.0 / 2048);
    QVERIFY(run({"show", path("run.headlight")}).output.contains("attribution.start.attention"));
}

void TestCli::anotherWindowIsAnalysed()
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

void TestCli::measuresTheErrorOfCaptum()
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

void TestCli::exportsEveryView_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("format");
    for (const char* view :
         {"heads", "layers", "overview", "token-to-head", "tokens", "distribution", "compare", "blocks", "words"})
        for (const char* format : {"png", "svg", "pdf", "csv", "npy"})
            QTest::addRow("%s as %s", view, format) << QString(view) << QString(format);
}

void TestCli::exportsEveryView()
{
    QFETCH(const QString, view);
    QFETCH(const QString, format);
    const QString output = path("out." + format);
    const ProgramEnd end = run({"export", m_session, "--view", view, "--format", format, "--output", output});
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    QCOMPARE(end.errors, "Wrote " + output + '\n');
    QCOMPARE(filesLeft(), QStringList{"out." + format});
    const QByteArray contents = readAll(toPath(output));
    QVERIFY(contents.startsWith(signatureOf(format)));
    QVERIFY(contents.size() > 100);
}

void TestCli::exportRefusesWhatIsNotThere_data()
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

void TestCli::exportRefusesWhatIsNotThere()
{
    QFETCH(const QStringList, arguments);
    const ProgramEnd end =
        run(QStringList{"export", m_session, "--format", "png", "--output", path("out.png")} + arguments);
    QVERIFY2(end.status == 1 || end.status == 2, qPrintable(QString::number(end.status) + end.errors));
    QVERIFY2(end.errors.contains(arguments.last()) && isSentence(end.errors), qPrintable(end.errors));
    QVERIFY(filesLeft().isEmpty());
}

void TestCli::comparesTwoSessions()
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

void TestCli::csvHasTokenLabels()
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

void TestCli::interruptEndsWithStatus3()
{
    RunningProgram running(program, {"analyze", "--question", question, "--context", QString(context + ' ').repeated(6),
                                     "--rule", "captum", "--steps", "5000", "--output", path("run.headlight")});
    QVERIFY(running.awaitError("Attribution"));
    running.interrupt();
    const ProgramEnd end = running.awaitEnd();
    QVERIFY2(end.status == 3, qPrintable(QString("status %1: %2").arg(end.status).arg(end.errors)));
    QVERIFY2(end.errors.endsWith("headlight-cli: Cancelled.\n"), qPrintable(end.errors));
    QVERIFY2(filesLeft().isEmpty(), qPrintable(filesLeft().join(' ')));
}

void TestCli::tokenizes_data()
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

void TestCli::tokenizes()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QByteArray, expected);
    const ProgramEnd end = run({"tokenize"}, line + '\n' + line);
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    QCOMPARE(end.output, expected + '\n' + expected + '\n');
}

void TestCli::tokenizeNamesTheBadLine_data()
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

void TestCli::tokenizeNamesTheBadLine()
{
    QFETCH(const QByteArray, line);
    const ProgramEnd end = run({"tokenize"}, R"({"text": "x"})"
                                             "\n" +
                                                 line + "\n");
    QCOMPARE(end.status, 1);
    QVERIFY2(end.errors.contains("line 2") && isSentence(end.errors), qPrintable(end.errors));
    QCOMPARE(end.output.count('\n'), 1);
}

void TestCli::listsTheDemoModel()
{
    const ProgramEnd end = run({"models"});
    QCOMPARE(end.status, 0);
    QVERIFY(end.output.contains("minilm-l6-squad"));
    QVERIFY(end.output.contains("6 layers x 12 heads"));
    QVERIFY(end.output.contains("M parameters in F16"));
}

/// What the model says is said, and kept; the target is a measure.
void TestCli::analyzesEveryTask_data()
{
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<QStringList>("texts");
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("measure");
    const auto row = [](const char* name, const char* model, const QStringList& texts, const char* said,
                        const char* measure) {
        QTest::newRow(name) << QByteArray(TEST_DATA "/models/") + model << texts << QString(said) << QString(measure);
    };
    row("a class", "tiny-roberta-cls", {"--text", context}, "Label: \"", "class");
    row("of two texts", "tiny-albert-cls", {"--text", question, "--pair", context}, "Label: \"", "class");
    row("a chosen class", "tiny-bert-cls", {"--text", context, "--target", "neutral"}, "Label: \"", "class");
    row("two classes", "tiny-bert-cls", {"--text", context, "--target", "neutral", "--target", "0"}, "Label: \"",
        "class.2");
    row("the lead", "tiny-bert-cls", {"--text", context, "--target", "contrast"}, "Label: \"", "contrast");
    row("labels", "tiny-electra-tokens", {"--text", context}, "probability 0", "label");
    row("a token's label", "tiny-distilbert-tokens", {"--text", context, "--target", "3,O"}, "", "label");
    row("words", "tiny-distilbert-mlm", {"--text", "It is [MASK] to us."}, "Mask at token ", "mask");
    row("no head", "tiny-roberta-encoder", {"--text", context}, "no head for a task", "attention");
}

void TestCli::analyzesEveryTask()
{
    QFETCH(QByteArray, model);
    QFETCH(QStringList, texts);
    QFETCH(QString, said);
    QFETCH(QString, measure);
    const QString session = path("task.headlight");
    const ProgramEnd analyzed = run(QStringList{"analyze", "--model", model, "--output", session} + texts);
    QVERIFY2(analyzed.status == 0 && analyzed.errors.contains(said), qPrintable(analyzed.errors));
    const ProgramEnd shown = run({"show", session});
    QVERIFY2(shown.status == 0 && shown.output.contains("Text       "), shown.output.constData());
    QCOMPARE(shown.output.contains("Pair       "), texts.contains("--pair"));
    for (const char* view : {"heads", "layers", "overview", "compare", "blocks"}) {
        const ProgramEnd drawn = run(
            {"export", session, "--view", view, "--measure", measure, "--format", "csv", "--output", path("a.csv")});
        QVERIFY2(drawn.status == 0, qPrintable(drawn.errors));
    }
}

void TestCli::refusesWhatATaskHasNot_data()
{
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const char* model, const QStringList& arguments, int status,
                        const char* said) {
        QTest::newRow(name) << QByteArray(TEST_DATA "/models/") + model << arguments << status << QString(said);
    };
    row("a text for a reader", "tiny-bert-qa", {"--text", context}, 2,
        "The model answers questions, and --text asks none");
    row("text and question", "tiny-bert-cls", {"--text", context, "--question", question}, 2, "are both given");
    row("a pair alone", "tiny-bert-cls", {"--pair", context}, 2, "--pair is the second of two texts");
    row("no text", "tiny-bert-cls", {}, 2, "The text is missing");
    row("an unknown class", "tiny-bert-cls", {"--text", context, "--target", "happy"}, 1,
        "The model has no label \"happy\"");
    row("a span of a class", "tiny-bert-cls", {"--text", context, "--target", "span"}, 2,
        "is not one of this model's task");
    row("no mask", "tiny-bert-mlm", {"--text", context}, 1, "The text has no [MASK]");
    row("no such mask", "tiny-bert-mlm", {"--text", "It is [MASK].", "--target", "1,it"}, 1, "Token 1 is no mask");
    row("spans and classes", "tiny-bert-cls", {"--text", context, "--target", "span", "--target", "0"}, 2,
        "Several targets");
}

void TestCli::refusesWhatATaskHasNot()
{
    QFETCH(QByteArray, model);
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QString, said);
    const ProgramEnd end = run(QStringList{"analyze", "--model", model, "--output", path("no.headlight")} + arguments);
    QCOMPARE(end.status, status);
    QVERIFY2(end.errors.contains(said), qPrintable(end.errors));
    QVERIFY(!QFile::exists(path("no.headlight")));
}

/// Attention and norms, and a plain word where an answer or an attribution would stand.
void TestCli::analyzesAModelOfAnotherTask()
{
    const QString session = path("cls.headlight");
    const QString said = "This model has no head for a task: attention and norms only.";
    const ProgramEnd analyzed = run({"analyze", "--model", TEST_DATA "/models/tiny-bert-encoder", "--question", "",
                                     "--context", context, "--output", session});
    QVERIFY2(analyzed.status == 0 && analyzed.errors.contains(said), qPrintable(analyzed.errors));
    const ProgramEnd shown = run({"show", session});
    QVERIFY2(shown.status == 0 && shown.output.contains(said.toUtf8()), shown.output.constData());
    QVERIFY(!shown.output.contains("logits.start"));
    for (const char* measure : {"attention", "alpha-f"}) {
        const ProgramEnd drawn =
            run({"export", session, "--measure", measure, "--format", "csv", "--output", path("a.csv")});
        QVERIFY2(drawn.status == 0, qPrintable(drawn.errors));
    }
    const ProgramEnd refused =
        run({"export", session, "--view", "tokens", "--format", "csv", "--output", path("b.csv")});
    QVERIFY2(refused.status == 1 && refused.errors.contains(said), qPrintable(refused.errors));
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
