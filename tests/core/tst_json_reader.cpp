// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <limits>

#include "core/files/json_reader.h"
#include "tests/support/files_testing.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

const Json document = Json::parse(R"({
    "text": "a", "flag": true, "number": 2.5, "whole": 7, "negative": -7, "huge": 18446744073709551615, "null": null,
    "numbers": [1, null, 2.5], "texts": ["a", "b"], "mixed": ["a", 1],
    "object": {"inner": {"whole": "x"}}, "objects": [{"whole": 1}, {"whole": "x"}], "targets": {"a": 1, "b": 2}
})");

using Read = std::function<void(JsonReader&)>;

} // namespace

Q_DECLARE_METATYPE(Read)

/// The values of JSON objects, and what is said of those that are not as expected.
class TestJsonReader : public QObject {
    Q_OBJECT

private slots:
    void readsValues();
    void readsLists();
    void readsObjects();
    void absentGivesTheFallback();
    void nullIsAbsentOrAValue();
    void mismatches_data();
    void mismatches();
    void keepsTheFirstMismatch();
    void everythingIsAbsentAfterAMismatch();
    void otherValuesReadAsEmptyObjects();
};

void TestJsonReader::readsValues()
{
    JsonReader reader(document, "x.json");
    QCOMPARE(reader.text("text", "b"), std::string("a"));
    QCOMPARE(reader.requiredText("text"), std::string("a"));
    QCOMPARE(reader.flag("flag"), std::optional(true));
    QCOMPARE(reader.flag("flag", false), true);
    QCOMPARE(reader.number("number"), std::optional(2.5));
    QCOMPARE(reader.number("number", 1.0), 2.5);
    QCOMPARE(reader.number("number", 2.5, 2.5, 1.0), 2.5);
    QCOMPARE(reader.wholeNumber("whole", 7, 7), std::optional<std::int64_t>(7));
    QCOMPARE(reader.wholeNumber("negative", -7, 0, 1), std::int64_t{-7});
    QCOMPARE(reader.requiredWholeNumber("whole", 0, std::numeric_limits<std::int64_t>::max()), std::int64_t{7});
    QVERIFY(reader.checked());
}

void TestJsonReader::readsLists()
{
    JsonReader reader(document, "x.json");
    QCOMPARE(reader.texts("texts"), (std::vector<std::string>{"a", "b"}));
    const std::vector<double> numbers = reader.numbers("numbers");
    QCOMPARE(numbers.size(), std::size_t{3});
    QVERIFY(numbers[0] == 1 && std::isnan(numbers[1]) && numbers[2] == 2.5);
    QVERIFY(reader.texts("absent").empty() && reader.numbers("absent").empty());
    QVERIFY(reader.checked());
}

void TestJsonReader::readsObjects()
{
    JsonReader reader(document, "x.json");
    std::string names;
    reader.entries("targets", [&](const std::string& name, const Json& value) { names += name + value.dump(); });
    QCOMPARE(names, std::string("a1b2"));
    int calls = 0;
    reader.object("absent", [&](JsonReader&) { ++calls; });
    reader.objects("absent", [&](JsonReader&) { ++calls; });
    reader.object("object", [&](JsonReader& object) {
        calls += object.has("inner") ? 10 : 0;
        QCOMPARE(object.text("text"), std::string()); // of its own keys alone
    });
    QCOMPARE(calls, 10);
    QVERIFY(reader.checked());
}

void TestJsonReader::absentGivesTheFallback()
{
    JsonReader reader(document, "x.json");
    QVERIFY(!reader.has("absent") && !reader.value("absent"));
    QCOMPARE(reader.text("absent"), std::string());
    QCOMPARE(reader.text("absent", "b"), std::string("b"));
    QVERIFY(!reader.flag("absent") && reader.flag("absent", true));
    QVERIFY(!reader.number("absent") && !reader.wholeNumber("absent", 0, 1));
    QCOMPARE(reader.number("absent", 1.5), 1.5);
    QCOMPARE(reader.number("absent", 0.0, 1.0, 9.0), 9.0); // need not lie between the ends
    QCOMPARE(reader.wholeNumber("absent", 0, 1, -1), std::int64_t{-1});
    QVERIFY(reader.checked());
}

void TestJsonReader::nullIsAbsentOrAValue()
{
    JsonReader absent(document, "x.json");
    QVERIFY(!absent.has("null") && !absent.number("null"));
    QCOMPARE(absent.text("null", "b"), std::string("b"));
    QCOMPARE(messageOf((absent.requiredText("null"), absent.checked())),
             "x.json, key \"null\": The key is missing. Download the file again, or correct it.");
    JsonReader value(document, "x.json", JsonNull::Value);
    QVERIFY(value.has("null") && value.value("null")->is_null());
    QVERIFY(std::isnan(value.number("null", 1.0)));
    QVERIFY(value.checked());
    QCOMPARE(value.number("null", 0.0, 1.0, 0.5), 0.5);
    QCOMPARE(messageOf(value.checked()),
             "x.json, key \"null\": Expected a number from 0.0 to 1.0, found null. Download "
             "the file again, or correct it.");
}

void TestJsonReader::mismatches_data()
{
    QTest::addColumn<Read>("read");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, Read read, const char* message) {
        QTest::newRow(name) << std::move(read) << QString(message);
    };
    row(
        "text", [](JsonReader& r) { r.text("whole"); }, "key \"whole\": Expected a text, found 7.");
    row(
        "missing text", [](JsonReader& r) { r.requiredText("absent"); }, "key \"absent\": The key is missing.");
    row(
        "required text", [](JsonReader& r) { r.requiredText("flag"); }, "key \"flag\": Expected a text, found true.");
    row(
        "flag", [](JsonReader& r) { r.flag("text", true); }, "key \"text\": Expected true or false, found \"a\".");
    row(
        "number", [](JsonReader& r) { r.number("object"); }, "key \"object\": Expected a number, found an object.");
    row(
        "number beyond", [](JsonReader& r) { r.number("number", 3, 4, 3); },
        "key \"number\": Expected a number from 3.0 to 4.0, found 2.5.");
    row(
        "fraction", [](JsonReader& r) { r.wholeNumber("number", 0, 9); },
        "key \"number\": Expected a whole number from 0 to 9, found 2.5.");
    row(
        "whole number below", [](JsonReader& r) { r.wholeNumber("negative", 0, 9, 1); },
        "key \"negative\": Expected a whole number from 0 to 9, found -7.");
    row(
        "whole number beyond", [](JsonReader& r) { r.wholeNumber("whole", 0, 6, 1); },
        "key \"whole\": Expected a whole number from 0 to 6, found 7.");
    row(
        "beyond 64 bits with a sign",
        [](JsonReader& r) { r.wholeNumber("huge", -1, std::numeric_limits<std::int64_t>::max()); },
        "found 18446744073709551615.");
    row(
        "missing whole number", [](JsonReader& r) { r.requiredWholeNumber("absent", 0, 9); },
        "key \"absent\": The key is missing.");
    row(
        "texts", [](JsonReader& r) { r.texts("mixed"); }, "key \"mixed\": Expected a list of texts, found a list.");
    row(
        "numbers", [](JsonReader& r) { r.numbers("mixed"); }, "Expected a list of numbers, found a list.");
    row(
        "list", [](JsonReader& r) { r.texts("text"); }, "key \"text\": Expected a list, found \"a\".");
    row(
        "object", [](JsonReader& r) { r.object("text", [](JsonReader&) {}); }, "Expected an object, found \"a\".");
    row(
        "entries", [](JsonReader& r) { r.entries("texts", [](const std::string&, const Json&) {}); },
        "key \"texts\": Expected an object, found a list.");
    row(
        "objects", [](JsonReader& r) { r.objects("numbers", [](JsonReader&) {}); },
        "key \"numbers\": Expected a list of objects, found a list.");
    row(
        "within objects",
        [](JsonReader& r) {
            r.object("object",
                     [](JsonReader& o) { o.object("inner", [](JsonReader& i) { i.wholeNumber("whole", 0, 9); }); });
        },
        "key \"object.inner.whole\": Expected a whole number from 0 to 9, found \"x\".");
    row(
        "within lists",
        [](JsonReader& r) { r.objects("objects", [](JsonReader& o) { o.wholeNumber("whole", 0, 9); }); },
        "key \"objects[1].whole\": Expected a whole number from 0 to 9, found \"x\".");
    row(
        "refused", [](JsonReader& r) { r.refuse("text", "a letter from b to z"); },
        "key \"text\": Expected a letter from b to z, found \"a\".");
    row(
        "refused, absent", [](JsonReader& r) { r.refuse("absent", "a letter"); }, "Expected a letter, found nothing.");
}

void TestJsonReader::mismatches()
{
    QFETCH(Read, read);
    QFETCH(QString, message);
    JsonReader reader(document, "x.json");
    read(reader);
    const QString said = messageOf(reader.checked());
    QVERIFY2(said.startsWith("x.json, key \"") && said.endsWith(" Download the file again, or correct it."),
             qPrintable(said));
    QVERIFY2(said.contains(message), qPrintable(said));
}

void TestJsonReader::keepsTheFirstMismatch()
{
    JsonReader reader(document, "x.json");
    reader.object("object", [](JsonReader& object) { object.text("inner"); });
    reader.flag("text");
    reader.requiredText("absent");
    reader.refuse("whole", "eight");
    QVERIFY(reader.mismatch());
    QCOMPARE(reader.mismatch()->key, std::string("object.inner"));
    QVERIFY(!reader.mismatch()->isPlain);
}

void TestJsonReader::everythingIsAbsentAfterAMismatch()
{
    JsonReader reader(document, "x.json");
    int elements = 0;
    reader.elements("numbers", [&](const Json&) {
        ++elements;
        reader.refuse("numbers", "a list of texts");
    });
    QCOMPARE(elements, 1);
    QVERIFY(!reader.has("text"));
    QCOMPARE(reader.text("text", "b"), std::string("b"));
    QCOMPARE(reader.requiredWholeNumber("whole", 3, 9), std::int64_t{3});
    reader.object("object", [&](JsonReader&) { ++elements; });
    QCOMPARE(elements, 1);
}

void TestJsonReader::otherValuesReadAsEmptyObjects()
{
    for (const Json& other : {Json(), Json(7), Json("text"), Json::array({"text"})}) {
        JsonReader reader(other, "x.json");
        QVERIFY(!reader.has("text"));
        QCOMPARE(reader.text("text", "b"), std::string("b"));
        QVERIFY(reader.checked());
    }
}

QTEST_GUILESS_MAIN(TestJsonReader)
#include "tst_json_reader.moc"
