// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/analysis/analyzer.h"
#include "core/model/model_finder.h"
#include "tests/support/files_testing.h"
#include "tests/support/model_folder.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

namespace fs = std::filesystem;

const fs::path data = TEST_DATA;
constexpr auto question = "what is important to us ?";
constexpr auto context = "it is important to us to include , empower and support humans of all kinds .";

using Change = std::function<void(const ModelFolder&)>;

/// Files of a folder of tests/data/field/models, in place of the model's. A vocabulary stands alone.
Change files(const char* folder)
{
    return [folder](const ModelFolder& model) {
        for (const auto& entry : fs::directory_iterator(data / "field/models" / folder)) {
            const std::string name = entry.path().filename().string();
            if (name == "vocab.txt")
                model.remove("tokenizer.json");
            if (name == "pytorch_model.bin")
                model.remove("model.safetensors");
            model.write(name.c_str(), readAll(entry.path()));
        }
    };
}

/// Each tensor under the name that `rename` gives it.
Change renamed(std::function<std::string(const std::string&)> rename)
{
    return [rename](const ModelFolder& model) {
        model.changeTensors([&](ModelTensors& tensors) {
            ModelTensors others;
            for (const auto& [name, tensor] : tensors)
                others[rename(name)] = tensor;
            tensors = others;
        });
    };
}

Change prefixed(const std::string& prefix)
{
    return renamed([prefix](const std::string& name) { return prefix + name; });
}

/// The whole file under another name.
Change moved(const char* name)
{
    return [name](const ModelFolder& model) { fs::rename(model.file("model.safetensors"), model.file(name)); };
}

std::string fsdpName(std::string name)
{
    const std::size_t layer = name.find("layer.");
    if (layer != std::string::npos)
        name.insert(name.find('.', layer + 6) + 1, "_fsdp_wrapped_module.");
    return "_fsdp_wrapped_module." + name;
}

Result<ResultPtr> analysed(const fs::path& folder, const std::string& asked, const std::string& text)
{
    auto analyzer = Analyzer::open(folder, {});
    return analyzer ? (*analyzer)->analyze({asked, text, {}}, {}) : Failure(analyzer.error());
}

} // namespace

Q_DECLARE_METATYPE(Change)

/// Models as users have them give the numbers of the model that they are made from.
class TestFieldModels : public QObject {
    Q_OBJECT

private slots:
    void giveTheSameLogits_data();
    void giveTheSameLogits();
    void tokensWithoutEmbeddings_data();
    void tokensWithoutEmbeddings();
};

void TestFieldModels::giveTheSameLogits_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("note"); // of the list of models
    const auto row = [](const char* name, const Change& change, const char* note = "") {
        QTest::newRow(name) << change << QString(note);
    };
    for (const char* folder :
         {"architecture-masked-lm", "architecture-own-bert-class", "architecture-own-class", "config-with-nan",
          "vocabulary-crlf", "vocabulary-blank-last-line", "training-checkpoint"})
        row(folder, files(folder));
    row("vocabulary-two-more", files("vocabulary-two-more"), "for 2 of the tokens, \"zebra\" to \"lion\";");
    row("no architectures", [](const ModelFolder& model) { model.setConfig("architectures", QJsonValue::Undefined); });
    row("in a class of one's own", prefixed("net."));
    row("in two", prefixed("reader.module.net."));
    row("bare in a class of one's own", renamed([](const std::string& name) {
            return name.starts_with("bert.") ? "encoder." + name.substr(5) : name;
        }));
    row("under bert. twice", prefixed("bert."));
    row("FSDP", renamed(fsdpName));
    row("activation checkpointing", renamed([](std::string name) {
            const std::size_t layer = name.find("layer.");
            return layer == std::string::npos ? name : name.insert(layer + 8, "_checkpoint_wrapped_module.");
        }));
    row("a variant", moved("model.fp16.safetensors"), "The weights are those of model.fp16.safetensors.");
    row("a shard without an index", moved("model-00001-of-00001.safetensors"), "model-00001-of-00001.safetensors.");
}

void TestFieldModels::giveTheSameLogits()
{
    QFETCH(const Change, change);
    QFETCH(const QString, note);
    const ModelFolder model(data / "models/tiny-bert-qa");
    change(model);
    const FoundModel found = describeModel(model.path());
    QCOMPARE(QString::fromStdString(found.problem), QString());
    QCOMPARE(found.task, TaskKind::QuestionAnswering);
    QVERIFY2(QString::fromStdString(found.note).contains(note), found.note.c_str());
    QCOMPARE(found.note.empty(), note.isEmpty());
    const auto result = analysed(model.path(), question, context);
    QVERIFY2(result, qPrintable(messageOf(result)));
    QCOMPARE((*result)->input.length(), std::int64_t{26});
    QVERIFY(std::abs((*result)->scores.at(11, StartColumn) + 0.048661F) < 1e-5F);
    QVERIFY(std::abs((*result)->scores.at(22, EndColumn) + 0.665180F) < 1e-5F);
}

void TestFieldModels::tokensWithoutEmbeddings_data()
{
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message"); // empty: the text can be read
    const QString told = "The model has no embedding for the token \"%1\": it is number %2, and there are 32 from 0.";
    QTest::newRow("neither") << "what is it ?"
                             << "it is us"
                             << "";
    QTest::newRow("in the context") << "what is it ?"
                                    << "it is a lion"
                                    << "context, characters 8 to 12: " + told.arg("lion").arg(33);
    QTest::newRow("in the question") << "is it a Zebra ?"
                                     << "it is us"
                                     << "question, characters 8 to 13: " + told.arg("zebra").arg(32);
}

void TestFieldModels::tokensWithoutEmbeddings()
{
    QFETCH(const QString, asked);
    QFETCH(const QString, text);
    QFETCH(const QString, message);
    const ModelFolder model(data / "models/tiny-bert-qa");
    files("vocabulary-two-more")(model);
    const auto result = analysed(model.path(), asked.toStdString(), text.toStdString());
    QCOMPARE(result.has_value(), message.isEmpty());
    QVERIFY2(message.isEmpty() || messageOf(result).startsWith(message), qPrintable(messageOf(result)));
}

QTEST_GUILESS_MAIN(TestFieldModels)
#include "tst_field_models.moc"
