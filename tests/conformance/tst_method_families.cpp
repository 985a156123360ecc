// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <cstring>

#include "core/analysis/analyzer.h"
#include "core/data/method_table.h"
#include "core/model/model_config.h"
#include "core/session/session.h"
#include "tests/support/files_testing.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

const std::filesystem::path models = std::filesystem::path(TEST_DATA) / "models";
constexpr auto question = "What is important to us?";
constexpr auto context = "It is important to us to include, empower and support humans of all kinds.";

Options withMethods(const std::vector<std::string>& names)
{
    Options options;
    options.tolerance = 0.9;
    options.maxPoints = 17;
    options.methods = methodsMeant(names);
    return options;
}

/// The texts that a model of the task takes.
AnalysisRequest requestFor(const Analyzer& analyzer, const std::string& model, const Options& options)
{
    switch (analyzer.identity().task) {
    case TaskKind::QuestionAnswering: return {question, context, options};
    case TaskKind::MaskedWords: {
        const bool angles = model.find("roberta") != std::string::npos;
        return {{}, std::string("It is ") + (angles ? "<mask>" : "[MASK]") + " to us.", options};
    }
    default: return {{}, context, options};
    }
}

Result<ResultPtr> analysisOf(const std::string& model, const Options& options, const std::string& text = {},
                             const Analyzer::Publish& publish = {})
{
    const auto analyzer = Analyzer::open(models / model, {});
    if (!analyzer)
        return Failure(analyzer.error());
    AnalysisRequest request = requestFor(**analyzer, model, options);
    if (!text.empty())
        request.context = text;
    return (*analyzer)->analyze(request, {}, publish);
}

std::int64_t sizeOf(char letter, const AnalysisResult& result)
{
    switch (letter) {
    case 'L': return result.model.layers;
    case 'H': return result.model.heads;
    default: return result.input.length();
    }
}

bool isFinite(const Array& values)
{
    return std::all_of(values.values().begin(), values.values().end(), [](float v) { return std::isfinite(v); });
}

double worstRowSum(const Array& maps)
{
    const auto S = static_cast<std::size_t>(maps.shape().back());
    double worst = 0;
    for (std::size_t first = 0; first < maps.size(); first += S) {
        double sum = 0;
        for (const float value : maps.values().subspan(first, S))
            sum += value;
        worst = std::max(worst, std::abs(sum - 1));
    }
    return worst;
}

double largestOf(const Array& values)
{
    double largest = 0;
    for (const float v : values.values())
        largest = std::max(largest, std::abs(static_cast<double>(v)));
    return largest;
}

bool sameBits(const Array& a, const Array& b)
{
    return a.shape() == b.shape() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

} // namespace

/// Every method on every family and task, through the program's public interface.
class TestMethodFamilies : public QObject {
    Q_OBJECT

private slots:
    void allMethods_data();
    void allMethods();
    void sessionsKeepThem();
    void eachIsAStage();
    void whatCannotBeHadIsSaid();
    void longTextsHaveNoFlow();
    void littleMemoryHasNoDecomposition();
    void unknownMethodsAreWrongUsage();
    void maximaAreExplainedToo();

private:
    void checkArrays(const AnalysisResult& result);
};

void TestMethodFamilies::allMethods_data()
{
    QTest::addColumn<QString>("model");
    for (const QString& name : QDir(QString::fromStdString(models.string())).entryList({"tiny-*"}))
        if (readModelConfig(models / name.toStdString())) // of a family that is read
            QTest::newRow(qPrintable(name)) << name;
}

void TestMethodFamilies::allMethods()
{
    QFETCH(QString, model);
    const auto made = analysisOf(model.toStdString(), withMethods({"all"}));
    QVERIFY2(made, qPrintable(messageOf(made)));
    const AnalysisResult& result = **made;
    for (const char* name : {"rollout", "alti", "alti_rollout", "globenc", "globenc_rollout", "value_zeroing",
                             "value_zeroing_rollout", "flow", "decompx"})
        QVERIFY2(result.methods.contains(name), name);
    for (const auto& [target, attribution] : result.attributions)
        for (const char* name :
             {"chefer.", "attattr.", "importance.attattr_sum.", "importance.attattr_max.", "decompx."})
            QVERIFY2(result.methods.contains(name + target), name);
    QCOMPARE(result.notes.empty(), result.model.hasHead());
    checkArrays(result);
}

void TestMethodFamilies::checkArrays(const AnalysisResult& result)
{
    for (const auto& [name, values] : result.methods) {
        Shape shape;
        for (const char letter : methodLetters(name))
            shape.push_back(sizeOf(letter, result));
        QVERIFY2(values.shape() == shape, name.c_str());
        QVERIFY2(isFinite(values), name.c_str());
    }
    for (const char* name : {"rollout", "alti", "alti_rollout", "globenc_rollout", "value_zeroing"})
        QVERIFY2(worstRowSum(result.methods.at(name)) < 1e-5, name);
    QVERIFY2(largestOf(result.methods.at("decompx_error")) < 1e-4,
             qPrintable(QString::number(largestOf(result.methods.at("decompx_error")))));
    const bool smooth = result.smooth.value_or(true);
    for (const auto& [target, attribution] : result.attributions) {
        const double delta = largestOf(result.methods.at("attattr_delta." + target));
        const double largest = largestOf(result.methods.at("importance.attattr_sum." + target));
        QVERIFY2(delta < (smooth ? 1e-3 : 0.05) * largest, qPrintable(QString::number(delta / largest)));
    }
}

void TestMethodFamilies::sessionsKeepThem()
{
    const auto made = analysisOf("tiny-bert-cls", withMethods({"all", "attattr-m20"}));
    QVERIFY2(made, qPrintable(messageOf(made)));
    const QTemporaryDir folder;
    const auto file = toPath(folder.filePath("a.headlight"));
    QVERIFY(writeSession({*made, {}, nullptr}, file));
    const auto read = readSession(file);
    QVERIFY2(read, qPrintable(messageOf(read)));
    QCOMPARE(read->result->methods.size(), (*made)->methods.size());
    for (const auto& [name, values] : (*made)->methods)
        QVERIFY2(sameBits(read->result->methods.at(name), values), name.c_str());
    QVERIFY(read->result->options == (*made)->options);
    QVERIFY(read->result->methods.contains("attattr_m20.class"));
}

/// Those without a target before the attributions, the others behind them; each result holds the earlier ones.
void TestMethodFamilies::eachIsAStage()
{
    std::vector<std::size_t> before;
    std::size_t last = 0;
    bool grows = true;
    const auto made =
        analysisOf("tiny-bert-cls", withMethods({"rollout", "alti", "chefer"}), {}, [&](const ResultPtr& r) {
            grows = grows && r->methods.size() >= last;
            if (r->methods.size() > last && r->attributions.empty())
                before.push_back(r->methods.size());
            last = r->methods.size();
        });
    QVERIFY2(made, qPrintable(messageOf(made)));
    QVERIFY(grows);
    QCOMPARE(before, (std::vector<std::size_t>{1, 3}));
    QCOMPARE((*made)->methods.size(), std::size_t(4));
    QCOMPARE((*made)->stage, Stage::Complete);
    const auto steps = (*made)->timings;
    QVERIFY(std::any_of(steps.begin(), steps.end(), [](const auto& step) { return step.first == "alti"; }));
}

void TestMethodFamilies::whatCannotBeHadIsSaid()
{
    const auto made = analysisOf("tiny-bert-encoder", withMethods({"chefer", "rollout"}));
    QVERIFY2(made, qPrintable(messageOf(made)));
    QVERIFY((*made)->methods.contains("rollout"));
    QCOMPARE((*made)->notes.size(), std::size_t(1));
    QVERIFY((*made)->notes[0].find("Method chefer explains a score") != std::string::npos);
}

void TestMethodFamilies::longTextsHaveNoFlow()
{
    std::string text;
    for (int i = 0; i < 8; ++i)
        text.append(context).append(" ");
    Options options = withMethods({"flow"});
    const auto made = analysisOf("tiny-bert-encoder", options, text);
    QVERIFY2(made, qPrintable(messageOf(made)));
    const bool isLong = (*made)->input.length() > 64;
    QCOMPARE((*made)->methods.empty(), isLong);
    QCOMPARE((*made)->notes.size(), std::size_t(isLong ? 1 : 0));
    if (isLong)
        QVERIFY((*made)->notes[0].find("at most 64 tokens") != std::string::npos);
}

void TestMethodFamilies::littleMemoryHasNoDecomposition()
{
    Options options = withMethods({"decompx"});
    options.memoryMiB = 1;
    const auto made = analysisOf("../../../resources/models/minilm-l6-squad", options);
    QVERIFY2(made, qPrintable(messageOf(made)));
    QCOMPARE((*made)->notes.size(), std::size_t(1));
    QVERIFY((*made)->methods.empty());
    QVERIFY((*made)->notes[0].find("--memory") != std::string::npos);
}

void TestMethodFamilies::unknownMethodsAreWrongUsage()
{
    Options options = withMethods({"lime"});
    QCOMPARE(options.methods, std::vector<std::string>{"lime"});
    const auto made = analysisOf("tiny-bert-cls", options);
    QVERIFY(!made);
    QCOMPARE(made.error().kind, ErrorKind::Usage);
    QVERIFY(messageOf(made).contains("There is no method \"lime\". Choose among rollout, alti,"));
}

/// The target of the tutorials is another score along the path; here it is the winner's.
void TestMethodFamilies::maximaAreExplainedToo()
{
    Options options = presetOptions(Preset::Tutorial);
    options.steps = 5;
    options.embeddings = false;
    options.methods = methodsMeant({"chefer", "decompx"});
    const auto made = analysisOf("tiny-bert-qa", options);
    QVERIFY2(made, qPrintable(messageOf(made)));
    QVERIFY((*made)->methods.contains("chefer.start"));
    const Array parts = (*made)->methods.at("decompx.start");
    const Array starts = columnOf((*made)->scores, StartColumn);
    const auto best = *std::max_element(starts.values().begin(), starts.values().end());
    double sum = 0;
    for (const float part : parts.values())
        sum += part;
    QVERIFY(std::abs(sum - best) < 1e-4 * std::max(1.0F, std::abs(best)));
}

QTEST_GUILESS_MAIN(TestMethodFamilies)
#include "tst_method_families.moc"
