// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include "core/model/model_config.h"
#include "tests/support/files_testing.h"
#include "tests/support/model_folder.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

const std::filesystem::path tinyModel = std::filesystem::path(TEST_DATA) / "models/tiny-bert-qa";

} // namespace

Q_DECLARE_METATYPE(TaskKind)

class TestModelConfig : public QObject {
    Q_OBJECT

private slots:
    void readsTinyModel();
    void readsDemoModel();
    void accepts_data();
    void accepts();
    void leavesTheHeadToTheWeights_data();
    void leavesTheHeadToTheWeights();
    void readsFamilies_data();
    void readsFamilies();
    void readsTasks_data();
    void readsTasks();
    void readsLabels();
    void refusesOfFamilies_data();
    void refusesOfFamilies();
    void refusesOtherFamilies_data();
    void refusesOtherFamilies();
    void readsWhatPythonWrites_data();
    void readsWhatPythonWrites();
    void refuses_data();
    void refuses();
    void refusesFiles_data();
    void refusesFiles();
    void refusesFolders();
};

void TestModelConfig::readsTinyModel()
{
    const auto config = readModelConfig(tinyModel);
    QVERIFY2(config, qPrintable(messageOf(config)));
    QCOMPARE(config->modelType, std::string("bert"));
    QCOMPARE(config->architecture, std::string("BertForQuestionAnswering"));
    QCOMPARE(config->vocabSize, 32);
    QCOMPARE(config->hiddenSize, 24);
    QCOMPARE(config->layers, 3);
    QCOMPARE(config->heads, 4);
    QCOMPARE(config->headSize(), 6);
    QCOMPARE(config->intermediateSize, 40);
    QCOMPARE(config->maxPositions, 64);
    QCOMPARE(config->typeVocabSize, 2);
    QCOMPARE(config->layerNormEps, 1e-12);
    QCOMPARE(config->activation, std::string("gelu"));
    QVERIFY(config->json.find("\"hidden_size\":24") != std::string::npos);
}

void TestModelConfig::readsDemoModel()
{
    const auto config = readModelConfig(std::filesystem::path(SOURCE_DIR) / "resources/models/minilm-l6-squad");
    QVERIFY2(config, qPrintable(messageOf(config)));
    QCOMPARE(config->layers, 6);
    QCOMPARE(config->heads, 12);
    QCOMPARE(config->hiddenSize, 384);
}

void TestModelConfig::accepts_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const char* name, const char* key, const QJsonValue& value) {
        QTest::newRow(name) << key << value;
    };
    row("no model type", "model_type", QJsonValue::Undefined);
    row("no architectures", "architectures", QJsonValue::Undefined);
    row("null architectures", "architectures", QJsonValue());
    row("several architectures", "architectures", QJsonArray{"BertForPreTraining", "BertForQuestionAnswering"});
    row("no position type", "position_embedding_type", QJsonValue::Undefined);
    row("no pruned heads", "pruned_heads", QJsonObject());
    row("no type vocabulary", "type_vocab_size", QJsonValue::Undefined);
    row("no epsilon", "layer_norm_eps", QJsonValue::Undefined);
    row("no activation", "hidden_act", QJsonValue::Undefined);
    row("other activation", "hidden_act", "gelu_new");
    row("unknown key", "something_new", QJsonArray{1, "two"});
}

void TestModelConfig::accepts()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    const ModelFolder folder(tinyModel);
    folder.setConfig(key, value);
    const auto config = readModelConfig(folder.path());
    QVERIFY2(config, qPrintable(messageOf(config)));
    const bool unsaid = key == "architectures" && !value.isArray();
    QCOMPARE(config->architecture, unsaid ? std::string() : std::string("BertForQuestionAnswering"));
    QCOMPARE(config->saidTask.has_value(), !unsaid);
    QCOMPARE(config->saidTask.value_or(TaskKind::QuestionAnswering), TaskKind::QuestionAnswering);
    QCOMPARE(config->typeVocabSize, 2);
    QCOMPARE(config->layerNormEps, 1e-12);
}

void TestModelConfig::leavesTheHeadToTheWeights_data()
{
    QTest::addColumn<QJsonArray>("architectures");
    for (const char* name : {"BertModel", "BertForPreTraining", "BertForNextSentencePrediction",
                             "BertQuestionAnswererWithDropout", "MyQuestionAnswerer", "NewBert", "MyBertForMaskedLM"})
        QTest::newRow(name) << QJsonArray{name};
    QTest::newRow("several") << QJsonArray{"BertModel", "MyBertReader"};
}

void TestModelConfig::leavesTheHeadToTheWeights()
{
    QFETCH(const QJsonArray, architectures);
    const ModelFolder folder(tinyModel);
    folder.setConfig("architectures", architectures);
    const auto config = readModelConfig(folder.path());
    QVERIFY2(config, qPrintable(messageOf(config)));
    QCOMPARE(QString::fromStdString(config->architecture), architectures[0].toString());
    QVERIFY(!config->saidTask);
}

void TestModelConfig::readsFamilies_data()
{
    QTest::addColumn<QString>("family");
    QTest::addColumn<int>("maxPositions");
    QTest::addColumn<int>("segments");
    QTest::addColumn<double>("epsilon");
    QTest::addColumn<QString>("activation");
    QTest::addColumn<int>("embeddingSize");
    QTest::newRow("tiny-bert-qa") << "BERT" << 64 << 2 << 1e-12 << "gelu" << 24;
    QTest::newRow("tiny-roberta-qa") << "RoBERTa" << 64 << 1 << 1e-5 << "gelu" << 24;
    QTest::newRow("tiny-xlm-roberta-qa") << "XLM-RoBERTa" << 64 << 1 << 1e-5 << "gelu" << 24;
    QTest::newRow("tiny-camembert-qa") << "CamemBERT" << 64 << 1 << 1e-5 << "gelu" << 24;
    QTest::newRow("tiny-distilbert-qa") << "DistilBERT" << 64 << 0 << 1e-12 << "gelu" << 24;
    QTest::newRow("tiny-electra-qa") << "ELECTRA" << 64 << 2 << 1e-12 << "gelu" << 16;
    QTest::newRow("tiny-albert-qa") << "ALBERT" << 64 << 2 << 1e-12 << "gelu_new" << 16;
    QTest::newRow("tiny-mpnet-qa") << "MPNet" << 64 << 0 << 1e-5 << "gelu" << 24;
}

void TestModelConfig::readsFamilies()
{
    QFETCH(const QString, family);
    QFETCH(const double, epsilon);
    QFETCH(const QString, activation);
    const auto config = readModelConfig(std::filesystem::path(TEST_DATA) / "models" / QTest::currentDataTag());
    QVERIFY2(config, qPrintable(messageOf(config)));
    QCOMPARE(QString::fromUtf8(config->family->title.data()), family);
    QCOMPARE(config->saidTask, std::optional(TaskKind::QuestionAnswering));
    QTEST(config->maxPositions, "maxPositions");
    QTEST(config->typeVocabSize, "segments");
    QCOMPARE(config->layerNormEps, epsilon);
    QCOMPARE(QString::fromStdString(config->activation), activation);
    QTEST(config->widthOfEmbeddings(), "embeddingSize");
    QCOMPARE(config->layers, 3);
    QCOMPARE(config->heads, 4);
    QCOMPARE(config->intermediateSize, 40);
}

void TestModelConfig::readsTasks_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QJsonArray>("architectures");
    QTest::addColumn<TaskKind>("task");
    const auto row = [](const char* model, const QJsonArray& names, TaskKind task) {
        QTest::addRow("%s", qPrintable(names[0].toString())) << model << names << task;
    };
    row("tiny-bert-cls", {"BertForSequenceClassification"}, TaskKind::Classification);
    row("tiny-roberta-tokens", {"RobertaForTokenClassification"}, TaskKind::TokenLabels);
    row("tiny-roberta-mlm", {"XLMRobertaForMaskedLM"}, TaskKind::MaskedWords);
    row("tiny-albert-mlm", {"AlbertForMaskedLM"}, TaskKind::MaskedWords);
    row("tiny-bert-qa", {"BertForMaskedLM", "BertForQuestionAnswering"}, TaskKind::QuestionAnswering);
    row("tiny-bert-cls", {"BertForMultipleChoice"}, TaskKind::None);
}

void TestModelConfig::readsTasks()
{
    QFETCH(const QString, model);
    QFETCH(const QJsonArray, architectures);
    QFETCH(const TaskKind, task);
    const ModelFolder folder(std::filesystem::path(TEST_DATA) / "models" / model.toStdString());
    folder.setConfig("architectures", architectures);
    auto config = readModelConfig(folder.path());
    QVERIFY2(config, qPrintable(messageOf(config)));
    QCOMPARE(config->saidTask, std::optional(task));
    folder.setConfig("model_type", QJsonValue::Undefined); // the class tells the family
    const auto untyped = readModelConfig(folder.path());
    QVERIFY2(untyped, qPrintable(messageOf(untyped)));
    QVERIFY(untyped->family->base == config->family->base);
}

void TestModelConfig::readsLabels()
{
    using Labels = std::vector<std::string>;
    const ModelFolder folder(std::filesystem::path(TEST_DATA) / "models/tiny-roberta-cls");
    const auto read = [&folder] { return *readModelConfig(folder.path()); };
    QCOMPARE(read().labels, (Labels{"negative", "neutral", "positive"}));
    QVERIFY(!read().severalLabels);
    QJsonObject many;
    for (int i = 0; i < 12; ++i)
        many[QString::number(i)] = QString("label %1").arg(i);
    folder.setConfig("id2label", many);
    folder.setConfig("problem_type", "multi_label_classification");
    QCOMPARE(read().labels[10], std::string("label 10"));
    QVERIFY(read().severalLabels);
    folder.setConfig("id2label", QJsonValue::Undefined);
    folder.setConfig("num_labels", 3);
    QCOMPARE(read().labels, (Labels{"LABEL_0", "LABEL_1", "LABEL_2"}));
    folder.setConfig("num_labels", QJsonValue::Undefined);
    QCOMPARE(read().labels.size(), std::size_t{2});
}

void TestModelConfig::refusesOfFamilies_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* model, const char* key, const QJsonValue& value,
                        const char* expected) { QTest::newRow(name) << model << key << value << expected; };
    row("no positions left", "tiny-roberta-qa", "max_position_embeddings", 2,
        "Expected a whole number from 3 to 131072, found 2.");
    row("padding beyond the table", "tiny-roberta-qa", "pad_token_id", 70, "Expected a whole number from 72 to");
    row("negative padding", "tiny-roberta-qa", "pad_token_id", -1,
        "key \"pad_token_id\": Expected a whole number from 0 to");
    row("DistilBERT's size", "tiny-distilbert-qa", "dim", QJsonValue::Undefined, "key \"dim\": The key is missing.");
    row("DistilBERT's heads", "tiny-distilbert-qa", "n_heads", 5,
        "key \"n_heads\": dim 24 is not divisible by the 5 heads.");
    row("DistilBERT's activation", "tiny-distilbert-qa", "activation", "mish",
        "key \"activation\": The activation \"mish\" is not known.");
    row("ELECTRA's width", "tiny-electra-qa", "embedding_size", 0,
        "key \"embedding_size\": Expected a whole number from 1");
    row("more groups than layers", "tiny-albert-qa", "num_hidden_groups", 4,
        "Expected a whole number from 1 to 3, found 4.");
    row("too many inner layers", "tiny-albert-qa", "inner_group_num", 43,
        "Expected a whole number from 1 to 42, found 43.");
    row("few buckets", "tiny-mpnet-qa", "relative_attention_num_buckets", 2,
        "Expected a whole number from 4 to 1024, found 2.");
    row("labels in a list", "tiny-roberta-cls", "id2label", QJsonArray{"a"},
        "key \"id2label\": Expected an object of 1 to 10000 labels by number.");
    row("no labels", "tiny-roberta-cls", "id2label", QJsonObject(),
        "Expected an object of 1 to 10000 labels by number.");
    row("a number missing", "tiny-roberta-cls", "id2label", QJsonObject{{"0", "a"}, {"2", "b"}},
        "There are 2 labels, but none for number 1.");
    row("another family's class", "tiny-roberta-cls", "architectures", QJsonArray{"BertForMaskedLM"},
        "The architecture \"BertForMaskedLM\" is not known; those of RoBERTa are.");
    row("a decoder", "tiny-roberta-cls", "architectures", QJsonArray{"RobertaForCausalLM"},
        "This is a decoder (\"RobertaForCausalLM\")");
}

void TestModelConfig::refusesOfFamilies()
{
    QFETCH(const QString, model);
    QFETCH(const QString, key);
    QFETCH(const QJsonValue, value);
    QFETCH(const QString, expected);
    const ModelFolder folder(std::filesystem::path(TEST_DATA) / "models" / model.toStdString());
    folder.setConfig(key, value);
    const auto config = readModelConfig(folder.path());
    QVERIFY(!config);
    QVERIFY2(messageOf(config).contains(expected), qPrintable(messageOf(config)));
    QVERIFY(!config.error().remedy.empty());
}

void TestModelConfig::refusesOtherFamilies_data()
{
    QTest::addColumn<QString>("architecture");
    QTest::addColumn<bool>("typed");
    QTest::newRow("RoBERTa called BERT") << "RobertaForQuestionAnswering" << true;
    QTest::newRow("DistilBERT called BERT") << "DistilBertForQuestionAnswering" << true;
    QTest::newRow("XLM-RoBERTa called BERT") << "XLMRobertaModel" << true;
    QTest::newRow("no type, a class of one's own") << "MyQuestionAnswerer" << false;
    QTest::newRow("DeBERTa called BERT") << "DebertaV2Model" << true;
    QTest::newRow("no type, DeBERTa") << "DebertaModel" << false;
}

void TestModelConfig::refusesOtherFamilies()
{
    QFETCH(const QString, architecture);
    QFETCH(const bool, typed);
    const ModelFolder folder(tinyModel);
    folder.setConfig("architectures", QJsonArray{architecture});
    if (!typed)
        folder.setConfig("model_type", QJsonValue::Undefined);
    const QString message = messageOf(readModelConfig(folder.path()));
    QVERIFY2(message.contains("The architecture \"" + architecture + "\" is not known; those of BERT are."),
             qPrintable(message));
}

void TestModelConfig::readsWhatPythonWrites_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("message"); // empty: the file opens
    const auto row = [](const char* name, const char* before, const char* after, const char* message) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QString(message);
    };
    row("NaN in an unused key", "{", "{\"best\": NaN, ", "");
    row("infinities in unused keys", "{", "{\"a\": [Infinity, {\"b\": -Infinity}], ", "");
    row("NaN in a text", "{", "{\"best\": \"NaN\", \"worst\": NaN, ", "");
    row("NaN for a size", "\"hidden_size\": 24", "\"hidden_size\": NaN",
        "key \"hidden_size\": Expected a whole number from 1 to 16384, found NaN.");
    row("infinity for a number", "\"layer_norm_eps\": 1e-12", "\"layer_norm_eps\": -Infinity",
        "key \"layer_norm_eps\": Expected a number from 0.0 to 1.0, found -Infinity.");
    row("NaN for a text", "\"hidden_act\": \"gelu\"", "\"hidden_act\": NaN",
        "key \"hidden_act\": Expected a text, found NaN.");
    row("Python's None", "{", "{\"best\": None, ", "byte 9: This is not well-formed JSON.");
    row("NaN before an error", "{", "{\"best\": NaN, x", "byte 14: This is not well-formed JSON.");
}

void TestModelConfig::readsWhatPythonWrites()
{
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, after);
    QFETCH(const QString, message);
    const ModelFolder folder(tinyModel);
    QByteArray text = readAll(folder.file("config.json"));
    text.replace(text.indexOf(before), before.size(), after);
    folder.write("config.json", text);
    const auto config = readModelConfig(folder.path());
    QCOMPARE(config.has_value(), message.isEmpty());
    QVERIFY2(messageOf(config).contains(message), qPrintable(messageOf(config)));
}

void TestModelConfig::refuses_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* key, const QJsonValue& value, const char* expected) {
        QTest::newRow(name) << key << value << expected;
    };
    row("decoder", "is_decoder", true, "This is a decoder; only encoders are supported.");
    row("cross-attention", "add_cross_attention", true, "Cross-attention is not supported.");
    for (const char* type : {"deberta-v2", "modernbert", "big_bird", "longformer", "nomic_bert", "bart", ""})
        QTest::newRow(*type ? type : "no name as type")
            << "model_type" << QJsonValue(type)
            << QStringLiteral("Models of type \"%1\" are not supported; BERT, RoBERTa, XLM-RoBERTa, CamemBERT, "
                              "DistilBERT, ELECTRA, ALBERT and MPNet are.")
                   .arg(type);
    row("type is a number", "model_type", 3, "Expected a text, found 3.");
    row("causal", "architectures", QJsonArray{"BertLMHeadModel"}, "This is a decoder (\"BertLMHeadModel\"); only");
    row("other architecture", "architectures", QJsonArray{"AlbertModel"},
        "The architecture \"AlbertModel\" is not known;");
    row("relative positions", "position_embedding_type", "relative_key_query",
        "Positions of type \"relative_key_query\"");
    row("quantised", "quantization_config", QJsonObject{{"bits", 8}}, "Quantised models are not supported.");
    row("pruned", "pruned_heads", QJsonObject{{"0", QJsonArray{1}}}, "Models with pruned heads are not supported.");
    row("remote code", "auto_map", QJsonObject{{"AutoModel", "x.Y"}}, "program code of its own, which is never run.");
    row("heads do not divide", "num_attention_heads", 5, "hidden_size 24 is not divisible by the 5 heads.");
    row("unknown activation", "hidden_act", "maxout", "The activation \"maxout\" is not known.");
    row("missing size", "hidden_size", QJsonValue::Undefined, "The key is missing.");
    row("null size", "num_hidden_layers", QJsonValue(), "The key is missing.");
    row("size is a text", "vocab_size", "32", "Expected a whole number from 1 to 2000000, found \"32\".");
    row("size is a fraction", "hidden_size", 24.5, "Expected a whole number from 1 to 16384, found 24.5.");
    row("no layers", "num_hidden_layers", 0, "Expected a whole number from 1 to 128, found 0.");
    row("negative", "num_attention_heads", -4, "Expected a whole number from 1 to 1024, found -4.");
    row("huge", "vocab_size", 1e15, "Expected a whole number from 1 to 2000000, found 1000000000000000");
    row("one segment", "type_vocab_size", 1, "Expected a whole number from 2 to 1024, found 1.");
    row("negative epsilon", "layer_norm_eps", -1e-12, "Expected a number from 0");
    row("list as activation", "hidden_act", QJsonArray{"gelu"}, "Expected a text, found a list.");
}

void TestModelConfig::refuses()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QFETCH(QString, expected);
    const ModelFolder folder(tinyModel);
    folder.setConfig(key, value);
    const auto config = readModelConfig(folder.path());
    QVERIFY(!config);
    QVERIFY2(messageOf(config).contains(expected), qPrintable(messageOf(config)));
    const QString place = QString::fromStdString(folder.file("config.json").string()) + ", key \"" + key + "\": ";
    QVERIFY2(messageOf(config).startsWith(place), qPrintable(messageOf(config)));
    QVERIFY(!config.error().remedy.empty());
}

void TestModelConfig::refusesFiles_data()
{
    QTest::addColumn<QByteArray>("contents");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const QByteArray& contents, const char* expected) {
        QTest::newRow(name) << contents << expected;
    };
    row("empty", "", "config.json, byte 0: This is not well-formed JSON.");
    row("no JSON", "model_type: bert", "config.json, byte 0: This is not well-formed JSON.");
    row("cut off", "{\"model_type\": \"be", "config.json, byte 18: This is not well-formed JSON.");
    row("a list", "[]", "config.json: Expected an object, found a list.");
    row("a web page", "\n<html>", "config.json: This is a web page, not the file itself.");
    row("a pointer", "version https://git-lfs.github.com/spec/v1\n", "config.json: This is a Git LFS pointer");
    row("not UTF-8", "{\"model_type\": \"\xff\"}", "This is not well-formed JSON.");
    row("number too large", "{\"vocab_size\": 1e999}", "config.json: A number is too large.");
    row("deep", QByteArray(1'000'000, '['), "config.json: Lists and objects are nested deeper than 32 levels.");
    row("deep objects", QByteArray("{\"a\":").repeated(100'000),
        "config.json: Lists and objects are nested deeper than 32 levels.");
    row("large", QByteArray(2'000'000, ' '), "config.json: The file has 2000000 bytes; at most 1048576 are expected.");
}

void TestModelConfig::refusesFiles()
{
    QFETCH(QByteArray, contents);
    QFETCH(QString, expected);
    const ModelFolder folder(tinyModel);
    folder.write("config.json", contents);
    const QString message = messageOf(readModelConfig(folder.path()));
    QVERIFY2(message.contains(expected), qPrintable(message));
}

void TestModelConfig::refusesFolders()
{
    const ModelFolder folder(tinyModel);
    const auto missing = messageOf(readModelConfig(folder.file("nowhere")));
    QVERIFY2(missing.contains("/nowhere: There is no such folder."), qPrintable(missing));
    const auto file = messageOf(readModelConfig(folder.file("config.json")));
    QVERIFY2(file.contains("/config.json: This is not a folder."), qPrintable(file));
    folder.remove("config.json");
    const auto without = messageOf(readModelConfig(folder.path()));
    QVERIFY2(without.contains("The folder has no config.json, so it is not a model."), qPrintable(without));
    std::filesystem::create_directory(folder.file("config.json"));
    const auto inside = messageOf(readModelConfig(folder.path()));
    QVERIFY2(inside.contains("/config.json: This is a folder, not a file."), qPrintable(inside));
}

QTEST_GUILESS_MAIN(TestModelConfig)
#include "tst_model_config.moc"
