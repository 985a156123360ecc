// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/base/version.h"
#include "core/files/safetensors.h"
#include "core/session/session.h"
#include "tests/support/files_testing.h"
#include "tests/support/sample_result.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr int layers = 2;
constexpr int heads = 3;
constexpr int tokens = 11;
constexpr int hiddenSize = 6;

Array counted(const Shape& shape, float first)
{
    std::vector<float> values(elementCount(shape));
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = first + static_cast<float>(i) / 7;
    return Array(shape, std::move(values));
}

void fill(Attribution& attribution, float first)
{
    attribution.hidden = counted({layers, tokens, hiddenSize}, first);
    attribution.input = counted({tokens}, first + 1);
    attribution.embeddings = counted({tokens}, first + 2);
    attribution.word = counted({tokens}, first + 3);
    attribution.position = counted({tokens}, first + 4);
    attribution.segment = counted({tokens}, first + 5);
    attribution.difference = first + 0.1;
    attribution.embeddingsDelta = first + 0.2;
    attribution.partsDelta = first + 0.3;
    attribution.deltas = {first + 0.4, first + 0.5};
    attribution.tokensError = {0.01, 0.02};
    attribution.attentionError = {0.03, 0.04};
    attribution.moved = {0.25, 0.5};
}

void fillRun(AnalysisResult& result)
{
    result.model.hiddenSize = hiddenSize;
    result.model.sha256 = std::string(64, 'a');
    result.model.configJson = R"({"layer_norm_eps":1e-12,"model_type":"bert"})";
    result.options = presetOptions(Preset::Tutorial);
    result.options.baseline = Baseline::Mask;
    result.options.steps = 77;
    result.options.threads = 3;
    result.options.memoryMiB = 1234;
    result.options.embeddings = true;
    result.points = 78;
    result.toleranceMet = false;
    result.timings = {{"Loading weights", 0.25}, {"Attribution", 1.5}, {"Attribution", 2.5}};
}

/// A result in which every field that a session keeps differs from its default.
AnalysisResult fullResult()
{
    AnalysisResult result = *test::sampleResult({layers, heads, tokens, Stage::Complete});
    result.input.context = "naïve 😀 \"quoted\"\n" + result.input.context;
    fillRun(result);
    float first = 0;
    for (auto& [target, attribution] : result.attributions)
        fill(attribution, first += 10);
    result.attributions["end"].positions.clear(); // as target `max` leaves them
    result.norms.residual = counted({layers, tokens, tokens}, 5);
    result.norms.output = counted({layers, tokens, tokens}, 6);
    result.norms.mixingRatio = counted({layers, 3, tokens}, 7);
    return result;
}

ViewState fullView()
{
    return {"tokens", {"tokens", "heads"}, "start", 1, 2, 3, 4, "-1,1", "cividis", "a note", {{"start", "purple-green"}}, "magma", "purple-green", "hidden", true, "mean", 1, "end", "scatter", "strongest", 40, true};
}

Session fullSession()
{
    return {std::make_shared<AnalysisResult>(fullResult()), fullView(), nullptr, {{"the humans", "l’humanité"}}};
}

bool same(const Array& a, const Array& b)
{
    return a.isNull() == b.isNull() && a.shape() == b.shape() &&
           (a.size() == 0 || std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0);
}

/// A session file taken apart, so that a test can damage one part of it.
struct Parts {
    Json session;
    std::map<std::string, std::string> metadata;
    std::map<std::string, std::pair<TensorType, Shape>> shapes;
    std::map<std::string, std::vector<std::byte>> tensors;

    void resize(const std::string& name, const Shape& shape)
    {
        shapes[name] = {TensorType::F32, shape};
        tensors[name] = std::vector<std::byte>(elementCount(shape) * sizeof(float));
    }
};

Parts takeApart(const fs::path& path)
{
    const SafetensorsFile file = SafetensorsFile::read(path).value();
    Parts parts;
    parts.metadata = file.metadata();
    parts.session = Json::parse(file.metadata().at("headlight.session"));
    for (const auto& [name, entry] : file.tensors()) {
        parts.shapes[name] = {entry.type, entry.shape};
        parts.tensors[name] = {file.bytes(entry).begin(), file.bytes(entry).end()};
    }
    return parts;
}

void putTogether(const Parts& parts, const fs::path& path)
{
    SafetensorsWriter writer;
    for (const auto& [key, value] : parts.metadata)
        writer.setMetadata(key, value);
    if (!parts.session.is_null())
        writer.setMetadata("headlight.session", parts.session.dump());
    for (const auto& [name, bytes] : parts.tensors)
        writer.add(name, parts.shapes.at(name).first, parts.shapes.at(name).second, bytes);
    if (!writer.write(path))
        qFatal("cannot write the test's file");
}

using Damage = std::function<void(Parts&)>;

void addRow(const char* name, const Damage& damage, const char* message)
{
    QTest::newRow(name) << damage << QString(message);
}

} // namespace

Q_DECLARE_METATYPE(Damage)

class TestSession : public QObject {
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
    void severalWindowsSurvive();
    void errorReferenceSurvives();
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
    void survivesMutations();
    void longListsOfKeysAreReadInTime();

private:
    Session reopened(const Session& session) const;
    Parts fullParts() const;
    QString messageFor(const Parts& parts) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_file;
};

void TestSession::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = toPath(m_folder->filePath("run.headlight"));
}

Session TestSession::reopened(const Session& session) const
{
    const Result<void> written = writeSession(session, m_file);
    if (!written)
        qFatal("%s", written.error().text().c_str());
    Result<Session> read = readSession(m_file);
    if (!read)
        qFatal("%s", read.error().text().c_str());
    return *read;
}

Parts TestSession::fullParts() const
{
    reopened(fullSession());
    return takeApart(m_file);
}

QString TestSession::messageFor(const Parts& parts) const
{
    putTogether(parts, m_file);
    return messageOf(readSession(m_file));
}

void TestSession::roundTripKeepsTheInput()
{
    const AnalysisResult before = fullResult();
    const Session session = reopened(fullSession());
    const EncodedInput& after = session.result->input;
    QCOMPARE(after.question, before.input.question);
    QCOMPARE(after.context, before.input.context);
    QVERIFY(after.tokens == before.input.tokens);
    QVERIFY(after.inputIds == before.input.inputIds);
    QVERIFY(after.segmentIds == before.input.segmentIds);
    QVERIFY(after.baselineIds == before.input.baselineIds);
    QVERIFY(after.offsets == before.input.offsets);
    QCOMPARE(after.contextBegin, before.input.contextBegin);
    QCOMPARE(after.contextEnd, before.input.contextEnd);
}

void TestSession::roundTripKeepsTheNumbers()
{
    const AnalysisResult before = fullResult();
    const Session session = reopened(fullSession());
    const AnalysisResult& after = *session.result;
    QVERIFY(same(after.logitsStart, before.logitsStart));
    QVERIFY(same(after.logitsEnd, before.logitsEnd));
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
    QCOMPARE(after.result->options.steps, 77);
    QCOMPARE(after.result->options.target.kind, TargetKind::Max);
    QVERIFY(after.result->timings == before.result->timings);
    QVERIFY(!after.result->toleranceMet);
    QVERIFY(after.result->attribution("end")->positions.empty());
    QVERIFY(after.result->attribution("start")->positions == before.result->attribution("start")->positions);
    QVERIFY(after.result->attribution("start")->moved == before.result->attribution("start")->moved);
    QCOMPARE(after.result->answer.text, before.result->answer.text);
    QVERIFY(after.result->answer.characters == before.result->answer.characters);
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

void TestSession::unknownPartsSurvive()
{
    Parts parts = fullParts();
    parts.metadata["other.program"] = "its own";
    parts.session["later"] = {{"deep", {1, 2, {{"x", nullptr}}}}};
    parts.session["view"]["zoom"] = 2.5;
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
    QCOMPARE(after.session["view"]["zoom"].dump(), Json(2.5).dump());
    QCOMPARE(after.session["view"]["layer"].dump(), Json(0).dump());
    QCOMPARE(after.session["answer"]["confidence"].dump(), Json("high").dump());
    QVERIFY(after.shapes == parts.shapes);
    QVERIFY(after.tensors == parts.tensors);
}

void TestSession::unknownKeysInListsSurvive()
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
void TestSession::unknownKeysOfOtherListsGo()
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

void TestSession::anExpectedAnswerReplacesNull()
{
    Parts parts = fullParts();
    parts.session["expected"] = nullptr;
    putTogether(parts, m_file);
    Session session = readSession(m_file).value();
    QVERIFY(!session.expected);
    session.expected = {{"Koblenz"}};
    QVERIFY(reopened(session).expected == session.expected);
}

void TestSession::halfKeepsAttentionAndNorms()
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

void TestSession::halfSaysWhatItChanges()
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

void TestSession::halfLeavesWhatDoesNotFit()
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

void TestSession::missingIdsStayMissing()
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

void TestSession::guessesTheContext_data()
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

void TestSession::guessesTheContext()
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
    QTEST(static_cast<int>(session->result->input.contextBegin), "begin");
    QTEST(static_cast<int>(session->result->input.contextEnd), "end");
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
    QCOMPARE(second.noAnswerProbability, 0.5);
    QCOMPARE(session.result->windows[0].characters, TextRange());
    QCOMPARE(second.characters, (TextRange{21, 2100}));
    QCOMPARE(second.candidates[0].start, 300);
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
    QCOMPARE(session.result->errorReference->points, 129);
    QCOMPARE(session.result->errorReference->error, 0.002);
    QVERIFY(!session.result->smooth);
}

void TestSession::notFiniteValuesSurvive()
{
    AnalysisResult result = fullResult();
    const float infinity = std::numeric_limits<float>::infinity();
    result.logitsStart = Array({tokens}, std::vector<float>(tokens, std::nanf("")));
    result.logitsEnd = Array({tokens}, std::vector<float>(tokens, -infinity));
    result.attributions["start"].deltas = {std::nan(""), 1};
    const Session after = reopened({std::make_shared<AnalysisResult>(result), {}, nullptr});
    QVERIFY(same(after.result->logitsStart, result.logitsStart));
    QVERIFY(same(after.result->logitsEnd, result.logitsEnd));
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
    QCOMPARE(session->result->input.contextBegin, fullResult().input.contextBegin);
    QCOMPARE(session->result->input.contextEnd, fullResult().input.contextEnd);
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
        "format of another kind", [](Parts& p) { p.metadata["headlight.format"] = "\x1b[31m"; }, "format \"?[31m\"");
    addRow(
        "no session text", [](Parts& p) { p.metadata.erase("headlight.session"), p.session = {}; },
        "headlight.session");
    addRow(
        "not an object",
        [](Parts& p) {
            p.session = {1, 2};
        },
        "not an object");
    addRow(
        "no tokens", [](Parts& p) { p.session.erase("tokens"); }, "The key tokens");
    addRow(
        "tokens of numbers", [](Parts& p) { p.session["tokens"][2] = 5; }, "The key tokens should be a list of texts");
    addRow(
        "one token too few", [](Parts& p) { p.session["tokens"].erase(3), p.session.erase("offsets"); }, "input_ids");
    addRow(
        "one offset too few", [](Parts& p) { p.session["offsets"].erase(3); }, "The key offsets");
    addRow(
        "an offset backwards",
        [](Parts& p) {
            p.session["offsets"][3] = {5, 4};
        },
        "The key offsets");
    addRow(
        "a negative offset",
        [](Parts& p) {
            p.session["offsets"][3] = {-1, 4};
        },
        "The key offsets");
    addRow(
        "a huge offset",
        [](Parts& p) {
            p.session["offsets"][3] = {0, 18446744073709551615ULL};
        },
        "The key offsets");
    addRow(
        "context beyond the tokens",
        [](Parts& p) {
            p.session["context_tokens"] = {1, 99};
        },
        "context_tokens");
    addRow(
        "expected answers of numbers", [](Parts& p) { p.session["expected"] = {1}; }, "The key expected");
    addRow(
        "question of a number", [](Parts& p) { p.session["question"] = 5; }, "The key question should be a text");
    addRow(
        "answer beyond the tokens", [](Parts& p) { p.session["answer"]["end"] = tokens; }, "answer.end");
    addRow(
        "answer backwards", [](Parts& p) { p.session["answer"]["start"] = tokens - 1; }, "answer.end");
    addRow(
        "answer of a text", [](Parts& p) { p.session["answer"] = "here"; }, "The key answer should be an object");
    addRow(
        "candidate beyond", [](Parts& p) { p.session["candidates"][1]["start"] = -1; }, "candidates[1].start");
    addRow(
        "target beyond the tokens", [](Parts& p) { p.session["targets"]["start"] = {tokens}; }, "The key targets");
    addRow(
        "unknown rule", [](Parts& p) { p.session["options"]["rule"] = "best"; }, "options.rule");
    addRow(
        "steps too large", [](Parts& p) { p.session["options"]["steps"] = 1e30; }, "options.steps");
    addRow(
        "unknown stage", [](Parts& p) { p.session["stage"] = "soon"; }, "The key stage");
    addRow(
        "one delta too few", [](Parts& p) { p.session["deltas"]["end"].erase(0); }, "one a layer");
    addRow(
        "one error too many", [](Parts& p) { p.session["error"]["end"]["tokens"].push_back(1); }, "one a layer");
    addRow(
        "a delta of a text", [](Parts& p) { p.session["deltas"]["end"][0] = "x"; }, "deltas.end");
    addRow(
        "other layers", [](Parts& p) { p.session["model"]["layers"] = layers + 1; }, "tensor");
    addRow(
        "other heads", [](Parts& p) { p.session["model"]["heads"] = 1; }, "tensor attention");
    addRow(
        "negative layers", [](Parts& p) { p.session["model"]["layers"] = -1; }, "model.layers");
    addRow(
        "ids of other tokens", [](Parts& p) { p.shapes["input_ids"].second = {tokens - 1}, p.tensors["input_ids"].resize((tokens - 1) * 8); },
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
        "tensor attention");
    addRow(
        "attention of no layers",
        [](Parts& p) {
            p.resize("attention", {0, heads, tokens, tokens});
        },
        "tensor attention");
    addRow(
        "other layers in a norm",
        [](Parts& p) {
            p.resize("norms.f", {layers + 1, heads, tokens});
        },
        "tensor norms.f");
    addRow(
        "mixing ratio",
        [](Parts& p) {
            p.resize("norms.mixing_ratio", {layers, 2, tokens});
        },
        "tensor norms.mixing_ratio");
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

void TestSession::survivesMutations()
{
    reopened({test::sampleResult({1, 2, 10, Stage::Complete}), fullView(), nullptr});
    const QByteArray whole = readAll(m_file);
    int accepted = 0;
    for (unsigned seed = 0; seed < 10000; ++seed) {
        writeAll(m_file, mutated(whole, seed));
        const Result<Session> session = readSession(m_file);
        accepted += session ? 1 : 0;
        if (session && !sessionJson(*session).empty())
            QCOMPARE(session->result->input.inputIds.size(), session->result->input.tokens.size());
    }
    QVERIFY(accepted > 0 && accepted < 10000);
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
