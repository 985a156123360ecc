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

const QString goldenFolder = QStringLiteral(TEST_DATA "/goldens/methods/");
const std::string models = TEST_DATA "/models/";
const std::string demo = SOURCE_DIR "/resources/models/minilm-l6-squad";
const std::string question = "What is important to us?";
const std::string context = "It is important to us to include, empower and support humans of all kinds.";

std::unique_ptr<Analyzer> opened(const std::string& folder)
{
    return std::move(*Analyzer::open(folder, {}));
}

/// 1: the worst value is just within 1e-4 of the largest magnitude.
double excess(std::span<const float> found, std::span<const float> wanted)
{
    double largest = 0;
    double worst = found.size() == wanted.size() ? 0 : INFINITY;
    for (std::size_t i = 0; i < std::min(found.size(), wanted.size()); ++i) {
        largest = std::max(largest, std::abs(double(wanted[i])));
        const double difference = std::abs(double(found[i]) - wanted[i]);
        worst = std::isnan(difference) ? INFINITY : std::max(worst, difference);
    }
    return worst / (1e-4 * largest);
}

/// What a golden has of one AblationMaps.
void compareMaps(const SafetensorsFile& golden, const std::string& prefix, const AblationMaps& maps)
{
    for (const auto& [target, changes] : maps.changes)
        QVERIFY2(excess(changes.values(), golden.floats(prefix + target)->values()) < 1, target.c_str());
    QVERIFY(excess(maps.probability.values(), golden.floats(prefix + "probability")->values()) < 1);
    QVERIFY(excess(maps.predictedProbability.values(), golden.floats(prefix + "answer_probability")->values()) < 1);
    QCOMPARE(maps.predicted, *golden.integers(prefix + "answer"));
}

struct Texts {
    const char* model;
    std::string first;
    std::string second;
};

const std::vector<Texts> otherTasks = {
    {"tiny-bert-cls", "", context},      {"tiny-roberta-cls", "Who?", context},
    {"tiny-bert-tokens", "", context},   {"tiny-albert-tokens", "", context},
    {"tiny-electra-cls", "", context},   {"tiny-bert-mlm", "", "It is [MASK] to us to include [MASK] of all kinds."},
    {"tiny-distilbert-cls", "", context}};

} // namespace

/// What if, by way of the task: readings of changed runs.
class TestWhatIf : public QObject {
    Q_OBJECT

private slots:
    void equalsGoldens_data();
    void equalsGoldens();
    void fillsAsItComes();
    void isTheAnalysisOfTheChangedRun_data();
    void isTheAnalysisOfTheChangedRun();
    void ranksHeadsAlike();
    void patchesWhatDiffers();
    void patchesNothingFromItself();
    void patchesOtherTasks_data();
    void patchesOtherTasks();
    void stops();
    void refuses();
};

void TestWhatIf::equalsGoldens_data()
{
    QTest::addColumn<QString>("file");
    for (const QString& file : QDir(goldenFolder).entryList({"*.safetensors"}))
        QTest::newRow(qPrintable(file)) << file;
}

void TestWhatIf::equalsGoldens()
{
    QFETCH(QString, file);
    const SafetensorsFile golden = std::move(*SafetensorsFile::read((goldenFolder + file).toStdString()));
    const auto said = nlohmann::json::parse(golden.metadata().at("golden"));
    const std::string model = said["model"];
    const auto analyzer = opened(model == "minilm-l6-squad" ? demo : models + model);
    const auto base = analyzer->predict({said["question"], said["context"], {}}, {});
    QVERIFY(base);
    QCOMPARE(analyzer->last(), *base);
    const auto run = analyzer->whatIf(**base, {});
    QVERIFY(run);
    QVERIFY(std::abs(run->before().probability - said["probability"].get<double>()) < 1e-5);

    const auto boards = run->boards(ablationKinds, {});
    QVERIFY(boards);
    for (const auto& [kind, board] : *boards) {
        const std::string prefix = "ablation." + std::string(name(kind));
        compareMaps(golden, prefix + ".", board.heads);
        compareMaps(golden, prefix + "_layer.", board.layers);
    }
    compareMaps(golden, "ablation.zero_mlp.", boards->at(AblationKind::Zero).feedForward);

    const auto lens = run->lens({});
    QVERIFY(lens);
    QVERIFY(excess(lens->probability.values(), golden.floats("lens.probability")->values()) < 1);
    QVERIFY(excess(lens->predictedProbability.values(), golden.floats("lens.answer_probability")->values()) < 1);
    QCOMPARE(lens->predicted, *golden.integers("lens.answer"));

    const auto gradients = run->maskGradients({});
    QVERIFY(gradients);
    for (const auto& [target, values] : *gradients)
        QVERIFY(excess(values.values(), golden.floats("importance.mask_gradient." + target)->values()) < 10);
}

/// What is published holds the values of the end, or none yet.
void TestWhatIf::fillsAsItComes()
{
    const auto analyzer = opened(demo);
    const auto base = analyzer->predict({question, context, {}}, {});
    const auto run = analyzer->whatIf(**base, {});
    std::vector<std::map<AblationKind, AblationBoard>> published;
    std::vector<double> fractions;
    Job job;
    job.report = [&](const Progress& progress) { fractions.push_back(progress.fraction); };
    const auto last = run->boards(ablationKinds, job, [&](const auto& boards) { published.push_back(boards); });
    QVERIFY(last);
    QVERIFY(std::is_sorted(fractions.begin(), fractions.end()));
    QCOMPARE(fractions.back(), 1.0);
    QVERIFY(!published.empty());
    for (const auto& boards : published)
        for (const auto& [kind, board] : boards) {
            const auto found = board.heads.changes.at("span").values();
            const auto end = last->at(kind).heads.changes.at("span").values();
            for (std::size_t i = 0; i < end.size(); ++i)
                QVERIFY(std::isnan(found[i]) ? board.heads.predicted[2 * i] == -1 : found[i] == end[i]);
        }
}

void TestWhatIf::isTheAnalysisOfTheChangedRun_data()
{
    QTest::addColumn<std::size_t>("texts");
    QTest::addColumn<QByteArray>("set");
    for (std::size_t i = 0; i < otherTasks.size(); ++i)
        for (const char* set : {"1.2", "mean:0.*", "patch:1.1,2.mlp"})
            QTest::addRow("%s, %s", otherTasks[i].model, set) << i << QByteArray(set);
}

void TestWhatIf::isTheAnalysisOfTheChangedRun()
{
    QFETCH(std::size_t, texts);
    QFETCH(QByteArray, set);
    const auto& [model, first, second] = otherTasks[texts];
    const auto analyzer = opened(models + model);
    const auto base = analyzer->predict({first, second, {}}, {});
    const auto run = analyzer->whatIf(**base, {});
    QVERIFY(run);
    const Ablation ablation = *ablationNamed(set.toStdString());
    const auto found = run->ablate(ablation, {});
    QVERIFY(found);

    Options options;
    options.ablation = ablation;
    const auto changed = analyzer->predict({first, second, options}, {});
    QVERIFY(changed);
    QCOMPARE((*changed)->options.ablation, std::optional(ablation));
    for (std::size_t t = 0; t < run->targets().size(); ++t) {
        const TargetFunction& target = run->targets()[t];
        QVERIFY(std::abs(found->after.targets[t] - valueOf(target, (*changed)->scores)) < 1e-5);
        QVERIFY(std::abs(found->before.targets[t] - valueOf(target, (*base)->scores)) < 1e-5);
    }
    const auto& rows = (*changed)->prediction->rows;
    bool same = true;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QCOMPARE(found->after.prediction->rows[i].choices.front().column, rows[i].choices.front().column);
        same = same && rows[i].choices.front().column == (*base)->prediction->rows[i].choices.front().column;
    }
    if (!found->after.prediction->severalLabels)
        QCOMPARE(found->after.same, same);
    // The result of a changed run is held against the unchanged one all the same.
    QCOMPARE(analyzer->whatIf(**changed, {})->before().targets, run->before().targets);
}

/// As measured once with the reference results of the demo model, whose mask gradient is a fair preview of `zero`.
void TestWhatIf::ranksHeadsAlike()
{
    const auto analyzer = opened(demo);
    const auto run = analyzer->whatIf(**analyzer->predict({question, context, {}}, {}), {});
    WhatIfResults results{*run->boards(ablationKinds, {}), *run->maskGradients({}), {}};
    const auto agreements = rankAgreements(results, "span");
    QCOMPARE(agreements.size(), std::size_t(6));
    for (const RankAgreement& each : agreements)
        if (each.first == "zero" && each.second == "mask_gradient") {
            QVERIFY(each.ofValues < -0.6); // a guess of the change has the other sign
            QVERIFY(each.ofMagnitudes > 0.6);
        }
    QVERIFY(rankAgreements(results, "class").empty());
}

void TestWhatIf::patchesWhatDiffers()
{
    const auto analyzer = opened(demo);
    const std::string asked = "Who wrote the novel?";
    const auto mary = analyzer->predict({asked, "Mary wrote the novel Frankenstein, and Percy wrote to her.", {}}, {});
    const auto percy = analyzer->predict({asked, "Percy wrote the novel Frankenstein, and Mary wrote to him.", {}}, {});
    const auto found = analyzer->patch(**mary, **percy, {});
    QVERIFY(found);
    const std::int64_t layers = analyzer->identity().layers;
    const std::int64_t tokens = (*mary)->input.length();
    QCOMPARE(found->states.shape(), (Shape{layers, tokens}));
    QCOMPARE(found->heads.shape(), (Shape{layers, analyzer->identity().heads}));
    QVERIFY(!found->alone.empty());
    for (std::int64_t token = 0; token < tokens; ++token) {
        const bool left = std::ranges::find(found->alone, token) != found->alone.end();
        QCOMPARE(bool(std::isnan(found->states.at({0, token}))), left);
    }
    QVERIFY(std::ranges::none_of(found->heads.values(), [](float value) { return std::isnan(value); }));
}

void TestWhatIf::patchesNothingFromItself()
{
    const auto analyzer = opened(models + "tiny-bert-qa");
    const auto base = analyzer->predict({question, context, {}}, {});
    const auto found = analyzer->patch(**base, **base, {});
    QVERIFY(found);
    QVERIFY(found->alone.empty());
    QVERIFY(std::abs(*found->otherValue - found->value) < 1e-6);
    for (const Array& map : {found->states, found->heads})
        for (const float value : map.values())
            QVERIFY(std::abs(value) < 1e-5F);
}

void TestWhatIf::patchesOtherTasks_data()
{
    QTest::addColumn<std::size_t>("texts");
    for (std::size_t i = 0; i < otherTasks.size(); ++i)
        QTest::newRow(otherTasks[i].model) << i;
}

void TestWhatIf::patchesOtherTasks()
{
    QFETCH(std::size_t, texts);
    const auto& [model, first, second] = otherTasks[texts];
    const auto analyzer = opened(models + model);
    const auto base = analyzer->predict({first, second, {}}, {});
    std::string changed = second;
    changed.replace(changed.find("include"), 7, "support");
    const auto other = analyzer->predict({first, changed, {}}, {});
    const auto found = analyzer->patch(**base, **other, {});
    QVERIFY2(found, found ? "" : found.error().text().c_str());
    QVERIFY(!found->lead.empty());
    QVERIFY(found->otherValue.has_value());
    QVERIFY(std::ranges::any_of(found->heads.values(), [](float value) { return value != 0; }));
}

void TestWhatIf::stops()
{
    const auto analyzer = opened(demo);
    const auto run = analyzer->whatIf(**analyzer->predict({question, context, {}}, {}), {});
    std::stop_source source;
    Job job{source.get_token(), [&](const Progress& progress) {
                if (progress.fraction > 0.05)
                    source.request_stop();
            }};
    const auto found = run->boards(ablationKinds, job);
    QVERIFY(!found);
    QCOMPARE(found.error().kind, ErrorKind::Cancelled);
}

void TestWhatIf::refuses()
{
    const auto analyzer = opened(models + "tiny-bert-qa");
    const auto base = analyzer->predict({question, context, {}}, {});
    const auto run = analyzer->whatIf(**base, {});
    QVERIFY(!run->ablate(*ablationNamed("9.0"), {}));
    AnalysisResult other = **base;
    other.model.name = "another";
    for (const auto& error : {analyzer->patch(**base, other, {}).error(), analyzer->whatIf(other, {}).error()}) {
        QCOMPARE(error.kind, ErrorKind::Input);
        QVERIFY(error.text().find("another") != std::string::npos);
    }
    AnalysisResult unknown = **base;
    unknown.input.inputIds.assign(unknown.input.inputIds.size(), -1);
    QVERIFY(!analyzer->whatIf(unknown, {}));
    Options options;
    options.ablation = *ablationNamed("*.*");
    QVERIFY(!analyzer->predict({question, context, options}, {}));
    QVERIFY(!analyzer->analyze({question, context, options}, {}));
    const auto bare = opened(models + "tiny-bert-encoder");
    QVERIFY(!bare->predict({"", context, {}}, {}));
}

QTEST_GUILESS_MAIN(TestWhatIf)
#include "tst_what_if.moc"
