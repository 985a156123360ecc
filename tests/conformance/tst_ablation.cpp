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

const QString goldenFolder = QStringLiteral(TEST_DATA "/goldens/methods/");
const std::string models = TEST_DATA "/models/";
constexpr int everyHead = AblatedPart::every;
constexpr int feedForward = AblatedPart::feedForward;

std::filesystem::path modelFolder(const std::string& name)
{
    return (name == "minilm-l6-squad" ? SOURCE_DIR "/resources/models/" : models) + name;
}

/// A model with its weights, which a test may change before the engine is made.
struct Model {
    ModelConfig config;
    Checkpoint checkpoint;
};

Model readModel(const std::filesystem::path& folder)
{
    const ModelConfig config = *readModelConfig(folder);
    return {config, *readCheckpoint(folder, config, {})};
}

std::unique_ptr<Engine> engineOf(const Model& model)
{
    return std::move(*makeEngine(model.config, model.checkpoint));
}

double excess(const std::vector<double>& found, const std::vector<double>& wanted, double tolerance)
{
    double largest = 0;
    double worst = 0;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        largest = std::max(largest, std::abs(wanted[i]));
        worst = std::max(worst, std::abs(found.at(i) - wanted[i]));
        if (!std::isfinite(found[i]))
            return INFINITY;
    }
    return worst / (tolerance * std::max(largest, 1e-30));
}

std::vector<double> valuesOf(const Array& array)
{
    return {array.values().begin(), array.values().end()};
}

struct Golden {
    SafetensorsFile file;
    nlohmann::json said;

    std::vector<double> tensor(const std::string& name) const { return valuesOf(*file.floats(name)); }
};

Golden readGolden(const QString& name)
{
    auto file = std::move(*SafetensorsFile::read((goldenFolder + name).toStdString()));
    nlohmann::json said = nlohmann::json::parse(file.metadata().at("golden"));
    return {std::move(file), std::move(said)};
}

Input inputOf(const Golden& golden)
{
    Input input;
    input.inputIds = *golden.file.integers("input_ids");
    input.segmentIds = *golden.file.integers("segment_ids");
    input.baselineIds = *golden.file.integers("baseline_ids");
    return input;
}

/// Start, end and span as the golden counts them.
std::vector<TargetFunction> targetsOf(const Golden& golden)
{
    const auto start = golden.said["targets"]["start"][0].get<std::int64_t>();
    const auto end = golden.said["targets"]["end"][0].get<std::int64_t>();
    return {{"start", {{start, StartColumn, 1}}},
            {"end", {{end, EndColumn, 1}}},
            {"span", {{start, StartColumn, 1}, {end, EndColumn, 1}}}};
}

std::vector<Scores> ablated(Engine& engine, const Input& input, const std::vector<Ablation>& sets)
{
    std::vector<Scores> found(sets.size());
    const auto done = engine.ablate(input, sets, {}, {}, [&](std::size_t i, Scores s) { found[i] = std::move(s); });
    return done ? found : std::vector<Scores>();
}

/// The sets behind a golden's tensors "ablation.KIND", "ablation.KIND_layer" and "ablation.KIND_mlp".
std::vector<Ablation> setsOf(const std::string& kindAndWhat, const ModelConfig& config)
{
    const std::size_t cut = kindAndWhat.find('_');
    const AblationKind kind = *ablationKindNamed(kindAndWhat.substr(0, cut));
    const std::string what = cut == std::string::npos ? "" : kindAndWhat.substr(cut + 1);
    std::vector<Ablation> sets;
    for (int layer = 0; layer < config.layers; ++layer) {
        if (!what.empty())
            sets.push_back({{{kind, layer, what == "mlp" ? feedForward : everyHead}}});
        for (int head = 0; what.empty() && head < config.heads; ++head)
            sets.push_back({{{kind, layer, head}}});
    }
    return sets;
}

double difference(const Array& found, const Array& wanted)
{
    return found.shape() == wanted.shape() ? excess(valuesOf(found), valuesOf(wanted), 1) : INFINITY;
}

/// The columns of a head in `weight` [D,D], or all of `weight` for the feed-forward part, become 0.
Array withoutPart(const Array& weight, int head, std::int64_t headSize)
{
    std::vector<float> values(weight.values().begin(), weight.values().end());
    const auto width = static_cast<std::size_t>(weight.shape().back());
    const auto size = static_cast<std::size_t>(headSize);
    for (std::size_t i = 0; i < values.size(); ++i)
        if (head == feedForward || (i % width) / size == static_cast<std::size_t>(head))
            values[i] = 0;
    return Array(weight.shape(), std::move(values));
}

/// The model whose weights lack what `set` names: the second way to the ablation `zero`. Layers that share their
/// weights lose it together, and `set` comes to name it in all of them.
Model withoutParts(Model model, Ablation& set)
{
    Ablation all;
    for (const AblatedPart& part : set.parts) {
        const int stored = model.config.weightsOfLayer(part.layer);
        const std::string layer = "bert.encoder.layer." + std::to_string(stored) + ".";
        const bool isHead = part.head != feedForward;
        const std::string linear = layer + (isHead ? "attention.output.dense" : "output.dense");
        Array& weight = model.checkpoint.tensors.at(linear + ".weight");
        weight = withoutPart(weight, part.head, model.config.headSize());
        if (!isHead) {
            Array& bias = model.checkpoint.tensors.at(linear + ".bias");
            bias = withoutPart(bias, feedForward, 0);
        }
        for (int i = 0; i < model.config.layers; ++i)
            if (model.config.weightsOfLayer(i) == stored)
                all.parts.push_back({part.kind, i, part.head});
    }
    set = all;
    return model;
}

/// Texts for the tiny models, of which a head of words judges two tokens, in no order.
Input tinyInput(TaskKind task)
{
    Input input;
    input.inputIds = {2, 5, 6, 7, 9, 3, 11, 6, 7, 12, 14, 20, 3};
    input.baselineIds = {2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 3};
    input.segmentIds = {0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1};
    if (task == TaskKind::MaskedWords)
        input.judged = {9, 4};
    return input;
}

} // namespace

/// What if: against the reference results, and against a second way.
class TestAblation : public QObject {
    Q_OBJECT

private slots:
    void equalsGoldens_data();
    void equalsGoldens();
    void zeroIsAProjectionWithoutColumns_data();
    void zeroIsAProjectionWithoutColumns();
    void toggledSetsAreThoseOfTheirOwn();
    void refusesPartsThatAreNotThere();
};

void TestAblation::equalsGoldens_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("what");
    for (const QString& file : QDir(goldenFolder).entryList({"*.safetensors"}))
        for (const char* what : {"zero", "zero_layer", "zero_mlp", "mean", "mean_layer", "patch", "patch_layer", "lens",
                                 "importance.mask_gradient"})
            QTest::addRow("%s, %s", qPrintable(file), what) << file << QString(what);
    QVERIFY(QDir(goldenFolder).entryList({"*.safetensors"}).size() >= 3);
}

void TestAblation::equalsGoldens()
{
    QFETCH(QString, file);
    QFETCH(QString, what);
    const Golden golden = readGolden(file);
    const Model model = readModel(modelFolder(golden.said["model"]));
    const auto engine = engineOf(model);
    const Input input = inputOf(golden);
    const std::vector<TargetFunction> targets = targetsOf(golden);

    if (what == "lens") {
        const Scores lens{*engine->lens(input, {}, {})};
        const std::int64_t layers = lens.values.dimension(0);
        for (const auto& [name, column] : {std::pair("lens.start", StartColumn), {"lens.end", EndColumn}}) {
            std::vector<double> found;
            for (std::int64_t layer = 0; layer < layers; ++layer)
                for (std::int64_t token = 0; token < input.length(); ++token)
                    found.push_back(lens.values.at({layer, token, column}));
            QVERIFY(excess(found, golden.tensor(name), 1e-4) < 1);
        }
        return;
    }
    if (what.startsWith("importance")) {
        const std::vector<Array> found = *engine->maskGradients(input, targets, {}, {});
        for (std::size_t t = 0; t < targets.size(); ++t)
            QVERIFY(excess(valuesOf(found.at(t)), golden.tensor(what.toStdString() + "." + targets[t].name), 1e-3) < 1);
        return;
    }
    const std::vector<Ablation> sets = setsOf(what.toStdString(), model.config);
    const std::vector<Scores> found = ablated(*engine, input, sets);
    const std::vector<Scores> unchanged = ablated(*engine, input, {{}});
    QCOMPARE(found.size(), sets.size());
    for (const TargetFunction& target : targets) {
        std::vector<double> changes;
        for (const Scores& scores : found)
            changes.push_back(valueOf(target, scores) - valueOf(target, unchanged.at(0)));
        const double worst = excess(changes, golden.tensor("ablation." + what.toStdString() + "." + target.name), 1e-4);
        QVERIFY2(worst < 1, qPrintable(QString::number(worst)));
    }
}

void TestAblation::zeroIsAProjectionWithoutColumns_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("set");
    for (const QString& name : QDir(QString::fromStdString(models)).entryList({"tiny-*"}))
        if (readModelConfig(models + name.toStdString()))
            for (const char* set : {"0.1", "0.mlp", "0.0,1.1,1.mlp"})
                QTest::addRow("%s, %s", qPrintable(name), set) << name << QString(set);
}

/// Scores, attention and norms, and the attributions along the path.
void TestAblation::zeroIsAProjectionWithoutColumns()
{
    QFETCH(QString, name);
    QFETCH(QString, set);
    const Model model = readModel(models + name.toStdString());
    Options options;
    options.ablation = *ablationNamed(set.toStdString());
    QVERIFY(resolved(options.ablation, model.config.layers, model.config.heads));
    const Model changed = withoutParts(model, options.ablation);
    const auto engine = engineOf(model);
    const auto wantedEngine = engineOf(changed);
    const TaskKind task = model.checkpoint.task();
    const Input input = tinyInput(task);

    const ForwardPass found = *engine->forward(input, options, {});
    const ForwardPass wanted = *wantedEngine->forward(input, {}, {});
    QVERIFY(difference(found.attention, wanted.attention) < 1e-5);
    for (Array Norms::*member :
         {&Norms::f, &Norms::alphaF, &Norms::sumAlphaF, &Norms::residual, &Norms::output, &Norms::mixingRatio})
        QVERIFY(difference(found.norms.*member, wanted.norms.*member) < 1e-5);
    if (task == TaskKind::None) {
        QVERIFY(!engine->ablate(input, {options.ablation}, {}, {}, {}));
        return;
    }
    QVERIFY(difference(found.scores.values, wanted.scores.values) < 1e-5);
    QVERIFY(difference(ablated(*engine, input, {options.ablation}).at(0).values, wanted.scores.values) < 1e-5);

    const std::vector<TargetFunction> targets{{"it", {{0, 1, 1}, {0, 0, -0.5}}}};
    options.rule = Rule::Captum;
    options.steps = 6;
    options.embeddings = name.endsWith("-qa"); // 50 nodes, twice
    Options plain = options;
    plain.ablation = {};
    Attribution explained;
    Attribution explainedWanted;
    QVERIFY(engine->attribute(input, targets, options, {}, [&](AttributionLevel l) { explained = l.attributions[0]; }));
    QVERIFY(wantedEngine->attribute(input, targets, plain, {},
                                    [&](AttributionLevel l) { explainedWanted = l.attributions[0]; }));
    for (Array Attribution::*member :
         {&Attribution::attention, &Attribution::tokens, &Attribution::input, &Attribution::embeddings})
        QVERIFY(difference(explained.*member, explainedWanted.*member) < 1e-4);
}

/// Several sets at once, in any order and of any kinds, with little memory too.
void TestAblation::toggledSetsAreThoseOfTheirOwn()
{
    const Model model = readModel(models + "tiny-bert-qa");
    const auto engine = engineOf(model);
    const Input input = tinyInput(TaskKind::QuestionAnswering);
    std::vector<Ablation> sets;
    for (const char* text : {"2.1", "0.0,mean:2.3", "mean:1.mlp,patch:1.2", "patch:0.*", "1.1,1.2,0.mlp"})
        sets.push_back(*ablationNamed(text));
    sets.push_back({});
    const std::vector<Scores> together = ablated(*engine, input, sets);
    QCOMPARE(together.size(), sets.size());
    for (std::size_t i = 0; i < sets.size(); ++i) {
        const auto fresh = engineOf(model);
        QVERIFY(difference(together[i].values, ablated(*fresh, input, {sets[i]}).at(0).values) < 1e-5);
        Options options;
        options.ablation = sets[i];
        QVERIFY(difference(together[i].values, fresh->scores(input, options, {})->values) < 1e-5);
    }
}

void TestAblation::refusesPartsThatAreNotThere()
{
    const Model model = readModel(models + "tiny-bert-qa");
    const auto engine = engineOf(model);
    const Input input = tinyInput(TaskKind::QuestionAnswering);
    Options options;
    options.ablation = {{{AblationKind::Zero, 99, 0}}};
    QVERIFY(!engine->scores(input, options, {}));
    QVERIFY(!engine->forward(input, options, {}));
    QVERIFY(!engine->ablate(input, {options.ablation}, {}, {}, {}));
}

QTEST_GUILESS_MAIN(TestAblation)
#include "tst_ablation.moc"
