// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "core/text/word_piece/bert_tokenizer.h"
#include "tests/support/files_testing.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

namespace fs = std::filesystem;

const fs::path data = fs::path(TEST_DATA);

QJsonObject table()
{
    static const QJsonObject read = QJsonDocument::fromJson(readAll(data / "fixtures/tokenizer/classes.json")).object();
    return read;
}

void writeJson(const fs::path& file, const QJsonObject& object)
{
    writeAll(file, QJsonDocument(object).toJson());
}

/// The table's tokenizer.json, with these options of its normaliser.
QJsonObject tokenizerJson(const QJsonObject& options)
{
    QJsonObject tokenizer = table()["tokenizer"].toObject();
    QJsonObject normalizer = tokenizer["normalizer"].toObject();
    for (auto option = options.begin(); option != options.end(); ++option)
        normalizer[option.key()] = option.value();
    tokenizer["normalizer"] = normalizer;
    return tokenizer;
}

void writeFolder(const fs::path& folder, const QJsonObject& one)
{
    const QJsonObject files = one["files"].toObject();
    for (auto file = files.begin(); file != files.end(); ++file)
        writeJson(folder / file.key().toStdString(),
                  file.key() == "tokenizer.json" ? tokenizerJson(file.value().toObject()) : file.value().toObject());
    QByteArray vocabulary;
    for (const QJsonValue& token : table()["vocabulary"].toArray())
        vocabulary += token.toString().toUtf8() + '\n';
    if (one["vocabulary"].toBool())
        writeAll(folder / "vocab.txt", vocabulary);
}

QJsonArray toArray(const std::vector<std::string>& values)
{
    QJsonArray array;
    for (const std::string& value : values)
        array.append(QString::fromStdString(value));
    return array;
}

QJsonArray toArray(const std::vector<std::int64_t>& values)
{
    QJsonArray array;
    for (const std::int64_t value : values)
        array.append(static_cast<qint64>(value));
    return array;
}

/// A copy of a tokenizer that users have, on its own.
QString tokensOf(const char* folder, const char* text)
{
    const auto tokenizer = BertTokenizer::fromFolder(data / "field/models" / folder);
    if (!tokenizer)
        return messageOf(tokenizer);
    QStringList tokens;
    for (const std::string& token : tokenizer->tokenize(text).tokens)
        tokens.append(QString::fromStdString(token));
    return tokens.join(' ');
}

} // namespace

/// Which file has the last word: by the tokenizer's class, as in transformers (docs/models.md has the table).
class TestTokenizerClasses : public QObject {
    Q_OBJECT

private slots:
    void equalsReference_data();
    void equalsReference();
    void usersFolders_data();
    void usersFolders();
    void namesOfSpecialTokens_data();
    void namesOfSpecialTokens();
};

void TestTokenizerClasses::equalsReference_data()
{
    QTest::addColumn<QJsonObject>("one");
    const QJsonArray cases = table()["cases"].toArray();
    QVERIFY(cases.size() > 400);
    for (const QJsonValue& one : cases)
        QTest::newRow(qPrintable(one["name"].toString())) << one.toObject();
}

void TestTokenizerClasses::equalsReference()
{
    QFETCH(const QJsonObject, one);
    const QTemporaryDir folder;
    writeFolder(toPath(folder.path()), one);
    const auto tokenizer = BertTokenizer::fromFolder(toPath(folder.path()));
    QVERIFY2(tokenizer, qPrintable(messageOf(tokenizer)));
    const Input input = tokenizer->encode(table()["text"].toString().toStdString());
    QCOMPARE(toArray(input.tokens), one["tokens"].toArray());
    QCOMPARE(toArray(input.inputIds), one["ids"].toArray());
}

void TestTokenizerClasses::usersFolders_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("tokens");
    const auto row = [](const char* folder, const char* text, const char* tokens) {
        QTest::newRow(folder) << QByteArray(text) << QString::fromUtf8(tokens);
    };
    row("tokenizer-json-cased-cfg-silent", "What IS the Novel ?", "what is the novel ?");
    row("tokenizer-json-cased-no-cfg", "What IS the Novel ?", "what is the novel ?");
    row("tokenizer-strip-json-false-cfg-absent", "café zürich", "cafe zurich");
    row("tokenizer-chinese-off-json", "中文 a", "[UNK] [UNK] a");
    row("tokenizer-pretrainedfast-lower-cfg-cased", "What IS", "what is");
}

void TestTokenizerClasses::usersFolders()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, tokens);
    QCOMPARE(tokensOf(QTest::currentDataTag(), text.constData()), tokens);
}

void TestTokenizerClasses::namesOfSpecialTokens_data()
{
    QTest::addColumn<QJsonObject>("map");
    QTest::addColumn<QJsonObject>("config");
    QTest::addColumn<QString>("tokens"); // as transformers gives them, of "is was"
    const QJsonObject map{{"pad_token", "<p>"}, {"unk_token", "<u>"}, {"cls_token", "<d>"}, {"sep_token", "<s>"}};
    const QJsonObject config{{"cls_token", "<c>"}, {"sep_token", "<s>"}};
    QTest::newRow("the older file counts") << map << config << "<d> is <u> <s>";
    QJsonObject newer = config;
    newer["pad_token"] = "<p>";
    newer["unk_token"] = "<u>";
    newer["added_tokens_decoder"] = QJsonObject{{"0", QJsonObject{{"content", "<p>"}, {"special", true}}}};
    QTest::newRow("but not beside a list of added tokens") << map << newer << "<c> is <u> <s>";
}

void TestTokenizerClasses::namesOfSpecialTokens()
{
    QFETCH(const QJsonObject, map);
    QFETCH(const QJsonObject, config);
    QFETCH(const QString, tokens);
    const QTemporaryDir folder;
    const fs::path root = toPath(folder.path());
    writeAll(root / "vocab.txt", "<p>\n<u>\n<c>\n<s>\nis\n<d>\n");
    writeJson(root / "special_tokens_map.json", map);
    writeJson(root / "tokenizer_config.json", config);
    const auto tokenizer = BertTokenizer::fromFolder(root);
    QVERIFY2(tokenizer, qPrintable(messageOf(tokenizer)));
    QStringList found;
    for (const std::string& token : tokenizer->encode("is was").tokens)
        found.append(QString::fromStdString(token));
    QCOMPARE(found.join(' '), tokens);
}

QTEST_GUILESS_MAIN(TestTokenizerClasses)
#include "tst_tokenizer_classes.moc"
