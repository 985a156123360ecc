// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QJsonArray>
#include <QTest>

#include "core/model/model_finder.h"
#include "tests/support/files_testing.h"
#include "tests/support/model_folder.h"
#include "tests/support/torch_bytes.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

namespace fs = std::filesystem;

const fs::path models = fs::path(TEST_DATA) / "models";
const fs::path resources = fs::path(SOURCE_DIR) / "resources";

void copyModel(const fs::path& folder)
{
    fs::create_directories(folder);
    fs::copy(models / "tiny-bert-qa", folder, fs::copy_options::recursive);
}

QStringList namesOf(const std::vector<FoundModel>& found)
{
    QStringList names;
    for (const FoundModel& model : found)
        names += QString::fromStdString(model.name);
    return names;
}

} // namespace

class TestModelFinder : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void findsDemoModel();
    void findsResourcesWithoutEnvironment();
    void noDemoModel();
    void findsCache_data();
    void findsCache();
    void findsCacheUnderTilde();
    void findsEachOnce();
    void cacheWithoutModels();
    void describesUsableModel();
    void describesHeads();
    void describesPickles_data();
    void describesPickles();
    void describesNames_data();
    void describesNames();
    void describesWhatCannotBeUsed();
    void describesProblems_data();
    void describesProblems();
    void resolvesFolderAndFile();
    void resolvesSnapshots();
    void resolveRefuses();
    void namesModels();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_root;
    QString m_before;
};

void TestModelFinder::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_root = toPath(m_folder->path());
    m_before = QDir::currentPath();
    QDir::setCurrent(m_folder->path());
    qputenv("HEADLIGHT_RESOURCES", QByteArray::fromStdString(resources.string()));
    qputenv("HF_HUB_CACHE", QByteArray::fromStdString((m_root / "none").string()));
    qunsetenv("HF_HOME");
    qunsetenv("HUGGINGFACE_HUB_CACHE");
    qunsetenv("XDG_CACHE_HOME");
}

void TestModelFinder::cleanup()
{
    QDir::setCurrent(m_before);
}

void TestModelFinder::findsDemoModel()
{
    QCOMPARE(demoModelFolder(), resources / "models/minilm-l6-squad");
    const auto found = findModels();
    QCOMPARE(namesOf(found), QStringList{"minilm-l6-squad"});
    QCOMPARE(found[0].architecture, std::string("BertForQuestionAnswering"));
    QCOMPARE(found[0].layers, 6);
    QCOMPARE(found[0].heads, 12);
    QCOMPARE(found[0].bytes, fs::file_size(demoModelFolder() / "model.safetensors"));
    QCOMPARE(found[0].problem, std::string());
}

void TestModelFinder::findsResourcesWithoutEnvironment()
{
    qunsetenv("HEADLIGHT_RESOURCES");
    QVERIFY(fs::exists(resourceFolder() / "models/minilm-l6-squad/config.json"));
}

void TestModelFinder::noDemoModel()
{
    qputenv("HEADLIGHT_RESOURCES", QByteArray::fromStdString(m_root.string()));
    QCOMPARE(resourceFolder(), m_root);
    QCOMPARE(demoModelFolder(), fs::path());
    QVERIFY(findModels().empty());
}

void TestModelFinder::findsCache_data()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("cache");
    QTest::newRow("HF_HUB_CACHE") << QByteArray("HF_HUB_CACHE") << "hub"
                                  << "hub";
    QTest::newRow("HUGGINGFACE_HUB_CACHE") << QByteArray("HUGGINGFACE_HUB_CACHE") << "hub"
                                           << "hub";
    QTest::newRow("HF_HOME") << QByteArray("HF_HOME") << "hf"
                             << "hf/hub";
    QTest::newRow("XDG_CACHE_HOME") << QByteArray("XDG_CACHE_HOME") << "cache"
                                    << "cache/huggingface/hub";
    QTest::newRow("HOME") << QByteArray("HOME") << "home"
                          << "home/.cache/huggingface/hub";
}

void TestModelFinder::findsCache()
{
    QFETCH(QByteArray, variable);
    QFETCH(QString, value);
    QFETCH(QString, cache);
    qunsetenv("HF_HUB_CACHE");
    const QByteArray before = qgetenv(variable.constData());
    qputenv(variable.constData(), QByteArray::fromStdString((m_root / toPath(value)).string()));
    copyModel(m_root / toPath(cache) / "models--some--model/snapshots/0123");
    fs::create_directories(m_root / toPath(cache) / "models--empty--model/snapshots/0123");
    copyModel(m_root / toPath(cache) / "datasets--some--data/snapshots/0123");
    const QStringList names = namesOf(findModels());
    qputenv(variable.constData(), before);
    QCOMPARE(names, QStringList({"minilm-l6-squad", "some/model"}));
}

void TestModelFinder::findsCacheUnderTilde()
{
    const QByteArray home = qgetenv("HOME");
    qputenv("HOME", QByteArray::fromStdString(m_root.string()));
    qputenv("HF_HUB_CACHE", "~/hub");
    copyModel(m_root / "hub/models--some--model/snapshots/0123");
    const QStringList names = namesOf(findModels());
    qputenv("HOME", home);
    QCOMPARE(names, QStringList({"minilm-l6-squad", "some/model"}));
}

void TestModelFinder::findsEachOnce()
{
    copyModel(m_root / "models/mine");
    fs::create_symlink("mine", m_root / "models/same");
    fs::create_symlink(resources / "models/minilm-l6-squad", m_root / "models/demo");
    fs::create_directories(m_root / "models/no-model");
    QCOMPARE(namesOf(findModels()), QStringList({"minilm-l6-squad", "mine"}));
}

void TestModelFinder::cacheWithoutModels()
{
    writeAll(m_root / "models", "a file, not a folder");
    qputenv("HF_HUB_CACHE", QByteArray::fromStdString((m_root / "models").string()));
    QCOMPARE(namesOf(findModels()), QStringList{"minilm-l6-squad"});
}

void TestModelFinder::describesUsableModel()
{
    const FoundModel model = describeModel(models / "tiny-bert-qa-sharded");
    QCOMPARE(model.problem, std::string());
    QCOMPARE(model.name, std::string("tiny-bert-qa-sharded"));
    std::uintmax_t bytes = 0;
    for (int i = 1; i <= 4; ++i)
        bytes += fs::file_size(models / "tiny-bert-qa-sharded" /
                               ("model-0000" + std::to_string(i) + "-of-00004.safetensors"));
    QCOMPARE(model.bytes, bytes);
    QCOMPARE(model.precision, std::string("F32"));
    QCOMPARE(model.parameters, std::uint64_t{63560 / 4});
    QVERIFY(model.answersQuestions);
}

void TestModelFinder::describesHeads()
{
    QCOMPARE(describeModel(models / "tiny-bert-qa-fp16").precision, std::string("F16"));
    const FoundModel classifier = describeModel(models / "tiny-bert-cls");
    QCOMPARE(classifier.problem, std::string());
    QCOMPARE(classifier.architecture, std::string("BertForSequenceClassification"));
    QVERIFY(!classifier.answersQuestions);
    const ModelFolder unsaid(models / "tiny-bert-cls");
    unsaid.setConfig("architectures", QJsonValue::Undefined);
    QVERIFY(!describeModel(unsaid.path()).answersQuestions);
}

void TestModelFinder::describesPickles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<std::uint64_t>("more"); // than without a pooler
    QTest::newRow("zip archive") << "tiny-bert-qa-bin" << std::uint64_t{0};
    QTest::newRow("legacy") << "tiny-bert-qa-legacy-bin" << std::uint64_t{0};
    QTest::newRow("older names") << "tiny-bert-qa-gamma-bin" << std::uint64_t{24 * 24 + 24};
}

/// As much as of safetensors, although the values stay unread.
void TestModelFinder::describesPickles()
{
    QFETCH(const QString, name);
    QFETCH(const std::uint64_t, more);
    const FoundModel pickled = describeModel(models / name.toStdString());
    QCOMPARE(pickled.problem, std::string());
    QVERIFY(pickled.answersQuestions);
    QCOMPARE(pickled.precision, std::string("F32"));
    QCOMPARE(pickled.parameters, describeModel(models / "tiny-bert-qa").parameters + more);
}

void TestModelFinder::describesNames_data()
{
    QTest::addColumn<QString>("prefix"); // put before each name
    QTest::addColumn<bool>("bare");      // without bert.
    QTest::addColumn<QString>("names");
    QTest::newRow("today's") << "" << false << "";
    QTest::newRow("parallel training") << "module." << false << "the prefix of a training program is taken off";
    QTest::newRow("bare") << "" << true << "\"bert.\" is added";
    QTest::newRow("both") << "_orig_mod.module." << true
                          << "the prefix of a training program is taken off, \"bert.\" is added";
}

void TestModelFinder::describesNames()
{
    QFETCH(const QString, prefix);
    QFETCH(const bool, bare);
    QFETCH(const QString, names);
    const ModelFolder folder(models / "tiny-bert-qa");
    folder.changeTensors([&](ModelTensors& tensors) {
        ModelTensors renamed;
        for (const auto& [name, tensor] : tensors)
            renamed[prefix.toStdString() + (bare && name.starts_with("bert.") ? name.substr(5) : name)] = tensor;
        tensors = renamed;
    });
    const FoundModel model = describeModel(folder.path());
    QCOMPARE(model.problem, std::string());
    QCOMPARE(QString::fromStdString(model.names), names);
    QCOMPARE(QString::fromStdString(describeModel(models / "tiny-bert-qa-gamma-bin").names),
             QString("gamma and beta are read as weight and bias"));
}

/// What cannot be used is still described.
void TestModelFinder::describesWhatCannotBeUsed()
{
    const ModelFolder folder(models / "tiny-bert-qa");
    folder.setConfig("model_type", "albert");
    const FoundModel model = describeModel(folder.path());
    QVERIFY(!model.problem.empty());
    QCOMPARE(model.layers, 3);
    QCOMPARE(model.heads, 4);
    QVERIFY(model.bytes > 60'000);
}

using Change = std::function<void(const ModelFolder&)>;
Q_DECLARE_METATYPE(Change)

void TestModelFinder::describesProblems_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("problem");
    const auto config = [](const char* key, const QJsonValue& value) {
        return Change([=](const ModelFolder& folder) { folder.setConfig(key, value); });
    };
    const auto remove = [](std::vector<const char*> names) {
        return Change(
            [names](const ModelFolder& folder) { std::ranges::for_each(names, [&](auto n) { folder.remove(n); }); });
    };
    const auto row = [](const char* name, const Change& change, const char* problem) {
        QTest::newRow(name) << change << problem;
    };
    row("decoder", config("is_decoder", true), "This is a decoder; only encoders are supported");
    row("ALBERT", config("model_type", "albert"), "Models of type \"albert\" are not supported; BERT is");
    row("DistilBERT", config("model_type", "distilbert"), "Models of type \"distilbert\" cannot be read yet");
    row("relative", config("position_embedding_type", "relative_key"),
        "Positions of type \"relative_key\" are not supported; absolute ones are");
    row("quantised", config("quantization_config", QJsonObject{{"bits", 4}}), "Quantised models are not supported");
    row("causal", config("architectures", QJsonArray{"BertLMHeadModel"}),
        "This is a decoder (\"BertLMHeadModel\"); only encoders are supported");
    row("RoBERTa", config("model_type", "roberta"), "Models of type \"roberta\" cannot be read yet");
    row("ELECTRA", config("model_type", "electra"), "Models of type \"electra\" cannot be read yet");
    row("own code", config("auto_map", QJsonObject{{"AutoModel", "a.B"}}),
        "The model needs program code of its own, which is never run");
    row(
        "pointer",
        [](const ModelFolder& folder) { folder.write("model.safetensors", "version https://git-lfs.github.com/spec"); },
        "model.safetensors: This is a Git LFS pointer, not the file itself");
    row(
        "pointer to a pickle",
        [](const ModelFolder& folder) {
            folder.remove("model.safetensors");
            folder.write("pytorch_model.bin", "version https://git-lfs.github.com/spec");
        },
        "pytorch_model.bin: This is a Git LFS pointer, not the file itself");
    row(
        "head missing in a pickle",
        [](const ModelFolder& folder) {
            folder.remove("model.safetensors");
            folder.write("pytorch_model.bin", torchZip(pickleOfOne(pickleTensor(pickleStorage("FloatStorage", 4), 0, {4}, {1}))));
        },
        "The weights have no question-answering head, although config.json says so");
    row(
        "TensorFlow alone",
        [](const ModelFolder& folder) {
            folder.remove("model.safetensors");
            folder.write("tf_model.h5", "x");
        },
        "The weights are there only for TensorFlow or Flax");
    row(
        "head missing",
        [](const ModelFolder& folder) {
            folder.changeTensors([](ModelTensors& tensors) { tensors.erase("qa_outputs.weight"); });
        },
        "The weights have no question-answering head, although config.json says so");
    row("no weights", remove({"model.safetensors"}),
        "The folder has no weights: neither model.safetensors nor pytorch_model.bin, nor an index of their parts");
    row("no tokenizer", remove({"tokenizer.json", "vocab.txt"}),
        "The folder has no tokenizer: neither tokenizer.json nor vocab.txt");
    row(
        "dangling weights",
        [](const ModelFolder& folder) {
            folder.remove("model.safetensors");
            fs::create_symlink("nowhere", folder.file("model.safetensors"));
        },
        "The weight file model.safetensors is missing");
    row(
        "not JSON", [](const ModelFolder& folder) { folder.write("config.json", "x"); },
        "This is not well-formed JSON");
    row("no configuration", remove({"config.json"}), "The folder has no config.json, so it is not a model");
}

void TestModelFinder::describesProblems()
{
    QFETCH(Change, change);
    QFETCH(QString, problem);
    const ModelFolder folder(models / "tiny-bert-qa");
    change(folder);
    const FoundModel model = describeModel(folder.path());
    QCOMPARE(QString::fromStdString(model.problem), problem);
    QCOMPARE(model.folder, folder.path());
}

void TestModelFinder::resolvesFolderAndFile()
{
    const fs::path folder = models / "tiny-bert-qa";
    QCOMPARE(resolveModelFolder(folder).value(), folder);
    QCOMPARE(resolveModelFolder(folder / "model.safetensors").value(), folder);
    copyModel(m_root);
    QCOMPARE(resolveModelFolder("config.json").value(), fs::path("."));
    QCOMPARE(modelName("."), m_root.filename().string());
}

void TestModelFinder::resolvesSnapshots()
{
    const fs::path cached = m_root / "models--a--b";
    copyModel(cached / "snapshots/old");
    copyModel(cached / "snapshots/new");
    fs::create_directories(cached / "snapshots/incomplete");
    fs::last_write_time(cached / "snapshots/old", fs::file_time_type::clock::now() - std::chrono::hours(1));
    QCOMPARE(resolveModelFolder(cached).value(), cached / "snapshots/new");

    fs::create_directories(cached / "refs");
    writeAll(cached / "refs/main", "old\n");
    QCOMPARE(resolveModelFolder(cached).value(), cached / "snapshots/old");
    QCOMPARE(resolveModelFolder(cached / "snapshots").value(), cached / "snapshots/old");
    QCOMPARE(resolveModelFolder(cached / "snapshots/new/config.json").value(), cached / "snapshots/new");
    fs::create_directories(cached / "blobs");
    writeAll(cached / "blobs/0123", "weights");
    QCOMPARE(resolveModelFolder(cached / "blobs/0123").value(), cached / "snapshots/old");
    writeAll(cached / "refs/main", "../../elsewhere");
    QCOMPARE(resolveModelFolder(cached).value(), cached / "snapshots/new");
}

void TestModelFinder::resolveRefuses()
{
    QVERIFY(messageOf(resolveModelFolder("")).contains("No model folder is given."));
    QVERIFY(messageOf(resolveModelFolder("nowhere")).contains("nowhere: There is no such folder."));
    fs::create_directories(m_root / "models--a--b/snapshots");
    QVERIFY(
        messageOf(resolveModelFolder(m_root / "models--a--b")).contains("This cache folder holds no complete model."));
}

void TestModelFinder::namesModels()
{
    QCOMPARE(modelName("/a/bert"), std::string("bert"));
    QCOMPARE(modelName("/a/bert/"), std::string("bert"));
    QCOMPARE(modelName("/hub/models--org--name/snapshots/0123"), std::string("org/name"));
    QCOMPARE(modelName("/hub/models--name/snapshots/0123"), std::string("name"));
    QCOMPARE(modelName("/hub/other/snapshots/0123"), std::string("0123"));
}

QTEST_GUILESS_MAIN(TestModelFinder)
#include "tst_model_finder.moc"
