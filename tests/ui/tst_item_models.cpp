// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "figures/probability_text.h"
#include "tests/support/input_parts.h"
#include "tests/support/sample_result.h"
#include "ui/state/candidates_model.h"
#include "ui/state/examples_model.h"
#include "ui/state/run_history.h"
#include "ui/state/text_pieces.h"
#include "ui/state/windows_model.h"

using namespace headlight;
using namespace headlight::ui;

namespace {

constexpr auto report = QAbstractItemModelTester::FailureReportingMode::QtTest;

ResultPtr asked(const char* question)
{
    AnalysisResult result = *test::sampleResult();
    setText(result.input, Role::Question, question);
    result.answer->text = "an\nanswer";
    result.answer->probability = 0.256;
    return std::make_shared<const AnalysisResult>(result);
}

std::filesystem::path written(const QTemporaryDir& folder, const QByteArray& text)
{
    QFile file(folder.filePath("examples.json"));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("Cannot write the test's file");
    return file.fileName().toStdString();
}

} // namespace

class TestItemModels : public QObject {
    Q_OBJECT
private slots:
    void historyListsNewestFirst()
    {
        RunHistory history;
        QAbstractItemModelTester tester(&history, report);
        QCOMPARE(history.current(), -1);
        history.add({asked("first?"), {}});
        history.add({asked("second?"), {}});
        QCOMPARE(history.rowCount(), 2);
        QCOMPARE(history.current(), 0);
        QCOMPARE(history.index(0).data(RunHistory::QuestionRole).toString(), QStringLiteral("second?"));
        QCOMPARE(history.index(1).data(RunHistory::AnswerRole).toString(), QStringLiteral("an answer"));
        QCOMPARE(history.index(1).data(RunHistory::ProbabilityRole).toString(), QStringLiteral("0.26"));
        QSignalSpy changed(&history, &QAbstractItemModel::dataChanged);
        history.setCurrent(1);
        QCOMPARE(changed.size(), 2);
        QVERIFY(history.index(1).data(RunHistory::CurrentRole).toBool());
        QVERIFY(!history.index(0).data(RunHistory::CurrentRole).toBool());
    }

    void historyKeepsDocuments()
    {
        RunHistory history;
        history.add({asked("?"), {}});
        history.setDocument(0, {"/tmp/a.headlight", true, "notes", nullptr});
        QCOMPARE(history.record(0).document.notes, QStringLiteral("notes"));
    }

    void historyForgetsTheOldestBeyondItsMemory()
    {
        const ResultPtr one = asked("?");
        RunHistory history(nullptr, memoryOf(*one) * 5 / 2);
        QAbstractItemModelTester tester(&history, report);
        for (const char* question : {"1", "2", "3", "4"})
            history.add({asked(question), {}});
        QCOMPARE(history.rowCount(), 2);
        QCOMPARE(history.index(0).data().toString(), QStringLiteral("4"));
        QCOMPARE(history.index(1).data().toString(), QStringLiteral("3"));
        RunHistory tiny(nullptr, 1);
        tiny.add({one, {}});
        QCOMPARE(tiny.rowCount(), 1); // what is on screen stays
    }

    void candidatesAreTheResults()
    {
        CandidatesModel model;
        QAbstractItemModelTester tester(&model, report);
        const ResultPtr result = test::sampleResult();
        model.setResult(result);
        QCOMPARE(model.rowCount(), static_cast<int>(result->candidates.size()));
        QVERIFY(model.rowCount() > 0);
        QCOMPARE(model.index(0, CandidatesModel::Text).data().toString(),
                 QString::fromStdString(result->candidates[0].text));
        model.setResult({});
        QCOMPARE(model.rowCount(), 0);
    }

    void candidatesSayTheirWindow()
    {
        CandidatesModel model;
        QAbstractItemModelTester tester(&model, report);
        model.setResult(test::sampleResult());
        QVERIFY(!model.hasWindows());
        model.setResult(test::sampleWindow(2, 3));
        QVERIFY(model.hasWindows());
        QCOMPARE(model.index(0, CandidatesModel::Window).data().toString(), QStringLiteral("2"));
        QCOMPARE(model.index(1, CandidatesModel::Window).data().toString(), QStringLiteral("3"));
    }

    void windowsAreListed()
    {
        WindowsModel model;
        QAbstractItemModelTester tester(&model, report);
        model.setResult(test::sampleResult());
        QCOMPARE(model.rowCount(), 0); // read at once
        QVERIFY(model.summary().isEmpty());
        const ResultPtr result = test::sampleWindow(2, 3);
        model.setResult(result);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.summary(), QStringLiteral("Window 3 of 3"));
        const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(text(1, WindowsModel::Number), QStringLiteral("2"));
        QCOMPARE(text(1, WindowsModel::Text), QString::fromStdString(result->input.mainText()).mid(3, 9).simplified());
        QCOMPARE(text(1, WindowsModel::Answer), QStringLiteral("far"));
        QCOMPARE(text(1, WindowsModel::Probability), QStringLiteral("0.80"));
        QCOMPARE(text(1, WindowsModel::NoAnswer), QStringLiteral("0.10"));
        for (int row = 0; row < 3; ++row)
            QCOMPARE(model.index(row, 0).data(WindowsModel::ShownRole).toBool(), row == 2);
        model.setResult({});
        QCOMPARE(model.rowCount(), 0);
    }

    void windowsOfUnknownTextCountTokens()
    {
        AnalysisResult result = *test::sampleWindow(0, 2);
        result.windows[1].characters = {};
        result.windows[1].candidates.clear();
        WindowsModel model;
        QAbstractItemModelTester tester(&model, report);
        model.setResult(std::make_shared<const AnalysisResult>(result));
        QVERIFY(model.index(1, WindowsModel::Text).data().toString().contains("5 to 9"));
        QVERIFY(model.index(1, WindowsModel::Answer).data().toString().isEmpty());
    }

    void historyFindsWindows_data()
    {
        QTest::addColumn<int>("window");
        QTest::addColumn<QString>("change");
        QTest::addColumn<int>("row");
        QTest::newRow("the best, asked for as such") << 1 << "" << 1;
        QTest::newRow("asked for by number") << 2 << "" << 0;
        QTest::newRow("not analysed") << 0 << "" << -1;
        QTest::newRow("another question") << 1 << "question" << -1;
        QTest::newRow("other options") << 1 << "options" << -1;
        QTest::newRow("another model") << 1 << "model" << -1;
    }

    void historyFindsWindows()
    {
        QFETCH(int, window);
        QFETCH(QString, change);
        QFETCH(int, row);
        AnalysisResult asked = *test::sampleWindow(2, 3);
        asked.options.window = 2;
        RunHistory history;
        history.add({test::sampleWindow(1, 3), {}});
        history.add({std::make_shared<const AnalysisResult>(asked), {}});
        AnalysisResult shown = *history.record(0).result;
        if (change == "question")
            setText(shown.input, Role::Question, "another?");
        if (change == "options")
            shown.options.baseline = Baseline::Mask;
        if (change == "model")
            shown.model.sha256 = std::string(64, 'b');
        QCOMPARE(history.rowOfWindow(shown, window), row);
    }

    void historySaysTheWindow()
    {
        RunHistory history;
        history.add({asked("?"), {}});
        QVERIFY(history.index(0).data(RunHistory::WindowRole).toString().isEmpty());
        history.add({test::sampleWindow(2, 3), {}});
        QCOMPARE(history.index(0).data(RunHistory::WindowRole).toString(), QStringLiteral("window 3"));
        QVERIFY(history.index(0).data(Qt::ToolTipRole).toString().contains("Window 3 of 3"));
    }

    void shippedExamplesAreComplete()
    {
        const auto examples = readExamples(std::filesystem::path(SOURCE_DIR) / "resources/examples.json");
        QVERIFY2(examples, examples ? "" : examples.error().text().c_str());
        QVERIFY(examples->size() >= 9);
        QCOMPARE(examples->front().question, QStringLiteral("What is important to us?"));
        for (const Example& example : *examples)
            QVERIFY2(!example.note.isEmpty(), qPrintable(example.title));
        ExamplesModel model;
        QAbstractItemModelTester tester(&model, report);
        model.setExamples(*examples);
        QCOMPARE(model.rowCount(), static_cast<int>(examples->size()));
        QCOMPARE(model.index(1).data(Qt::ToolTipRole).toString(), (*examples)[1].note);
    }

    void badExamplesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("no JSON") << QByteArray("[{") << "array";
        QTest::newRow("an object") << QByteArray("{}") << "array";
        QTest::newRow("a number in it") << QByteArray("[1]") << "Example 0";
        QTest::newRow("no context") << QByteArray(R"([{"title":"t","question":"q"}])") << "Example 0";
        QTest::newRow("a number as title")
            << QByteArray(R"([{"title":1,"question":"q","context":"c"}])") << "Example 0";
    }

    void badExamplesAreRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, said);
        const QTemporaryDir folder;
        const auto read = readExamples(written(folder, text));
        QVERIFY(!read);
        QVERIFY2(QString::fromStdString(read.error().text()).contains(said), read.error().text().c_str());
        QVERIFY(read.error().where.find("examples.json") != std::string::npos);
    }

    void piecesCountCodePoints()
    {
        // An astral character takes two UTF-16 units and counts once.
        const TextPieces pieces = piecesAround("a\U0001F600b\u00e9c", {1, 4});
        QCOMPARE(pieces.before, QStringLiteral("a"));
        QCOMPARE(pieces.inside, QString::fromUtf8("\U0001F600b\u00e9"));
        QCOMPARE(pieces.after, QStringLiteral("c"));
        const TextPieces beyond = piecesAround("ab", {1, 9});
        QCOMPARE(beyond.inside, QStringLiteral("b"));
        QVERIFY(beyond.after.isEmpty());
        QCOMPARE(piecesAround("ab", {}).after, QStringLiteral("ab"));
    }

    void numbersAreShort()
    {
        QCOMPARE(probabilityText(0.2561), QStringLiteral("0.26"));
        QCOMPARE(probabilityText(0), QStringLiteral("0.00"));
        QCOMPARE(probabilityText(0.00123), QStringLiteral("0.0012"));
        QCOMPARE(durationText(0.42), QStringLiteral("0.4 s"));
        QCOMPARE(durationText(42.3), QStringLiteral("42 s"));
        QCOMPARE(durationText(130), QStringLiteral("2 min 10 s"));
    }
};

QTEST_GUILESS_MAIN(TestItemModels)
#include "tst_item_models.moc"
