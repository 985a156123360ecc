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
    void describesWrongTensors_data();
    void describesWrongTensors();
    void describesWrongFiles_data();
    void describesWrongFiles();
    void describesWrongPickles_data();
    void describesWrongPickles();
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
    QCOMPARE(model.task, TaskKind::QuestionAnswering);
}

void TestModelFinder::describesHeads()
{
    QCOMPARE(describeModel(models / "tiny-bert-qa-fp16").precision, std::string("F16"));
    const FoundModel classifier = describeModel(models / "tiny-bert-cls");
    QCOMPARE(classifier.problem, std::string());
    QCOMPARE(classifier.architecture, std::string("BertForSequenceClassification"));
    QCOMPARE(classifier.task, TaskKind::Classification);
    const ModelFolder unsaid(models / "tiny-bert-cls");
    unsaid.setConfig("architectures", QJsonValue::Undefined);
    QCOMPARE(describeModel(unsaid.path()).task, TaskKind::Classification);
    QCOMPARE(describeModel(models / "tiny-roberta-tokens").task, TaskKind::TokenLabels);
    QCOMPARE(describeModel(models / "tiny-roberta-encoder").task, TaskKind::None);
    // The weights say what the configuration does not.
    const ModelFolder masked(models / "tiny-bert-qa");
    masked.setConfig("architectures", QJsonArray{"BertForMaskedLM"});
    QCOMPARE(describeModel(masked.path()).architecture, std::string("BertForMaskedLM"));
    QCOMPARE(describeModel(masked.path()).task, TaskKind::QuestionAnswering);
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
    QCOMPARE(pickled.task, TaskKind::QuestionAnswering);
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
    QTest::newRow("FSDP") << "_fsdp_wrapped_module." << false << "the prefix of a training program is taken off";
    QTest::newRow("a class of one's own") << "net." << false << "the prefix \"net.\" is taken off";
    QTest::newRow("all")
        << "module.net." << true
        << "the prefix of a training program is taken off, the prefix \"net.\" is taken off, \"bert.\" is "
           "added";
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
    folder.setConfig("model_type", "longformer");
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
    row("Longformer", config("model_type", "longformer"),
        "Models of type \"longformer\" are not supported; BERT, RoBERTa, XLM-RoBERTa, CamemBERT, DistilBERT, ELECTRA, "
        "ALBERT and MPNet are");
    row("relative", config("position_embedding_type", "relative_key"),
        "Positions of type \"relative_key\" are not supported; absolute ones are");
    row("quantised", config("quantization_config", QJsonObject{{"bits", 4}}), "Quantised models are not supported");
    row("causal", config("architectures", QJsonArray{"BertLMHeadModel"}),
        "This is a decoder (\"BertLMHeadModel\"); only encoders are supported");
    row("another family's class", config("model_type", "roberta"),
        "The architecture \"BertForQuestionAnswering\" is not known; those of RoBERTa are");
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
            folder.write("pytorch_model.bin",
                         torchZip(pickleOfOne(pickleTensor(pickleStorage("FloatStorage", 4), 0, {4}, {1}))));
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
        "config.json: This is not well-formed JSON");
    row("no configuration", remove({"config.json"}), "The folder has no config.json, so it is not a model");
}

void TestModelFinder::describesWrongTensors_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("problem");
    const std::string query = "bert.encoder.layer.1.attention.self.query.weight";
    const auto row = [](const char* name, const Change& change, const QString& problem) {
        QTest::newRow(name) << change << problem;
    };
    const auto tensors = [](std::function<void(ModelTensors&)> change) {
        return Change([change](const ModelFolder& folder) { folder.changeTensors(change); });
    };
    const QString ofQuery = "model.safetensors, tensor \"" + QString::fromStdString(query) + "\": ";
    row("int8 weights", tensors([=](ModelTensors& all) {
            all.at(query) = {TensorType::I8, {24, 24}, std::vector<std::byte>(576)};
        }),
        ofQuery + "The tensor holds I8: the weights are quantised, and only floating-point ones are read");
    row("int32 weights", tensors([=](ModelTensors& all) { all.at(query).type = TensorType::I32; }),
        ofQuery + "The tensor holds I32, not floating-point numbers");
    row("scales of int8 weights", tensors([](ModelTensors& all) {
            all["bert.encoder.layer.0.output.dense.SCB"] = all.at("bert.encoder.layer.0.output.dense.bias");
        }),
        "model.safetensors, tensor \"bert.encoder.layer.0.output.dense.SCB\": The tensor belongs to quantised weights, "
        "which are not read");
    row("another shape", tensors([=](ModelTensors& all) { all.at(query).shape = {12, 48}; }),
        ofQuery + "Expected shape [24, 24] by config.json, found [12, 48]");
    row(
        "another configuration", [](const ModelFolder& folder) { folder.setConfig("hidden_size", 48); },
        "model.safetensors, tensor \"bert.embeddings.LayerNorm.bias\": Expected shape [48] by config.json, found [24]");
    row(
        "fewer layers", [](const ModelFolder& folder) { folder.setConfig("num_hidden_layers", 2); },
        "model.safetensors, tensor \"bert.encoder.layer.2.attention.output.LayerNorm.bias\": config.json does not call "
        "for this tensor");
    row("a tensor missing", tensors([=](ModelTensors& all) { all.erase(query); }),
        "model.safetensors: The tensor \"" + QString::fromStdString(query) + "\" of shape [24, 24] is missing");
    row("half a head", tensors([](ModelTensors& all) { all.erase("qa_outputs.bias"); }),
        "model.safetensors: The weights have no question-answering head: \"qa_outputs.bias\" is missing");
    row(
        "half a head that config.json does not call for",
        [](const ModelFolder& folder) {
            folder.setConfig("architectures", QJsonArray{"BertModel"});
            folder.changeTensors([](ModelTensors& all) { all.erase("qa_outputs.weight"); });
        },
        "model.safetensors: The weights have no question-answering head: \"qa_outputs.weight\" is missing");
    row("two encoders", tensors([](ModelTensors& all) {
            const ModelTensors before = std::exchange(all, {});
            for (const auto& [name, tensor] : before)
                all["ctx." + name] = all["question." + name] = tensor;
        }),
        "model.safetensors: The weights hold 2 encoders, under \"ctx.\" and \"question.\"");
    row("flattened", tensors([](ModelTensors& all) {
            all["_fsdp_wrapped_module._flat_param"] = all.at("qa_outputs.bias");
        }),
        "model.safetensors, tensor \"_fsdp_wrapped_module._flat_param\": The weights are flattened, as FSDP does in "
        "training");
    row("another family's names", tensors([](ModelTensors& all) {
            const ModelTensors before = std::exchange(all, {});
            for (const auto& [name, tensor] : before)
                all[name.starts_with("bert.") ? "roberta." + name.substr(5) : name] = tensor;
        }),
        "model.safetensors: None of the tensors has a name of BERT's encoder; the first is "
        "\"roberta.embeddings.LayerNorm.bias\"");
}

/// As loading would, from the first bytes of the weights alone.
void TestModelFinder::describesWrongTensors()
{
    describesProblems();
}

void TestModelFinder::describesWrongFiles_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("problem");
    static const QByteArray pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";
    const auto row = [](const char* name, const Change& change, const char* problem) {
        QTest::newRow(name) << change << problem;
    };
    const auto writing = [](const char* name, const QByteArray& contents) {
        return Change([=](const ModelFolder& folder) { folder.write(name, contents); });
    };
    const auto instead = [](const char* name) {
        return Change([=](const ModelFolder& folder) {
            folder.remove("model.safetensors");
            fs::create_directories(folder.file(name).parent_path());
            folder.write(name, "x");
        });
    };
    row("configuration is a pointer", writing("config.json", pointer),
        "config.json: This is a Git LFS pointer, not the file itself");
    row("tokenizer is a pointer", writing("tokenizer.json", pointer),
        "tokenizer.json: This is a Git LFS pointer, not the file itself");
    row("tokenizer's configuration is a pointer", writing("tokenizer_config.json", pointer),
        "tokenizer_config.json: This is a Git LFS pointer, not the file itself");
    row(
        "vocabulary is a pointer",
        [](const ModelFolder& folder) {
            folder.remove("tokenizer.json");
            folder.write("vocab.txt", pointer);
        },
        "vocab.txt: This is a Git LFS pointer, not the file itself");
    row(
        "index is a pointer",
        [](const ModelFolder& folder) {
            folder.remove("model.safetensors");
            folder.write("model.safetensors.index.json", pointer);
        },
        "model.safetensors.index.json: This is a Git LFS pointer, not the file itself");
    row("a key's value", writing("config.json", R"({"model_type": "bert", "vocab_size": "32"})"),
        "config.json, key \"vocab_size\": Expected a whole number from 1 to 2000000, found \"32\"");
    row(
        "vocabulary of another model",
        [](const ModelFolder& folder) {
            folder.remove("tokenizer.json");
            folder.write("vocab.txt", QByteArray("x\n").repeated(100) + readAll(folder.file("vocab.txt")));
        },
        "vocab.txt: The token \"[CLS]\" is number 102, and the model has embeddings for numbers 0 to 31");
    row(
        "vocabulary is not UTF-8",
        [](const ModelFolder& folder) {
            folder.remove("tokenizer.json");
            folder.write("vocab.txt", "[PAD]\n\xff\n");
        },
        "vocab.txt, line 2: The line is not UTF-8");
    row("tokenizer of another kind", writing("tokenizer.json", R"({"model": {"type": "BPE"}})"),
        "tokenizer.json, key \"model\", \"vocab\": Expected an object with the tokens' ids");
    row("ONNX alone", instead("model.onnx"), "The weights are there only for ONNX");
    row("ONNX in its folder", instead("onnx/model_quantized.onnx"), "The weights are there only for ONNX");
    row("Flax alone", instead("flax_model.msgpack"), "The weights are there only for TensorFlow or Flax");
    row("TensorFlow of Google's", instead("bert_model.ckpt.index"),
        "The weights are there only for TensorFlow or Flax");
    row("OpenVINO alone", instead("openvino_model.bin"), "The weights are there only for OpenVINO");
    row("an adapter alone", instead("adapter_model.safetensors"),
        "The folder holds an adapter alone, not the model that it changes");
    row("another name", instead("best.pt"),
        "The folder has neither model.safetensors nor pytorch_model.bin, but \"best.pt\"");
    row("what training leaves is no weights", instead("training_args.bin"),
        "The folder has no weights: neither model.safetensors nor pytorch_model.bin, nor an index of their parts");
    row("a part missing", instead("model-00001-of-00003.safetensors"),
        "The part model-00002-of-00003.safetensors of the weights is missing");
    row("a part of pickles missing", instead("pytorch_model-00002-of-00002.bin"),
        "The part pytorch_model-00001-of-00002.bin of the weights is missing");
    row(
        "two variants",
        [](const ModelFolder& folder) {
            folder.remove("model.safetensors");
            folder.write("model.fp16.safetensors", "x");
            folder.write("model.bf16.safetensors", "x");
        },
        "There are several variants of the weights, \"model.bf16.safetensors\" and \"model.fp16.safetensors\", and no "
        "model.safetensors");
}

void TestModelFinder::describesWrongFiles()
{
    describesProblems();
}

void TestModelFinder::describesWrongPickles_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char* name, const QByteArray& pickle, const QString& problem) {
        const Change change = [pickle](const ModelFolder& folder) {
            folder.remove("model.safetensors");
            folder.write("pytorch_model.bin", torchZip("\x80\x02" + pickle));
        };
        QTest::newRow(name) << change << problem;
    };
    const auto asks = [](const char* whose) {
        return QString("pytorch_model.bin, data.pkl: The pickle asks for \"%1, which is not on the list of what a file "
                       "of tensors needs; nothing was executed")
            .arg(whose);
    };
    row("a whole model", pickleGlobal("transformers.models.bert.modeling_bert", "BertModel") + ".",
        asks("transformers.models.bert.modeling_bert.BertModel\" (a whole model, with its program code)"));
    row("the program's arguments", "}" + pickleText("args") + pickleGlobal("argparse", "Namespace") + "s.",
        asks("argparse.Namespace\" (the arguments of a training program)"));
    row("NumPy", pickleGlobal("numpy.core.multiarray", "_reconstruct") + ".",
        asks("numpy.core.multiarray._reconstruct\" (a value of NumPy)"));
    row("quantised tensors", pickleGlobal("torch._utils", "_rebuild_qtensor") + ".",
        asks("torch._utils._rebuild_qtensor\" (a quantised tensor)"));
    row("something unheard of", pickleGlobal("os", "system") + ".", asks("os.system\""));
    row("an epoch alone", "}" + pickleText("epoch") + "K\x03s.",
        "pytorch_model.bin, data.pkl: The dictionary holds no tensors by name; its first entry is \"epoch\"");
    row("a list", "].", "pytorch_model.bin, data.pkl: The file holds something other than a dictionary of tensors");
}

void TestModelFinder::describesWrongPickles()
{
    describesProblems();
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
