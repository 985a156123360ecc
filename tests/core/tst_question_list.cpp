// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "core/base/decoded_text.h"
#include "core/base/utf8.h"
#include "core/datasets/question_list.h"
#include "tests/support/files_testing.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

const std::filesystem::path fixtures = std::filesystem::path(TEST_DATA) / "questions";
const std::filesystem::path field = std::filesystem::path(TEST_DATA) / "field/questions";

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

QStringList textsOf(const QuestionList& list)
{
    QStringList texts;
    for (const ListedQuestion& question : list.questions)
        texts << QString::fromStdString(question.text);
    return texts;
}

/// The expected answers of all questions; "-" where none is expected, "?" where it is not known.
QStringList expectedOf(const QuestionList& list)
{
    QStringList answers;
    for (const ListedQuestion& question : list.questions) {
        if (!question.expected || question.expected->empty())
            answers << (question.expected ? "-" : "?");
        for (const std::string& answer : question.expected.value_or(std::vector<std::string>()))
            answers << QString::fromStdString(answer);
    }
    return answers;
}

/// "ab@0 cd@3": the expected answers with their places; "-" and "?" as above.
QString placedOf(const ListedQuestion& question)
{
    if (!question.expected || question.expected->empty())
        return question.expected ? "-" : "?";
    QStringList answers;
    for (std::size_t i = 0; i < question.expected->size(); ++i)
        answers << QStringLiteral("%1@%2")
                       .arg(QString::fromStdString(question.expected->at(i)))
                       .arg(question.places.at(i).begin);
    return answers.join(' ');
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
    void fieldForms_data();
    void fieldForms();
    void answerForms_data();
    void answerForms();
    void rowForms_data();
    void rowForms();
    void tables_data();
    void tables();
    void leavesOut_data();
    void leavesOut();
    void notesAreBounded();
    void unknownKeysAreSkipped();
    void byteOrderMarksAreSkipped();
    void otherEncodings_data();
    void otherEncodings();
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
    const Result<QuestionList> list = readJsonQuestions(squadWith(members).toStdString(), "f", {});
    QVERIFY2(list.has_value(), list ? "" : list.error().text().c_str());
    const ListedQuestion& question = list->questions.at(0);
    QCOMPARE(question.expected.has_value(), known);
    QCOMPARE(question.places.size(), std::size_t(answers));
    if (answers > 0)
        QVERIFY(question.places[0] == place);
}

/// What others of the field write, with what is right.
void TestQuestionList::fieldForms_data()
{
    QTest::addColumn<QStringList>("questions");
    QTest::addColumn<QStringList>("answers"); ///< of all questions; "-": none is expected, "?": not known
    QTest::addColumn<int>("leftOut");
    const QStringList both{"When was it built?", "How tall is it?"};
    const QStringList right{"1858", "46 metres"};
    QTest::newRow("answers-as-strings.json") << both.first(1) << right.first(1) << 0;
    QTest::newRow("answers-as-columns.json") << both.first(1) << right.first(1) << 0;
    QTest::newRow("numeric-ids.json") << both.first(1) << right.first(1) << 0;
    QTest::newRow("header.tsv") << both.first(1) << right.first(1) << 0;
    for (const char* name :
         {"flat-rows.json", "rows.jsonl", "list-of-contexts.json", "rows.csv", "bom-crlf.json", "bom-crlf.tsv"})
        QTest::newRow(name) << both << right << 0;
    QTest::newRow("empty-question.json") << both << right << 1;
    QTest::newRow("placeholder-answers.json") << QStringList("灯塔有多高？") << QStringList("?") << 0;
    QTest::newRow("squad2-plausible.json")
        << QStringList{"Who painted it?", "How tall is it?"} << QStringList{"-", "46 metres"} << 0;
    QTest::newRow("answer-start-zero.json") << QStringList("كم ارتفاع المنارة؟") << QStringList("٤٦ متر") << 0;
    QTest::newRow("spaces-around-answers.json") << both.first(1) << QStringList{"1858.", "beside it."} << 0;
}

void TestQuestionList::fieldForms()
{
    QFETCH(QStringList, questions);
    QFETCH(QStringList, answers);
    QFETCH(int, leftOut);
    const Result<QuestionList> list = readQuestionList(field / QTest::currentDataTag(), {});
    QVERIFY2(list.has_value(), list ? "" : list.error().text().c_str());
    QCOMPARE(textsOf(*list), questions);
    QCOMPARE(expectedOf(*list), answers);
    QCOMPARE(list->leftOut, std::size_t(leftOut));
    for (std::size_t i = 0; i < list->questions.size(); ++i)
        for (std::size_t k = 0; k < list->questions[i].places.size(); ++k)
            QCOMPARE(answerAt(*list, i, k), list->questions[i].expected->at(k));
}

void TestQuestionList::answerForms_data()
{
    QTest::addColumn<QByteArray>("answers"); ///< as the value of a key
    QTest::addColumn<QString>("expected");
    QTest::addColumn<int>("leftOut");
    const auto row = [](const char* name, const QByteArray& answers, const char* expected, int leftOut = 0) {
        QTest::newRow(name) << answers << QString(expected) << leftOut;
    };
    row("objects", R"([{"text":"ab","answer_start":0},{"text":"cd","answer_start":3}])", "ab@0 cd@3");
    row("one object", R"({"text":"cd","answer_start":3})", "cd@3");
    row("texts", R"(["ab","cd"])", "ab@0 cd@3");
    row("one text", R"("cd")", "cd@3");
    row("a number", "5", "5@0");
    row("numbers", "[5, 1.50]", "5@0 1.50@0");
    row("columns", R"({"text":["ab","cd"],"answer_start":[0,3]})", "ab@0 cd@3");
    row("columns, places first", R"({"answer_start":[3],"text":["cd"]})", "cd@3");
    row("columns with fewer places", R"({"text":["ab","cd"],"answer_start":[0]})", "ab@0 cd@3");
    row("a list of columns", R"([{"text":["ab"],"answer_start":[0]},{"text":["cd"],"answer_start":[3]}])", "ab@0 cd@3");
    row("lists of texts", R"([["ab"],["cd","ab"]])", "ab@0 cd@3");
    row("other keys", R"([{"answer_id":7,"text":"cd","more":{"text":"no"},"others":["no"]}])", "cd@3");
    row("no columns", R"({"text":[],"answer_start":[]})", "-");
    row("an empty list", "[]", "-");
    row("an empty text", R"("")", "-");
    row("null", "null", "?");
    row("not a number", "NaN", "?");
    row("null in a list", R"([null,"cd"])", "cd@3", 1);
    row("true", "true", "?", 1);
    row("an object without text", R"([{"answer_start":1}])", "?", 1);
    row("an object without text, and one with", R"([{"answer_start":1},{"text":"cd"}])", "cd@3", 1);
    row("a text that is an object", R"([{"text":{"en":"ab"}}])", "?", 1);
    row("a text that is a flag", R"({"text":true})", "?", 1);
    row("an empty text among others", R"(["","cd"])", "cd@3", 1);
    row("a place that is none", R"([{"text":"xy","answer_start":-1},{"text":"cd","answer_start":-1}])", "cd@3", 1);
    row("nothing stands in the text", R"([{"text":"xy","answer_start":-1}])", "?", 1);
    row("free words", R"(["x y"])", "x y@0");
    row("white space", R"(["  cd\n"])", "cd@3");
}

void TestQuestionList::answerForms()
{
    QFETCH(QByteArray, answers);
    QFETCH(QString, expected);
    QFETCH(int, leftOut);
    for (const char* key : {"answers", "answer"}) {
        const auto list =
            readJsonQuestions(squadWith(",\"" + QByteArray(key) + "\":" + answers).toStdString(), "f", {});
        QVERIFY2(list.has_value(), list ? "" : list.error().text().c_str());
        QCOMPARE(placedOf(list->questions.at(0)), expected);
        QCOMPARE(list->answersLeftOut, std::size_t(leftOut));
        QCOMPARE(list->notes.size(), std::size_t(leftOut));
        for (const ListNote& note : list->notes)
            QVERIFY2(note.text().find("question 1, answer ") != std::string::npos, note.text().c_str());
    }
}

void TestQuestionList::rowForms_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("count");
    QTest::addColumn<QString>("title");
    const auto row = [](const char* name, const QByteArray& json, int count = 1, const char* title = "T") {
        QTest::newRow(name) << json << count << QString(title);
    };
    const QByteArray asked = R"("question":"q","context":"ab cd","answers":["cd"],"title":"T")";
    row("a row alone", '{' + asked + '}');
    row("a list of rows", "[{" + asked + "},{" + asked + "}]", 2);
    row("data of rows", R"({"version":"1","data":[{)" + asked + "}]}");
    row("lines", '{' + asked + "}\n\n{" + asked + "}\r\n", 2);
    row("lines with a heading", "{\"header\":{\"mrqa_split\":\"train\"}}\n{" + asked + "}\n");
    row("keys in capitals", R"([{"Question":"q","CONTEXT":"ab cd","Answers":"cd","Title":"T"}])");
    row("a place beside the answer", R"([{"question":"q","context":"ab cd","answer_text":"cd","answer_start":3,"title":"T"}])");
    row("places beside the answers", R"([{"question":"q","context":"ab cd","answers":["cd"],"answer_start":[3],"title":"T"}])");
    row("contexts", R"([{"context":"ab cd","title":"T","qas":[{"question":"q","answers":["cd"]}]}])");
    row("contexts in data", R"({"data":[{"title":"T","context":"ab cd","qas":[{"question":"q","answers":"cd"}]}]})");
    row("a paragraph alone", R"({"title":"T","context":"ab cd","qas":[{"question":"q","answers":["cd"]}]})");
    row("paragraphs alone", R"({"title":"T","paragraphs":[{"context":"ab cd","qas":[{"question":"q","answers":["cd"]}]}]})");
    row("articles in a list", R"([{"paragraphs":[{"qas":[{"question":"q","answers":["cd"]}],"context":"ab cd"}],"title":"T"}])");
    row("articles, a line each", R"({"title":"T","paragraphs":[{"context":"ab cd","qas":[{"question":"q","answers":["cd"]}]}]})"
                                 "\n" R"({"title":"T","context":"ab cd","qas":[{"qid":"7","question":"q","answers":["cd"]}]})", 2);
    row("a question that is no list", R"({"title":"T","context":"ab cd","qas":{"question":"q","answers":["cd"]}})");
    row("a context above its paragraphs", R"([{"title":"T","paragraphs":[{"qas":[{"question":"q","answers":["cd"]}]}],"context":"ab cd"}])");
    row("values that are no numbers", R"([{"question":"q","context":"ab cd","answers":["cd"],"title":"T","score":NaN,"low":-Infinity}])");
}

void TestQuestionList::rowForms()
{
    QFETCH(QByteArray, json);
    QFETCH(int, count);
    QFETCH(QString, title);
    const Result<QuestionList> list = parseQuestionList(json.toStdString(), "f.json", {});
    QVERIFY2(list.has_value(), list ? "" : list.error().text().c_str());
    QCOMPARE(list->questions.size(), std::size_t(count));
    for (const ListedQuestion& question : list->questions) {
        QCOMPARE(question.text, std::string("q"));
        QCOMPARE(placedOf(question), QStringLiteral("cd@3"));
        QCOMPARE(list->paragraphs.at(question.paragraph).context, std::string("ab cd"));
        QCOMPARE(QString::fromStdString(list->paragraphs.at(question.paragraph).title), title);
    }
}

void TestQuestionList::tables_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected"); ///< of the first question
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("leftOut");
    const auto row = [](const char* name, const QByteArray& text, const char* expected, int count = 1,
                        int leftOut = 0) { QTest::newRow(name) << text << QString(expected) << count << leftOut; };
    row("commas", "id,question,context,answer\n1,q,ab cd,cd\n", "cd@3");
    row("tabs", "question\tcontext\tanswer\nq\tab cd\tcd\n", "cd@3");
    row("semicolons", "question;context;answers\nq;ab cd;cd\n", "cd@3");
    row("any order and case", " Answer ,CONTEXT,Title,Question\ncd,ab cd,T,q\n", "cd@3");
    row("a mark, and Windows' lines", "\xef\xbb\xbfquestion,context,answer\r\nq,ab cd,cd\r\n", "cd@3");
    row("old Macintosh's lines", "question,context,answer\rq,ab cd,cd\r", "cd@3");
    row("no line end", "question,context,answer\nq,ab cd,cd", "cd@3");
    row("empty lines", "question,context,answer\n\nq,ab cd,cd\n\n\n", "cd@3");
    row("quotes", "\"question\",\"context\",\"answer\"\n\"q\",\"ab cd\",\"cd\"\n", "cd@3");
    row("line breaks and separators in quotes", "answer,question,context\n\"cd\",q,\"ab cd,\n\nef\r\n\"\"gh\"\"\"\n",
        "cd@3");
    row("what stands behind a quote", "question,context,answer\nq,\"ab\" cd,cd\n", "cd@3");
    row("quotes within", "question,context,answer\nq,ab cd 5\",5\"\n", "5\"@6");
    row("several answers", "question,context,answers\nq,ab cd,ab | cd\n", "ab@0 cd@3");
    row("Python's columns", "question,context,answers\nq,ab cd,\"{'text': ['cd'], 'answer_start': [3]}\"\n", "cd@3");
    row("NumPy's columns", "question,context,answers\nq,ab cd,\"{'text': array(['ab', 'cd'], dtype=object), "
                           "'answer_start': array([0, 3], dtype=int32)}\"\n", "ab@0 cd@3");
    row("NumPy's texts", "question,context,answers\nq,ab cd,['ab' 'cd']\n", "ab@0 cd@3");
    row("JSON's columns",
        "question,context,answers\nq,ab cd,\"{\"\"text\"\": [\"\"cd\"\"], \"\"answer_start\"\": [3]}\"\n", "cd@3");
    row("Python's list", "question,context,answers\nq,ab cd,\"['ab', \"\"cd\"\"]\"\n", "ab@0 cd@3");
    row("Python's objects", "question,context,answers\nq,ab cd,\"[{'text': 'cd', 'answer_start': 3}]\"\n", "cd@3");
    row("escapes", "question,context,answers\nq,it's \xc3\xa9,\"['it\\'s', '\\u00e9', '\\xe9']\"\n", "it's@0 \u00e9@5");
    row("Python's nothing", "question,context,answers\nq,ab cd,\"{'text': [], 'answer_start': []}\"\n", "-");
    row("an answer in brackets", "question,context,answers\nq,[1] ab,[1] ab\n", "[1] ab@0");
    row("no answer", "question,context,answer\nq,ab cd,\n", "-");
    row("no column for it", "question,context\nq,ab cd\n", "?");
    row("a cell that is missing", "question,context,answer\nq,ab cd\n", "?");
    row("marked as impossible", "question,context,answer,is_impossible\nq,ab cd,,True\nq,ab cd,cd,False\n", "-", 2);
    row("a place of its own", "question,context,answer_text,answer_start\nq,cd cd,cd,3\n", "cd@3");
    row("flattened columns", "question,context,answers.text,answers.answer_start\nq,cd cd ab,['cd' 'ab'],[3 6]\n",
        "cd@3 ab@6");
    row("too many fields", "question,context,answer\nq,ab cd,cd\nq,ab,cd,ef,gh\n", "cd@3", 1, 1);
    row("an empty question", "question,context,answer\n,ab cd,cd\nq,ab cd,cd\n", "cd@3", 1, 1);
    row("an empty context", "question,context,answer\nq,,cd\nq,ab cd,cd\n", "cd@3", 1, 1);
}

void TestQuestionList::tables()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, expected);
    QFETCH(int, count);
    QFETCH(int, leftOut);
    for (const char* name : {"f.csv", "f.tsv", "f.txt"}) {
        const Result<QuestionList> list = parseQuestionList(text.toStdString(), name, {});
        QVERIFY2(list.has_value(), list ? "" : list.error().text().c_str());
        QCOMPARE(list->questions.size(), std::size_t(count));
        QCOMPARE(list->leftOut, std::size_t(leftOut));
        QCOMPARE(placedOf(list->questions[0]), expected);
        QCOMPARE(list->questions[0].text, std::string("q"));
    }
}

/// One bad question does not refuse the list.
void TestQuestionList::leavesOut_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("note");
    QTest::addColumn<int>("leftOut");
    const auto row = [](const char* name, const char* file, const QByteArray& text, const char* note, int leftOut = 1) {
        QTest::newRow(name) << QString(file) << text << QString(note) << leftOut;
    };
    const auto beside = [](const QByteArray& other) {
        return R"({"data":[{"paragraphs":[{"context":"c","qas":[{"question":"q"},)" + other + "]}]}]}";
    };
    const QByteArray good = R"({"question":"q","context":"c"})";
    row("no key", "a.json", beside("{}"), "question 2: the key \"question\" is missing");
    row("empty", "a.json", beside(R"({"question":""})"), "question 2: the question is empty");
    row("white space", "a.json", beside(R"({"question":" \n "})"), "question 2: the question is empty");
    row("a number", "a.json", beside(R"({"question":7})"), "question 2: the question is a number, not a text");
    row("a flag", "a.json", beside(R"({"question":false})"), "question 2: the question is true or false, not a text");
    row("a list", "a.json", beside(R"({"question":["q"]})"), "question 2: the question is a list, not a text");
    row("an object", "a.json", beside(R"({"question":{"stem":"q"}})"), "question 2: the question is an object, not a text");
    row("null", "a.json", beside("null"), "question 2: it is null, not an object");
    row("a text", "a.json", beside(R"("When?")"), "question 2: it is a text, not an object");
    row("a list of lists", "a.json", beside("[[]]"), "question 2: it is a list, not an object");
    row("with its id", "a.json", beside(R"({"id":"x7","question":""})"), "question 2 (id x7): the question is empty");
    row("too many answers", "a.json", beside(R"({"question":"q","answers":[)" + QByteArray(R"("a",)").repeated(1000) + R"("a"]})"),
        "question 2: it has more than 1000 answers");
    row("too many in a column", "a.json",
        beside(R"({"question":"q","answers":{"text":[)" + QByteArray(R"("a",)").repeated(1000) + R"("a"]}})"),
        "question 2: it has more than 1000 answers");
    row("a paragraph without context", "a.json",
        R"({"data":[{"paragraphs":[{"context":"c","qas":[{"question":"q"}]},{"qas":[{"question":"a"},{"question":"b"}]}]}]})",
        "article 1, paragraph 2, question 1: the key \"context\" is missing", 2);
    row("a context that is no text", "a.json",
        R"({"data":[{"paragraphs":[{"context":"c","qas":[{"question":"q"}]},{"context":5,"qas":[{"question":"a"}]}]}]})",
        "article 1, paragraph 2, question 1: the context is a number, not a text");
    row("an empty context", "a.json",
        R"({"data":[{"paragraphs":[{"context":"c","qas":[{"question":"q"}]},{"context":"","qas":[{"question":"a"}]}]}]})",
        "article 1, paragraph 2, question 1: the context is empty");
    row("a row without context", "a.json", "[" + good + R"(,{"question":"q"}])", "row 2: the key \"context\" is missing");
    row("a row without question", "a.json", "[" + good + R"(,{"context":"c"}])", "row 2: the key \"question\" is missing");
    row("a row of nothing", "a.json", "[{}," + good + "]", "row 1: the key \"question\" is missing");
    row("a row that is none", "a.json", "[" + good + ",5]", "row 2: it is a number, not an object");
    row("a broken line", "a.jsonl", good + "\n{\"question\": \"q\"\n" + good + "\n",
        "line 2: it is not well-formed JSON at byte 47", 1);
    row("a line that is a text", "a.jsonl", good + "\n\"q\"\n", "line 2: it is a text, not an object");
    row("a line without its text", "a.tsv", "What?\tText.\nWho?\n", "line 2: expected a question");
    row("too many tabs", "a.tsv", "What?\tText.\nWhat?\tText.\tx\ty\n", "line 2: expected a question");
    row("a paragraph without questions", "a.txt", "A text.\n\nWhat?\n\nAnother text.\n", "line 5: no questions follow");
    row("too many fields", "a.csv", "question,context\nq,c\nq,c,x\n", "row 2 (line 3): it has 3 fields for 2 columns");
    row("half a surrogate", "a.json", beside(R"({"question":"q","id":"\ud800"})"), "one character is half a surrogate pair", 0);
    row("halves of surrogates", "a.json", beside(R"({"question":"\udfff\ud83d\ude00\\ud800","id":"\uD800\ud800"})"),
        "3 characters are halves", 0);
}

void TestQuestionList::leavesOut()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, text);
    QFETCH(QString, note);
    QFETCH(int, leftOut);
    const Result<QuestionList> list = parseQuestionList(text.toStdString(), file.toStdString(), {});
    QVERIFY2(list.has_value(), list ? "" : list.error().text().c_str());
    QVERIFY(!list->questions.empty());
    QCOMPARE(list->leftOut, std::size_t(leftOut));
    QVERIFY(!list->notes.empty());
    const QString said = QString::fromStdString(list->notes[0].text());
    QVERIFY2(said.contains(note), qPrintable(said));
}

void TestQuestionList::notesAreBounded()
{
    std::string rows = R"([{"question":"q","context":"c"})";
    for (std::size_t i = 0; i < mostNotes + 5; ++i)
        rows += ",{}";
    const Result<QuestionList> list = readJsonQuestions(rows + "]", "f", {});
    QVERIFY(list.has_value());
    QCOMPARE(list->leftOut, mostNotes + 5);
    QCOMPARE(list->notes.size(), mostNotes);
}

void TestQuestionList::unknownKeysAreSkipped()
{
    const Result<QuestionList> list = readJsonQuestions(
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

void TestQuestionList::otherEncodings_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("UTF-16, little") << QByteArray("\xff\xfe[\0]\0\n\0\n\0" "\xe9\0\x3d\xd8\0\xde?\0", 18);
    QTest::newRow("UTF-16, big") << QByteArray("\xfe\xff\0[\0]\0\n\0\n\0\xe9\xd8\x3d\xde\0\0?", 18);
    QTest::newRow("UTF-8 with its mark") << QByteArray("\xef\xbb\xbf[]\n\n\xc3\xa9\xf0\x9f\x98\x80?");
    QTest::newRow("UTF-8") << QByteArray("[]\n\n\xc3\xa9\xf0\x9f\x98\x80?");
}

void TestQuestionList::otherEncodings()
{
    QFETCH(QByteArray, bytes);
    const Result<std::string> text = decodedText(bytes.toStdString(), "f");
    QVERIFY2(text.has_value(), text ? "" : text.error().text().c_str());
    QCOMPARE(*text, std::string("[]\n\n\xc3\xa9\xf0\x9f\x98\x80?"));
}

void TestQuestionList::refuses_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("where");
    const auto row = [](const char* name, const char* file, const QByteArray& text, const char* said,
                        const char* where) {
        QTest::newRow(name) << QString(file) << text << QString(said) << QString(where);
    };
    row("empty", "a.txt", "", "holds no question", "a.txt");
    row("blank", "a.txt", "\n \n\t\n", "holds no question", "a.txt");
    row("no questions", "a.txt", "A text.\nAnother text.\n", "no questions follow", "a.txt, line 1");
    row("a line without its text", "a.tsv", "What?\t\n", "no questions follow", "a.tsv, line 1"); // no tab is left
    row("an empty text", "a.tsv", "What?\t \tx\n", "the context is empty", "a.tsv, line 1");
    row("too many tabs", "a.tsv", "What?\tText.\tx\ty\n", "expected a question", "a.tsv, line 1");
    row("not UTF-8", "a.txt", "Text \xff\n", "not UTF-8", "a.txt, byte 5");
    row("binary", "a.txt", QByteArray("Text\0more", 9), "not UTF-8", "a.txt, byte 4");
    row("Latin-1", "a.json", readAll(field / "latin1.json"), "not UTF-8", "a.json, byte 215");
    row("UTF-16 without its mark", "a.txt", QByteArray("T\0e\0x\0t\0", 8), "perhaps UTF-16", "a.txt, byte 1");
    row("UTF-16 that breaks off", "a.txt", QByteArray("\xff\xfeT\0e", 5), "ends within a character", "a.txt, byte 4");
    row("UTF-16 with half a pair", "a.txt", QByteArray("\xfe\xff\0T\xd8\0\0e", 8), "does not go on", "a.txt, byte 4");
    row("UTF-32", "a.txt", QByteArray("\xff\xfe\0\0T\0\0\0", 8), "UTF-32", "a.txt");
    row("a zip archive", "a.txt", "PK\x03\x04\xff", "zip archive", "a.txt");
    row("a Parquet file", "a.json", QByteArray("PAR1\x15\0", 6), "Parquet", "a.json");
    row("an archive of one file", "a.jsonl", "\x1f\x8b\x08", "gzip", "a.jsonl");
    row("a pointer to a file", "a.json", "version https://git-lfs.github.com/spec/v1\n", "Git LFS", "a.json");
    row("a table without a header", "a.csv", "When?,It was 1858.,1858\n", "name the columns", "a.csv, line 1");
    row("a table without contexts", "a.csv", "question,answer\nWhen?,1858\n", "name the columns", "a.csv, line 1");
    row("a table with a header alone", "a.csv", "question,context\n", "holds no question", "a.csv");
    row("a quote that is not closed", "a.csv", "question,context\nWhen?,\"It was\n1858.\nWho?,Ada.\n",
        "quote is not closed", "a.csv, line 2");
    row("a table by columns", "a.json", R"({"question":["q"],"context":["c"]})", "by columns", "a.json");
    row("a table by columns, as pandas", "a.json", R"({"question":{"0":"q"},"context":{"0":"c"}})", "by columns", "a.json");
    row("columns below data", "a.json", R"({"data":{"question":["q"],"context":["c"]}})", "by columns", "a.json");
    row("rows without keys", "a.json", R"({"columns":["question","context"],"data":[["q","c"]]})", "not an object",
        "a.json, row 1");
    row("a text", "a.json", R"("hello")", "not an object", "a.json");
    row("broken lines", "a.jsonl", "{\"x\":1}\n{\"question\":\n", "\"question\" is missing", "a.jsonl, line 1");
    row("broken JSON", "a.json", R"({"data": [)", "well-formed", "a.json, byte 10");
    row("JSON by its name", "a.json", "hello", "well-formed", "a.json, byte 0");
    row("JSON by its first letter", "a.txt", "{]", "well-formed", "a.txt, byte 1");
    row("a list", "a.json", "[]", "holds no question", "a.json");
    row("no data", "a.json", "{}", "holds no question", "a.json");
    row("data of another kind", "a.json", R"({"data": {"a": 1}})", "holds no question", "a.json");
    row("no context", "a.json", R"({"data":[{"paragraphs":[{"context":"c"},{"qas":[{"question":"q"}]}]}]})",
        "\"context\" is missing", "a.json, article 1, paragraph 2");
    row("no question", "a.json", R"({"data":[{"title":"t","paragraphs":[{"context":"c","qas":[{"id":"1"}]}]}]})",
        "\"question\" is missing", "a.json, article 1, paragraph 1, question 1 (id 1)");
    row("a question that is a number", "a.json", R"({"data":[{"paragraphs":[{"context":"c","qas":[{"question":1}]}]}]})",
        "is a number", "question 1");
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
    const Result<QuestionList> list = readJsonQuestions(deep, "f", {});
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
    const Result<QuestionList> list = readJsonQuestions(many + "]}]}]}", "f", Job{stop.get_token(), {}});
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
