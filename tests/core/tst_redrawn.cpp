// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>

#include "core/model/redrawn.h"

using namespace headlight;

namespace {

struct Model {
    ModelConfig config;
    Checkpoint checkpoint;
};

Model readModel(const std::filesystem::path& folder)
{
    const ModelConfig config = *readModelConfig(folder);
    return {config, *readCheckpoint(folder, config, {})};
}

bool same(const Model& model, const Checkpoint& changed, const std::string& name)
{
    return std::ranges::equal(model.checkpoint.tensors.at(name).values(), changed.tensors.at(name).values());
}

const std::filesystem::path models = TEST_DATA "/models";

} // namespace

class TestRedrawn : public QObject {
    Q_OBJECT

private slots:
    void stagesGoFromTheTop();
    void valuesAreThoseOfTheDefinition();
    void everyFamily_data();
    void everyFamily();
};

void TestRedrawn::stagesGoFromTheTop()
{
    const Model model = readModel(models / "tiny-bert-qa");
    QCOMPARE(redrawnStages(model.config), 5);
    const std::string head = "qa_outputs.weight";
    const std::string top = "bert.encoder.layer.2.output.dense.weight";
    const std::string below = "bert.encoder.layer.1.output.dense.weight";
    const Checkpoint none = redrawn(model.checkpoint, model.config, 0, 1);
    QVERIFY(same(model, none, head) && same(model, none, top));
    const Checkpoint first = redrawn(model.checkpoint, model.config, 1, 1);
    QVERIFY(!same(model, first, head) && same(model, first, top));
    const Checkpoint second = redrawn(model.checkpoint, model.config, 2, 1);
    QVERIFY(!same(model, second, head) && !same(model, second, top) && same(model, second, below));
    const Checkpoint all = redrawn(model.checkpoint, model.config, 4, 1);
    QVERIFY(!same(model, all, "bert.encoder.layer.0.attention.self.query.weight"));
    QVERIFY(same(model, all, "bert.embeddings.word_embeddings.weight"));
    QVERIFY(same(model, all, "bert.embeddings.LayerNorm.weight"));
}

void TestRedrawn::valuesAreThoseOfTheDefinition()
{
    const Model demo = readModel(SOURCE_DIR "/resources/models/minilm-l6-squad");
    const Checkpoint changed = redrawn(demo.checkpoint, demo.config, 2, 1);
    const auto drawn = changed.tensors.at("bert.encoder.layer.5.attention.self.query.weight").values();
    QCOMPARE(drawn[0], 0.0300361868F);
    QCOMPARE(drawn[1], 0.0676077455F);
    QCOMPARE(drawn[2], 0.0025559529F);
}

void TestRedrawn::everyFamily_data()
{
    QTest::addColumn<QString>("model");
    for (const char* model : {"tiny-roberta-cls", "tiny-distilbert-tokens", "tiny-electra-mlm", "tiny-albert-cls",
                              "tiny-mpnet-qa", "tiny-roberta-encoder"})
        QTest::newRow(model) << model;
}

/// The last stage leaves nothing of the layers and the head as it was, but what has no spread.
void TestRedrawn::everyFamily()
{
    QFETCH(QString, model);
    const Model read = readModel(models / model.toStdString());
    const Checkpoint changed = redrawn(read.checkpoint, read.config, redrawnStages(read.config) - 1, 3);
    for (const auto& [name, values] : read.checkpoint.tensors) {
        const auto [low, high] = std::ranges::minmax(values.values());
        const bool stays = name.starts_with("bert.embeddings.") || name.find("relative_attention") != std::string::npos;
        if (low != high)
            QVERIFY2(same(read, changed, name) == stays, name.c_str());
    }
}

QTEST_GUILESS_MAIN(TestRedrawn)
#include "tst_redrawn.moc"
