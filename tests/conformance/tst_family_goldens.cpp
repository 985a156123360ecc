// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QTest>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/engine/engine.h"
#include "core/files/safetensors.h"

using namespace headlight;

namespace {

const QString goldenFolder = QStringLiteral(TEST_DATA "/goldens/");

/// How far two tensors are apart, by the rule of their kind.
struct Tolerance {
    bool ofLargest; ///< relative to the golden's largest magnitude; else absolute or relative by element
    double limit;
};

constexpr Tolerance activations{false, 1e-4};
constexpr Tolerance attributions{true, 1e-3};

double largestOf(const Array& values)
{
    double largest = 0;
    for (const float v : values.values())
        largest = std::max(largest, std::abs(static_cast<double>(v)));
    return largest;
}

/// 1 where the worst element is just within the tolerance.
double excess(const Array& found, const Array& wanted, Tolerance tolerance)
{
    const double largest = largestOf(wanted);
    double worst = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const double difference = std::abs(static_cast<double>(found.values()[i]) - wanted.values()[i]);
        const double scale =
            tolerance.ofLargest ? largest : std::max(1.0, std::abs(static_cast<double>(wanted.values()[i])));
        if (std::isnan(difference))
            return INFINITY;
        if (difference > 0)
            worst = std::max(worst, difference / (tolerance.limit * scale));
    }
    return worst;
}

/// A golden file with what it says.
struct Golden {
    SafetensorsFile file;
    nlohmann::json said;
};

Result<Golden> readGolden(const QString& name)
{
    auto file = SafetensorsFile::read((goldenFolder + name + ".safetensors").toStdString());
    if (!file)
        return Failure(file.error());
    nlohmann::json said = nlohmann::json::parse(file->metadata().at("golden"));
    return Golden{std::move(*file), std::move(said)};
}

std::filesystem::path modelFolder(const nlohmann::json& golden)
{
    return std::filesystem::path(TEST_DATA "/models") / golden["model"].get<std::string>();
}

Input inputOf(const Golden& golden)
{
    Input input;
    input.tokens = golden.said["tokens"].get<std::vector<std::string>>();
    input.inputIds = *golden.file.integers("input_ids");
    input.segmentIds = *golden.file.integers("segment_ids");
    input.baselineIds = *golden.file.integers("baseline_ids");
    for (std::size_t i = 0; i < input.inputIds.size(); ++i)
        input.special.push_back(input.inputIds[i] == input.baselineIds[i]);
    if (golden.said["targets"].contains("mask")) {
        const std::int64_t mask = input.inputIds[golden.said["targets"]["mask"][0].get<std::size_t>()];
        for (std::size_t i = 0; i < input.inputIds.size(); ++i)
            if (input.inputIds[i] == mask)
                input.judged.push_back(static_cast<std::int64_t>(i));
    }
    return input;
}

TargetFunction maximum(const std::string& name, std::int64_t column)
{
    TargetFunction target;
    target.name = name;
    target.maximumColumn = column;
    return target;
}

/// The score's row of a masked token.
std::int64_t rowOf(const Input& input, std::int64_t token)
{
    return std::find(input.judged.begin(), input.judged.end(), token) - input.judged.begin();
}

TargetFunction targetOf(const std::string& name, const nlohmann::json& numbers, const Input& input)
{
    if (numbers[0] == "max")
        return maximum(name, name == "end" ? EndColumn : StartColumn);
    const auto n = numbers.get<std::vector<std::int64_t>>();
    TargetFunction target;
    target.name = name;
    if (name == "start" || name == "end")
        target.terms = {{n[0], name == "end" ? EndColumn : StartColumn, 1}};
    else if (name == "class")
        target.terms = {{0, n[0], 1}};
    else if (name == "label")
        target.terms = {{n[0], n[1], 1}};
    else if (name == "mask")
        target.terms = {{rowOf(input, n[0]), n[1], 1}};
    else
        target.terms = {{n[0], StartColumn, 1}, {n[1], EndColumn, 1}};
    if (name == "contrast")
        target.terms.insert(target.terms.end(), {{n[2], StartColumn, -1}, {n[3], EndColumn, -1}});
    if (name == "no_answer")
        target.terms.insert(target.terms.end(), {{0, StartColumn, -1}, {0, EndColumn, -1}});
    return target;
}

std::vector<TargetFunction> targetsOf(const nlohmann::json& golden, const Input& input)
{
    std::vector<TargetFunction> targets;
    for (const auto& [name, numbers] : golden["targets"].items())
        targets.push_back(targetOf(name, numbers, input));
    return targets;
}

Options optionsOf(const nlohmann::json& golden)
{
    Options options;
    options.baseline = *baselineNamed(golden["baseline"].get<std::string>());
    options.rule = *ruleNamed(golden["rule"].get<std::string>());
    if (options.rule == Rule::Captum)
        options.steps = golden["steps"].get<int>();
    options.tolerance = 1e-4;
    options.maxPoints = 2049;
    options.hidden = golden.value("hidden", false);
    options.embeddings = golden.value("embeddings", false);
    return options;
}

Result<std::unique_ptr<Engine>> engineOf(const std::filesystem::path& folder)
{
    const auto config = readModelConfig(folder);
    if (!config)
        return Failure(config.error());
    auto checkpoint = readCheckpoint(folder, *config, {});
    return checkpoint ? makeEngine(*config, std::move(*checkpoint)) : Failure(checkpoint.error());
}

const Array& normsOf(const Norms& n, const std::string& name)
{
    static const Array none;
    if (name == "norms.f") return n.f;
    if (name == "norms.alpha_f") return n.alphaF;
    if (name == "norms.sum_alpha_f") return n.sumAlphaF;
    if (name == "norms.residual") return n.residual;
    if (name == "norms.output") return n.output;
    if (name == "norms.mixing_ratio") return n.mixingRatio;
    return none;
}

const Array& partOf(const Attribution& a, const std::string& name)
{
    static const Array none;
    if (name == "attention") return a.attention;
    if (name == "tokens") return a.tokens;
    if (name == "hidden") return a.hidden;
    if (name == "input") return a.input;
    if (name == "embeddings") return a.embeddings;
    if (name == "word") return a.word;
    if (name == "position") return a.position;
    if (name == "segment") return a.segment;
    return none;
}

/// What the engine gives for a golden's input.
struct Found {
    ForwardPass forward;
    std::vector<TargetFunction> targets;
    AttributionLevel level; ///< the last
    std::int64_t maskRow = 0;

    Array tensor(const std::string& name) const;
    Array logits(const std::string& name) const;
};

Array Found::logits(const std::string& name) const
{
    if (name != "logits")
        return columnOf(forward.scores, name == "logits.end" ? EndColumn : StartColumn);
    const bool ofTokens = !targets.empty() && targets.front().name == "label";
    return ofTokens ? forward.scores.values : forward.scores.values[maskRow];
}

Array Found::tensor(const std::string& name) const
{
    if (name == "attention")
        return forward.attention;
    if (name.starts_with("norms."))
        return normsOf(forward.norms, name);
    if (name.starts_with("logits"))
        return logits(name);
    for (std::size_t t = 0; t < targets.size(); ++t)
        if (const std::string prefix = "attribution." + targets[t].name + "."; name.starts_with(prefix))
            return partOf(level.attributions.at(t), name.substr(prefix.size()));
    return {};
}

Result<Found> compute(Engine& engine, const Golden& golden)
{
    const Input input = inputOf(golden);
    const Options options = optionsOf(golden.said);
    Found found;
    auto forward = engine.forward(input, options, {});
    if (!forward)
        return Failure(forward.error());
    found.forward = std::move(*forward);
    found.targets = targetsOf(golden.said, input);
    if (golden.said["targets"].contains("mask"))
        found.maskRow = rowOf(input, golden.said["targets"]["mask"][0].get<std::int64_t>());
    if (found.targets.empty())
        return found;
    const auto done =
        engine.attribute(input, found.targets, options, {}, [&](AttributionLevel l) { found.level = std::move(l); });
    return done ? Result<Found>(std::move(found)) : Failure(done.error());
}

} // namespace

/// The engine alone, on the ids that the reference was given, for every family and head: against transformers and
/// Captum.
class TestFamilyGoldens : public QObject {
    Q_OBJECT

private slots:
    void equals_data();
    void equals();
    void encodersHaveNoScores_data();
    void encodersHaveNoScores();
    void kinksAreSaid();
    void kinksKeepTheirErrorInSight();
    void refusesScoresThatAreNotThere();
    void headsKeepToTheirFamilies_data();
    void headsKeepToTheirFamilies();

private:
    void compareTensors(const Golden& golden, const Found& found);
    void compareTargets(const nlohmann::json& golden, const Found& found);
};

void TestFamilyGoldens::equals_data()
{
    QTest::addColumn<QString>("name");
    for (QString name : QDir(goldenFolder).entryList({"tiny-*.safetensors"})) {
        name.chop(QStringLiteral(".safetensors").size());
        const auto golden = readGolden(name);
        if (golden && readModelConfig(modelFolder(golden->said)))
            QTest::newRow(qPrintable(name)) << name;
    }
}

void TestFamilyGoldens::equals()
{
    QFETCH(const QString, name);
    const auto golden = readGolden(name);
    QVERIFY2(golden, golden ? "" : golden.error().text().c_str());
    const auto engine = engineOf(modelFolder(golden->said));
    QVERIFY2(engine, engine ? "" : engine.error().text().c_str());
    const auto found = compute(**engine, *golden);
    QVERIFY2(found, found ? "" : found.error().text().c_str());
    compareTensors(*golden, *found);
    compareTargets(golden->said, *found);
}

void TestFamilyGoldens::compareTensors(const Golden& golden, const Found& found)
{
    int compared = 0;
    for (const auto& [name, entry] : golden.file.tensors()) {
        if (entry.type == TensorType::I64)
            continue;
        const Array tensor = found.tensor(name);
        QVERIFY2(!tensor.isNull(), name.c_str());
        QCOMPARE(tensor.shape(), entry.shape);
        const double worst =
            excess(tensor, *golden.file.floats(name), name.starts_with("attribution") ? attributions : activations);
        qInfo("%-32s %.3g of the tolerance", name.c_str(), worst);
        QVERIFY2(worst <= 1, name.c_str());
        ++compared;
    }
    QVERIFY(compared >= 4);
}

void TestFamilyGoldens::compareTargets(const nlohmann::json& golden, const Found& found)
{
    const bool parts = golden.value("embeddings", false);
    const bool segments =
        !golden["model"].get<std::string>().starts_with("tiny-distilbert") && golden["model"] != "tiny-mpnet-qa";
    for (std::size_t t = 0; t < found.targets.size(); ++t) {
        const std::string& target = found.targets[t].name;
        const Attribution& a = found.level.attributions.at(t);
        const double difference = golden["difference"][target].get<double>();
        const double scale = std::max(1.0, std::abs(difference));
        QVERIFY(std::abs(a.difference.value() - difference) < 1e-4 * scale);
        QCOMPARE(a.deltas.size(), golden["delta"][target].size());
        for (std::size_t layer = 0; layer < a.deltas.size(); ++layer) { // what tokens may be off adds up in them
            const double wanted = golden["delta"][target][layer].get<double>();
            const double largest = largestOf(a.tokens[static_cast<std::int64_t>(layer)]);
            QVERIFY(std::abs(a.deltas[layer] - wanted) <
                    1e-3 * std::max(scale, largest * static_cast<double>(a.tokens.dimension(1))));
        }
        QCOMPARE(!a.segment.isNull(), parts && segments);
        if (golden.contains("embeddings_delta"))
            QVERIFY(std::abs(a.embeddingsDelta.value() - golden["embeddings_delta"][target].get<double>()) <
                    1e-3 * scale);
    }
}

void TestFamilyGoldens::encodersHaveNoScores_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("BERT") << "tiny-bert-encoder.norms";
    QTest::newRow("RoBERTa") << "tiny-roberta-encoder.norms";
}

void TestFamilyGoldens::encodersHaveNoScores()
{
    QFETCH(const QString, name);
    const auto golden = readGolden(name);
    const auto engine = engineOf(modelFolder(golden->said));
    QVERIFY2(engine, engine ? "" : engine.error().text().c_str());
    const Input input = inputOf(*golden);
    QVERIFY((*engine)->scores(input, {}, {})->isNull());
    QVERIFY((*engine)->forward(input, {}, {})->scores.isNull());
    const auto refused = (*engine)->attribute(input, {maximum("class", 0)}, {}, {}, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().what,
             std::string("This model is an encoder without a head, so that there is no score to attribute"));
}

void TestFamilyGoldens::kinksAreSaid()
{
    for (const auto& [name, smooth] :
         {std::pair("tiny-distilbert-cls.exact", false), {"tiny-distilbert-qa.exact", true}}) {
        const auto golden = readGolden(name);
        const auto engine = engineOf(modelFolder(golden->said));
        QCOMPARE(compute(**engine, *golden)->level.smooth, smooth);
    }
}

/// Units of this head's ReLU switch along the path: with the usual number of points the tolerance is not met, and said
/// so.
void TestFamilyGoldens::kinksKeepTheirErrorInSight()
{
    const auto golden = readGolden("tiny-distilbert-cls-kinks.exact");
    const auto engine = engineOf(modelFolder(golden->said));
    const Input input = inputOf(*golden);
    Options options = optionsOf(golden->said);
    options.maxPoints = 513;
    AttributionLevel level;
    QVERIFY((*engine)->attribute(input, targetsOf(golden->said, input), options, {},
                                 [&](AttributionLevel l) { level = std::move(l); }));
    QVERIFY(!level.smooth && !level.toleranceMet);
    QCOMPARE(level.points, 513);
    const Array wanted = *golden->file.floats("attribution.class.tokens");
    const Attribution& found = level.attributions.front();
    for (std::int64_t layer = 0; layer < wanted.dimension(0); ++layer) {
        const double error = excess(found.tokens[layer], wanted[layer], {true, 1});
        const double said = found.tokensError[static_cast<std::size_t>(layer)];
        qInfo("layer %d: error %.2g, said %.2g", static_cast<int>(layer), error, said);
        QVERIFY(error < 0.01 && said >= error / 3);
    }
}

void TestFamilyGoldens::refusesScoresThatAreNotThere()
{
    const auto golden = readGolden("tiny-roberta-cls.exact");
    const auto engine = engineOf(modelFolder(golden->said));
    const Input input = inputOf(*golden);
    for (const auto& [row, column] : {std::pair(1, 0), {0, 3}, {-1, 0}, {0, -1}}) {
        TargetFunction target;
        target.name = "class";
        target.terms = {{row, column, 1}};
        const auto refused = (*engine)->attribute(input, {target}, {}, {}, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().what, std::string("The model has no such score as the target class names"));
    }
    QVERIFY(!(*engine)->attribute(input, {maximum("class", 3)}, {}, {}, {}));
}

void TestFamilyGoldens::headsKeepToTheirFamilies_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<Shape>("shape");
    QTest::newRow("classification") << "tiny-electra-cls.pair.exact" << Shape{1, 3};
    QTest::newRow("masked words") << "tiny-albert-mlm.exact" << Shape{1, 400};
}

/// Scores have a row for each thing judged.
void TestFamilyGoldens::headsKeepToTheirFamilies()
{
    QFETCH(const QString, name);
    QFETCH(const Shape, shape);
    const auto golden = readGolden(name);
    const auto engine = engineOf(modelFolder(golden->said));
    const auto scores = (*engine)->scores(inputOf(*golden), {}, {});
    QVERIFY2(scores, scores ? "" : scores.error().text().c_str());
    QCOMPARE(scores->values.shape(), shape);
}

QTEST_GUILESS_MAIN(TestFamilyGoldens)
#include "tst_family_goldens.moc"
