// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a session of another program does not say is absent in the value, and stays absent in the file.
#include "tests/support/input_parts.h"
#include "tests/core/session_fixture.h"

using namespace headlight;
using namespace headlight::test;
using namespace headlight::testing;

namespace {

/// Six tokens and an attention, with an attribution that is of no target of ours.
Parts bareParts()
{
    Parts parts;
    parts.metadata["headlight.format"] = "1";
    parts.session["tokens"] = {"[CLS]", "ada", "won", "[SEP]", "yes", "[SEP]"};
    parts.resize("attention", {2, 3, 6, 6});
    parts.resize("attribution.saliency.tokens", {2, 6});
    return parts;
}

/// What a save adds in any case: by whom it is, and what was on screen.
Json withoutOwnKeys(Json session)
{
    session.erase("version");
    session.erase("view");
    return session;
}

} // namespace

class TestSessionClaims : public QObject, private test::SessionFixture {
    Q_OBJECT

private slots:
    void init() { makeFolder(); }
    void whatIsNotSaidIsAbsent();
    void optionsAreTakenOneByOne();
    void absentOptionsAreThePresets_data();
    void absentOptionsAreThePresets();
    void whatWasAbsentStaysAbsent_data();
    void whatWasAbsentStaysAbsent();
    void whatIsSaidSinceIsWritten();
    void missingIdsAreNoBaseline();
    void ownSessionsSayAll();

private:
    Session sessionWith(const Json& keys) const
    {
        Parts parts = bareParts();
        if (!keys.is_null())
            parts.session.update(keys);
        putTogether(parts, m_file);
        Result<Session> session = readSession(m_file);
        if (!session)
            qFatal("%s", session.error().text().c_str());
        return *session;
    }
};

void TestSessionClaims::whatIsNotSaidIsAbsent()
{
    const Session session = sessionWith({});
    const AnalysisResult& result = *session.result;
    QVERIFY(result.options == StatedOptions());
    QVERIFY(!result.points && !result.toleranceMet && !result.smooth && !result.errorReference &&
            !result.errorsEstimated);
    QVERIFY(!result.answer && !result.noAnswerProbability && result.candidates.empty() && result.windows.empty());
    QVERIFY(!result.model.isStated() && result.model.name.empty());
    QCOMPARE(result.model.layers, 2);
    const Attribution* saliency = result.attribution("saliency");
    QVERIFY(saliency && !saliency->positions && !saliency->difference && saliency->deltas.empty());
    QVERIFY(!saliency->embeddingsDelta && !saliency->partsDelta);
    QVERIFY(result.largestError() < 0);
    QVERIFY(!result.isConductance("saliency") && !result.isConductance("start"));
    QVERIFY(!result.input.equalsBaseline());
    QCOMPARE(result.seconds(), 0.0);
}

void TestSessionClaims::optionsAreTakenOneByOne()
{
    const StatedOptions options = sessionWith({{"options", {{"baseline", "mask"}}}}).result->options;
    StatedOptions expected;
    expected.baseline = Baseline::Mask;
    QVERIFY(options == expected);
    QVERIFY(sessionWith({{"options", {{"rule", "exact"}}}}).result->isConductance("start"));
    QVERIFY(!sessionWith({{"options", {{"rule", "exact"}}}}).result->isConductance("saliency"));
}

void TestSessionClaims::absentOptionsAreThePresets_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<int>("rule");
    QTest::addColumn<int>("steps");
    QTest::newRow("none") << QByteArray("{}") << int(Rule::Exact) << 50;
    QTest::newRow("a preset") << QByteArray(R"({"preset":"tutorial"})") << int(Rule::Captum) << 50;
    QTest::newRow("one beside a preset") << QByteArray(R"({"preset":"tutorial","steps":7})") << int(Rule::Captum) << 7;
}

void TestSessionClaims::absentOptionsAreThePresets()
{
    QFETCH(const QByteArray, options);
    QFETCH(const int, rule);
    QFETCH(const int, steps);
    const Options all = sessionWith({{"options", Json::parse(options.toStdString())}}).result->options.completed();
    QCOMPARE(int(all.rule), rule);
    QCOMPARE(all.steps, steps);
    QVERIFY(StatedOptions(all).completed() == all);
}

void TestSessionClaims::whatWasAbsentStaysAbsent_data()
{
    QTest::addColumn<QByteArray>("keys");
    const auto row = [](const char* name, const char* keys) { QTest::newRow(name) << QByteArray(keys); };
    row("nothing", "{}");
    row("one option", R"({"options":{"baseline":"mask"}})");
    row("a preset", R"({"options":{"preset":"tutorial"}})");
    row("a target", R"({"options":{"target":"2,3"}})");
    row("no options", R"({"options":{}})");
    row("an answer's text", R"({"answer":{"text":"yes"}})");
    row("an answer's probability", R"({"answer":{"probability":0.5}})");
    row("where an answer starts", R"({"answer":{"start":4}})");
    row("where an answer is", R"({"answer":{"start":4,"end":4,"text":"yes"}})");
    row("no answer", R"({"no_answer_probability":0.25})");
    row("candidates", R"({"candidates":[{"text":"yes"},{"text":"ada","probability":0.5}]})");
    row("windows", R"({"windows":[{"offset":0,"tokens":9},{"offset":5,"tokens":9,"candidates":[{"text":"x"}]}]})");
    row("a model's name", R"({"model":{"name":"gpt2"}})");
    row("a model's layers", R"({"model":{"layers":2,"config":{"a":1}}})");
    row("differences", R"({"differences":{"saliency":1.5}})");
    row("differences of others", R"({"differences":{"start":1.5}})");
    row("deltas", R"({"deltas":{"saliency":[0.5,0.25]}})");
    row("errors of tokens", R"({"error":{"saliency":{"tokens":[0.5,0.25]}}})");
    row("positions", R"({"targets":{"saliency":[4]}})");
    row("a maximum", R"({"targets":{"saliency":["max"]}})");
    row("moved", R"({"moved":{"saliency":[0.5]}})");
    row("convergence deltas", R"({"embeddings_delta":{"saliency":0.5},"parts_delta":{"saliency":0.25}})");
    row("points", R"({"points":33})");
    row("no points", R"({"points":0})");
    row("a tolerance that was missed", R"({"tolerance_met":false})");
    row("a tolerance that was met", R"({"tolerance_met":true})");
    row("kinks", R"({"smooth":false})");
    row("estimates", R"({"error_reference":null})");
    row("a reference", R"({"error_reference":{"points":129}})");
    row("a reference's error", R"({"error_reference":{"error":0.5}})");
    row("a step", R"({"timings":[{"step":"forward"},{"step":"all","seconds":2.5}]})");
    row("a stage", R"({"stage":"attention"})");
    row("texts", R"({"question":"ada won","context":"yes"})");
    row("where the context is", R"({"context_tokens":[4,5]})");
    row("offsets", R"({"offsets":[[0,0],[0,3],[4,7],[0,0],[0,3],[0,0]]})");
    row("unknown keys beside", R"({"method":"saliency","answer":{"text":"yes","score":0.5}})");
}

void TestSessionClaims::whatWasAbsentStaysAbsent()
{
    QFETCH(const QByteArray, keys);
    const Session session = sessionWith(Json::parse(keys.toStdString()));
    const Json before = takeApart(m_file).session;
    reopened(session);
    const Json once = takeApart(m_file).session;
    QCOMPARE(withoutOwnKeys(once).dump(), before.dump());
    reopened(readSession(m_file).value());
    QCOMPARE(takeApart(m_file).session.dump(), once.dump());
}

/// What a later run or a person adds is no longer absent.
void TestSessionClaims::whatIsSaidSinceIsWritten()
{
    Session session = sessionWith({});
    AnalysisResult later = *session.result;
    later.points = 33;
    later.model.name = "tiny";
    setText(later.input, Role::Question, "Who?");
    later.attributions["saliency"].difference = 0.5;
    session.result = std::make_shared<AnalysisResult>(std::move(later));
    session.view.notes = "seen";
    session.expected = {{"Ada"}};
    reopened(session);
    const Json after = takeApart(m_file).session;
    QCOMPARE(after["points"].dump(), "33");
    QCOMPARE(after["model"].dump(), R"({"name":"tiny"})");
    QCOMPARE(after["question"].dump(), R"("Who?")");
    QCOMPARE(after["differences"].dump(), R"({"saliency":0.5})");
    QCOMPARE(after["view"]["notes"].dump(), R"("seen")");
    QCOMPARE(after["expected"].dump(), R"(["Ada"])");
    QVERIFY(!after.contains("tolerance_met") && !after.contains("options"));
}

/// Ids that are not there are equal, and say nothing.
void TestSessionClaims::missingIdsAreNoBaseline()
{
    Parts parts = fullParts();
    parts.tensors["baseline_ids"] = parts.tensors["input_ids"];
    putTogether(parts, m_file);
    QVERIFY(readSession(m_file)->result->input.equalsBaseline());
    for (const char* name : {"input_ids", "baseline_ids"})
        parts.tensors.erase(name), parts.shapes.erase(name);
    putTogether(parts, m_file);
    QVERIFY(!readSession(m_file)->result->input.equalsBaseline());
}

void TestSessionClaims::ownSessionsSayAll()
{
    const Json session = fullParts().session;
    for (const char* key : {"answer", "no_answer_probability", "points", "tolerance_met", "smooth", "error_reference",
                            "options", "model", "differences", "deltas", "error", "targets", "windows", "timings"})
        QVERIFY2(session.contains(key), key);
    QCOMPARE(session["options"].size(), std::size_t(18));
    QCOMPARE(session["answer"].size(), std::size_t(6));
}

QTEST_GUILESS_MAIN(TestSessionClaims)
#include "tst_session_claims.moc"
