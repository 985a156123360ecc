// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "core/base/utf8.h"
#include "core/datasets/question_list.h"
#include "tests/support/files_testing.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

const std::filesystem::path fixtures = std::filesystem::path(TEST_DATA) / "questions";

QuestionList listOf(const char* name)
{
    const Result<QuestionList> list = readQuestionList(fixtures / name, {});
    if (!list)
        qFatal("%s", list.error().text().c_str());
    return *list;
}

std::string answerAt(const QuestionList& list, std::size_t question, std::size_t answer)
{
    const ListedQuestion& asked = list.questions.at(question);
    const TextRange place = asked.places.at(answer);
    return std::string(codePointRange(list.paragraphs.at(asked.paragraph).context, place.begin, place.end));
}

/// One question about a context, as SQuAD has it, with `members` beside its text.
QByteArray squadWith(const QByteArray& members)
{
    return R"({"data":[{"title":"T","paragraphs":[{"context":"ab cd","qas":[{"question":"q")" + members + "}]}]}]}";
}

} // namespace

Q_DECLARE_METATYPE(headlight::TextRange)

class TestQuestionList : public QObject {
    Q_OBJECT
private slots:
    void readsSquad1();
    void readsSquad2();
    void readsParagraphs();
    void readsTabbedLines();
    void answersAreFound_data();
    void answersAreFound();
    void unknownKeysAreSkipped();
    void byteOrderMarksAreSkipped();
    void refuses_data();
    void refuses();
    void deepNestingIsRefused();
    void stopsWhenAsked();
    void missingFileIsNamed();
};

void TestQuestionList::readsSquad1()
{
    const QuestionList list = listOf("squad-1.1.json");
    QCOMPARE(list.name, std::string("squad-1.1.json"));
    QCOMPARE(list.paragraphs.size(), std::size_t(2));
    QCOMPARE(list.questions.size(), std::size_t(3));
    QCOMPARE(list.paragraphs[0].title, std::string("Lighthouses"));
    QCOMPARE(list.paragraphs[1].title, std::string("Ørsted"));
    QCOMPARE(list.questions[0].id, std::string("light-1"));
    QCOMPARE(list.questions[0].text, std::string("What was the lighthouse built of?"));
    QVERIFY(list.questions[0].expected == ExpectedAnswers({"granite", "of granite"})); // each wording once
    QCOMPARE(list.questions[2].paragraph, std::size_t(1));                             // whose context follows it
    QCOMPARE(answerAt(list, 0, 0), std::string("granite"));
    QCOMPARE(answerAt(list, 0, 1), std::string("of granite"));
    QCOMPARE(answerAt(list, 1, 0), std::string("1922")); // looked up, as the file's place is wrong
    QCOMPARE(answerAt(list, 2, 0), std::string("Hans Christian Ørsted"));
    QCOMPARE(list.questions[2].places[0].begin, std::int64_t(10)); // code points: a smiley counts once
}

void TestQuestionList::readsSquad2()
{
    const QuestionList list = listOf("squad-2.0.json");
    QCOMPARE(list.questions.size(), std::size_t(3));
    QVERIFY(list.questions[0].isAnswerable());
    QVERIFY(list.questions[1].expected == ExpectedAnswers(std::vector<std::string>())); // plausible answers are none
    QVERIFY(!list.questions[1].isAnswerable());
    QVERIFY(!list.questions[2].expected); // not known
    QVERIFY(list.questions[2].isAnswerable());
}

void TestQuestionList::readsParagraphs()
{
    const QuestionList list = listOf("paragraphs.txt");
    QCOMPARE(list.paragraphs.size(), std::size_t(2));
    QCOMPARE(list.questions.size(), std::size_t(3));
    QCOMPARE(list.paragraphs[0].context, std::string("The observatory of Paris was founded in 1667.\n"
                                                     "The Royal Observatory in Greenwich was founded in 1675."));
    QCOMPARE(list.questions[1].text, std::string("When was Greenwich founded?"));
    QCOMPARE(list.questions[2].paragraph, std::size_t(1));
    QVERIFY(!list.questions[0].expected);
}

void TestQuestionList::readsTabbedLines()
{
    const QuestionList list = listOf("tabbed.tsv");
    QCOMPARE(list.paragraphs.size(), std::size_t(2));
    QCOMPARE(list.questions.size(), std::size_t(4));
    QVERIFY(list.questions[0].expected == ExpectedAnswers({"Amira"}));
    QVERIFY(list.questions[1].expected == ExpectedAnswers({"at the station", "the station"}));
    QCOMPARE(answerAt(list, 1, 1), std::string("the station"));
    QVERIFY(list.questions[2].paragraph == 0);
    QVERIFY(!list.questions[3].expected);
}

void TestQuestionList::answersAreFound_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::addColumn<bool>("known");
    QTest::addColumn<int>("answers");
    QTest::addColumn<TextRange>("place");
    const auto row = [](const char* name, const QByteArray& members, bool known, int answers, TextRange place) {
        QTest::newRow(name) << members << known << answers << place;
    };
    row("nothing said", "", false, 0, {});
    row("an empty list", R"(,"answers":[])", true, 0, {});
    row("impossible", R"(,"is_impossible":true)", true, 0, {});
    row("impossible, whatever is listed", R"(,"is_impossible":true,"answers":[{"text":"ab"}])", true, 0, {});
    row("at its place", R"(,"answers":[{"text":"cd","answer_start":3}])", true, 1, {3, 5});
    row("without a place", R"(,"answers":[{"text":"cd"}])", true, 1, {3, 5});
    row("a place beyond the context", R"(,"answers":[{"text":"cd","answer_start":99999999999999}])", true, 1, {3, 5});
    row("a negative place", R"(,"answers":[{"text":"ab","answer_start":-1}])", true, 1, {0, 2});
    row("not in the context", R"(,"answers":[{"text":"xy","answer_start":0}])", true, 1, {0, 0});
    row("an empty answer", R"(,"answers":[{"text":"","answer_start":0}])", true, 0, {});
}

void TestQuestionList::answersAreFound()
{
    QFETCH(QByteArray, members);
    QFETCH(bool, known);
    QFETCH(int, answers);
    QFETCH(TextRange, place);
    const Result<QuestionList> list = readSquad(squadWith(members).toStdString(), "f", {});
    QVERIFY2(list.has_value(), list ? "" : list.error().text().c_str());
    const ListedQuestion& question = list->questions.at(0);
    QCOMPARE(question.expected.has_value(), known);
    QCOMPARE(question.places.size(), std::size_t(answers));
    if (answers > 0)
        QVERIFY(question.places[0] == place);
}

void TestQuestionList::unknownKeysAreSkipped()
{
    const Result<QuestionList> list = readSquad(
        R"({"x":[{"question":"no"}],"data":[{"paragraphs":[{"more":{"qas":[{"question":"no"}]},"context":"c","qas":[{"question":"q"}]}],"title":"late"}]})",
        "f", {});
    QVERIFY(list.has_value());
    QCOMPARE(list->questions.size(), std::size_t(1));
    QCOMPARE(list->paragraphs[0].title, std::string("late"));
}

void TestQuestionList::byteOrderMarksAreSkipped()
{
    const QTemporaryDir folder;
    const std::filesystem::path file = toPath(folder.filePath("a.txt"));
    writeAll(file, "\xef\xbb\xbf" "Text.\r\n\r\nWho?\r\n");
    const Result<QuestionList> list = readQuestionList(file, {});
    QVERIFY(list.has_value());
    QCOMPARE(list->paragraphs[0].context, std::string("Text."));
    QCOMPARE(list->questions[0].text, std::string("Who?"));
}

void TestQuestionList::refuses_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("where");
    const auto row = [](const char* name, const char* file, const QByteArray& text, const char* said, const char* where) {
        QTest::newRow(name) << QString(file) << text << QString(said) << QString(where);
    };
    row("empty", "a.txt", "", "holds no question", "a.txt");
    row("blank", "a.txt", "\n \n\t\n", "holds no question", "a.txt");
    row("no questions", "a.txt", "A text.\n\nWhat?\n\nAnother text.\n", "No questions follow", "a.txt, line 5");
    row("a line without its text", "a.tsv", "What?\tText.\nWho?\n", "Expected a question", "a.tsv, line 2");
    row("too many tabs", "a.tsv", "What?\tText.\tx\ty\n", "Expected a question", "a.tsv, line 1");
    row("not UTF-8", "a.txt", "Text \xff\n", "not UTF-8", "a.txt, byte 5");
    row("binary", "a.txt", QByteArray("Text\0more", 9), "not UTF-8", "a.txt, byte 4");
    row("a zip archive", "a.txt", "PK\x03\x04\xff", "zip archive", "a.txt");
    row("broken JSON", "a.json", R"({"data": [)", "well-formed", "a.json, byte 10");
    row("JSON by its name", "a.json", "hello", "well-formed", "a.json, byte 0");
    row("JSON by its first letter", "a.txt", "{]", "well-formed", "a.txt, byte 1");
    row("a list", "a.json", "[]", "not an object", "a.json");
    row("no data", "a.json", "{}", "holds no question", "a.json");
    row("data of another kind", "a.json", R"({"data": {"a": 1}})", "holds no question", "a.json");
    row("no context", "a.json", R"({"data":[{"paragraphs":[{"context":"c"},{"qas":[{"question":"q"}]}]}]})",
        "\"context\" is missing", "a.json, article 1, paragraph 2");
    row("no question", "a.json", R"({"data":[{},{"paragraphs":[{"context":"c","qas":[{"question":"q"},{"id":"1"}]}]}]})",
        "\"question\" is missing", "a.json, article 2, paragraph 1, question 2");
    row("a question that is a number", "a.json", R"({"data":[{"paragraphs":[{"context":"c","qas":[{"question":1}]}]}]})",
        "\"question\" is missing", "question 1");
    row("an answer without text", "a.json", squadWith(R"(,"answers":[{"answer_start":1}])"), "\"text\" is missing",
        "question 1, answer 1");
    row("half a surrogate", "a.json", squadWith(R"(,"id":"\ud800")"), "well-formed", "a.json, byte");
}

void TestQuestionList::refuses()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, text);
    QFETCH(QString, said);
    QFETCH(QString, where);
    const QTemporaryDir folder;
    const std::filesystem::path file = toPath(folder.filePath(name));
    writeAll(file, text);
    const Result<QuestionList> list = readQuestionList(file, {});
    QVERIFY(!list.has_value());
    const QString error = QString::fromStdString(list.error().text());
    QVERIFY2(error.contains(said) && error.contains(where), qPrintable(error));
    QVERIFY(!list.error().remedy.empty());
}

void TestQuestionList::deepNestingIsRefused()
{
    const std::string deep = R"({"x":)" + std::string(1000000, '[');
    const Result<QuestionList> list = readSquad(deep, "f", {});
    QVERIFY(!list.has_value());
    QVERIFY(QString::fromStdString(list.error().what).contains("deeply"));
}

void TestQuestionList::stopsWhenAsked()
{
    std::stop_source stop;
    stop.request_stop();
    std::string many = R"({"data":[{"paragraphs":[{"context":"c","qas":[{"question":"q"})";
    for (int i = 0; i < 1000; ++i)
        many += R"(,{"question":"q"})";
    const Result<QuestionList> list = readSquad(many + "]}]}]}", "f", Job{stop.get_token(), {}});
    QVERIFY(!list.has_value());
    QVERIFY(list.error().kind == ErrorKind::Cancelled);
}

void TestQuestionList::missingFileIsNamed()
{
    const Result<QuestionList> list = readQuestionList("/nowhere/list.json", {});
    QVERIFY(!list.has_value());
    QVERIFY(QString::fromStdString(list.error().text()).contains("/nowhere/list.json"));
}

QTEST_GUILESS_MAIN(TestQuestionList)
#include "tst_question_list.moc"
