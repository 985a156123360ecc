// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <functional>

#include "core/data/options.h"
#include "core/datasets/question_list.h"
#include "core/files/atomic_file.h"
#include "core/model/checkpoint.h"
#include "core/model/model_finder.h"
#include "core/session/session.h"
#include "core/text/word_piece/bert_tokenizer.h"
#include "tests/support/files_testing.h"
#include "tests/support/message_table.h"
#include "tests/support/model_folder.h"
#include "tests/support/torch_bytes.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

namespace fs = std::filesystem;

const fs::path data = TEST_DATA;
const QByteArray lfsPointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
const QByteArray webPage = "<!DOCTYPE html>\n<html><body>Sign in</body></html>\n";
const QByteArray fourFloats = pickleTensor(pickleStorage("FloatStorage", 4), 0, {4}, {1});
const QByteArray ugly = "\x1b[31mred\r\n" + QByteArray(500, 'x');

/// Brings about an error in an empty folder and returns its message.
using Case = std::function<QString(const fs::path& folder)>;

QString openModel(const fs::path& folder)
{
    const auto config = readModelConfig(folder);
    if (!config)
        return messageOf(config);
    const QString weights = messageOf(readCheckpoint(folder, *config, {}));
    return weights.isEmpty() ? messageOf(BertTokenizer::fromFolder(folder)) : weights;
}

/// What is said of a copy of a model that `damage` has changed; the copy is called "model".
Case model(std::function<void(const ModelFolder&)> damage, const char* original = "tiny-bert-qa")
{
    return [=](const fs::path&) {
        const ModelFolder copy(data / "models" / original);
        damage(copy);
        return withoutFolder(openModel(copy.path()), copy.path());
    };
}

Case config(const char* key, const QJsonValue& value)
{
    return model([=](const ModelFolder& folder) { folder.setConfig(key, value); });
}

Case tensors(std::function<void(ModelTensors&)> change)
{
    return model([=](const ModelFolder& folder) { folder.changeTensors(change); });
}

Case modelFile(const char* name, const QByteArray& contents)
{
    return model([=](const ModelFolder& folder) { folder.write(name, contents); });
}

Case tokenizer(const QByteArray& before, const QByteArray& after)
{
    return model([=](const ModelFolder& folder) {
        folder.write("tokenizer.json", readAll(folder.file("tokenizer.json")).replace(before, after));
    });
}

/// The index of the sharded model, with another file name for the first tensor.
Case index(const QByteArray& name)
{
    return model(
        [=](const ModelFolder& folder) {
            folder.write("model.safetensors.index.json", R"({"weight_map": {"qa_outputs.bias": ")" + name + "\"}}");
        },
        "tiny-bert-qa-sharded");
}

/// Files that say nothing, in place of the weights.
Case instead(const std::vector<const char*>& names)
{
    return model([=](const ModelFolder& folder) {
        folder.remove("model.safetensors");
        for (const char* name : names)
            folder.write(name, "x");
    });
}

/// A pickle, in place of the weights.
Case pickle(const QByteArray& operations)
{
    return model([=](const ModelFolder& folder) {
        folder.remove("model.safetensors");
        folder.write("pytorch_model.bin", torchZip("\x80\x02" + operations));
    });
}

/// A text that is read with a larger vocabulary than the model's.
Case text(const char* read)
{
    return [=](const fs::path&) {
        const ModelFolder copy(data / "models/tiny-bert-qa");
        copy.remove("tokenizer.json");
        copy.write("vocab.txt", readAll(data / "field/models/vocabulary-two-more/vocab.txt"));
        const auto tokenizer = BertTokenizer::fromFolder(copy.path());
        return tokenizer ? messageOf(tokenizer->checkEmbeddings(tokenizer->encodePair("who ?", read)))
                         : messageOf(tokenizer);
    };
}

/// A header alone, as a model's weights.
Case header(const QByteArray& json, const QByteArray& bytes = {})
{
    return modelFile("model.safetensors", safetensorsBytes(json, bytes));
}

Case session(const QByteArray& contents)
{
    return [=](const fs::path& folder) {
        writeAll(folder / "run.headlight", contents);
        return messageOf(readSession(folder / "run.headlight"));
    };
}

/// A small good session, with other words in its header; the header keeps its length.
Case changedSession(const QByteArray& before, const QByteArray& after)
{
    QByteArray contents = readAll(data / "hostile/session/full.headlight");
    const qsizetype size = contents.size();
    contents.replace(before, after + QByteArray(std::max<qsizetype>(0, before.size() - after.size()), ' '));
    if (contents.size() != size)
        qFatal("%s takes more room", after.constData());
    return session(contents);
}

Case questions(const char* name, const QByteArray& contents)
{
    return [=](const fs::path& folder) {
        writeAll(folder / name, contents);
        return messageOf(readQuestionList(folder / name, {}));
    };
}

Case options(std::function<void(Options&)> change)
{
    return [=](const fs::path&) {
        Options wrong;
        change(wrong);
        return messageOf(checkOptions(wrong));
    };
}

QString save(const fs::path& file)
{
    const auto text = std::as_bytes(std::span("text"));
    return messageOf(writeFile(file, text));
}

using Cases = std::vector<std::pair<const char*, Case>>;

Cases folderCases()
{
    return {
        {"no folder", [](const fs::path& folder) { return messageOf(resolveModelFolder(folder / "no-such")); }},
        {"no folder given", [](const fs::path&) { return messageOf(resolveModelFolder({})); }},
        {"folder without a model", [](const fs::path& folder) { return messageOf(readModelConfig(folder)); }},
        {"empty config", modelFile("config.json", "")},
        {"config cut off", modelFile("config.json", R"({"model_type": "be)")},
        {"config is a web page", modelFile("config.json", webPage)},
        {"config is an LFS pointer", modelFile("config.json", lfsPointer)},
        {"config is a list", modelFile("config.json", "[1]")},
        {"config nested deeply", modelFile("config.json", QByteArray(100, '[') + QByteArray(100, ']'))},
        {"config with a huge number", modelFile("config.json", R"({"vocab_size": 1e999})")},
        {"config with NaN for a size", model([](const ModelFolder& folder) {
             folder.write("config.json",
                          readAll(folder.file("config.json")).replace("\"hidden_size\": 24", "\"hidden_size\": NaN"));
         })},
        {"config without a size", config("hidden_size", QJsonValue::Undefined)},
        {"config with a text for a number", config("num_hidden_layers", "three")},
        {"config with too many layers", config("num_hidden_layers", 1'000'000)},
        {"config with hostile text", config("hidden_size", QString::fromUtf8(ugly))},
        {"heads do not divide", config("num_attention_heads", 5)},
        {"another family", config("model_type", "llama")},
        {"decoder", config("is_decoder", true)},
        {"relative positions", config("position_embedding_type", "relative_key")},
        {"quantised", config("quantization_config", QJsonObject{{"bits", 4}})},
        {"code of its own", config("auto_map", QJsonObject{{"AutoModel", "x.py"}})},
        {"unknown activation", config("hidden_act", "mish")},
    };
}

Cases weightCases()
{
    return {
        {"no weights", model([](const ModelFolder& folder) { folder.remove("model.safetensors"); })},
        {"empty weights", modelFile("model.safetensors", "")},
        {"weights of five bytes", modelFile("model.safetensors", "12345")},
        {"weights are an LFS pointer", modelFile("model.safetensors", lfsPointer)},
        {"weights are a web page", modelFile("model.safetensors", webPage)},
        {"weights are a zip archive", modelFile("model.safetensors", "PK\x03\x04" + QByteArray(100, 'x'))},
        {"weights are noise", modelFile("model.safetensors", QByteArray(100, '\xab'))},
        {"weights are a folder", model([](const ModelFolder& folder) {
             folder.remove("model.safetensors");
             fs::create_directory(folder.file("model.safetensors"));
         })},
        {"weights cut off", model([](const ModelFolder& folder) {
             folder.write("model.safetensors", readAll(folder.file("model.safetensors")).chopped(100));
         })},
        {"header is no JSON", header("{\"a\": ")},
        {"header with a type of tomorrow", header(R"({"a":{"dtype":"F128","shape":[1],"data_offsets":[0,16]}})")},
        {"header with a packed type", header(R"({"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}})", "x")},
        {"header with a huge shape",
         header(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})")},
        {"header with a hole", header(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})", "xy")},
        {"header with a wrong size", header(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", "abcd")},
        {"header with a name twice", header(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{}})", "x")},
        {"header with a hostile name",
         header(R"({"\u001b[2J)" + QByteArray(300, 'n') + R"(":{"dtype":"F32","shape":[-1]}})")},
        {"tensor missing", tensors([](ModelTensors& all) { all.erase("bert.embeddings.LayerNorm.bias"); })},
        {"no head for questions", tensors([](ModelTensors& all) { all.erase("qa_outputs.weight"); })},
        {"tensor of another shape", tensors([](ModelTensors& all) { all["qa_outputs.bias"].shape = {2, 1}; })},
        {"tensor of whole numbers", tensors([](ModelTensors& all) {
             all["qa_outputs.bias"] = {TensorType::I64, {2}, std::vector<std::byte>(16)};
         })},
        {"tensor there twice", tensors([](ModelTensors& all) {
             all["embeddings.LayerNorm.beta"] = all["bert.embeddings.LayerNorm.bias"];
         })},
        {"half a head", tensors([](ModelTensors& all) { all.erase("qa_outputs.bias"); })},
        {"tensor of eight bits", tensors([](ModelTensors& all) {
             all["qa_outputs.bias"] = {TensorType::I8, {2}, std::vector<std::byte>(2)};
         })},
        {"tensor of a quantiser", tensors([](ModelTensors& all) {
             all["bert.encoder.layer.0.output.dense.SCB"] = all["bert.encoder.layer.0.output.dense.bias"];
         })},
        {"two encoders", tensors([](ModelTensors& all) {
             for (const auto& [name, tensor] : std::exchange(all, {}))
                 all["ctx." + name] = all["question." + name] = tensor;
         })},
        {"tensors flattened in training", tensors([](ModelTensors& all) {
             all["_fsdp_wrapped_module._flat_param"] = all["qa_outputs.bias"];
         })},
        {"ONNX alone", instead({"model.onnx"})},
        {"TensorFlow alone", instead({"tf_model.h5"})},
        {"an adapter alone", instead({"adapter_model.safetensors"})},
        {"weights under another name", instead({"best.pt"})},
        {"a part missing", instead({"model-00001-of-00002.safetensors"})},
        {"several variants", instead({"model.fp16.safetensors", "model.bf16.safetensors"})},
        {"pickle of a whole model",
         pickle(pickleGlobal("transformers.models.bert.modeling_bert", "BertModel") + ".")},
        {"pickle of an unknown name", pickle(pickleGlobal("os", "system") + ".")},
        {"pickle of an epoch", pickle("}" + pickleText("epoch") + "K\x03s.")},
        {"pickle of two models", pickle("}" + pickleText("ema") + "}" + pickleText("w") + fourFloats + "ss" +
                                        pickleText("raw") + "}" + pickleText("w") + fourFloats + "ss.")},
        {"index is no JSON", model([](const ModelFolder& folder) {
             folder.write("model.safetensors.index.json", "{");
         }, "tiny-bert-qa-sharded")},
        {"index without a map", model([](const ModelFolder& folder) {
             folder.write("model.safetensors.index.json", "{}");
         }, "tiny-bert-qa-sharded")},
        {"index that leaves the folder", index("../../secret.safetensors")},
        {"index with a hostile name", index("\\u001b]0;x\\u0007" + QByteArray(400, 'y'))},
        {"index with a missing shard", index("model-00009-of-00009.safetensors")},
        {"index with a wrong shard", index("model-00001-of-00004.safetensors")},
        {"shard is a link out of the folder", model([](const ModelFolder& folder) {
             folder.remove("model-00001-of-00004.safetensors");
             fs::create_symlink("/etc/hostname", folder.file("model-00001-of-00004.safetensors"));
         }, "tiny-bert-qa-sharded")},
    };
}

Cases tokenizerCases()
{
    return {
        {"no tokenizer", model([](const ModelFolder& folder) {
             folder.remove("tokenizer.json");
             folder.remove("vocab.txt");
         })},
        {"vocabulary without [UNK]", model([](const ModelFolder& folder) {
             folder.remove("tokenizer.json");
             folder.write("vocab.txt", "[PAD]\n[CLS]\n[SEP]\n");
         })},
        {"vocabulary is not UTF-8", model([](const ModelFolder& folder) {
             folder.remove("tokenizer.json");
             folder.write("vocab.txt", "[PAD]\n[UNK]\ncaf\xe9\n");
         })},
        {"vocabulary is an LFS pointer", model([](const ModelFolder& folder) {
             folder.remove("tokenizer.json");
             folder.write("vocab.txt", lfsPointer);
         })},
        {"vocabulary of another model", model([](const ModelFolder& folder) {
             folder.remove("tokenizer.json");
             folder.write("vocab.txt", QByteArray("x\n").repeated(100) + readAll(folder.file("vocab.txt")));
         })},
        {"token without an embedding", text("the zebra")},
        {"tokenizer of another kind", tokenizer("\"WordPiece\"", "\"BPE\"")},
        {"tokenizer with another normaliser", tokenizer("\"BertNormalizer\"", "\"NFKC\"")},
        {"tokenizer with a negative id", tokenizer("\"[PAD]\": 0", "\"[PAD]\": -1")},
        {"tokenizer cut off", modelFile("tokenizer.json", "{\"model\": {")},
        {"tokenizer of another class", modelFile("tokenizer_config.json", R"({"tokenizer_class": "T5Tokenizer"})")},
        {"casing of a text", modelFile("tokenizer_config.json", R"({"do_lower_case": "yes"})")},
    };
}

Cases sessionCases()
{
    return {
        {"no session", [](const fs::path& folder) { return messageOf(readSession(folder / "no-such.headlight")); }},
        {"session is a folder", [](const fs::path& folder) { return messageOf(readSession(folder)); }},
        {"empty session", session("")},
        {"session is a text", session("What is important to us?")},
        {"session cut off", session(readAll(data / "hostile/session/full.headlight").chopped(10))},
        {"session cut off in its header", session(readAll(data / "hostile/session/full.headlight").left(300))},
        {"session of tomorrow", changedSession(R"("headlight.format":"1")", R"("headlight.format":"2")")},
        {"weights opened as a session", session(readAll(data / "models/tiny-bert-qa/model.safetensors"))},
        {"session without its text", changedSession("headlight.session", "headlight.secret1")},
        {"session whose text is no JSON", changedSession(R"({\"version\")", R"([\"version\")")},
        {"session with a token too few", changedSession(R"(\"##ll\",)", "")},
        {"session with a number for a token", changedSession(R"(\"##ll\")", "5")},
        {"session with an answer outside", changedSession(R"(\"start\":3,\"end\":3)", R"(\"start\":3,\"end\":9)")},
        {"session with an unknown rule", changedSession(R"(\"exact\")", R"(\"magic\")")},
        {"session with other heads", changedSession(R"(\"heads\":2)", R"(\"heads\":3)")},
        {"session with too many layers", changedSession(R"(\"layers\":1,\"heads\":2)", R"(\"layers\":99999999)")},
        {"session with an unknown stage", changedSession("complete", "someday!")},
    };
}

Cases questionCases()
{
    return {
        {"no list", [](const fs::path& folder) { return messageOf(readQuestionList(folder / "no-such.json", {})); }},
        {"empty list", questions("a.txt", "")},
        {"list of bytes", questions("a.txt", QByteArray("\0\xff\xfe", 3))},
        {"list is a zip archive", questions("a.json", "PK\x03\x04\xff" + QByteArray(100, 'x'))},
        {"list is no JSON", questions("a.json", "{\"data\": [,")},
        {"list of the wrong shape", questions("a.json", "[]")},
        {"list without questions", questions("a.json", "{\"data\": []}")},
        {"question without a text",
         questions("a.json", R"({"data":[{"paragraphs":[{"context":"x","qas":[{"id":"1"}]}]}]})")},
        {"paragraph without a context",
         questions("a.json", R"({"data":[{"paragraphs":[{"qas":[{"question":"why?"}]}]}]})")},
        {"empty question", questions("a.json", R"([{"id": "x7", "context": "x", "question": ""}, {"context": "x"}])")},
        {"list by columns", questions("a.json", R"({"question": ["why?"], "context": ["x"]})")},
        {"table without its columns", questions("a.csv", "Who?,It is us.\n")},
        {"table with an open quote", questions("a.csv", "question,context\nWho?,\"It is us.\n")},
        {"list is a Parquet file", questions("train.parquet", QByteArray("PAR1\x15\x04", 6))},
        {"list in Latin-1", questions("a.csv", "question,context\nO\xf9?,Ici.\n")},
        {"list in UTF-16 without its mark", questions("a.txt", QByteArray("I\0t\0.\0", 6))},
        {"list nested deeply", questions("a.json", "{\"x\":" + QByteArray(1000, '['))},
        {"line with three tabs", questions("a.txt", "Who?\tIt is us.\tus\tmore\n")},
        {"paragraph without questions", questions("a.txt", "A text.\nAnother text.\n")},
        {"too many answers", questions("a.txt", "Who?\tUs.\t" + QByteArray("x | ").repeated(1001) + "\n")},
    };
}

Cases optionCases()
{
    return {
        {"no steps", options([](Options& o) { o = presetOptions(Preset::Tutorial), o.steps = 0; })},
        {"target max with rule exact", options([](Options& o) { o.target = *targetNamed("max"); })},
        {"tolerance of nothing", options([](Options& o) { o.tolerance = 0; })},
        {"too few points", options([](Options& o) { o.maxPoints = 3; })},
        {"short windows", options([](Options& o) { o.maxLength = 2; })},
        {"windows that never advance", options([](Options& o) { o.maxLength = 100, o.stride = 100; })},
        {"too many threads", options([](Options& o) { o.threads = 5000; })},
        {"a device that is not there", options([](Options& o) { o.device = Device::Cuda; })},
    };
}

Cases savingCases()
{
    return {
        {"save in no folder", [](const fs::path& folder) { return save(folder / "no-such/run.headlight"); }},
        {"save over a folder", [](const fs::path& folder) { return save(folder); }},
        {"save below a file", [](const fs::path& folder) {
             writeAll(folder / "file", "x");
             return save(folder / "file/run.headlight");
         }},
        {"save over a device", [](const fs::path&) { return save("/dev/null"); }},
        {"save through a circle of links", [](const fs::path& folder) {
             fs::create_symlink("b.headlight", folder / "a.headlight");
             fs::create_symlink("a.headlight", folder / "b.headlight");
             return save(folder / "a.headlight");
         }},
        {"a name that is too long", [](const fs::path& folder) { return save(folder / std::string(300, 'n')); }},
        {"a name of control characters", [](const fs::path& folder) {
             return messageOf(readSession(folder / "\x1b[2J\n.headlight"));
         }},
        {"read through a circle of links", [](const fs::path& folder) {
             fs::create_symlink("b.headlight", folder / "a.headlight");
             fs::create_symlink("a.headlight", folder / "b.headlight");
             return messageOf(readSession(folder / "a.headlight"));
         }},
    };
}

Cases allCases()
{
    Cases all;
    for (const Cases& part : {folderCases(), weightCases(), tokenizerCases(), sessionCases(), questionCases(),
                              optionCases(), savingCases()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

} // namespace

Q_DECLARE_METATYPE(Case)

/// Bad files, and word for word what users read about them.
class TestErrorMessages : public QObject {
    Q_OBJECT

private slots:
    void messages_data();
    void messages();
    void tableIsComplete();
};

void TestErrorMessages::messages_data()
{
    QTest::addColumn<Case>("bringAbout");
    QTest::addColumn<QString>("expected");
    const QMap<QString, QString> table = messageTable(data / "messages/files.txt");
    for (const auto& [name, bringAbout] : allCases())
        QTest::newRow(name) << bringAbout << table.value(name);
}

void TestErrorMessages::messages()
{
    QFETCH(const Case, bringAbout);
    QFETCH(const QString, expected);
    const QTemporaryDir folder;
    const QString said = withoutFolder(bringAbout(toPath(folder.path())), toPath(folder.path()));
    QVERIFY2(said == expected, qPrintable("\n[" + QString(QTest::currentDataTag()) + "]\n" + said));
    QVERIFY2(flawOf(said).isEmpty(), qPrintable(flawOf(said)));
}

void TestErrorMessages::tableIsComplete()
{
    const QMap<QString, QString> table = messageTable(data / "messages/files.txt");
    const Cases all = allCases();
    QVERIFY(table.size() >= 100);
    for (const QString& name : table.keys())
        QVERIFY2(std::any_of(all.begin(), all.end(), [&](const auto& one) { return name == one.first; }),
                 qPrintable(name + " is brought about by no case"));
}

QTEST_GUILESS_MAIN(TestErrorMessages)
#include "tst_error_messages.moc"
