// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <functional>
#include <limits>

#include "core/base/version.h"
#include "tests/core/session_fixture.h"

using namespace headlight;
using namespace headlight::test;
using namespace headlight::testing;

namespace {

using Damage = std::function<void(Parts&)>;

void addRow(const char* name, const Damage& damage, const char* message)
{
    QTest::newRow(name) << damage << QString(message);
}

/// Of rule exact, on points of that map.
Session exactSession(PointsMap map)
{
    AnalysisResult result = fullResult();
    result.options.rule = Rule::Exact;
    result.pointsMap = map;
    return {std::make_shared<AnalysisResult>(result), {}, nullptr};
}

} // namespace

Q_DECLARE_METATYPE(Damage)

class TestSession : public QObject, private test::SessionFixture {
    Q_OBJECT

private slots:
    void init();
    void roundTripKeepsTheInput();
    void roundTripKeepsTheNumbers();
    void roundTripKeepsTheDescription();
    void roundTripKeepsWhatIsExpected_data();
    void roundTripKeepsWhatIsExpected();
    void whatIsExpectedCanBeTakenBack();
    void roundTripOfEarlyStages_data();
    void roundTripOfEarlyStages();
    void savingAgainGivesEqualBytes();
    void namesTensorsAsTheDesignDoes();
    void writesEveryKeyOfTheDesign();
    void severalWindowsSurvive();
    void errorReferenceSurvives();
    void pointsMapSurvives();
    void sessionsOfOldStateNoMap();
    void unknownPointsMapIsRefused();
    void rulesWithoutPointsHaveNoMap();
    void spansOfOtherWindowsAreChecked_data();
    void spansOfOtherWindowsAreChecked();
    void notFiniteValuesSurvive();
    void opensAFileWithoutOptionalKeys();
    void viewOutsideTheResultFallsBack();
    void refuses_data();
    void refuses();
    void refusesOtherFiles_data();
    void refusesOtherFiles();
    void refusesEveryTruncation();
    void longListsOfKeysAreReadInTime();
};

void TestSession::init()
{
    makeFolder();
}

void TestSession::roundTripKeepsTheInput()
{
    const AnalysisResult before = fullResult();
    const Session session = reopened(fullSession());
    const Input& after = session.result->input;
    QCOMPARE(after.leadText(), before.input.leadText());
    QCOMPARE(after.mainText(), before.input.mainText());
    QVERIFY(after.tokens == before.input.tokens);
    QVERIFY(after.inputIds == before.input.inputIds);
    QVERIFY(after.segmentIds == before.input.segmentIds);
    QVERIFY(after.baselineIds == before.input.baselineIds);
    QVERIFY(after.offsets == before.input.offsets);
    QCOMPARE(after.mainPassage().begin, before.input.mainPassage().begin);
    QCOMPARE(after.mainPassage().end, before.input.mainPassage().end);
}

void TestSession::roundTripKeepsTheNumbers()
{
    const AnalysisResult before = fullResult();
    const Session session = reopened(fullSession());
    const AnalysisResult& after = *session.result;
    QVERIFY(same(after.scores.values, before.scores.values));
    QVERIFY(same(after.attention, before.attention));
    for (const auto member :
         {&Norms::f, &Norms::alphaF, &Norms::sumAlphaF, &Norms::residual, &Norms::output, &Norms::mixingRatio})
        QVERIFY(same(after.norms.*member, before.norms.*member));
    QCOMPARE(after.attributions.size(), before.attributions.size());
    for (const auto& [target, attribution] : before.attributions)
        for (const auto member :
             {&Attribution::attention, &Attribution::tokens, &Attribution::hidden, &Attribution::input,
              &Attribution::embeddings, &Attribution::word, &Attribution::position, &Attribution::segment})
            QVERIFY2(same(after.attribution(target)->*member, attribution.*member), target.c_str());
}

void TestSession::roundTripKeepsTheDescription()
{
    const Session before = fullSession();
    const Session after = reopened(before);
    QCOMPARE(sessionJson(after), sessionJson(before));
    QCOMPARE(after.result->stage, Stage::Complete);
    QCOMPARE(after.result->model.configJson, before.result->model.configJson);
    QVERIFY(after.result->options == before.result->options);
    QVERIFY(after.result->options.steps == 77);
    QVERIFY(after.result->timings == before.result->timings);
    QVERIFY(after.result->toleranceMet == false);
    QVERIFY(after.result->attribution("end")->positions->empty());
    QVERIFY(after.result->attribution("start")->positions == before.result->attribution("start")->positions);
    QVERIFY(after.result->attribution("start")->moved == before.result->attribution("start")->moved);
    QCOMPARE(after.result->answerText(), before.result->answerText());
    QVERIFY(after.result->answer->characters == before.result->answer->characters);
    QCOMPARE(after.result->candidates.size(), before.result->candidates.size());
    QCOMPARE(after.view.notes, std::string("a note"));
    QVERIFY(after.view.openViews == before.view.openViews);
    QVERIFY(after.expected == before.expected);
    QCOMPARE(after.view.compareMode, std::string("scatter"));
    QCOMPARE(after.view.compareStrongest, 40);
    QVERIFY(after.view.blocksSigned);
}

void TestSession::roundTripKeepsWhatIsExpected_data()
{
    QTest::addColumn<ExpectedAnswers>("expected");
    QTest::newRow("not known, as in older files") << ExpectedAnswers();
    QTest::newRow("no answer") << ExpectedAnswers(std::vector<std::string>());
    QTest::newRow("one of two") << ExpectedAnswers({"Koblenz", "at Koblenz"});
}

void TestSession::roundTripKeepsWhatIsExpected()
{
    QFETCH(const ExpectedAnswers, expected);
    Session before = fullSession();
    before.expected = expected;
    QVERIFY(reopened(before).expected == expected);
    QCOMPARE(Json::parse(sessionJson(before)).contains("expected"), expected.has_value());
}

void TestSession::whatIsExpectedCanBeTakenBack()
{
    Session session = reopened(fullSession());
    session.expected.reset();
    QVERIFY(!reopened(session).expected);
}

void TestSession::roundTripOfEarlyStages_data()
{
    QTest::addColumn<Stage>("stage");
    QTest::newRow("tokens") << Stage::Tokens;
    QTest::newRow("attention") << Stage::Attention;
    QTest::newRow("refining") << Stage::Refining;
}

void TestSession::roundTripOfEarlyStages()
{
    QFETCH(const Stage, stage);
    const Session before{test::sampleResult({layers, heads, tokens, stage}), {}, nullptr};
    const Session after = reopened(before);
    QCOMPARE(after.result->stage, stage);
    QCOMPARE(after.result->attention.isNull(), before.result->attention.isNull());
    QCOMPARE(after.result->attributions.size(), before.result->attributions.size());
}

void TestSession::savingAgainGivesEqualBytes()
{
    const Session session = reopened(fullSession());
    const QByteArray first = readAll(m_file);
    reopened(session);
    QVERIFY(readAll(m_file) == first);
}

void TestSession::namesTensorsAsTheDesignDoes()
{
    const Parts parts = fullParts();
    const Shape square = {layers, heads, tokens, tokens};
    QCOMPARE(parts.shapes.at("attention").second, square);
    QCOMPARE(parts.shapes.at("norms.alpha_f").second, square);
    QCOMPARE(parts.shapes.at("norms.sum_alpha_f").second, Shape({layers, tokens, tokens}));
    QCOMPARE(parts.shapes.at("norms.mixing_ratio").second, Shape({layers, 3, tokens}));
    QCOMPARE(parts.shapes.at("attribution.start.attention").second, square);
    QCOMPARE(parts.shapes.at("attribution.end.hidden").second, Shape({layers, tokens, hiddenSize}));
    QCOMPARE(parts.shapes.at("logits.end").second, Shape({tokens}));
    QCOMPARE(parts.shapes.at("logits.end").first, TensorType::F32);
    QCOMPARE(parts.shapes.at("baseline_ids").first, TensorType::I64);
    QCOMPARE(parts.shapes.size(), std::size_t(3 + 2 + 1 + 6 + 2 * 8));
}

void TestSession::writesEveryKeyOfTheDesign()
{
    const Parts parts = fullParts();
    QCOMPARE(parts.metadata.at("headlight.format"), std::string("1"));
    for (const char* key : {"question", "context", "tokens", "offsets", "answer", "candidates", "targets", "model",
                            "options", "points", "windows", "moved", "error", "deltas", "timings", "version", "view"})
        QVERIFY2(parts.session.contains(key), key);
    QCOMPARE(parts.session["version"].get<std::string>(), std::string(programVersion()));
    QCOMPARE(parts.session["targets"]["end"].dump(), Json({"max"}).dump());
    QCOMPARE(parts.session["error"]["start"]["attention"].dump(), Json({0.03, 0.04}).dump());
    QCOMPARE(parts.session["model"]["config"]["model_type"].dump(), Json("bert").dump());
    QCOMPARE(parts.session["windows"].size(), std::size_t(1));
}

void TestSession::severalWindowsSurvive()
{
    Parts parts = fullParts();
    const Json other = {{"text", "far away"}, {"start", 300}, {"end", 301}, {"probability", 0.25}, {"window", 1}};
    parts.session["windows"] = {{{"offset", 0}, {"tokens", 9}},
                                {{"offset", 5},
                                 {"tokens", 500},
                                 {"characters", {21, 2100}},
                                 {"candidates", {other}},
                                 {"no_answer_probability", 0.5}}};
    parts.session["candidates"].push_back(other);
    putTogether(parts, m_file);
    const Session session = reopened(readSession(m_file).value());
    QCOMPARE(session.result->windows.size(), std::size_t(2));
    const ContextWindow& second = session.result->windows[1];
    QCOMPARE(second.offset, 5);
    QCOMPARE(second.tokens, 500);
    QVERIFY(second.noAnswerProbability == 0.5);
    QCOMPARE(session.result->windows[0].characters, TextRange());
    QCOMPARE(second.characters, (TextRange{21, 2100}));
    QVERIFY(second.candidates[0].start == 300);
    QCOMPARE(session.result->candidates.back().window, 1);
}

void TestSession::spansOfOtherWindowsAreChecked_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<int>("window");
    for (const char* place : {"answer", "candidates", "windows"})
        QTest::newRow(place) << QString(place) << 2147483647;
    QTest::newRow("the window shown") << QString("window") << 3;
}

void TestSession::spansOfOtherWindowsAreChecked()
{
    QFETCH(QString, place);
    QFETCH(int, window);
    Parts parts = fullParts();
    const std::string key = place.toStdString();
    if (key == "window")
        parts.session["window"] = window;
    else if (key == "answer")
        parts.session["answer"] = {{"text", ""}, {"start", 2000000000}, {"end", 2000000001}, {"window", window}};
    else if (key == "candidates")
        parts.session["candidates"][0]["window"] = window;
    else
        parts.session["windows"][0]["candidates"] = {{{"text", "x"}, {"window", window}}};
    putTogether(parts, m_file);
    QVERIFY(!readSession(m_file));
}

void TestSession::errorReferenceSurvives()
{
    Parts parts = fullParts();
    parts.session["error_reference"] = {{"points", 129}, {"error", 0.002}};
    parts.session["smooth"] = false;
    putTogether(parts, m_file);
    const Session session = reopened(readSession(m_file).value());
    QVERIFY(session.result->errorReference);
    QVERIFY(session.result->errorReference->points == 129);
    QVERIFY(session.result->errorReference->error == 0.002);
    QVERIFY(session.result->smooth == false);
}

void TestSession::pointsMapSurvives()
{
    for (const PointsMap map : {PointsMap::Plain, PointsMap::ArcsineFront}) {
        const Session session = reopened(exactSession(map));
        QVERIFY(session.result->pointsMap == map);
        QCOMPARE(takeApart(m_file).session["options"]["points_map"].get<std::string>(), std::string(name(map)));
    }
}

void TestSession::sessionsOfOldStateNoMap()
{
    reopened(exactSession(PointsMap::ArcsineFront));
    Parts parts = takeApart(m_file);
    QCOMPARE(parts.session["options"].erase("points_map"), std::size_t(1));
    putTogether(parts, m_file);
    const Session old = readSession(m_file).value();
    QVERIFY(!old.result->pointsMap);
    reopened(old);
    QVERIFY(!takeApart(m_file).session["options"].contains("points_map"));
}

void TestSession::unknownPointsMapIsRefused()
{
    reopened(exactSession(PointsMap::ArcsineFront));
    Parts parts = takeApart(m_file);
    for (const Json& word : {Json("crooked"), Json(3)}) {
        parts.session["options"]["points_map"] = word;
        QVERIFY2(messageFor(parts).contains("points_map"), qPrintable(messageFor(parts)));
    }
}

void TestSession::rulesWithoutPointsHaveNoMap()
{
    reopened(fullSession()); // of rule captum
    QVERIFY(!takeApart(m_file).session["options"].contains("points_map"));
}

void TestSession::notFiniteValuesSurvive()
{
    AnalysisResult result = fullResult();
    const float infinity = std::numeric_limits<float>::infinity();
    result.scores = scoresOf(Array({tokens}, std::vector<float>(tokens, std::nanf(""))),
                             Array({tokens}, std::vector<float>(tokens, -infinity)));
    result.attributions["start"].deltas = {std::nan(""), 1};
    const Session after = reopened({std::make_shared<AnalysisResult>(result), {}, nullptr});
    QVERIFY(same(after.result->scores.values, result.scores.values));
    QVERIFY(std::isnan(after.result->attribution("start")->deltas[0]));
}

void TestSession::opensAFileWithoutOptionalKeys()
{
    Parts parts = fullParts();
    parts.session = {{"tokens", parts.session["tokens"]}};
    putTogether(parts, m_file);
    const Result<Session> session = readSession(m_file);
    QVERIFY2(session, qPrintable(messageOf(session)));
    QCOMPARE(session->result->model.layers, layers);
    QCOMPARE(session->result->model.heads, heads);
    QCOMPARE(session->result->model.hiddenSize, hiddenSize);
    QCOMPARE(session->result->input.mainPassage().begin, fullResult().input.mainPassage().begin);
    QCOMPARE(session->result->input.mainPassage().end, fullResult().input.mainPassage().end);
    QCOMPARE(session->result->attributions.size(), std::size_t(2));
}

void TestSession::viewOutsideTheResultFallsBack()
{
    Parts parts = fullParts();
    parts.session["view"] = {{"layer", 99}, {"head", 99}, {"from_token", 99}, {"to_token", 1}};
    putTogether(parts, m_file);
    const Result<Session> session = readSession(m_file);
    QVERIFY2(session, qPrintable(messageOf(session)));
    QCOMPARE(session->view.layer, 0);
    QCOMPARE(session->view.head, -1);
    QCOMPARE(session->view.fromToken, -1);
    QCOMPARE(session->view.toToken, 1);
}

void TestSession::refuses_data()
{
    QTest::addColumn<Damage>("damage");
    QTest::addColumn<QString>("message");
    addRow(
        "foreign", [](Parts& p) { p.metadata.clear(), p.session = {}; }, "not a Headlight session");
    addRow(
        "newer", [](Parts& p) { p.metadata["headlight.format"] = "2"; }, "format \"2\"");
    addRow(
        "format of another kind", [](Parts& p) { p.metadata["headlight.format"] = "\x1b[31m"; },
        "format \"\\u001b[31m\"");
    addRow(
        "no session text", [](Parts& p) { p.metadata.erase("headlight.session"), p.session = {}; },
        "headlight.session");
    addRow(
        "not an object",
        [](Parts& p) {
            p.session = {1, 2};
        },
        "Expected an object, found a list");
    addRow(
        "no tokens", [](Parts& p) { p.session.erase("tokens"); }, "The key \"tokens\"");
    addRow(
        "tokens of numbers", [](Parts& p) { p.session["tokens"][2] = 5; },
        "The key \"tokens\" should be a list of texts");
    addRow(
        "one token too few", [](Parts& p) { p.session["tokens"].erase(3), p.session.erase("offsets"); }, "input_ids");
    addRow(
        "one offset too few", [](Parts& p) { p.session["offsets"].erase(3); }, "The key \"offsets\"");
    addRow(
        "an offset backwards",
        [](Parts& p) {
            p.session["offsets"][3] = {5, 4};
        },
        "The key \"offsets\"");
    addRow(
        "a negative offset",
        [](Parts& p) {
            p.session["offsets"][3] = {-1, 4};
        },
        "The key \"offsets\"");
    addRow(
        "a huge offset",
        [](Parts& p) {
            p.session["offsets"][3] = {0, 18446744073709551615ULL};
        },
        "The key \"offsets\"");
    addRow(
        "context beyond the tokens",
        [](Parts& p) {
            p.session["context_tokens"] = {1, 99};
        },
        "context_tokens");
    addRow(
        "expected answers of numbers", [](Parts& p) { p.session["expected"] = {1}; }, "The key \"expected\"");
    addRow(
        "question of a number", [](Parts& p) { p.session["question"] = 5; }, "The key \"question\" should be a text");
    addRow(
        "answer beyond the tokens", [](Parts& p) { p.session["answer"]["end"] = tokens; }, "answer.end");
    addRow(
        "answer backwards", [](Parts& p) { p.session["answer"]["start"] = tokens - 1; }, "answer.end");
    addRow(
        "answer of a text", [](Parts& p) { p.session["answer"] = "here"; }, "The key \"answer\" should be an object");
    addRow(
        "candidate beyond", [](Parts& p) { p.session["candidates"][1]["start"] = -1; }, "candidates[1].start");
    addRow(
        "target beyond the tokens", [](Parts& p) { p.session["targets"]["start"] = {tokens}; }, "The key \"targets\"");
    addRow(
        "unknown rule", [](Parts& p) { p.session["options"]["rule"] = "best"; }, "options.rule");
    addRow(
        "steps too large", [](Parts& p) { p.session["options"]["steps"] = 1e30; }, "options.steps");
    addRow(
        "unknown stage", [](Parts& p) { p.session["stage"] = "soon"; }, "The key \"stage\"");
    addRow(
        "one delta too few", [](Parts& p) { p.session["deltas"]["end"].erase(0); }, "one a layer");
    addRow(
        "one error too many", [](Parts& p) { p.session["error"]["end"]["tokens"].push_back(1); }, "one a layer");
    addRow(
        "a delta of a text", [](Parts& p) { p.session["deltas"]["end"][0] = "x"; }, "deltas.end");
    addRow(
        "other layers", [](Parts& p) { p.session["model"]["layers"] = layers + 1; }, "tensor");
    addRow(
        "other heads", [](Parts& p) { p.session["model"]["heads"] = 1; }, "tensor \"attention\"");
    addRow(
        "negative layers", [](Parts& p) { p.session["model"]["layers"] = -1; }, "model.layers");
    addRow(
        "ids of other tokens",
        [](Parts& p) { p.shapes["input_ids"].second = {tokens - 1}, p.tensors["input_ids"].resize((tokens - 1) * 8); },
        "input_ids");
    addRow(
        "ids of floats", [](Parts& p) { p.resize("segment_ids", {tokens}); }, "segment_ids");
    addRow(
        "attention not square",
        [](Parts& p) {
            p.resize("attention", {layers, heads, tokens, tokens - 1});
        },
        "[2,3,11,10]");
    addRow(
        "attention of rank 3",
        [](Parts& p) {
            p.resize("attention", {layers, tokens, tokens});
        },
        "tensor \"attention\"");
    addRow(
        "attention of no layers",
        [](Parts& p) {
            p.resize("attention", {0, heads, tokens, tokens});
        },
        "tensor \"attention\"");
    addRow(
        "other layers in a norm",
        [](Parts& p) {
            p.resize("norms.f", {layers + 1, heads, tokens});
        },
        "tensor \"norms.f\"");
    addRow(
        "mixing ratio",
        [](Parts& p) {
            p.resize("norms.mixing_ratio", {layers, 2, tokens});
        },
        "tensor \"norms.mixing_ratio\"");
    addRow(
        "hidden sizes differ",
        [](Parts& p) {
            p.resize("attribution.end.hidden", {layers, tokens, 5});
        },
        "attribution.end.hidden");
}

void TestSession::refuses()
{
    QFETCH(const Damage, damage);
    QFETCH(const QString, message);
    Parts parts = fullParts();
    damage(parts);
    const QString said = messageFor(parts);
    QVERIFY2(said.contains(message), qPrintable(said));
    QVERIFY2(said.contains("run.headlight"), qPrintable(said));
    QVERIFY2(said.endsWith('.') && said.count(". ") >= 1, qPrintable(said + " lacks its remedy"));
}

void TestSession::refusesOtherFiles_data()
{
    QTest::addColumn<QByteArray>("contents");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("It is important to us to include.");
    QTest::newRow("picture") << QByteArray("\x89PNG\r\n\x1a\n") + QByteArray(1000, '\0');
    QTest::newRow("zip") << QByteArray("PK\x03\x04") + QByteArray(1000, 'x');
    const QByteArray open = QByteArray(4000, '[');
    QTest::newRow("nested text") << safetensorsBytes(
        R"({"__metadata__":{"headlight.format":"1","headlight.session":"{\"a\":)" + open + R"("}})");
}

void TestSession::refusesOtherFiles()
{
    QFETCH(const QByteArray, contents);
    writeAll(m_file, contents);
    const QString said = messageOf(readSession(m_file));
    QVERIFY2(said.contains("run.headlight"), qPrintable(said));
}

void TestSession::refusesEveryTruncation()
{
    reopened({test::sampleResult({1, 1, 10, Stage::Tokens}), {}, nullptr});
    const QByteArray whole = readAll(m_file);
    for (qsizetype length = 0; length < whole.size(); ++length) {
        writeAll(m_file, whole.left(length));
        QVERIFY2(!readSession(m_file), qPrintable(QString("cut to %1 bytes").arg(length)));
    }
    writeAll(m_file, whole);
    QVERIFY(readSession(m_file));
}

void TestSession::longListsOfKeysAreReadInTime()
{
    Parts parts = fullParts();
    for (int i = 0; i < 300000; ++i)
        parts.session["view"]["key" + std::to_string(i)] = i;
    putTogether(parts, m_file);
    QVERIFY(readSession(m_file)); // minutes, where the time is quadratic in the number of keys
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
