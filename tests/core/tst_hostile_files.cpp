// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <nlohmann/json.hpp>

#include "core/files/json_file.h"
#include "core/files/safetensors.h"
#include "core/model/model_config.h"
#include "core/model/weight_files.h"
#include "core/text/tokenizer_files.h"
#include "tests/support/files_testing.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

namespace fs = std::filesystem;

constexpr unsigned mutations = 20'000;

const fs::path data = TEST_DATA;
const fs::path tinyModel = data / "models/tiny-bert-qa";

std::string toText(const QByteArray& contents)
{
    return contents.toStdString();
}

/// Uses all that an accepted file offers, so that a wrong acceptance becomes a wrong access.
bool survives(const QByteArray& contents)
{
    const auto file = SafetensorsFile::parse(toBytes(contents), "x");
    if (!file)
        return !file.error().what.empty() && file.error().where.starts_with("x");
    std::size_t bytes = 0;
    for (const auto& [name, entry] : file->tensors()) {
        bytes += file->bytes(entry).size();
        const auto floats = file->floats(name);
        const auto integers = file->integers(name);
        if (floats && floats->size() != elementCount(entry.shape))
            return false;
        if (integers && integers->size() != elementCount(entry.shape))
            return false;
    }
    return bytes <= static_cast<std::size_t>(contents.size());
}

} // namespace

/// Deterministic damage to files, tens of thousands of times. Worth most under the sanitizers.
class TestHostileFiles : public QObject {
    Q_OBJECT

private slots:
    void safetensors_data();
    void safetensors();
    void configurations();
    void indexes();
    void vocabularies();
    void tokenizers();
    void tokenizerConfigurations();
    void truncations();
};

void TestHostileFiles::safetensors_data()
{
    QTest::addColumn<QByteArray>("contents");
    QTest::addColumn<unsigned>("count");
    for (const auto& entry : fs::directory_iterator(data / "fixtures/safetensors")) {
        if (fs::file_size(entry) < 2'000)
            QTest::newRow(entry.path().filename().c_str()) << readAll(entry.path()) << mutations / 80;
    }
}

void TestHostileFiles::safetensors()
{
    QFETCH(QByteArray, contents);
    QFETCH(unsigned, count);
    for (unsigned seed = 0; seed < count; ++seed)
        QVERIFY2(survives(mutated(contents, seed)), qPrintable(QString::number(seed)));
}

void TestHostileFiles::configurations()
{
    const QByteArray contents = readAll(tinyModel / "config.json");
    unsigned accepted = 0;
    for (unsigned seed = 0; seed < mutations; ++seed) {
        const auto config = parseModelConfig(toText(mutated(contents, seed)), "config.json");
        if (!config) {
            QVERIFY(config.error().where.starts_with("config.json"));
            continue;
        }
        ++accepted;
        QVERIFY(config->layers > 0 && config->heads > 0 && config->hiddenSize % config->heads == 0);
        QVERIFY(config->typeVocabSize >= 2 && !config->activation.empty());
    }
    QVERIFY(accepted > 0 && accepted < mutations);
}

void TestHostileFiles::indexes()
{
    const QByteArray contents =
        readAll(data / "models/tiny-bert-qa-sharded/model.safetensors.index.json").left(600) + "\"\"}}";
    const QByteArray whole = "{\"weight_map\": {\"a\": \"a-1.safetensors\", \"b\": \"b-2.safetensors\"}}";
    unsigned accepted = 0;
    for (unsigned seed = 0; seed < mutations; ++seed) {
        const auto shards = parseWeightIndex(toText(mutated(seed % 2 == 0 ? whole : contents, seed)), "index");
        accepted += shards ? 1 : 0;
        for (const auto& [tensor, file] : shards.value_or(std::map<std::string, std::string>())) {
            QVERIFY2(fs::path(file).filename() == file && file.ends_with(".safetensors"), file.c_str());
            QVERIFY(file.find('\0') == std::string::npos);
        }
    }
    QVERIFY(accepted > 0 && accepted < mutations);
}

void TestHostileFiles::vocabularies()
{
    const QByteArray contents = readAll(tinyModel / "vocab.txt");
    for (unsigned seed = 0; seed < mutations; ++seed) {
        const QByteArray changed = mutated(contents, seed);
        const auto spec = parseVocabulary(toText(changed), "vocab.txt");
        if (spec)
            QVERIFY(spec->vocabulary.size() <= static_cast<std::size_t>(changed.count('\n')) + 1);
        else
            QVERIFY(spec.error().where.starts_with("vocab.txt"));
    }
}

void TestHostileFiles::tokenizers()
{
    const QByteArray contents =
        QJsonDocument::fromJson(readAll(tinyModel / "tokenizer.json")).toJson(QJsonDocument::Compact);
    unsigned accepted = 0;
    for (unsigned seed = 0; seed < mutations; ++seed) {
        const auto json = parseJson(toText(mutated(contents, seed)), "tokenizer.json");
        if (!json || !json->is_object())
            continue;
        const auto spec = parseTokenizerJson(*json, "tokenizer.json");
        accepted += spec ? 1 : 0;
        for (const auto& [token, id] : spec ? spec->vocabulary : WordPiece::Vocabulary())
            QVERIFY(id >= 0);
    }
    QVERIFY(accepted > 0 && accepted < mutations);
}

void TestHostileFiles::tokenizerConfigurations()
{
    const QByteArray contents = readAll(tinyModel / "tokenizer_config.json");
    unsigned accepted = 0;
    for (unsigned seed = 0; seed < mutations; ++seed) {
        const auto json = parseJson(toText(mutated(contents, seed)), "tokenizer_config.json");
        if (!json || !json->is_object())
            continue;
        TokenizerSpec spec;
        const auto applied = applyTokenizerConfig(spec, *json, "tokenizer_config.json");
        accepted += applied ? 1 : 0;
        QVERIFY(applied || applied.error().where.starts_with("tokenizer_config.json, key "));
    }
    QVERIFY(accepted > 0 && accepted < mutations);
}

void TestHostileFiles::truncations()
{
    const QByteArray contents = readAll(data / "models/tiny-bert-qa-sharded/model-00004-of-00004.safetensors");
    for (qsizetype size = 0; size < contents.size(); size += size < 4'000 ? 1 : 97)
        QVERIFY2(!SafetensorsFile::parse(toBytes(contents.left(size)), "x"), qPrintable(QString::number(size)));
    QVERIFY(SafetensorsFile::parse(toBytes(contents), "x"));
}

QTEST_GUILESS_MAIN(TestHostileFiles)
#include "tst_hostile_files.moc"
