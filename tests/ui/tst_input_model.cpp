// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "tests/support/files_testing.h"
#include "tests/support/model_folder.h"
#include "ui/jobs/background_jobs.h"
#include "ui/state/input_model.h"

using namespace headlight;
using namespace headlight::ui;

namespace {

const std::filesystem::path demo = std::filesystem::path(SOURCE_DIR) / "resources/models/minilm-l6-squad";

struct Fixture {
    BackgroundJobs jobs;
    InputModel input{&jobs};

    bool awaitCount(int tokens)
    {
        return QTest::qWaitFor([&] { return input.tokenCount() && input.tokenCount()->tokens == tokens; });
    }
    void ask(const QString& question, const QString& context)
    {
        input.setQuestion(question);
        input.setContext(context);
    }
};

const QString question = QStringLiteral("What is important to us?");
const QString context = QStringLiteral("It is important to us to include, empower and support humans of all kinds.");

} // namespace

class TestInputModel : public QObject {
    Q_OBJECT
private slots:
    void countsTokensWithTheSpecialOnes()
    {
        Fixture f;
        f.ask(question, context);
        QVERIFY(!f.input.tokenCount());
        QVERIFY(f.input.countText().isEmpty());
        f.input.setModel(demo, 512);
        QVERIFY(f.awaitCount(26));
        QVERIFY(!f.input.isRefused());
        QCOMPARE(f.input.countText(), QStringLiteral("26 of 384 tokens"));
    }

    void aContextAloneHasOneSeparator_data()
    {
        QTest::addColumn<bool>("questionIsNeeded");
        QTest::addColumn<QString>("asked");
        QTest::addColumn<int>("tokens");
        QTest::newRow("no question") << false << "" << 5;
        QTest::newRow("a question without a token") << false << " \t" << 5;
        QTest::newRow("a question nevertheless") << false << "Who?" << 8;
        QTest::newRow("a question that is awaited") << true << "" << 6;
    }

    void aContextAloneHasOneSeparator()
    {
        QFETCH(bool, questionIsNeeded);
        QFETCH(QString, asked);
        QFETCH(int, tokens);
        Fixture f;
        f.ask(asked, "They left.");
        const TaskKind task = questionIsNeeded ? TaskKind::QuestionAnswering : TaskKind::None;
        f.input.setModel(demo, 512, task);
        QVERIFY(f.awaitCount(tokens));
        QCOMPARE(f.input.task(), task);
        QCOMPARE(f.input.tokenCount()->pieces.size(), std::size_t(tokens));
    }

    /// While it is typed, not only when it is run.
    void namesATokenWithoutAnEmbedding()
    {
        const testing::ModelFolder folder(std::filesystem::path(TEST_DATA) / "models/tiny-bert-qa");
        folder.remove("tokenizer.json");
        folder.write("vocab.txt", testing::readAll(std::filesystem::path(TEST_DATA) /
                                                   "field/models/vocabulary-two-more/vocab.txt"));
        Fixture f;
        f.input.setModel(folder.path(), 64);
        f.ask("what is it ?", "it is a novel");
        QVERIFY(f.awaitCount(11));
        QVERIFY(!f.input.isRefused());
        f.input.setContext("it is a zebra");
        QVERIFY(QTest::qWaitFor([&] { return f.input.isRefused(); }));
        QVERIFY2(f.input.countText().startsWith("The model has no embedding for the token \"zebra\""),
                 qPrintable(f.input.countText()));
        f.input.setContext("it is a novel");
        QVERIFY(QTest::qWaitFor([&] { return !f.input.isRefused(); }));
    }

    void showsTheTokensThemselves()
    {
        using Part = TokenPiece::Part;
        Fixture f;
        f.input.setModel(demo, 512);
        f.ask("Who?", QStringLiteral("They empower \U0001F996."));
        QVERIFY(f.awaitCount(10));
        const std::vector<TokenPiece>& pieces = f.input.tokenCount()->pieces;
        const std::vector<TokenPiece> expected = {
            {"[CLS]", Part::Special, false, false, "[CLS]"}, {"who", Part::Question, false, false, "who"},
            {"?", Part::Question, false, false, "?"},        {"[SEP]", Part::Special, false, false, "[SEP]"},
            {"they", Part::Context, false, false, "they"},   {"em", Part::Context, false, false, "em"},
            {"##power", Part::Context, false, true, "power"}, {"[UNK]", Part::Context, true, false, "[UNK]"},
            {".", Part::Context, false, false, "."},         {"[SEP]", Part::Special, false, false, "[SEP]"}};
        QVERIFY(pieces == expected);
        QVERIFY(pieces[6].joined && !pieces[5].joined);
        QCOMPARE(pieces[6].text, QStringLiteral("power"));
    }

    void tokensAreToldAlsoWhereTheirNumberStays()
    {
        Fixture f;
        f.input.setModel(demo, 512);
        f.ask("Who?", "They left.");
        QVERIFY(f.awaitCount(8));
        QSignalSpy counted(&f.input, &InputModel::tokenCountChanged);
        f.input.setContext("They stayed.");
        QVERIFY(counted.wait());
        QCOMPARE(f.input.tokenCount()->pieces[5].token, QStringLiteral("stayed"));
    }

    void countsAgainAfterAnEdit()
    {
        Fixture f;
        f.input.setModel(demo, 512);
        f.ask(question, context);
        QVERIFY(f.awaitCount(26));
        f.input.setQuestion("What?");
        QVERIFY(f.awaitCount(22));
    }

    void manyEditsAreCountedOnce()
    {
        Fixture f;
        f.input.setModel(demo, 512);
        f.ask(question, context);
        QVERIFY(f.awaitCount(26));
        QSignalSpy counted(&f.input, &InputModel::tokenCountChanged);
        for (int length = 1; length < context.size(); ++length)
            f.input.setContext(context.left(length));
        f.input.setContext(context + " Yes.");
        QVERIFY(f.awaitCount(28));
        QCOMPARE(counted.size(), 1);
    }

    void longContextsAreCut_data()
    {
        QTest::addColumn<int>("maxPositions");
        QTest::addColumn<int>("maxLength");
        QTest::addColumn<int>("stride");
        QTest::addColumn<QString>("said");
        QTest::newRow("as is") << 512 << 384 << 128 << "1309 tokens, in 5 windows of 384";
        QTest::newRow("a small model") << 256 << 384 << 128 << "1309 tokens, in 10 windows of 256";
        QTest::newRow("no overlap") << 512 << 512 << 0 << "1309 tokens, in 3 windows of 512";
        QTest::newRow("a window beyond the model")
            << 256 << 400 << 128 << "The model takes 256 tokens at once, not 400";
    }

    void longContextsAreCut()
    {
        QFETCH(int, maxPositions);
        QFETCH(int, maxLength);
        QFETCH(int, stride);
        QFETCH(QString, said);
        Fixture f;
        Options options;
        options.maxLength = maxLength;
        options.stride = stride;
        f.input.setOptions(options);
        f.input.setModel(demo, maxPositions);
        f.ask(question, QStringLiteral("word ").repeated(1300));
        QVERIFY(f.awaitCount(1309));
        QCOMPARE(f.input.countText(), said);
        QCOMPARE(f.input.isRefused(), maxLength == 400);
    }

    void questionsThatLeaveNoRoomAreRefused()
    {
        Fixture f;
        f.input.setModel(demo, 512);
        f.ask(QStringLiteral("what ").repeated(400), context);
        QVERIFY(QTest::qWaitFor([&] { return f.input.isRefused(); }));
        QVERIFY2(f.input.countText().contains("no room"), qPrintable(f.input.countText()));
        QVERIFY(f.input.countHint().contains("Shorten the question"));
        f.input.setQuestion(question);
        QVERIFY(f.awaitCount(26));
        QVERIFY(!f.input.isRefused() && f.input.countHint().isEmpty());
    }

    void anotherTextIsReadInItsBestWindow_data()
    {
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("window");
        QTest::newRow("the same") << question << context << 2;
        QTest::newRow("another question") << "Who?" << context << -1;
        QTest::newRow("another context") << question << "Us." << -1;
    }

    void anotherTextIsReadInItsBestWindow()
    {
        QFETCH(QString, asked);
        QFETCH(QString, text);
        QFETCH(int, window);
        Fixture f;
        f.ask(question, context);
        Options options;
        options.window = 2;
        options.steps = 7;
        f.input.setOptions(options);
        QSignalSpy changed(&f.input, &InputModel::optionsChanged);
        f.ask(asked, text);
        QCOMPARE(f.input.request().options.window, window);
        QCOMPARE(f.input.options().steps, 7);
        QCOMPARE(changed.size(), window < 0 ? 1 : 0);
    }

    void folderWithoutTokenizerLeavesTheCountOpen()
    {
        Fixture f;
        f.input.setModel(demo, 512);
        f.ask(question, context);
        QVERIFY(f.awaitCount(26));
        f.input.setModel(std::filesystem::path(SOURCE_DIR) / "resources", 512);
        QVERIFY(QTest::qWaitFor([&] { return !f.input.tokenCount(); }));
    }

    void requestHoldsWhatWasSet()
    {
        Fixture f;
        QSignalSpy replaced(&f.input, &InputModel::textReplaced);
        f.ask("Où?", "À Paris.");
        f.ask("Où?", "À Paris.");
        QCOMPARE(replaced.size(), 2);
        f.input.setOptions(presetOptions(Preset::Tutorial));
        const AnalysisRequest request = f.input.request();
        QCOMPARE(request.question, std::string("Où?"));
        QCOMPARE(request.context, std::string("À Paris."));
        QCOMPARE(request.options.rule, Rule::Captum);
    }
};

QTEST_GUILESS_MAIN(TestInputModel)
#include "tst_input_model.moc"
