// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions that other programs and versions had their hands in, and those with float16.
#include <cmath>

#include "tests/core/session_fixture.h"

using namespace headlight;
using namespace headlight::test;
using namespace headlight::testing;

class TestSessionVariants : public QObject, private test::SessionFixture {
    Q_OBJECT

private slots:
    void init() { makeFolder(); }
    void unknownPartsSurvive();
    void unknownKeysInListsSurvive();
    void unknownKeysOfOtherListsGo();
    void anExpectedAnswerReplacesNull();
    void halfKeepsAttentionAndNorms();
    void halfSaysWhatItChanges();
    void halfLeavesWhatDoesNotFit();
    void missingIdsStayMissing();
    void guessesTheContext_data();
    void guessesTheContext();
};

void TestSessionVariants::unknownPartsSurvive()
{
    Parts parts = fullParts();
    parts.metadata["other.program"] = "its own";
    parts.session["later"] = {{"deep", {1, 2, {{"x", nullptr}}}}};
    parts.session["view"]["tilt"] = 2.5;
    parts.session["answer"]["confidence"] = "high";
    parts.resize("later.tensor", {2, 0, 5});
    parts.resize("attribution.start.later", {4});
    putTogether(parts, m_file);

    Session session = readSession(m_file).value();
    session.view.layer = 0;
    reopened(session);
    const Parts after = takeApart(m_file);
    QCOMPARE(after.metadata.at("other.program"), std::string("its own"));
    QCOMPARE(after.session["later"].dump(), parts.session["later"].dump());
    QCOMPARE(after.session["view"]["tilt"].dump(), Json(2.5).dump());
    QCOMPARE(after.session["view"]["layer"].dump(), Json(0).dump());
    QCOMPARE(after.session["answer"]["confidence"].dump(), Json("high").dump());
    QVERIFY(after.shapes == parts.shapes);
    QVERIFY(after.tensors == parts.tensors);
}

void TestSessionVariants::unknownKeysInListsSurvive()
{
    Parts parts = fullParts();
    parts.session["windows"] = {{{"offset", 0}, {"tokens", 9}}, {{"offset", 5}, {"tokens", 9}, {"colour", "red"}}};
    parts.session["candidates"][0]["why"] = {{"deep", 1}};
    putTogether(parts, m_file);
    reopened(readSession(m_file).value());
    const Parts after = takeApart(m_file);
    QCOMPARE(after.session["windows"][1]["colour"].dump(), Json("red").dump());
    QVERIFY(!after.session["windows"][0].contains("colour"));
    QCOMPARE(after.session["candidates"][0]["why"].dump(), R"({"deep":1})");
    QCOMPARE(after.session["candidates"][0]["text"].dump(), parts.session["candidates"][0]["text"].dump());
}

/// What belonged to an element of a list says nothing of the elements of another one.
void TestSessionVariants::unknownKeysOfOtherListsGo()
{
    Parts parts = fullParts();
    parts.session["candidates"][0]["why"] = "of this one";
    putTogether(parts, m_file);
    Session session = readSession(m_file).value();
    AnalysisResult other = *session.result;
    other.candidates.resize(1);
    session.result = std::make_shared<AnalysisResult>(std::move(other));
    reopened(session);
    QVERIFY(!takeApart(m_file).session["candidates"][0].contains("why"));
}

void TestSessionVariants::anExpectedAnswerReplacesNull()
{
    Parts parts = fullParts();
    parts.session["expected"] = nullptr;
    putTogether(parts, m_file);
    Session session = readSession(m_file).value();
    QVERIFY(!session.expected);
    session.expected = {{"Koblenz"}};
    QVERIFY(reopened(session).expected == session.expected);
}

void TestSessionVariants::halfKeepsAttentionAndNorms()
{
    Session session = fullSession();
    session.half = true;
    const Session after = reopened(session);
    QVERIFY(after.half);
    const Parts parts = takeApart(m_file);
    for (const auto& [name, shape] : parts.shapes) {
        const bool half = name == "attention" || name.starts_with("norms.");
        const TensorType other = name.ends_with("_ids") ? TensorType::I64 : TensorType::F32;
        QCOMPARE(shape.first, half ? TensorType::F16 : other);
    }
    QVERIFY(same(after.result->attribution("start")->attention, session.result->attribution("start")->attention));
    const Array& exact = session.result->attention;
    for (std::size_t i = 0; i < exact.size(); ++i)
        QVERIFY(std::abs(after.result->attention.data()[i] - exact.data()[i]) <= exact.data()[i] / 2048 + 1e-7F);
}

void TestSessionVariants::halfSaysWhatItChanges()
{
    Session session = fullSession();
    session.half = true;
    const double rounding = roundingToHalf(*session.result);
    QVERIFY(rounding > 1e-6 && rounding <= 1.0 / 2048);
    const Session after = reopened(session);
    QCOMPARE(after.rounding, rounding);
    QCOMPARE(roundingToHalf(*after.result), 0.0);
    QCOMPARE(reopened(after).rounding, rounding); // rounded before: nothing more is lost, but it stays said
    Session exact = fullSession();
    QCOMPARE(reopened(exact).rounding, 0.0);
    QVERIFY(!takeApart(m_file).session.contains("float16"));
}

void TestSessionVariants::halfLeavesWhatDoesNotFit()
{
    AnalysisResult large = fullResult();
    large.norms.f = counted({layers, heads, tokens}, 70000);
    Session session = fullSession();
    session.result = std::make_shared<AnalysisResult>(large);
    session.half = true;
    const Session after = reopened(session);
    QVERIFY(same(after.result->norms.f, large.norms.f));
    QCOMPARE(takeApart(m_file).shapes.at("norms.f").first, TensorType::F32);
    QCOMPARE(takeApart(m_file).shapes.at("attention").first, TensorType::F16);
}

void TestSessionVariants::missingIdsStayMissing()
{
    Parts parts = fullParts();
    for (const char* name : {"input_ids", "segment_ids", "baseline_ids"})
        parts.tensors.erase(name), parts.shapes.erase(name);
    putTogether(parts, m_file);
    const Session session = readSession(m_file).value();
    QCOMPARE(session.result->input.length(), std::int64_t{tokens});
    reopened(session);
    QVERIFY(takeApart(m_file).shapes == parts.shapes);
}

void TestSessionVariants::guessesTheContext_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("begin");
    QTest::addColumn<int>("end");
    QTest::newRow("BERT") << QStringList{"[CLS]", "who", "[SEP]", "me", "too", "[SEP]"} << 3 << 5;
    QTest::newRow("RoBERTa") << QStringList{"<s>", "who", "</s>", "</s>", "me", "</s>"} << 4 << 5;
    QTest::newRow("one text") << QStringList{"The", "cat", "sat"} << 0 << 0;
    QTest::newRow("one text that ends") << QStringList{"<s>", "cat", "</s>"} << 2 << 2;
    QTest::newRow("one token") << QStringList{"[SEP]"} << 0 << 0;
}

void TestSessionVariants::guessesTheContext()
{
    QFETCH(const QStringList, words);
    Parts parts;
    parts.metadata["headlight.format"] = "1";
    for (const QString& word : words)
        parts.session["tokens"].push_back(word.toStdString());
    parts.resize("attention", {1, 1, words.size(), words.size()});
    putTogether(parts, m_file);
    const Result<Session> session = readSession(m_file);
    QVERIFY2(session, qPrintable(messageOf(session)));
    QTEST(static_cast<int>(session->result->input.mainPassage().begin), "begin");
    QTEST(static_cast<int>(session->result->input.mainPassage().end), "end");
}

QTEST_GUILESS_MAIN(TestSessionVariants)
#include "tst_session_variants.moc"
