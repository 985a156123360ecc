// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <limits>

#include "core/files/json_file.h"
#include "core/files/json_repair.h"
#include "tests/support/files_testing.h"

using namespace headlight;
using namespace headlight::testing;
using nlohmann::json;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The numbers of a list, each as Qt writes it.
QString numbersOf(const json& list)
{
    QStringList numbers;
    for (const json& number : list)
        numbers.append(number.is_number() ? QString::number(number.get<double>())
                                          : QString::fromStdString(number.dump()));
    return numbers.join(' ');
}

} // namespace

/// JSON as programs write it, beyond what the standard allows.
class TestJsonFile : public QObject {
    Q_OBJECT

private slots:
    void readsNumbersThatAreNone_data();
    void readsNumbersThatAreNone();
    void findsThemAnywhere();
    void repairsSurrogates_data();
    void repairsSurrogates();
    void remarksAddUp();
    void nothingMoves_data();
    void nothingMoves();
    void numbersHaveTheirPoint();
    void refuses_data();
    void refuses();
    void namesTheByte();
    void repairsNothingUnsaid();
};

void TestJsonFile::readsNumbersThatAreNone_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("numbers");
    QTest::newRow("alone") << QByteArray("[NaN]") << "nan";
    QTest::newRow("all three") << QByteArray("[NaN, Infinity, -Infinity]") << "nan inf -inf";
    QTest::newRow("among others") << QByteArray("[1,NaN,2,-Infinity,3]") << "1 nan 2 -inf 3";
    QTest::newRow("after texts like them") << QByteArray(R"(["NaN", "a\"NaN", NaN])") << R"("NaN" "a\"NaN" nan)";
    QTest::newRow("after a text that ends with a backslash") << QByteArray(R"(["\\", NaN])") << R"("\\" nan)";
    QTest::newRow("without spaces") << QByteArray("[true,NaN,null]") << "true nan null";
}

void TestJsonFile::readsNumbersThatAreNone()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, numbers);
    const auto read = parseJson(text.toStdString(), "x.json");
    QVERIFY2(read, qPrintable(messageOf(read)));
    QCOMPARE(numbersOf(*read), numbers);
}

void TestJsonFile::findsThemAnywhere()
{
    const auto read =
        parseJsonObject(R"({"a": {"NaN": [[], {}, "x" , NaN]}, "b" : Infinity, "c": 7, "d": [-Infinity]})", "x");
    QVERIFY2(read, qPrintable(messageOf(read)));
    QVERIFY(std::isnan(read->at("a").at("NaN").at(3).get<double>()));
    QCOMPARE(read->at("b").get<double>(), infinity);
    QCOMPARE(read->at("c").get<int>(), 7);
    QCOMPARE(read->at("d").at(0).get<double>(), -infinity);
}

void TestJsonFile::repairsSurrogates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("remark");
    const QString one = "x.json: 1 escape of half a surrogate pair is read as U+FFFD.";
    QTest::newRow("first half") << QByteArray(R"("a\ud800b")") << "a\uFFFDb" << one;
    QTest::newRow("second half") << QByteArray(R"("a\uDC00")") << "a\uFFFD" << one;
    QTest::newRow("two first halves") << QByteArray(R"("\ud800\ud800")") << "\uFFFD\uFFFD"
                                      << "x.json: 2 escapes of half a surrogate pair are read as U+FFFD.";
    QTest::newRow("wrong way round") << QByteArray(R"("\udc00\ud800")") << "\uFFFD\uFFFD"
                                     << "x.json: 2 escapes of half a surrogate pair are read as U+FFFD.";
    QTest::newRow("a half before a pair")
        << QByteArray(R"("\ud83d\ud83d\ude00")") << QString::fromUtf8("\xEF\xBF\xBD\xF0\x9F\x98\x80") << one;
    QTest::newRow("a pair") << QByteArray(R"("\ud83d\ude00")") << QString::fromUtf8("\xF0\x9F\x98\x80") << "";
    QTest::newRow("a backslash before it") << QByteArray(R"("\\ud800")") << R"(\ud800)"
                                           << "";
}

void TestJsonFile::repairsSurrogates()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, value);
    QFETCH(const QString, remark);
    std::string said;
    const auto read = parseJson(text.toStdString(), "x.json", &said);
    QVERIFY2(read, qPrintable(messageOf(read)));
    QCOMPARE(QString::fromStdString(read->get<std::string>()), value);
    QCOMPARE(QString::fromStdString(said), remark);
}

void TestJsonFile::remarksAddUp()
{
    std::string said = "Before.";
    QVERIFY(parseJson(R"({"\ud800": NaN})", "y", &said));
    QCOMPARE(said, std::string("Before. y: 1 escape of half a surrogate pair is read as U+FFFD."));
}

void TestJsonFile::nothingMoves_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("repaired"); ///< empty: as it is
    QTest::addColumn<int>("surrogates");
    QTest::newRow("sound") << R"({"a":[1,"b"]})" << "" << 0;
    QTest::newRow("a pair") << R"(["\ud83d\ude00"])" << "" << 0;
    QTest::newRow("a high half") << R"(["\ud83dx"])" << R"(["\ufffdx"])" << 1;
    QTest::newRow("a low half") << R"(["\uDE00"])" << R"(["\ufffd"])" << 1;
    QTest::newRow("the wrong order") << R"(["\ude00\ud83d"])" << R"(["\ufffd\ufffd"])" << 2;
    QTest::newRow("two high halves, one low") << R"(["\ud83d\ud83d\ude00"])" << R"(["\ufffd\ud83d\ude00"])" << 1;
    QTest::newRow("an escaped backslash") << R"(["\\ud83d"])" << "" << 0;
    QTest::newRow("another escape between") << R"(["\ud83d\n\ude00"])" << R"(["\ufffd\n\ufffd"])" << 2;
    QTest::newRow("cut off") << R"(["\ud83)" << "" << 0;
    QTest::newRow("cut off behind a backslash") << R"(["\ud83d\)" << R"(["\ufffd\)" << 1;
    QTest::newRow("no numbers") << "[NaN,-Infinity , Infinity]" << "[0e0,0e0       , 0e0     ]" << 0;
    QTest::newRow("no numbers in a text") << R"(["NaN -Infinity \" NaN"])" << "" << 0;
}

/// Nothing moves, so that a place in the one is a place in the other.
void TestJsonFile::nothingMoves()
{
    QFETCH(QString, json);
    QFETCH(QString, repaired);
    QFETCH(int, surrogates);
    const RepairedJson result = repairedJson(json.toStdString());
    QCOMPARE(QString::fromStdString(result.text), repaired);
    QCOMPARE(result.surrogates, std::size_t(surrogates));
    if (!repaired.isEmpty())
        QCOMPARE(result.text.size(), json.toStdString().size());
}

void TestJsonFile::numbersHaveTheirPoint()
{
    for (const char* told : {"-1.5e-3", "-1,5e-3"})
        QCOMPARE(numberAsWritten(told), std::string("-1.5e-3"));
}

void TestJsonFile::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"[nan]", "[Nan]", "[+Infinity]", "[NaN", "[NaN1]", "[--Infinity]", "[inf]", "NaN NaN",
                             "[\"\\ud8\"]", "[\"\\ud800", "[NaN,]", "{NaN: 1}", "\"", "[\"\\"})
        QTest::newRow(text) << QByteArray(text);
}

void TestJsonFile::refuses()
{
    QFETCH(const QByteArray, text);
    QVERIFY2(messageOf(parseJson(text.toStdString(), "x.json")).contains("This is not well-formed JSON."),
             text.constData());
}

/// What is changed on the way keeps its length.
void TestJsonFile::namesTheByte()
{
    std::string said;
    QVERIFY(messageOf(parseJson(R"([NaN, -Infinity, "\ud800", ?])", "x.json", &said)).startsWith("x.json, byte 27: "));
    QCOMPARE(said, std::string());
}

void TestJsonFile::repairsNothingUnsaid()
{
    const QString message = messageOf(parseJson(R"({"a": "\ud800"})", "x.json"));
    QVERIFY2(message.contains("This is not well-formed JSON."), qPrintable(message));
}

QTEST_GUILESS_MAIN(TestJsonFile)
#include "tst_json_file.moc"
