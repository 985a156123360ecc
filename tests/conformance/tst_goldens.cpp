// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QTest>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/analysis/analyzer.h"
#include "core/files/safetensors.h"

using namespace headlight;

namespace {

const QString goldenFolder = QStringLiteral(TEST_DATA "/goldens/");

std::filesystem::path modelFolder(const std::string& name)
{
    const std::string parent = name == "minilm-l6-squad" ? SOURCE_DIR "/resources/models/" : TEST_DATA "/models/";
    return parent + name;
}

/// How far two tensors are apart, by the rule of their kind.
struct Tolerance {
    bool ofLargest; ///< relative to the golden's largest magnitude; else absolute or relative by element
    double limit;
};

constexpr Tolerance activations{false, 1e-4};
constexpr Tolerance attributions{true, 1e-3};

/// 1 where the worst element is just within the tolerance.
double excess(const Array& found, const Array& wanted, Tolerance tolerance)
{
    double largest = 0;
    for (const float v : wanted.values())
        largest = std::max(largest, std::abs(static_cast<double>(v)));
    double worst = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const double difference = std::abs(static_cast<double>(found.values()[i]) - wanted.values()[i]);
        const double scale =
            tolerance.ofLargest ? largest : std::max(1.0, std::abs(static_cast<double>(wanted.values()[i])));
        worst = std::max(worst, difference / (tolerance.limit * scale));
        if (std::isnan(difference))
            return INFINITY;
    }
    return worst;
}

/// The target, which the golden's name and its positions tell.
Target targetOf(const nlohmann::json& golden)
{
    const nlohmann::json& targets = golden["targets"];
    if (targets.contains("span"))
        return {TargetKind::Span};
    if (targets.contains("contrast"))
        return {TargetKind::Contrast};
    if (targets.contains("no_answer"))
        return {TargetKind::NoAnswer};
    if (golden["name"].get<std::string>().find(".positions.") != std::string::npos)
        return {TargetKind::Positions, targets["start"][0], targets["end"][0]};
    // What is predicted is what the reference explains, unless its name says otherwise: it is asked for all the same,
    // as scores of random models lie close together.
    const auto numbers = [&](const char* kind) { return targets[kind].get<std::vector<std::int64_t>>(); };
    if (targets.contains("class"))
        return targetNamed(std::to_string(numbers("class")[0])).value();
    for (const char* kind : {"label", "mask"})
        if (targets.contains(kind))
            return {TargetKind::Chosen, 0, 0, {{numbers(kind)[0], std::to_string(numbers(kind)[1])}}};
    return {TargetKind::Predicted};
}

/// The options that the reference was made with.
Options optionsOf(const nlohmann::json& golden)
{
    const bool tutorial = golden["preset"] == "tutorial";
    Options options = presetOptions(tutorial ? Preset::Tutorial : Preset::Accurate);
    options.segments = *segmentsNamed(golden["segments"].get<std::string>());
    options.baseline = *baselineNamed(golden["baseline"].get<std::string>());
    options.rule = *ruleNamed(golden["rule"].get<std::string>());
    if (options.rule == Rule::Captum)
        options.steps = golden["steps"].get<int>();
    if (!tutorial)
        options.target = targetOf(golden);
    options.tolerance = 1e-4;
    options.maxPoints = 2049;
    options.hidden = golden.value("hidden", false);
    options.embeddings = golden.value("embeddings", false);
    return options;
}

Result<SafetensorsFile> readGolden(const QString& name)
{
    return SafetensorsFile::read((goldenFolder + name + ".safetensors").toStdString());
}

Result<ResultPtr> analysisOf(const nlohmann::json& golden, const std::string& question, const std::string& context,
                             const Options& options)
{
    auto analyzer = Analyzer::open(modelFolder(golden["model"]), {});
    return analyzer ? (*analyzer)->analyze({question, context, options}, {}) : Failure(analyzer.error());
}

Array tensorOf(const AnalysisResult& r, const std::string& name)
{
    if (name == "logits") return r.model.task == TaskKind::TokenLabels ? r.scores.values : r.scores.values[0];
    if (name == "logits.start") return columnOf(r.scores, StartColumn);
    if (name == "logits.end") return columnOf(r.scores, EndColumn);
    if (name == "attention") return r.attention;
    if (name == "norms.f") return r.norms.f;
    if (name == "norms.alpha_f") return r.norms.alphaF;
    if (name == "norms.sum_alpha_f") return r.norms.sumAlphaF;
    if (name == "norms.residual") return r.norms.residual;
    if (name == "norms.output") return r.norms.output;
    if (name == "norms.mixing_ratio") return r.norms.mixingRatio;
    for (const auto& [target, a] : r.attributions) {
        const std::string prefix = "attribution." + target + ".";
        if (name == prefix + "attention") return a.attention;
        if (name == prefix + "tokens") return a.tokens;
        if (name == prefix + "hidden") return a.hidden;
        if (name == prefix + "input") return a.input;
        if (name == prefix + "embeddings") return a.embeddings;
        if (name == prefix + "word") return a.word;
        if (name == prefix + "position") return a.position;
        if (name == prefix + "segment") return a.segment;
    }
    return {};
}

} // namespace

/// Results of the whole program against those of transformers and Captum.
class TestGoldens : public QObject {
    Q_OBJECT

private slots:
    void equals_data();
    void equals();

private:
    void compareInput(const SafetensorsFile& file, const nlohmann::json& golden, const AnalysisResult& result);
    void compareTensors(const SafetensorsFile& file, const AnalysisResult& result);
    void compareTargets(const nlohmann::json& golden, const AnalysisResult& result);
};

void TestGoldens::equals_data()
{
    QTest::addColumn<QString>("name");
    for (QString name : QDir(goldenFolder).entryList({"*.safetensors"})) {
        name.chop(QStringLiteral(".safetensors").size());
        QTest::newRow(qPrintable(name)) << name;
    }
}

void TestGoldens::equals()
{
    QFETCH(QString, name);
    const auto file = readGolden(name);
    QVERIFY2(file, file ? "" : file.error().text().c_str());
    const auto golden = nlohmann::json::parse(file->metadata().at("golden"));
    const bool pair = golden["context"].is_string(); // a text alone is called question there
    const std::string first = pair ? golden["question"].get<std::string>() : std::string();
    const auto result = analysisOf(golden, first, golden[pair ? "context" : "question"], optionsOf(golden));
    QVERIFY2(result, result ? "" : result.error().text().c_str());

    compareInput(*file, golden, **result);
    compareTensors(*file, **result);
    compareTargets(golden, **result);
    QCOMPARE((*result)->stage, Stage::Complete);
    QVERIFY((*result)->toleranceMet == true || (*result)->smooth == false); // kinks are said
}

void TestGoldens::compareInput(const SafetensorsFile& file, const nlohmann::json& golden, const AnalysisResult& result)
{
    QCOMPARE(result.input.inputIds, *file.integers("input_ids"));
    QCOMPARE(result.input.segmentIds, *file.integers("segment_ids"));
    QCOMPARE(result.input.baselineIds, *file.integers("baseline_ids"));
    QCOMPARE(result.input.tokens, golden["tokens"].get<std::vector<std::string>>());
    for (std::size_t i = 0; i < result.input.offsets.size(); ++i) {
        QCOMPARE(result.input.offsets[i].begin, golden["offsets"][i][0].get<std::int64_t>());
        QCOMPARE(result.input.offsets[i].end, golden["offsets"][i][1].get<std::int64_t>());
    }
    if (golden.contains("answer"))
        QCOMPARE(result.answerText(), golden["answer"].get<std::string>());
}

void TestGoldens::compareTensors(const SafetensorsFile& file, const AnalysisResult& result)
{
    int compared = 0;
    for (const auto& [name, entry] : file.tensors()) {
        if (entry.type == TensorType::I64)
            continue;
        const Array& found = tensorOf(result, name);
        QVERIFY2(!found.isNull(), name.c_str());
        QCOMPARE(found.shape(), entry.shape);
        const double worst =
            excess(found, *file.floats(name), name.starts_with("attribution") ? attributions : activations);
        qInfo("%-32s %.3g of the tolerance", name.c_str(), worst);
        QVERIFY2(worst <= 1, name.c_str());
        ++compared;
    }
    QVERIFY(compared >= 4);
}

void TestGoldens::compareTargets(const nlohmann::json& golden, const AnalysisResult& result)
{
    for (const auto& [target, difference] : golden["difference"].items()) {
        const Attribution* a = result.attribution(target);
        QVERIFY2(a, target.c_str());
        const double scale = std::max(1.0, std::abs(difference.get<double>()));
        QVERIFY(std::abs(a->difference.value() - difference.get<double>()) < 1e-4 * scale);
        QCOMPARE(a->deltas.size(), golden["delta"][target].size());
        if (golden.contains("embeddings_delta"))
            QVERIFY(std::abs(a->embeddingsDelta.value() - golden["embeddings_delta"][target].get<double>()) <
                    1e-3 * scale);
    }
}

QTEST_GUILESS_MAIN(TestGoldens)
#include "tst_goldens.moc"
