// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QTest>
#include <cstring>

#include "core/model/checkpoint.h"
#include "core/model/encoder_tensors.h"
#include "tests/support/files_testing.h"
#include "tests/support/model_folder.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

namespace fs = std::filesystem;

const fs::path models = fs::path(TEST_DATA) / "models";
const std::string query = "bert.encoder.layer.1.attention.self.query.weight";

Result<Checkpoint> readModel(const fs::path& folder, std::uint64_t largestInMemory = usualInMemory)
{
    const auto config = readModelConfig(folder);
    return config ? readCheckpoint(folder, *config, {}, largestInMemory) : Failure(config.error());
}

constexpr std::uint64_t nothingInMemory = 0;

bool equal(const Checkpoint& a, const Checkpoint& b)
{
    return std::ranges::equal(a.tensors, b.tensors, [](const auto& x, const auto& y) {
        return x.first == y.first && x.second.shape() == y.second.shape() &&
               std::ranges::equal(x.second.values(), y.second.values());
    });
}

void rename(ModelTensors& tensors, const std::string& from, const std::string& to)
{
    auto node = tensors.extract(from);
    node.key() = to;
    tensors.insert(std::move(node));
}

/// As the first BERT files were: gamma and beta, no prefix.
void makeLegacy(ModelTensors& tensors)
{
    const ModelTensors before = std::exchange(tensors, {});
    for (const auto& [name, tensor] : before) {
        QString legacy = QString::fromStdString(name);
        legacy.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta");
        if (legacy.startsWith("bert."))
            legacy.remove(0, 5);
        tensors[legacy.toStdString()] = tensor;
    }
}

void addForeignTensors(ModelTensors& tensors)
{
    const ModelTensor some{TensorType::F32, {2}, std::vector<std::byte>(8)};
    for (const char* name : {"bert.pooler.dense.weight", "bert.pooler.dense.bias", "bert.embeddings.position_ids",
                             "cls.predictions.bias", "cls.seq_relationship.weight", "classifier.bias"})
        tensors[name] = some;
}

void setFirstValue(ModelTensor& tensor, float value)
{
    std::memcpy(tensor.bytes.data(), &value, sizeof value);
}

using Change = std::function<void(const ModelFolder&)>;

Change changingTensors(std::function<void(ModelTensors&)> change)
{
    return [change = std::move(change)](const ModelFolder& folder) { folder.changeTensors(change); };
}

constexpr auto indexName = "model.safetensors.index.json";

Change writing(const char* name, const QByteArray& contents)
{
    return [=](const ModelFolder& folder) {
        folder.remove("model.safetensors");
        folder.remove(indexName);
        folder.write(name, contents);
    };
}

QByteArray indexNaming(const QJsonValue& file)
{
    return QJsonDocument(QJsonObject{{"weight_map", QJsonObject{{"qa_outputs.bias", file}}}}).toJson();
}

} // namespace

Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(TaskKind)

class TestCheckpoint : public QObject {
    Q_OBJECT

private slots:
    void weightsThatAreNotFiniteAreLoadedAndSaid();
    void readsTinyModel();
    void readsLegacyNames();
    void ignoresForeignTensors();
    void readsShards();
    void readsEveryLayout_data();
    void readsEveryLayout();
    void readsWrappedNames();
    void readsModelsOfOtherTasks_data();
    void readsModelsOfOtherTasks();
    void leavesTheHeadToTheWeights();
    void readsNamesOfFamilies_data();
    void readsNamesOfFamilies();
    void readsOlderHeads();
    void refusesOfFamilies_data();
    void refusesOfFamilies();
    void readsHalfPrecision_data();
    void readsHalfPrecision();
    void leavesWordsInTheirFile_data();
    void leavesWordsInTheirFile();
    void readsWordsThatAHeadNeedsWhole();
    void wordsInTheirFileAreFiniteOrItIsSaid();
    void refusesWordsOfAFileThatChanged();
    void reportsProgress();
    void stops();
    void readsCacheLinks();
    void refuses_data();
    void refuses();
    void refusesShards_data();
    void refusesShards();
};

void TestCheckpoint::readsTinyModel()
{
    const auto checkpoint = readModel(models / "tiny-bert-qa");
    QVERIFY2(checkpoint, qPrintable(messageOf(checkpoint)));
    QCOMPARE(checkpoint->tensors.size(), std::size_t{5 + 3 * 16 + 2});
    QCOMPARE(checkpoint->tensors.at("qa_outputs.weight").shape(), (Shape{2, 24}));
    QCOMPARE(checkpoint->tensors.at("bert.embeddings.word_embeddings.weight").shape(), (Shape{32, 24}));
    QCOMPARE(checkpoint->files, std::vector<fs::path>{models / "tiny-bert-qa/model.safetensors"});
}

void TestCheckpoint::readsLegacyNames()
{
    const ModelFolder folder(models / "tiny-bert-qa");
    folder.changeTensors(makeLegacy);
    const auto checkpoint = readModel(folder.path());
    QVERIFY2(checkpoint, qPrintable(messageOf(checkpoint)));
    QVERIFY(equal(*checkpoint, *readModel(models / "tiny-bert-qa")));
}

void TestCheckpoint::ignoresForeignTensors()
{
    const ModelFolder folder(models / "tiny-bert-qa");
    folder.changeTensors(addForeignTensors);
    const auto checkpoint = readModel(folder.path());
    QVERIFY2(checkpoint, qPrintable(messageOf(checkpoint)));
    QVERIFY(equal(*checkpoint, *readModel(models / "tiny-bert-qa")));
}

void TestCheckpoint::readsShards()
{
    const auto checkpoint = readModel(models / "tiny-bert-qa-sharded");
    QVERIFY2(checkpoint, qPrintable(messageOf(checkpoint)));
    QVERIFY(equal(*checkpoint, *readModel(models / "tiny-bert-qa")));
    QCOMPARE(checkpoint->files.size(), std::size_t{4});
    QCOMPARE(checkpoint->files[2].filename(), fs::path("model-00003-of-00004.safetensors"));
}

void TestCheckpoint::readsEveryLayout_data()
{
    QTest::addColumn<int>("files");
    QTest::newRow("tiny-bert-qa-bin") << 1;
    QTest::newRow("tiny-bert-qa-legacy-bin") << 1;
    QTest::newRow("tiny-bert-qa-gamma-bin") << 1;
    QTest::newRow("tiny-bert-qa-sharded-bin") << 3;
    QTest::newRow("tiny-bert-qa-sharded") << 4;
}

void TestCheckpoint::readsEveryLayout()
{
    QFETCH(int, files);
    const auto checkpoint = readModel(models / QTest::currentDataTag());
    QVERIFY2(checkpoint, qPrintable(messageOf(checkpoint)));
    QVERIFY(equal(*checkpoint, *readModel(models / "tiny-bert-qa")));
    QCOMPARE(checkpoint->files.size(), static_cast<std::size_t>(files));
    QCOMPARE(checkpoint->task(), TaskKind::QuestionAnswering);
}

void TestCheckpoint::readsWrappedNames()
{
    const ModelFolder folder(models / "tiny-bert-qa");
    folder.changeTensors([](ModelTensors& tensors) {
        const ModelTensors before = std::exchange(tensors, {});
        for (const auto& [name, tensor] : before)
            tensors["_orig_mod.module." + name] = tensor;
    });
    const auto checkpoint = readModel(folder.path());
    QVERIFY2(checkpoint, qPrintable(messageOf(checkpoint)));
    QVERIFY(equal(*checkpoint, *readModel(models / "tiny-bert-qa")));
}

void TestCheckpoint::readsModelsOfOtherTasks_data()
{
    QTest::addColumn<int>("tensors");
    QTest::addColumn<TaskKind>("task");
    constexpr int layers = 3 * 16;
    QTest::newRow("tiny-bert-cls") << 5 + layers + 4 << TaskKind::Classification;
    QTest::newRow("tiny-bert-tokens") << 5 + layers + 2 << TaskKind::TokenLabels;
    QTest::newRow("tiny-bert-mlm") << 5 + layers + 5 << TaskKind::MaskedWords;
    QTest::newRow("tiny-bert-encoder") << 5 + layers << TaskKind::None;
    QTest::newRow("tiny-roberta-encoder") << 5 + layers << TaskKind::None;
    QTest::newRow("tiny-roberta-cls") << 5 + layers + 4 << TaskKind::Classification;
    QTest::newRow("tiny-roberta-mlm") << 5 + layers + 5 << TaskKind::MaskedWords;
    QTest::newRow("tiny-distilbert-qa") << 4 + layers + 2 << TaskKind::QuestionAnswering;
    QTest::newRow("tiny-distilbert-cls") << 4 + layers + 4 << TaskKind::Classification;
    QTest::newRow("tiny-distilbert-mlm") << 4 + layers + 5 << TaskKind::MaskedWords;
    QTest::newRow("tiny-electra-tokens") << 7 + layers + 2 << TaskKind::TokenLabels;
    QTest::newRow("tiny-electra-mlm") << 7 + layers + 5 << TaskKind::MaskedWords;
    QTest::newRow("tiny-albert-qa") << 7 + 16 + 2 << TaskKind::QuestionAnswering;
    QTest::newRow("tiny-albert-cls") << 7 + 16 + 4 << TaskKind::Classification;
    QTest::newRow("tiny-albert-tokens") << 7 + 2 * 16 + 2 << TaskKind::TokenLabels;
    QTest::newRow("tiny-mpnet-qa") << 5 + layers + 2 << TaskKind::QuestionAnswering;
}

void TestCheckpoint::readsModelsOfOtherTasks()
{
    QFETCH(const int, tensors);
    QFETCH(const TaskKind, task);
    const auto checkpoint = readModel(models / QTest::currentDataTag());
    QVERIFY2(checkpoint, qPrintable(messageOf(checkpoint)));
    QCOMPARE(checkpoint->task(), task);
    QCOMPARE(checkpoint->tensors.size(), static_cast<std::size_t>(tensors));
    QVERIFY(checkpoint->tensors.contains("bert.encoder.layer.0.attention.self.query.weight"));
    // A configuration that does not say leaves it to the weights.
    const ModelFolder unsaid(models / QTest::currentDataTag());
    unsaid.setConfig("architectures", QJsonValue::Undefined);
    QCOMPARE(readModel(unsaid.path())->task(), task);
}

void TestCheckpoint::leavesTheHeadToTheWeights()
{
    const ModelFolder old(models / "tiny-bert-qa");
    old.setConfig("architectures", QJsonValue::Undefined);
    QCOMPARE(readModel(old.path())->task(), TaskKind::QuestionAnswering);
    old.changeTensors([](ModelTensors& tensors) { tensors.erase("qa_outputs.bias"); });
    QVERIFY(messageOf(readModel(old.path())).contains("\"qa_outputs.bias\" is missing"));
}

void TestCheckpoint::readsNamesOfFamilies_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name :
         {"tiny-roberta-cls", "tiny-distilbert-mlm", "tiny-electra-tokens", "tiny-albert-cls", "tiny-mpnet-qa"})
        QTest::newRow(name) << name;
}

/// Without the family's base, behind the names of a training program, and of a class of one's own.
void TestCheckpoint::readsNamesOfFamilies()
{
    QFETCH(const QString, name);
    const fs::path model = models / name.toStdString();
    const auto expected = readModel(model);
    const std::string base(readModelConfig(model)->family->base);
    const auto renamed = [&](const std::function<std::string(const std::string&)>& rename) {
        const ModelFolder folder(model);
        folder.changeTensors([&rename](ModelTensors& tensors) {
            for (const auto& [before, tensor] : std::exchange(tensors, {}))
                tensors[rename(before)] = tensor;
        });
        return readModel(folder.path());
    };
    const auto without = [&base](const std::string& own) {
        return own.starts_with(base) ? own.substr(base.size()) : own;
    };
    for (const auto& found : {renamed(without), renamed([](const std::string& own) { return "module." + own; }),
                              renamed([](const std::string& own) { return "net." + own; })}) {
        QVERIFY2(found, qPrintable(messageOf(found)));
        QVERIFY(equal(*found, *expected));
    }
}

/// A decoder that is there, and its bias under the other name or under both.
void TestCheckpoint::readsOlderHeads()
{
    const ModelFolder folder(models / "tiny-bert-mlm");
    folder.changeTensors([](ModelTensors& t) {
        t["cls.predictions.decoder.weight"] = t.at("bert.embeddings.word_embeddings.weight");
        t["cls.predictions.decoder.bias"] = t.at("cls.predictions.bias");
    });
    const auto both = readModel(folder.path());
    QVERIFY2(both, qPrintable(messageOf(both)));
    QCOMPARE(both->tensors.at("masked_words.decoder.weight").shape(), (Shape{32, 24}));
    folder.changeTensors([](ModelTensors& t) { t.erase("cls.predictions.bias"); });
    const auto other = readModel(folder.path());
    QVERIFY2(other, qPrintable(messageOf(other)));
    QVERIFY(equal(*other, *both));
}

void TestCheckpoint::refusesOfFamilies_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* model, const Change& change, const char* expected) {
        QTest::newRow(name) << model << change << expected;
    };
    const auto labels = [](int count) {
        return Change([count](const ModelFolder& folder) {
            folder.setConfig("id2label", QJsonValue::Undefined);
            folder.setConfig("num_labels", count);
        });
    };
    const auto without = [](const char* name) { return changingTensors([name](ModelTensors& t) { t.erase(name); }); };
    row("labels of a classifier", "tiny-roberta-cls", labels(4),
        "\"classifier.out_proj.bias\": The head has 3 classes, but config.json has 4 labels.");
    row("labels of tokens", "tiny-bert-tokens", labels(2),
        "\"classifier.bias\": The head has 4 classes, but config.json has 2 labels.");
    row("no classifier", "tiny-distilbert-cls", without("classifier.weight"),
        "The weights have no classification head: \"classifier.weight\" is missing.");
    row("no pooler", "tiny-bert-cls", without("bert.pooler.dense.weight"),
        "no classification head: \"bert.pooler.dense.weight\" is missing.");
    row("no labels' head", "tiny-albert-tokens", without("classifier.bias"),
        "no token-labels head: \"classifier.bias\" is missing.");
    row("half a head for words", "tiny-electra-mlm", without("generator_lm_head.bias"),
        "no masked-words head: \"generator_lm_head.bias\" is missing.");
    row("no projection", "tiny-electra-qa", without("electra.embeddings_project.bias"),
        "The tensor \"electra.embeddings_project.bias\" of shape [24] is missing.");
    row("no relative positions", "tiny-mpnet-qa", without("mpnet.encoder.relative_attention_bias.weight"),
        "The tensor \"mpnet.encoder.relative_attention_bias.weight\" of shape [32, 4] is missing.");
    row(
        "more groups", "tiny-albert-qa", [](const ModelFolder& folder) { folder.setConfig("num_hidden_groups", 2); },
        "The tensor \"albert.encoder.albert_layer_groups.1.albert_layers.0.attention.LayerNorm.bias\" of shape [24] is "
        "missing.");
    row(
        "other positions", "tiny-roberta-qa",
        [](const ModelFolder& folder) { folder.setConfig("max_position_embeddings", 64); },
        "Expected shape [64, 24] by config.json, found [66, 24].");
    row("another family's weights", "tiny-roberta-qa", changingTensors([](ModelTensors& t) {
            for (const auto& [name, tensor] : std::exchange(t, {}))
                t[name.starts_with("roberta.") ? "bert." + name.substr(8) : name] = tensor;
        }),
        "None of the tensors has a name of RoBERTa's encoder; the first is \"bert.embeddings.LayerNorm.bias\".");
}

void TestCheckpoint::refusesOfFamilies()
{
    QFETCH(const QString, model);
    QFETCH(const Change, change);
    QFETCH(const QString, expected);
    const ModelFolder folder(models / model.toStdString());
    change(folder);
    const auto checkpoint = readModel(folder.path());
    QVERIFY(!checkpoint);
    QVERIFY2(messageOf(checkpoint).contains(expected), qPrintable(messageOf(checkpoint)));
    QVERIFY(!checkpoint.error().remedy.empty());
}

void TestCheckpoint::readsHalfPrecision_data()
{
    QTest::addColumn<double>("relativeError");
    QTest::newRow("tiny-bert-qa-fp16") << 0x1p-11;
    QTest::newRow("tiny-bert-qa-bf16") << 0x1p-8;
}

void TestCheckpoint::readsHalfPrecision()
{
    QFETCH(double, relativeError);
    const auto half = readModel(models / QTest::currentDataTag());
    QVERIFY2(half, qPrintable(messageOf(half)));
    const auto single = readModel(models / "tiny-bert-qa");
    for (const auto& [name, expected] : single->tensors) {
        const auto values = half->tensors.at(name).values();
        for (std::size_t i = 0; i < values.size(); ++i) {
            const double error = std::abs(values[i] - expected.values()[i]);
            QVERIFY2(error <= relativeError * std::abs(expected.values()[i]) + 1e-7, name.c_str());
        }
    }
}

void TestCheckpoint::leavesWordsInTheirFile_data()
{
    QTest::addColumn<QString>("model");
    for (const char* model : {"tiny-bert-qa", "tiny-bert-qa-sharded", "tiny-bert-qa-fp16", "tiny-bert-qa-bf16"})
        QTest::newRow(model) << model;
}

void TestCheckpoint::leavesWordsInTheirFile()
{
    QFETCH(QString, model);
    const fs::path folder = models / model.toStdString();
    const auto inMemory = readModel(folder);
    const auto inFile = readModel(folder, nothingInMemory);
    QVERIFY2(inFile, qPrintable(messageOf(inFile)));
    QVERIFY(!inMemory->words);
    QVERIFY(inFile->words && !inFile->tensors.contains(wordEmbeddings));
    const Array& whole = inMemory->tensors.at(wordEmbeddings);
    QCOMPARE(inFile->words->shape(), whole.shape());
    const std::vector<std::int64_t> ids{whole.dimension(0) - 1, 0, 7, 7};
    const auto rows = inFile->words->rows(ids);
    QVERIFY2(rows, qPrintable(messageOf(rows)));
    QCOMPARE(rows->shape(), (Shape{4, whole.dimension(1)}));
    for (std::size_t i = 0; i < ids.size(); ++i)
        QVERIFY(std::ranges::equal((*rows)[static_cast<std::int64_t>(i)].values(), whole[ids[i]].values()));
    for (const auto& [name, values] : inFile->tensors)
        QVERIFY2(std::ranges::equal(values.values(), inMemory->tensors.at(name).values()), name.c_str());
}

void TestCheckpoint::readsWordsThatAHeadNeedsWhole()
{
    const auto checkpoint = readModel(models / "tiny-bert-mlm", nothingInMemory);
    QVERIFY2(checkpoint, qPrintable(messageOf(checkpoint)));
    QVERIFY(!checkpoint->words);
    QVERIFY(equal(*checkpoint, *readModel(models / "tiny-bert-mlm")));
}

void TestCheckpoint::wordsInTheirFileAreFiniteOrItIsSaid()
{
    const ModelFolder folder(models / "tiny-bert-qa");
    QCOMPARE(readModel(folder.path(), nothingInMemory)->notFinite, std::string());
    folder.changeTensors([](ModelTensors& t) { setFirstValue(t.at(wordEmbeddings), std::nanf("")); });
    const auto checkpoint = readModel(folder.path(), nothingInMemory);
    QVERIFY(QString::fromStdString(checkpoint->notFinite).contains("word_embeddings.weight\": 1 value is NaN"));
}

void TestCheckpoint::refusesWordsOfAFileThatChanged()
{
    const ModelFolder folder(models / "tiny-bert-qa");
    const auto checkpoint = readModel(folder.path(), nothingInMemory);
    const fs::path file = folder.file("model.safetensors");
    fs::resize_file(file, 100);
    const auto rows = checkpoint->words->rows({0});
    QVERIFY(!rows);
    QCOMPARE(rows.error().where, file.string());
    QCOMPARE(rows.error().what, std::string("The file was changed since it was opened"));
}

void TestCheckpoint::reportsProgress()
{
    const auto config = readModelConfig(models / "tiny-bert-qa-sharded");
    std::vector<double> fractions;
    const Job job{{}, [&fractions](const Progress& progress) {
                      QCOMPARE(progress.step, std::string("Loading weights"));
                      fractions.push_back(progress.fraction);
                  }};
    QVERIFY(readCheckpoint(models / "tiny-bert-qa-sharded", *config, job));
    QVERIFY(std::ranges::is_sorted(fractions));
    QVERIFY(fractions.front() >= 0);
    QCOMPARE(fractions.back(), 1.0);
}

void TestCheckpoint::stops()
{
    const auto config = readModelConfig(models / "tiny-bert-qa");
    std::stop_source source;
    int reports = 0;
    const Job job{source.get_token(), [&](const Progress&) {
                      if (++reports == 20)
                          source.request_stop();
                  }};
    const auto checkpoint = readCheckpoint(models / "tiny-bert-qa", *config, job);
    QVERIFY(!checkpoint);
    QCOMPARE(checkpoint.error().kind, ErrorKind::Cancelled);
    QVERIFY(reports < 25);
}

/// models--X/snapshots/R/shard is a link to models--X/blobs/HASH.
void TestCheckpoint::readsCacheLinks()
{
    const QTemporaryDir cache;
    const fs::path home = toPath(cache.path()) / "models--a--b";
    const fs::path snapshot = home / "snapshots/0123";
    fs::create_directories(snapshot);
    fs::create_directories(home / "blobs");
    for (const auto& entry : fs::directory_iterator(models / "tiny-bert-qa-sharded")) {
        const fs::path name = entry.path().filename();
        writeAll(home / "blobs" / name, readAll(entry.path()));
        fs::create_symlink(fs::path("../../blobs") / name, snapshot / name);
    }
    const auto checkpoint = readModel(snapshot);
    QVERIFY2(checkpoint, qPrintable(messageOf(checkpoint)));
}

void TestCheckpoint::refuses_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const Change& change, const char* expected) {
        QTest::newRow(name) << change << expected;
    };
    const auto file = [](const char* name) {
        return Change([name](const ModelFolder& folder) { folder.remove(name); });
    };
    row("missing tensor", changingTensors([](ModelTensors& t) { t.erase(query); }),
        "model.safetensors: The tensor \"bert.encoder.layer.1.attention.self.query.weight\" of shape [24, 24] is "
        "missing.");
    row("missing head", changingTensors([](ModelTensors& t) { t.erase("qa_outputs.weight"); }),
        "model.safetensors: The weights have no question-answering head: \"qa_outputs.weight\" is missing.");
    row("wrong shape", changingTensors([](ModelTensors& t) {
            t.at(query).shape = {12, 48};
        }),
        "query.weight\": Expected shape [24, 24] by config.json, found [12, 48].");
    row("wrong rank", changingTensors([](ModelTensors& t) { t.at(query).shape = {576}; }), "found [576].");
    row("scalar", changingTensors([](ModelTensors& t) {
            t.at(query) = {TensorType::F32, {}, std::vector<std::byte>(4)};
        }),
        "found [].");
    row("both spellings", changingTensors([](ModelTensors& t) {
            t["bert.embeddings.LayerNorm.gamma"] = t.at("bert.embeddings.LayerNorm.weight");
        }),
        "The tensor \"bert.embeddings.LayerNorm.weight\" is there twice, under this name and another.");
    row("with and without prefix", changingTensors([](ModelTensors& t) {
            t["embeddings.LayerNorm.weight"] = t.at("bert.embeddings.LayerNorm.weight");
        }),
        "tensor \"embeddings.LayerNorm.weight\": The tensor");
    row("integers", changingTensors([](ModelTensors& t) { t.at(query).type = TensorType::I32; }),
        "query.weight\": The tensor holds I32, not floating-point numbers.");
    row("a layer too many", changingTensors([](ModelTensors& t) { rename(t, query, "bert.encoder.layer.3.x"); }),
        "tensor \"bert.encoder.layer.3.x\": config.json does not call for this tensor.");
    row("relative positions", changingTensors([](ModelTensors& t) {
            t["bert.encoder.layer.0.attention.self.distance_embedding.weight"] = t.at(query);
        }),
        "distance_embedding.weight\": config.json does not call for this tensor.");
    row("no weights", file("model.safetensors"), "tiny-bert-qa: The folder has no weights");
    row("no file of torch.save", writing("pytorch_model.bin", "x"), "This is no file of torch.save");
    row("pointer to a pickle", writing("pytorch_model.bin", "version https://git-lfs.github.com/spec/v1\n"),
        "pytorch_model.bin: This is a Git LFS pointer, not the file itself.");
    row("odd positions", changingTensors([](ModelTensors& t) {
            t["bert.embeddings.position_ids"] = {TensorType::I64, {1, 2}, std::vector<std::byte>(16)};
        }),
        "position_ids\": Positions are not counted 0, 1, 2 ..., as in the model's family.");
    row("wrapped and bare", changingTensors([](ModelTensors& t) { t["module." + query] = t.at(query); }),
        "query.weight\" is there twice, under this name and another.");
    row("TensorFlow alone", writing("tf_model.h5", "x"), "The weights are there only for TensorFlow or Flax.");
    row("pointer", writing("model.safetensors", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"),
        "model.safetensors, byte 0: This is a Git LFS pointer, not the file itself.");
    row(
        "truncated",
        [](const ModelFolder& folder) {
            folder.write("model.safetensors", readAll(folder.file("model.safetensors")).chopped(1));
        },
        "model.safetensors: The tensors take 63560 bytes, but the file holds 63559 after its header.");
    row(
        "other size", [](const ModelFolder& folder) { folder.setConfig("intermediate_size", 41); },
        "intermediate.dense.bias\": Expected shape [41] by config.json, found [40].");
    row(
        "dangling link",
        [](const ModelFolder& folder) {
            folder.remove("model.safetensors");
            fs::create_symlink("nowhere", folder.file("model.safetensors"));
        },
        "model.safetensors: There is no such file.");
}

void TestCheckpoint::refuses()
{
    QFETCH(Change, change);
    QFETCH(QString, expected);
    const ModelFolder folder(models / "tiny-bert-qa");
    change(folder);
    const auto checkpoint = readModel(folder.path());
    QVERIFY(!checkpoint);
    QVERIFY2(messageOf(checkpoint).contains(expected), qPrintable(messageOf(checkpoint)));
    QVERIFY(messageOf(checkpoint).startsWith(QString::fromStdString(folder.path().string())));
    QVERIFY(!checkpoint.error().remedy.empty());
}

void TestCheckpoint::refusesShards_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const Change& change, const char* expected) {
        QTest::newRow(name) << change << expected;
    };
    const auto index = [](const QByteArray& contents) { return writing(indexName, contents); };
    constexpr auto notPlain = "key \"qa_outputs.bias\": Expected the plain name of a .safetensors file in this folder";
    row("not JSON", index("{"), "index.json, byte 1: This is not well-formed JSON.");
    row("no map", index("{\"metadata\": {}}"), "key \"weight_map\": Expected an object that maps tensors to files.");
    row("empty map", index("{\"weight_map\": {}}"), "The index names 0 files.");
    row("map of numbers", index(indexNaming(3)), notPlain);
    row("empty name", index(indexNaming("")), notPlain);
    row("parent folder", index(indexNaming("../a.safetensors")), notPlain);
    row("absolute", index(indexNaming("/etc/a.safetensors")), notPlain);
    row("subfolder", index(indexNaming("a/b.safetensors")), notPlain);
    row("backslash", index(indexNaming("a\\\\b.safetensors")), notPlain);
    row("hidden", index(indexNaming(".safetensors")), notPlain);
    const auto torchIndex = [](const QByteArray& contents) {
        return writing("pytorch_model.bin.index.json", contents);
    };
    constexpr auto notPlainBin = "key \"qa_outputs.bias\": Expected the plain name of a .bin file in this folder";
    row("parent folder of a pickle", torchIndex(indexNaming("../pytorch_model.bin")), notPlainBin);
    row("absolute name of a pickle", torchIndex(indexNaming("/tmp/a.bin")), notPlainBin);
    row("safetensors among pickles", torchIndex(indexNaming("a.safetensors")), notPlainBin);
    row("missing part of a pickle", torchIndex(indexNaming("a.bin")), "a.bin: There is no such file.");
    row("other suffix", index(indexNaming("passwd")), notPlain);
    row("long name", index(indexNaming(QString(300, 'a') + ".safetensors")), notPlain);
    row(
        "missing shard", [](const ModelFolder& folder) { folder.remove("model-00002-of-00004.safetensors"); },
        "model-00002-of-00004.safetensors: There is no such file.");
    row(
        "tensor not in its shard",
        [](const ModelFolder& folder) {
            folder.changeTensors([](ModelTensors& t) { t.erase("qa_outputs.bias"); },
                                 "model-00004-of-00004.safetensors");
        },
        "model-00004-of-00004.safetensors: The index places the tensor \"qa_outputs.bias\" in this file, but it is "
        "not");
    row(
        "link out of the folder",
        [](const ModelFolder& folder) {
            folder.remove("model-00001-of-00004.safetensors");
            fs::create_symlink(models / "tiny-bert-qa/model.safetensors",
                               folder.file("model-00001-of-00004.safetensors"));
        },
        "The file \"model-00001-of-00004.safetensors\" is a link that leaves the folder.");
}

void TestCheckpoint::refusesShards()
{
    QFETCH(Change, change);
    QFETCH(QString, expected);
    const ModelFolder folder(models / "tiny-bert-qa-sharded");
    change(folder);
    const QString message = messageOf(readModel(folder.path()));
    QVERIFY2(message.contains(expected), qPrintable(message));
}

void TestCheckpoint::weightsThatAreNotFiniteAreLoadedAndSaid()
{
    const ModelFolder folder(models / "tiny-bert-qa");
    QCOMPARE(readModel(folder.path())->notFinite, std::string());
    folder.changeTensors([](ModelTensors& t) { setFirstValue(t.at(query), std::nanf("")); });
    const auto checkpoint = readModel(folder.path());
    QVERIFY2(checkpoint, qPrintable(messageOf(checkpoint)));
    QVERIFY(std::isnan(checkpoint->tensors.at(query).values()[0]));
    const QString said = QString::fromStdString(checkpoint->notFinite);
    QVERIFY2(said.endsWith("query.weight\": 1 value is NaN or infinite; whatever depends on that may be so too."),
             qPrintable(said));
}

QTEST_GUILESS_MAIN(TestCheckpoint)
#include "tst_checkpoint.moc"
