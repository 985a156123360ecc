// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QImage>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/files_testing.h"
#include "tests/support/program.h"
#include "tests/support/sample_result.h"
#include "ui/export/export.h"
#include "ui/state/export_model.h"

using namespace headlight;
using namespace headlight::testing;
using headlight::ui::ExportModel;
using headlight::ui::ExportOptions;

namespace {

const QString program = BUILD_DIR "/bin/headlight-cli";

ExportOptions onScreen(const QString& view)
{
    ExportOptions options;
    options.view = view;
    return options;
}

} // namespace

/// What the window's export and the command line's make of one session.
class TestCliExport : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void windowAndCommandLineAgree_data();
    void windowAndCommandLineAgree();
    void changedChoicesAgree_data();
    void changedChoicesAgree();
    void whatWasOnScreenIsExported();
    void theOtherSessionIsFound();
    void writesASet();
    void setIsNotWrittenOverAnything();
    void interruptLeavesNothingOfASet();
    void formulasAreGuardedWhereAsked();
    void saysOnceWhatNoFontHas();
    void refusals_data();
    void refusals();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }
    Session session() const { return *readSession(toPath(m_session)); }
    ProgramEnd run(const QStringList& arguments) const
    {
        return runProgram(program, QStringList{"export", m_session} + arguments);
    }
    /// The bytes that the window writes.
    QByteArray windowBytes(const ExportModel& model) const
    {
        const QString file = path("window");
        const Result<void> done = exportView(model.session(), model.options(), toPath(file));
        return done ? readAll(toPath(file)) : QByteArray::fromStdString(done.error().text());
    }
    QByteArray commandLineBytes(const QStringList& arguments) const
    {
        const QString file = path("command-line");
        const ProgramEnd end = run(arguments + QStringList{"--output", file});
        return end.status == 0 ? readAll(toPath(file)) : end.errors.toUtf8();
    }

    QTemporaryDir m_shared;
    QString m_session;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCliExport::initTestCase()
{
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_shared.path());
    Session session;
    session.result = test::sampleResult({3, 4, 12, Stage::Complete, true});
    session.view.measure = "start";
    session.view.layer = 1;
    session.view.head = 2;
    session.view.fromToken = 4;
    session.view.toToken = 9;
    m_session = m_shared.filePath("sample.headlight");
    QVERIFY(writeSession(session, toPath(m_session)));
}

void TestCliExport::windowAndCommandLineAgree_data()
{
    QTest::addColumn<QString>("view");
    QTest::addColumn<QString>("format");
    for (const char* view :
         {"heads", "layers", "overview", "token-to-head", "tokens", "distribution", "compare", "blocks", "words"})
        for (const char* format : {"png", "svg", "pdf", "csv", "npy"})
            QTest::addRow("%s as %s", view, format) << QString(view) << QString(format);
}

void TestCliExport::windowAndCommandLineAgree()
{
    QFETCH(const QString, view);
    QFETCH(const QString, format);
    ExportModel model(session(), onScreen(view), ui::Theme::Light);
    ui::ExportSettings settings = model.settings();
    settings.format = format;
    model.setSettings(settings);
    const QByteArray bytes = windowBytes(model);
    QVERIFY2(bytes.size() > 100, bytes.constData());
    QVERIFY(bytes == commandLineBytes({"--view", view, "--format", format}));
}

void TestCliExport::changedChoicesAgree_data()
{
    QTest::addColumn<QString>("format");
    for (const char* format : {"png", "svg", "pdf", "csv", "npy"})
        QTest::newRow(format) << QString(format);
}

void TestCliExport::changedChoicesAgree()
{
    QFETCH(const QString, format);
    ExportOptions screen = onScreen("overview");
    screen.window = QRectF(0.25, 0, 0.5, 0.5);
    ExportModel model(session(), screen, ui::Theme::Light);
    ui::ExportSettings settings = model.settings();
    settings.format = format;
    settings.look = {ui::Theme::Dark, 88.9, 300, "DejaVu Serif", 6.5, true};
    settings.colourBar = false;
    settings.caption = false;
    model.setSettings(settings);
    model.setTitle("A “title” <of> mine & yours");
    model.setRange("-0.01,0.02");
    model.setFirstNumber(1);
    model.setLayers("2-3");
    model.setHeads("1,4");
    const QByteArray bytes = windowBytes(model);
    QVERIFY2(bytes.size() > 100, bytes.constData());
    QVERIFY(bytes == commandLineBytes({"--view", "overview", "--format", format, "--theme", "dark", "--width", "88.9",
                                       "--dpi", "300", "--font", "DejaVu Serif", "--font-size", "6.5", "--transparent",
                                       "--no-colour-bar", "--caption", "none", "--title", "A “title” <of> mine & yours",
                                       "--range=-0.01,0.02", "--number-from", "1", "--layers", "1-2", "--heads", "0,3",
                                       "--zoom", "0.25,0,0.5,0.5"}));
}

/// An enlarged head and a zoom, unless other ones are named.
void TestCliExport::whatWasOnScreenIsExported()
{
    Session zoomed = session();
    zoomed.view.headEnlarged = true;
    zoomed.view.zoom = {{"heads", {0.25, 0.5, 0.75, 1}}};
    QVERIFY(writeSession(zoomed, toPath(path("zoomed.headlight"))));
    const auto bytes = [this](const QString& session, const QStringList& arguments) {
        const ProgramEnd end = runProgram(program, QStringList{"export", session, "--view", "heads", "--format", "png",
                                                               "--output", path("a.png")} + arguments);
        return end.status == 0 ? readAll(toPath(path("a.png"))) : end.errors.toUtf8();
    };
    const QByteArray named = bytes(m_session, {"--head", "2", "--zoom", "0.25,0.5,0.5,0.5"});
    QVERIFY(named.startsWith("\x89PNG"));
    QVERIFY(bytes(path("zoomed.headlight"), {}) == named);
    QVERIFY(bytes(path("zoomed.headlight"), {"--heads", "0-3"}) == bytes(m_session, {"--heads", "0-3"}));
    QVERIFY(bytes(path("zoomed.headlight"), {"--zoom", "0,0,1,1"}) == bytes(m_session, {"--head", "2"}));
    zoomed.view.view = "tokens";
    zoomed.view.tokensPage = "words";
    zoomed.view.wordsSource = "layer";
    QVERIFY(writeSession(zoomed, toPath(path("words.headlight"))));
    const auto csv = [this](const QStringList& arguments) {
        const ProgramEnd end = runProgram(program, QStringList{"export"} + arguments +
                                                       QStringList{"--format", "csv", "--output", path("a.csv")});
        return end.status == 0 ? readAll(toPath(path("a.csv"))) : end.errors.toUtf8();
    };
    QVERIFY(csv({path("words.headlight")}) == csv({m_session, "--view", "words", "--source", "layer"}));
    QVERIFY(csv({m_session, "--view", "words"}) != csv({m_session, "--view", "words", "--source", "layer"}));
}

void TestCliExport::theOtherSessionIsFound()
{
    Session compared = session();
    Session other = session();
    other.result = test::sampleResult({3, 4, 12, Stage::Attention});
    QVERIFY(writeSession(other, toPath(path("other.headlight"))));
    const auto csv = [this, &compared](const ComparedSession& kept, const QStringList& arguments) {
        compared.view.compared = kept;
        if (!writeSession(compared, toPath(path("a.headlight"))))
            qFatal("cannot write the test's file");
        return runProgram(program, QStringList{"export", path("a.headlight"), "--view", "compare", "--measure",
                                               "attention", "--format", "csv", "--output", path("a.csv")} +
                                       arguments);
    };
    QCOMPARE(csv({}, {"--other", path("other.headlight")}).status, 0);
    const QByteArray named = readAll(toPath(path("a.csv")));
    QCOMPARE(csv({"other.headlight", "who?"}, {}).status, 0);
    QCOMPARE(readAll(toPath(path("a.csv"))), named);
    QVERIFY(csv({"../other.headlight", "who?"}, {}).errors.contains("is not looked for"));
    const ProgramEnd unsaved = csv({"", "who?"}, {});
    QCOMPARE(unsaved.status, 1);
    QVERIFY(unsaved.errors.contains("in no file beside it: “who?”"));
    QVERIFY(unsaved.errors.contains("--other"));
    QCOMPARE(csv({"", "who?"}, {"--other", path("other.headlight")}).status, 0);
}

void TestCliExport::writesASet()
{
    const ProgramEnd end =
        run({"--format", "png", "--dpi", "96", "--all", path("set"), "--layers", "0,2", "--heads", "1-2"});
    QVERIFY2(end.status == 0, qPrintable(end.errors));
    const QStringList expected = {"contact-sheet.png", "layer-00-head-01.png", "layer-00-head-02.png",
                                  "layer-00.png",      "layer-02-head-01.png", "layer-02-head-02.png",
                                  "layer-02.png"};
    QCOMPARE(QDir(path("set")).entryList(QDir::Files, QDir::Name), expected);
    QVERIFY(end.errors.contains("7 files"));
    const ProgramEnd sheet = run({"--format", "csv", "--all", path("sheet"), "--set", "sheet,layers"});
    QVERIFY2(sheet.status == 0, qPrintable(sheet.errors));
    QCOMPARE(QDir(path("sheet")).entryList(QDir::Files).size(), 4);
}

void TestCliExport::formulasAreGuardedWhereAsked()
{
    const auto csv = [this](const QStringList& more) {
        const QString file = path("numbers.csv");
        const QStringList options = {"export",    TEST_DATA "/field/odd-tokens.headlight",
                                     "--view",    "heads",
                                     "--layer",   "0",
                                     "--head",    "0",
                                     "--measure", "attention",
                                     "--output",  file};
        return runProgram(program, options + more).status == 0 ? readAll(toPath(file)) : QByteArray();
    };
    const QByteArray plain = csv({});
    const QByteArray guarded = csv({"--guard-formulas"});
    QVERIFY(plain.contains("\n=1+1,") && !plain.contains("'="));
    QVERIFY(guarded.contains("\n'=1+1,") && guarded.contains("\n'+cmd,") && guarded.contains("\n'@SUM(A1),"));
    QCOMPARE(plain.count(','), guarded.count(','));
}

void TestCliExport::saysOnceWhatNoFontHas()
{
    const QString session = path("letters.headlight");
    AnalysisResult result = *test::sampleResult();
    for (const std::size_t token : {7U, 8U})
        result.input.tokens[token] = "\xf0\x92\x80\x80"; // cuneiform, which hardly any font has
    QVERIFY(writeSession({std::make_shared<AnalysisResult>(result), {}, nullptr}, toPath(session)));
    const QStringList options = {"export",    session,     "--view", "heads",
                                 "--measure", "attention", "--font", "No Such Font 12"};
    const ProgramEnd picture = runProgram(program, options + QStringList{"--output", path("a.svg")});
    QCOMPARE(picture.status, 0);
    QCOMPARE(picture.errors.count("“No Such Font 12” is not installed"), 1);
    QVERIFY(picture.errors.count("No installed font has letters for") <= 1);
    const ProgramEnd numbers = runProgram(program, options + QStringList{"--output", path("a.csv")});
    QCOMPARE(numbers.status, 0);
    QVERIFY(!numbers.errors.contains("font"));
}

void TestCliExport::setIsNotWrittenOverAnything()
{
    QVERIFY(QDir(m_folder->path()).mkdir("set"));
    writeAll(toPath(path("set/layer-00.png")), "mine");
    const ProgramEnd end = run({"--format", "png", "--all", path("set")});
    QCOMPARE(end.status, 1);
    QVERIFY2(end.errors.contains("holds something already"), qPrintable(end.errors));
    QCOMPARE(QDir(path("set")).entryList(QDir::Files), QStringList{"layer-00.png"});
    QCOMPARE(readAll(toPath(path("set/layer-00.png"))), QByteArray("mine"));
}

void TestCliExport::interruptLeavesNothingOfASet()
{
    RunningProgram running(program, {"export", m_session, "--format", "png", "--dpi", "1200", "--all", path("set")});
    QVERIFY(running.awaitError("Writing"));
    running.interrupt();
    const ProgramEnd end = running.awaitEnd();
    QVERIFY2(end.status == 3, qPrintable(end.errors));
    QVERIFY(!QDir(path("set")).exists());
}

void TestCliExport::refusals_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const QStringList& arguments, int status, const char* message) {
        QTest::newRow(name) << arguments << status << QString(message);
    };
    row("nowhere", {"--format", "png"}, 2, "--output or --all is required");
    row("both", {"--format", "png", "--output", "a.png", "--all", "b"}, 2, "--all");
    row("set without format", {"--all", "set"}, 2, "The format of the set is missing");
    row("parts without a set", {"--output", "a.png", "--set", "sheet"}, 2, "--all");
    row("unknown part", {"--format", "png", "--all", "set", "--set", "tails"}, 2, "sheet, layers, heads");
    row("folder of the set nowhere", {"--format", "png", "--all", "/no/such/folder"}, 1, "/no/such/folder");
    row("numbers", {"--view", "layers", "--layers", "2-x", "--output", "a.png"}, 2, "0-3,7");
    row("layer", {"--view", "layers", "--layers", "2-9", "--output", "a.png"}, 2, "There is no layer 3");
    row("layers of one", {"--view", "heads", "--layers", "1", "--output", "a.png"}, 2, "no choice of layers");
    row("words of what is not held", {"--view", "words", "--source", "position", "--output", "a.png"}, 1,
        "The session has no values of “Position”");
    row("words of no source", {"--view", "words", "--source", "moon", "--output", "a.png"}, 2, "--source");
    row("heads of none", {"--view", "blocks", "--heads", "1", "--output", "a.png"}, 2, "no choice of heads");
    row("zoom", {"--zoom", "0.5,0.5,0.6,0.1", "--output", "a.png"}, 2, "is no part of a panel");
    row("tiny text", {"--font-size", "1", "--output", "a.png"}, 2, "--font-size");
}

void TestCliExport::refusals()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const int, status);
    QFETCH(const QString, message);
    const ProgramEnd end = run(arguments);
    QVERIFY2(end.status == status, qPrintable(end.errors));
    QVERIFY2(end.errors.contains(message), qPrintable(end.errors));
    QVERIFY(!QFile::exists("a.png") && !QFile::exists("set"));
}

QTEST_MAIN(TestCliExport)
#include "tst_cli_export.moc"
