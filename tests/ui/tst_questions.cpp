// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <future>

#include "core/tasks/answer.h"
#include "tests/support/sample_result.h"
#include "ui/jobs/background_jobs.h"
#include "ui/state/question_library.h"
#include "ui/state/verdict.h"

using namespace headlight;
using namespace headlight::ui;

namespace {

const QString squad1 = QStringLiteral(TEST_DATA "/questions/squad-1.1.json");
const QString squad2 = QStringLiteral(TEST_DATA "/questions/squad-2.0.json");

std::shared_ptr<const SearchableQuestions> questionsOf(const QString& file)
{
    return std::make_shared<const SearchableQuestions>(readQuestionList(file.toStdString(), {}).value());
}

/// Notes come as they are found: those of answers when the context is known.
QStringList sorted(const QString& notes)
{
    QStringList lines = notes.split('\n');
    lines.sort();
    return lines;
}

struct Fixture {
    BackgroundJobs jobs;
    QuestionLibrary library{&jobs};
    QAbstractItemModelTester tester{library.model(), QAbstractItemModelTester::FailureReportingMode::QtTest};

    bool awaitRead() { return QTest::qWaitFor([this] { return !library.isReading(); }); }
    QStringList shown()
    {
        QStringList texts;
        for (int row = 0; row < library.model()->rowCount(); ++row)
            texts << library.model()->index(row).data().toString();
        return texts;
    }
};

} // namespace

class TestQuestions : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); } // whose digits the texts below have

    void listsTheQuestions()
    {
        Fixture f;
        QCOMPARE(f.library.model()->rowCount(), 0);
        QVERIFY(f.library.model()->summary().isEmpty());
        QSignalSpy opened(&f.library, &QuestionLibrary::opened);
        f.library.open(squad1);
        QVERIFY(f.library.isReading());
        QVERIFY(f.awaitRead());
        QCOMPARE(opened.size(), 1);
        QCOMPARE(f.library.name(), QStringLiteral("squad-1.1.json"));
        QCOMPARE(f.library.model()->titles(), QStringList({"Lighthouses", "Ørsted"}));
        QVERIFY(!f.library.model()->hasUnanswerable());
        const QModelIndex first = f.library.model()->index(0);
        QCOMPARE(first.data().toString(), QStringLiteral("What was the lighthouse built of?"));
        QCOMPARE(first.data(QuestionsModel::AnswerRole).toString(), QStringLiteral("granite · of granite"));
        QCOMPARE(first.data(QuestionsModel::TitleRole).toString(), QStringLiteral("Lighthouses"));
        QVERIFY(first.data(Qt::ToolTipRole).toString().contains("built of granite"));
        QVERIFY(QString::fromStdString(f.library.model()->context(2)).contains(QStringLiteral("😀")));
    }

    void filters_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("title");
        QTest::addColumn<int>("count");
        QTest::newRow("nothing asked") << "" << "" << 3;
        QTest::newRow("a word of the question") << "BUILT" << "" << 2; // and of the text, which the second shares
        QTest::newRow("a word of one question") << "until when" << "" << 1;
        QTest::newRow("a word of one answer") << "christian" << "" << 1;
        QTest::newRow("words in any order") << "oil  lamp" << "" << 2;
        QTest::newRow("other letters, other case") << "ØRSTED" << "" << 1;
        QTest::newRow("a title") << "" << "Ørsted" << 1;
        QTest::newRow("a title and a word it lacks") << "granite" << "Ørsted" << 0;
        QTest::newRow("nothing has it") << "zebra" << "" << 0;
    }

    void filters()
    {
        QFETCH(QString, words);
        QFETCH(QString, title);
        QFETCH(int, count);
        Fixture f;
        f.library.model()->setQuestions(questionsOf(squad1));
        f.library.model()->setFilter({words, title, Answerable::Any});
        QCOMPARE(f.library.model()->rowCount(), count);
        QVERIFY(f.library.model()->summary().contains("3"));
        f.library.model()->setFilter({});
        QCOMPARE(f.library.model()->rowCount(), 3);
    }

    void filtersByAnswer()
    {
        Fixture f;
        f.library.model()->setQuestions(questionsOf(squad2));
        QVERIFY(f.library.model()->hasUnanswerable());
        f.library.model()->setFilter({{}, {}, Answerable::No});
        QCOMPARE(f.shown(), QStringList("Where does the Main end?"));
        QCOMPARE(f.library.model()->index(0).data(QuestionsModel::AnswerRole).toString(), QStringLiteral("no answer"));
        QCOMPARE(f.library.model()->summary(), QStringLiteral("1 of 3 questions"));
        f.library.model()->setFilter({{}, {}, Answerable::Yes});
        QCOMPARE(f.library.model()->rowCount(), 2);
        f.library.model()->setQuestions(questionsOf(squad1)); // takes the filter back
        QCOMPARE(f.library.model()->rowCount(), 3);
    }

    void whatIsLeftOutIsSaid_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("summary");
        QTest::addColumn<QString>("notes");
        const auto row = [](const char* name, const QString& json, const char* summary, const char* notes) {
            QTest::newRow(name) << json << QString(summary) << QString(notes);
        };
        const QString good = R"({"question":"q","context":"c"})";
        row("nothing", '[' + good + ',' + good + ']', "2 questions", "");
        row("one question", '[' + good + ']', "1 question", "");
        row("a question", '[' + good + ',' + good + R"(,{"context":"c","question":""}])",
            "2 questions; 1 left out: row 3: the question is empty", "row 3: the question is empty");
        row("several", '[' + good + R"(,{"context":"c"},7])", "1 question; 2 left out, first row 2: the key \"question\" is missing",
            "row 2: the key \"question\" is missing\nrow 3: it is a number, not an object");
        row("an answer", R"([{"question":"q","context":"c","answers":[true]}])", "1 question; 1 expected answer left out",
            "row 1, answer 1: it is true or false, not a text");
        row("answers", R"([{"question":"q","context":"c","answers":[true,null]}])", "1 question; 2 expected answers left out",
            "row 1, answer 1: it is true or false, not a text\nrow 1, answer 2: it is null, not a text");
        row("both", R"([{"question":"q","context":"c","answers":[true]},{}])",
            "1 question; 1 left out: row 2: the key \"question\" is missing; 1 expected answer left out",
            "row 1, answer 1: it is true or false, not a text\nrow 2: the key \"question\" is missing");
    }

    void whatIsLeftOutIsSaid()
    {
        QFETCH(QString, json);
        QFETCH(QString, summary);
        QFETCH(QString, notes);
        QuestionsModel model;
        model.setQuestions(
            std::make_shared<const SearchableQuestions>(readJsonQuestions(json.toStdString(), "f", {}).value()));
        QCOMPARE(model.summary(), summary);
        QCOMPARE(sorted(model.notes()), sorted(notes));
    }

    void manyNotesAreCut()
    {
        std::string rows = R"([{"question":"q","context":"c"})";
        for (int i = 0; i < 30; ++i)
            rows += ",{}";
        QuestionsModel model;
        model.setQuestions(std::make_shared<const SearchableQuestions>(readJsonQuestions(rows + "]", "f", {}).value()));
        QCOMPARE(model.notes().count('\n'), 20);
        QVERIFY(model.notes().endsWith("and 10 more"));
    }

    void countsOneAndManyQuestions_data()
    {
        QTest::addColumn<int>("all");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("summary");
        QTest::newRow("one") << 1 << "" << "1 question";
        QTest::newRow("none of one") << 1 << "zebra" << "0 of 1 question";
        QTest::newRow("two") << 2 << "" << "2 questions";
        QTest::newRow("none of two") << 2 << "zebra" << "0 of 2 questions";
        QTest::newRow("thousands") << 1234 << "" << "1,234 questions";
    }

    void countsOneAndManyQuestions()
    {
        QFETCH(int, all);
        QFETCH(QString, words);
        QFETCH(QString, summary);
        QuestionList list;
        list.paragraphs.resize(1);
        list.questions.resize(static_cast<std::size_t>(all));
        QuestionsModel model;
        model.setQuestions(std::make_shared<const SearchableQuestions>(list));
        model.setFilter({words, {}, Answerable::Any});
        QCOMPARE(model.summary(), summary);
    }

    void errorsLeaveTheListThatIsOpen()
    {
        Fixture f;
        f.library.open(squad2);
        QVERIFY(f.awaitRead());
        QSignalSpy refused(&f.library, &QuestionLibrary::refused);
        f.library.open("/nowhere/list.json");
        QVERIFY(f.awaitRead());
        QCOMPARE(refused.size(), 1);
        QVERIFY(QString::fromStdString(refused[0][0].value<Error>().text()).contains("/nowhere/list.json"));
        QCOMPARE(f.library.model()->rowCount(), 3);
        QCOMPARE(f.library.name(), QStringLiteral("squad-2.0.json"));
    }

    void theNewestFileWins()
    {
        Fixture f;
        QSignalSpy opened(&f.library, &QuestionLibrary::opened);
        f.library.open(squad1);
        f.library.open(squad2);
        QVERIFY(f.awaitRead());
        QCOMPARE(opened.size(), 1);
        QCOMPARE(f.library.name(), QStringLiteral("squad-2.0.json"));
    }

    void cancellingDoesNotWait()
    {
        Fixture f;
        bool released = false;
        std::promise<bool> end;
        f.jobs.run(&f.library, [&] { return end.get_future().get(); }, [&](bool value) { released = value; });
        QSignalSpy opened(&f.library, &QuestionLibrary::opened);
        f.library.open(squad1); // behind work that takes its time
        f.library.cancel();
        QVERIFY(!f.library.isReading() && !released);
        end.set_value(true);
        QVERIFY(QTest::qWaitFor([&] { return released; }));
        bool after = false; // what was asked for before it is done
        f.jobs.run(&f.library, [] { return true; }, [&](bool value) { after = value; });
        QVERIFY(QTest::qWaitFor([&] { return after; }));
        QVERIFY(opened.isEmpty());
        QCOMPARE(f.library.model()->rowCount(), 0);
    }

    void verdicts_data()
    {
        QTest::addColumn<double>("noAnswer");
        QTest::addColumn<ExpectedAnswers>("expected");
        QTest::addColumn<QString>("text");
        QTest::newRow("not known") << 0.05 << ExpectedAnswers() << "";
        QTest::newRow("right") << 0.05 << ExpectedAnswers({"The Paris."}) << "F1 1, exact match";
        QTest::newRow("half right") << 0.05 << ExpectedAnswers({"Paris Texas"}) << "F1 0.67, not exact";
        QTest::newRow("wrong") << 0.05 << ExpectedAnswers({"London"}) << "F1 0, not exact";
        QTest::newRow("there is none") << 0.05 << ExpectedAnswers(std::vector<std::string>()) << "F1 0, not exact";
        QTest::newRow("there is none, as predicted")
            << 0.9 << ExpectedAnswers(std::vector<std::string>()) << "F1 1, exact match";
        QTest::newRow("there is one") << 0.9 << ExpectedAnswers({"Paris"}) << "F1 0, not exact";
    }

    void verdicts()
    {
        QFETCH(double, noAnswer);
        QFETCH(ExpectedAnswers, expected);
        QFETCH(QString, text);
        AnalysisResult result = *test::sampleResult();
        result.answer->text = "Paris";
        result.noAnswerProbability = noAnswer;
        const Verdict verdict = verdictOf(result, expected);
        QCOMPARE(verdict.text, text);
        QCOMPARE(verdict.hint.isEmpty(), text.isEmpty());
        QCOMPARE(prefersNoAnswer(result), noAnswer > 0.5);
        QVERIFY(verdictOf(*test::sampleResult({.stage = Stage::Tokens}), expected).text.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestQuestions)
#include "tst_questions.moc"
