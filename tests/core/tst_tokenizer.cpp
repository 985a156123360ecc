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

const fs::path demoModel = fs::path(SOURCE_DIR) / "resources/models/minilm-l6-squad";
const fs::path tokenizerFolders = fs::path(TEST_DATA) / "fixtures/tokenizer/folders";
const QByteArray vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nwhat\nis\nthis\n##s\n?\nun\n##real\n##re\n##al\n";

/// A tokenizer.json with `vocabulary`'s tokens at ids that leave holes.
QJsonObject tokenizerJson()
{
    QJsonObject vocab;
    int id = 0;
    for (const QByteArray& token : vocabulary.trimmed().split('\n'))
        vocab[QString::fromUtf8(token)] = id++ * 10;
    return {
        {"normalizer", QJsonObject{{"type", "BertNormalizer"}, {"lowercase", true}, {"strip_accents", QJsonValue()}}},
        {"pre_tokenizer", QJsonObject{{"type", "BertPreTokenizer"}}},
        {"added_tokens", QJsonArray{QJsonObject{{"id", 40}, {"content", "[MASK]"}, {"special", true}}}},
        {"model", QJsonObject{{"type", "WordPiece"}, {"unk_token", "[UNK]"}, {"vocab", vocab}}}};
}

QByteArray toJson(const QJsonObject& object)
{
    return QJsonDocument(object).toJson();
}

QStringList tokensOf(const TokenizedText& text)
{
    QStringList tokens;
    for (const std::string& token : text.tokens)
        tokens += QString::fromStdString(token);
    return tokens;
}

QJsonArray toArray(const std::vector<std::int64_t>& values)
{
    QJsonArray array;
    for (const std::int64_t value : values)
        array.append(static_cast<qint64>(value));
    return array;
}

QJsonArray toArray(const std::vector<std::string>& values)
{
    QJsonArray array;
    for (const std::string& value : values)
        array.append(QString::fromStdString(value));
    return array;
}

QJsonArray toArray(const std::vector<TextRange>& ranges)
{
    QJsonArray array;
    for (const TextRange& range : ranges)
        array.append(toArray(std::vector<std::int64_t>{range.begin, range.end}));
    return array;
}

} // namespace

class TestTokenizer : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { init(); }
    void init();
    void equalsReference_data();
    void equalsReference();
    void readsFolders_data();
    void readsFolders();
    void demoModelsFilesAgree();
    void encodesPairs();
    void replacesBadBytes();
    void readsVocabularies_data();
    void readsVocabularies();
    void linesEndAtLineFeedsAlone_data();
    void linesEndAtLineFeedsAlone();
    void lastOfDuplicatesCounts();
    void readsTokenizerJsonAlone();
    void tokenizerJsonWins();
    void obeysConfiguration_data();
    void obeysConfiguration();
    void specialTokensHaveOtherNames();
    void findsAddedTokens_data();
    void findsAddedTokens();
    void refuses_data();
    void refuses();

private:
    void write(const char* name, const QByteArray& contents) const { writeAll(m_root / name, contents); }
    /// A tokenizer of the files written so far.
    BertTokenizer tokenizer() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_root;
    std::optional<BertTokenizer> m_cased, m_uncased; ///< with the demo model's vocabulary
};

void TestTokenizer::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_root = toPath(m_folder->path());
}

BertTokenizer TestTokenizer::tokenizer() const
{
    auto tokenizer = BertTokenizer::fromFolder(m_root);
    if (!tokenizer)
        qFatal("%s", tokenizer.error().text().c_str());
    return *tokenizer;
}

void TestTokenizer::equalsReference_data()
{
    fs::create_symlink(demoModel / "vocab.txt", m_root / "vocab.txt");
    m_uncased = tokenizer();
    write("tokenizer_config.json", "{\"do_lower_case\": false}");
    m_cased = tokenizer();
    QTest::addColumn<QString>("text");
    QTest::addColumn<QJsonObject>("expected");
    QTest::addColumn<bool>("lowerCase");
    const QByteArray contents = readAll(fs::path(TEST_DATA) / "fixtures/tokenizer/bert_conformance.json");
    const QJsonArray cases = QJsonDocument::fromJson(contents).array();
    QCOMPARE(cases.size(), 92);
    for (const auto& value : cases) {
        const QJsonObject one = value.toObject();
        for (const char* casing : {"uncased", "cased"})
            QTest::addRow("%s, %s", qPrintable(one["name"].toString()), casing)
                << one["text"].toString() << one[casing].toObject() << (casing[0] == 'u');
    }
}

void TestTokenizer::equalsReference()
{
    QFETCH(QString, text);
    QFETCH(QJsonObject, expected);
    QFETCH(bool, lowerCase);
    const Input input = (lowerCase ? m_uncased : m_cased)->encode(text.toStdString());
    QCOMPARE(toArray(input.inputIds), expected["ids"].toArray());
    QCOMPARE(toArray(input.tokens), expected["tokens"].toArray());
    QCOMPARE(toArray(input.offsets), expected["offsets"].toArray());
}

void TestTokenizer::readsFolders_data()
{
    QTest::addColumn<QJsonArray>("cases");
    const QJsonObject folders = QJsonDocument::fromJson(readAll(tokenizerFolders / "cases.json")).object();
    QVERIFY(folders.size() >= 18);
    for (auto folder = folders.begin(); folder != folders.end(); ++folder)
        QTest::newRow(qPrintable(folder.key())) << folder.value().toArray();
}

/// Files in the forms that models come with, against what transformers makes of them.
void TestTokenizer::readsFolders()
{
    QFETCH(QJsonArray, cases);
    const auto tokenizer = BertTokenizer::fromFolder(tokenizerFolders / QTest::currentDataTag());
    QVERIFY2(tokenizer, qPrintable(messageOf(tokenizer)));
    for (const auto& value : cases) {
        const QJsonObject one = value.toObject();
        const TokenizedText found = tokenizer->tokenize(one["text"].toString().toStdString());
        QVERIFY2(toArray(found.ids) == one["ids"].toArray(), qPrintable(one["text"].toString()));
        QVERIFY2(toArray(found.offsets) == one["offsets"].toArray(), qPrintable(one["text"].toString()));
    }
}

void TestTokenizer::demoModelsFilesAgree()
{
    const auto fromJson = BertTokenizer::fromFolder(demoModel);
    QVERIFY2(fromJson, qPrintable(messageOf(fromJson)));
    fs::create_symlink(demoModel / "vocab.txt", m_root / "vocab.txt");
    const BertTokenizer fromVocabulary = tokenizer();
    const std::string text = "Who wrote Frankenstein, [MASK] Shelley's \xC3\xA9tude?";
    QCOMPARE(fromJson->tokenize(text).ids, fromVocabulary.tokenize(text).ids);
    QCOMPARE(fromJson->vocabSize(), std::int64_t{30522});
    QCOMPARE(fromVocabulary.vocabSize(), std::int64_t{30522});
    for (const BertTokenizer& tokenizer : {*fromJson, fromVocabulary}) {
        QCOMPARE(tokenizer.padId(), std::int64_t{0});
        QCOMPARE(tokenizer.unkId(), std::int64_t{100});
        QCOMPARE(tokenizer.clsId(), std::int64_t{101});
        QCOMPARE(tokenizer.sepId(), std::int64_t{102});
        QCOMPARE(tokenizer.maskId(), std::int64_t{103});
    }
}

void TestTokenizer::encodesPairs()
{
    write("vocab.txt", vocabulary);
    const Input input = tokenizer().encodePair("What is this?", "unreal");
    QCOMPARE(input.tokens,
             (std::vector<std::string>{"[CLS]", "what", "is", "this", "?", "[SEP]", "un", "##real", "[SEP]"}));
    QCOMPARE(input.segmentIds, (std::vector<std::int64_t>{0, 0, 0, 0, 0, 0, 1, 1, 1}));
    QCOMPARE(input.mainPassage().begin, std::int64_t{6});
    QCOMPARE(input.mainPassage().end, std::int64_t{8});
    QCOMPARE(input.offsets[7], (TextRange{2, 6}));
    QCOMPARE(input.offsets[8], TextRange{});
    QVERIFY(input.isSpecial(0) && input.isSpecial(5) && input.isSpecial(8) && !input.isSpecial(6));
    QVERIFY(input.baselineIds.empty());
}

void TestTokenizer::replacesBadBytes()
{
    write("vocab.txt", vocabulary);
    const Input input = tokenizer().encode("\xff\xe2\x82 what\xc3");
    QCOMPARE(input.mainText(), std::string("\uFFFD\uFFFD\uFFFD what\uFFFD"));
    QCOMPARE(input.tokens, (std::vector<std::string>{"[CLS]", "what", "[SEP]"}));
    QCOMPARE(input.offsets[1], (TextRange{4, 8}));
}

void TestTokenizer::readsVocabularies_data()
{
    QTest::addColumn<QByteArray>("contents");
    QTest::newRow("plain") << vocabulary;
    QTest::newRow("lines end with CR LF") << QByteArray(vocabulary).replace('\n', "\r\n");
    QTest::newRow("no newline at the end") << vocabulary.chopped(1);
    QTest::newRow("empty line at the end") << vocabulary + "\n";
    QTest::newRow("a byte order mark before it") << "\xEF\xBB\xBF" + vocabulary;
}

void TestTokenizer::readsVocabularies()
{
    QFETCH(QByteArray, contents);
    write("vocab.txt", contents);
    const TokenizedText text = tokenizer().tokenize("This iss [MASK] unreal, Unal?");
    QCOMPARE(tokensOf(text), QStringList({"this", "is", "##s", "[MASK]", "un", "##real", "[UNK]", "un", "##al", "?"}));
    QCOMPARE(text.ids, (std::vector<std::int64_t>{7, 6, 8, 4, 10, 11, 1, 10, 13, 9}));
    QCOMPARE(text.offsets[3], (TextRange{9, 15}));
}

void TestTokenizer::linesEndAtLineFeedsAlone_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QJsonArray>("ids");
    QTest::newRow("vocabulary-line-separator") << "what is b" << QJsonArray{8, 9, 31};
    QTest::newRow("vocabulary-crlf") << "what is supporting" << QJsonArray{5, 6, 17, 31};
    QTest::newRow("vocabulary-blank-last-line") << "what  is" << QJsonArray{5, 6};
}

/// Not at U+2028, U+0085 and U+00A0, which other programs split at; nor is a carriage return part of a token.
void TestTokenizer::linesEndAtLineFeedsAlone()
{
    QFETCH(const QString, text);
    QFETCH(const QJsonArray, ids);
    const auto read = BertTokenizer::fromFolder(fs::path(TEST_DATA) / "field/models" / QTest::currentDataTag());
    QVERIFY2(read, qPrintable(messageOf(read)));
    QCOMPARE(toArray(read->tokenize(text.toStdString()).ids), ids);
}

void TestTokenizer::lastOfDuplicatesCounts()
{
    write("vocab.txt", vocabulary + "what\n");
    QCOMPARE(tokenizer().tokenize("what").ids, (std::vector<std::int64_t>{14}));
}

void TestTokenizer::readsTokenizerJsonAlone()
{
    write("tokenizer.json", toJson(tokenizerJson()));
    const BertTokenizer read = tokenizer();
    QCOMPARE(read.tokenize("What [MASK] is [SEP]").ids, (std::vector<std::int64_t>{50, 40, 60, 30}));
    QCOMPARE(read.vocabSize(), std::int64_t{131});
}

void TestTokenizer::tokenizerJsonWins()
{
    write("tokenizer.json", toJson(tokenizerJson()));
    write("vocab.txt", vocabulary);
    QCOMPARE(tokenizer().tokenize("what").ids, (std::vector<std::int64_t>{50}));
}

void TestTokenizer::obeysConfiguration_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected");
    const QString decomposed = QString::fromUtf8("Wh\u00E4t is");
    QTest::newRow("none") << QByteArray("{}") << decomposed << QStringList({"what", "is"});
    QTest::newRow("cased") << QByteArray("{\"do_lower_case\": false}") << "What is" << QStringList({"[UNK]", "is"});
    QTest::newRow("cased, no accents") << QByteArray("{\"do_lower_case\": false, \"strip_accents\": true}")
                                       << QString::fromUtf8("wh\u00E4t") << QStringList({"what"});
    QTest::newRow("accents kept") << QByteArray("{\"strip_accents\": false}") << decomposed
                                  << QStringList({"[UNK]", "is"});
    QTest::newRow("accents by case") << QByteArray("{\"strip_accents\": null}") << decomposed
                                     << QStringList({"what", "is"});
    QTest::newRow("Chinese together") << QByteArray("{\"tokenize_chinese_chars\": false}")
                                      << QString::fromUtf8("\u4E2Dis") << QStringList({"[UNK]"});
    QTest::newRow("Chinese apart") << QByteArray("{}") << QString::fromUtf8("\u4E2Dis") << QStringList({"[UNK]", "is"});
    QTest::newRow("huge length") << QByteArray("{\"model_max_length\": 1000000000000000019884624838656}") << "is"
                                 << QStringList({"is"});
}

void TestTokenizer::obeysConfiguration()
{
    QFETCH(QByteArray, config);
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    write("tokenizer_config.json", config);
    write("tokenizer.json", toJson(tokenizerJson()));
    QCOMPARE(tokensOf(tokenizer().tokenize(text.toStdString())), expected);
    fs::remove(m_root / "tokenizer.json");
    write("vocab.txt", vocabulary);
    QCOMPARE(tokensOf(tokenizer().tokenize(text.toStdString())), expected);
}

void TestTokenizer::specialTokensHaveOtherNames()
{
    write("vocab.txt", "<p>\n<u>\n<c>\n<s>\nis\n");
    write("special_tokens_map.json", "{\"pad_token\": \"<p>\", \"unk_token\": \"<u>\", \"cls_token\": \"nowhere\"}");
    write("tokenizer_config.json", "{\"cls_token\": {\"content\": \"<c>\"}, \"sep_token\": \"<s>\"}");
    const BertTokenizer read = tokenizer();
    QCOMPARE(read.encode("is was").inputIds, (std::vector<std::int64_t>{2, 4, 1, 3}));
    QCOMPARE(read.maskId(), std::int64_t{-1});
    QCOMPARE(read.padId(), std::int64_t{0});
}

void TestTokenizer::findsAddedTokens_data()
{
    QTest::addColumn<QJsonObject>("flags");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("expected");
    QTest::addColumn<int>("begin");
    QTest::addColumn<int>("end");
    const auto row = [](const char* name, const QJsonObject& flags, const char* text, const QStringList& expected,
                        int begin,
                        int end) { QTest::newRow(name) << flags << QString(text) << expected << begin << end; };
    row("raw", {}, "is New-Word", {"is", "New-Word"}, 3, 11);
    row("raw, other case", {}, "is new-word", {"is", "[UNK]", "[UNK]", "[UNK]"}, 3, 6);
    row("normalised", {{"normalized", true}}, "is N\u00E9w-woRd", {"is", "New-Word"}, 3, 11);
    row("inside a word", {}, "isNew-Word", {"is", "New-Word"}, 2, 10);
    row("not inside a word", {{"single_word", true}}, "isNew-Word", {"[UNK]", "[UNK]", "[UNK]"}, 0, 5);
    row("a single word", {{"single_word", true}}, "is New-Word?", {"is", "New-Word", "?"}, 3, 11);
    row("with the space before it", {{"lstrip", true}}, "is  New-Word is", {"is", "New-Word", "is"}, 2, 12);
    row("with the space after it", {{"rstrip", true}}, "is New-Word  is", {"is", "New-Word", "is"}, 3, 13);
    row("the longest", {}, "New-Word-2", {"New-Word-2"}, 0, 10);
}

void TestTokenizer::findsAddedTokens()
{
    QFETCH(QJsonObject, flags);
    QFETCH(QString, text);
    QFETCH(QStringList, expected);
    QFETCH(int, begin);
    QFETCH(int, end);
    flags.insert("content", "New-Word");
    flags.insert("id", 140);
    flags.insert("special", true);
    QJsonObject json = tokenizerJson();
    json["added_tokens"] = QJsonArray{flags, QJsonObject{{"content", "New-Word-2"}, {"id", 150}, {"special", true}}};
    write("tokenizer.json", toJson(json));
    const TokenizedText found = tokenizer().tokenize(text.toStdString());
    QCOMPARE(tokensOf(found), expected);
    QVERIFY2(std::ranges::count(found.offsets, TextRange{begin, end}) == 1, qPrintable(text));
}

void TestTokenizer::refuses_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("contents");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* file, const QByteArray& contents, const char* expected) {
        QTest::newRow(name) << file << contents << expected;
    };
    const auto with = [](const char* key, const QJsonValue& value) {
        QJsonObject json = tokenizerJson();
        json[key] = value;
        return toJson(json);
    };
    const auto withVocab = [](const QJsonValue& vocab) {
        QJsonObject json = tokenizerJson();
        json["model"] = QJsonObject{{"type", "WordPiece"}, {"vocab", vocab}};
        return toJson(json);
    };
    row("nothing", "other.txt", "", "The folder has no tokenizer: neither tokenizer.json nor vocab.txt.");
    row("no [UNK]", "vocab.txt", QByteArray(vocabulary).replace("[UNK]", "unk"),
        "vocab.txt: The vocabulary has no token \"[UNK]\"");
    row("no [CLS]", "vocab.txt", QByteArray(vocabulary).replace("[CLS]", "cls"),
        "The vocabulary has no token \"[CLS]\"");
    row("empty", "vocab.txt", "", "The vocabulary has no token \"[UNK]\"");
    row("not UTF-8", "vocab.txt", vocabulary + "\xff\n", "vocab.txt, line 15: The line is not UTF-8.");
    row("pointer", "vocab.txt", "version https://git-lfs.github.com/spec/v1\n", "vocab.txt: This is a Git LFS pointer");
    row("not JSON", "tokenizer.json", "{\"model\": }", "tokenizer.json, byte 10: This is not well-formed JSON.");
    row("web page", "tokenizer.json", "<!DOCTYPE html>", "tokenizer.json: This is a web page");
    row("a list", "tokenizer.json", "[1]", "tokenizer.json: Expected an object, found a list.");
    row("no [UNK] in JSON", "tokenizer.json", withVocab(QJsonObject{{"a", 1}}),
        "The vocabulary has no token \"[UNK]\"");
    row("no vocabulary", "tokenizer.json", withVocab(QJsonArray()), "key \"model.vocab\": Expected an object");
    row("negative id", "tokenizer.json", withVocab(QJsonObject{{"a", -1}}),
        "key \"a\": Expected a whole number from 0");
    row("no model", "tokenizer.json", with("model", QJsonValue()),
        "key \"model\": The model \"none\" is not supported");
    row("other model", "tokenizer.json", with("model", QJsonObject{{"type", "BPE"}}),
        "The model \"BPE\" is not supported");
    row("other normaliser", "tokenizer.json", with("normalizer", QJsonObject{{"type", "NFC"}}),
        "The normalizer \"NFC\" is not");
    row("other splitter", "tokenizer.json", with("pre_tokenizer", 3), "The pre_tokenizer \"that is no object\" is not");
    row("added tokens no list", "tokenizer.json", with("added_tokens", 3), "key \"added_tokens\": Expected a list");
    row("added token no object", "tokenizer.json", with("added_tokens", QJsonArray{1}), "Expected a list of objects");
    row("added token without id", "tokenizer.json", with("added_tokens", QJsonArray{QJsonObject{{"content", "a"}}}),
        "key \"id\": The key is missing.");
    row("case no flag", "tokenizer_config.json", "{\"do_lower_case\": 1}",
        "key \"do_lower_case\": Expected true or false, found 1.");
    row("other class", "tokenizer_config.json", "{\"tokenizer_class\": \"BertJapaneseTokenizer\"}",
        "The tokenizer \"BertJapaneseTokenizer\" is not supported");
    row("token no text", "special_tokens_map.json", "{\"cls_token\": [1]}",
        "key \"cls_token\": Expected a text, found a list.");
    row("added tokens no object", "tokenizer_config.json", "{\"added_tokens_decoder\": [1]}",
        "key \"added_tokens_decoder\": Expected an object");
    row("id no number", "tokenizer_config.json", "{\"added_tokens_decoder\": {\"x\": {}}}",
        "key \"added_tokens_decoder\": Expected the id of a token, found \"x\"");
    row("id too large", "tokenizer_config.json", "{\"added_tokens_decoder\": {\"4294967296\": {}}}",
        "Expected the id of a token, found \"4294967296\"");
    row("token without content", "tokenizer_config.json", "{\"added_tokens_decoder\": {\"40\": {}}}",
        "key \"content\": The key is missing.");
    row("added id no number", "added_tokens.json", "{\"a\": \"b\"}", "key \"a\": Expected a whole number");
    row("nested", "tokenizer_config.json", QByteArray(100'000, '['),
        "tokenizer_config.json: Lists and objects are nested deeper");
}

void TestTokenizer::refuses()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, contents);
    QFETCH(QString, expected);
    if (file.endsWith("config.json") || file.endsWith("map.json") || file == "added_tokens.json")
        write("vocab.txt", vocabulary);
    write(qPrintable(file), contents);
    const auto read = BertTokenizer::fromFolder(m_root);
    QVERIFY(!read);
    QVERIFY2(messageOf(read).contains(expected), qPrintable(messageOf(read)));
    QVERIFY(messageOf(read).startsWith(m_folder->path()));
    QVERIFY(!read.error().remedy.empty());
}

QTEST_GUILESS_MAIN(TestTokenizer)
#include "tst_tokenizer.moc"
