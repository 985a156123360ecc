// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

#include "core/text/normalizers/character_pattern.h"
#include "core/text/sentence_piece/model_file.h"
#include "core/text/tokenizer.h"
#include "tests/support/files_testing.h"

using namespace headlight;
using namespace headlight::testing;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

const fs::path models = fs::path(TEST_DATA) / "models";

/// A small tokenizer.json with `model`.
json fileWith(const json& model)
{
    return {{"model", model}, {"added_tokens", json::array()}};
}

json unigram()
{
    return json::parse(R"({"type": "Unigram", "unk_id": 0,
                           "vocab": [["<unk>", 0.0], ["\u2581a", -1.0], ["b", -2.0], ["<s>", 0.0]]})");
}

json bytePairs()
{
    return {{"type", "BPE"}, {"vocab", {{"a", 0}, {"b", 1}, {"ab", 2}}}, {"merges", {"a b"}}};
}

QByteArray bytesOf(const json& value)
{
    return QByteArray::fromStdString(value.dump());
}

/// The whole .model of a folder.
QByteArray modelBytes()
{
    return readAll(models / "tiny-deberta-v3-cls/spm.model");
}

} // namespace

/// Tokenizer files that are damaged, of another kind, or ask for too much: one sentence each, with the file and a
/// remedy.
class TestTokenizerFiles : public QObject {
    Q_OBJECT

private slots:
    void init();
    void refusesJson_data();
    void refusesJson();
    void refusesOlderFiles_data();
    void refusesOlderFiles();
    void refusesEveryTruncation();
    void readsPatterns_data();
    void readsPatterns();
    void refusesPatterns_data();
    void refusesPatterns();

private:
    void expectRefusal(const QString& expected) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_root;
};

void TestTokenizerFiles::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_root = toPath(m_folder->path());
}

void TestTokenizerFiles::expectRefusal(const QString& expected) const
{
    const auto read = readTokenizer(m_root);
    QVERIFY(!read);
    QVERIFY2(messageOf(read).contains(expected), qPrintable(messageOf(read)));
    QVERIFY2(messageOf(read).startsWith(m_folder->path()), qPrintable(messageOf(read)));
    QVERIFY(!read.error().remedy.empty());
}

void TestTokenizerFiles::refusesJson_data()
{
    QTest::addColumn<QByteArray>("contents");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const json& file, const char* expected) {
        QTest::newRow(name) << bytesOf(file) << QString(expected);
    };
    const auto changed = [](json model, const char* key, const json& value) {
        model[key] = value;
        return fileWith(model);
    };
    const auto with = [](const char* key, const json& value) {
        json file = fileWith(unigram());
        file[key] = value;
        return file;
    };
    row("no model", json::object(),
        "key \"model\": The model \"none\" is not supported; WordPiece, BPE and Unigram are");
    row("other model", fileWith({{"type", "WordLevel"}}), "The model \"WordLevel\" is not supported");
    row("pieces no list", changed(unigram(), "vocab", 3), "\"vocab\": Expected a list of pieces with their scores");
    row("piece without score", changed(unigram(), "vocab", {{"a"}}),
        "\"vocab\", number 0: Expected a piece and its score");
    row("no unknown piece", changed(unigram(), "unk_id", 4), "The unknown token is number 4 of 4 pieces");
    row("null unknown piece", changed(unigram(), "unk_id", nullptr), "key \"unk_id\"");
    row("pieces for bytes", changed(unigram(), "byte_fallback", true), "(byte_fallback) are not supported");
    row("merge of one", changed(bytePairs(), "merges", {"a"}), "\"merges\", number 1: Expected two pieces to merge");
    row("merge of three", changed(bytePairs(), "merges", {"a b", "a b c"}), "\"merges\", number 2: Expected two");
    row("merge of strangers", changed(bytePairs(), "merges", {"a z"}),
        "The vocabulary has no token \"z\", which merge number 1 needs");
    row("merge into a stranger", changed(bytePairs(), "merges", json::parse(R"([["b", "a"]])")),
        "The vocabulary has no token \"ba\"");
    row("unknown token missing", changed(bytePairs(), "unk_token", "?"), "The vocabulary has no token \"?\"");
    row("negative id", changed(bytePairs(), "vocab", {{"a", -1}}),
        "\"a\": Expected a whole number from 0 to 2147483647");
    row("huge id", changed(bytePairs(), "vocab", {{"a", 4294967296}}), "Expected a whole number from 0 to 2147483647");
    row("WordPiece without unknown", fileWith({{"type", "WordPiece"}, {"vocab", {{"a", 0}}}}), "no token \"[UNK]\"");
    row("other normaliser", with("normalizer", {{"type", "Nmt"}}), "The normalizer \"Nmt\" is not supported");
    row("in a sequence", with("normalizer", {{"type", "Sequence"}, {"normalizers", {{{"type", "Magic"}}}}}),
        "The normalizer \"Magic\" is not supported");
    row("map not in base 64", with("normalizer", {{"type", "Precompiled"}, {"precompiled_charsmap", "\u00FC"}}),
        "Expected a text in base 64");
    row("map cut off", with("normalizer", {{"type", "Precompiled"}, {"precompiled_charsmap", "AAQAAAAA"}}),
        "The map of characters is cut off or damaged");
    row("other expression",
        with("normalizer", {{"type", "Replace"}, {"pattern", {{"Regex", "(a|b)+"}}}, {"content", ""}}),
        "The regular expression \"(a|b)+\" is not supported");
    row("too many steps",
        with("normalizer", {{"type", "Sequence"}, {"normalizers", std::vector<json>(65, {{"type", "NFC"}})}}),
        "The normalizer has more than 64 steps");
    row("other pre-tokenizer", with("pre_tokenizer", {{"type", "Digits"}}),
        "The pre_tokenizer \"Digits\" is not supported");
    row("two signs", with("pre_tokenizer", {{"type", "Metaspace"}, {"replacement", "ab"}}), "Expected one character");
    row("other scheme", with("pre_tokenizer", {{"type", "Metaspace"}, {"prepend_scheme", "last"}}),
        "\"Metaspace, last\" is not supported");
    row("other processor", with("post_processor", {{"type", "Magic"}}),
        "The post_processor \"Magic\" is not supported");
    row("frame without its token", with("post_processor", {{"type", "RobertaProcessing"}, {"cls", {"<s>", 3}}}),
        "\"sep\": Expected a token and its id");
    const json text{{"Sequence", {{"id", "A"}, {"type_id", 0}}}};
    const json second{{"Sequence", {{"id", "B"}, {"type_id", 1}}}};
    const json named{{"SpecialToken", {{"id", "<s>"}, {"type_id", 0}}}};
    row("template without its token",
        with("post_processor", {{"type", "TemplateProcessing"}, {"single", {named, text}}, {"pair", {text, second}}}),
        "The template's token \"<s>\" is not among its special tokens");
    row("template without text",
        with("post_processor", {{"type", "TemplateProcessing"}, {"single", json::array()}, {"pair", {text, second}}}),
        "Expected each text once in the template");
    row("template with a text twice",
        with("post_processor", {{"type", "TemplateProcessing"}, {"single", {text}}, {"pair", {text, second, second}}}),
        "Expected each text once in the template");
    row("a third type",
        with("post_processor", {{"type", "TemplateProcessing"},
                                {"single", {{{"Sequence", {{"id", "A"}, {"type_id", 2}}}}}},
                                {"pair", {text}}}),
        "key \"type_id\": Expected a whole number from 0 to 1");
    row("added tokens no list", with("added_tokens", 3), "key \"added_tokens\": Expected a list");
}

void TestTokenizerFiles::refusesJson()
{
    QFETCH(const QByteArray, contents);
    QFETCH(const QString, expected);
    writeAll(m_root / "tokenizer.json", contents);
    expectRefusal(expected);
}

void TestTokenizerFiles::refusesOlderFiles_data()
{
    QTest::addColumn<QString>("model");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("contents");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* model, const char* file, const QByteArray& contents,
                        const char* expected) {
        QTest::newRow(name) << QString(model) << QString(file) << contents << QString(expected);
    };
    row("nothing", "roberta", "x", "",
        "The folder has no tokenizer: neither tokenizer.json nor vocab.json and merges.txt");
    row("no .model", "xlm-roberta", "x", "", "neither tokenizer.json nor sentencepiece.bpe.model");
    row("no merges", "roberta", "vocab.json", "{\"a\": 0}", "merges.txt");
    row("no number", "roberta", "vocab.json", "{\"a\": \"b\"}", "key \"a\": Expected a whole number");
    row("broken merges", "roberta", "merges.txt", "#version: 0.2\na b\nab\n",
        "merges.txt, line 3: Expected two pieces to merge");
    row("merges of another model", "roberta", "merges.txt", "a z\n", "The vocabulary has no token \"z\"");
    row("merges not UTF-8", "roberta", "merges.txt", "a \xff\n", "merges.txt, line 1: Expected two pieces");
    row("no frame", "roberta", "merges.txt", "a b\n", "The model has");
    row("no unknown", "mpnet", "vocab.txt", "a\nb\n", "vocab.txt: The vocabulary has no token \"[UNK]\"");
    row("empty .model", "albert", "spiece.model", "", "spiece.model: The SentencePiece model has no pieces");
    row("a pointer", "albert", "spiece.model", "version https://git-lfs.github.com/spec/v1\n",
        "This is a Git LFS pointer");
    row("a web page", "deberta-v2", "spm.model", "<!DOCTYPE html>", "This is a web page");
    row("cut off", "deberta-v2", "spm.model", modelBytes().left(1000),
        "spm.model, byte 1000: The SentencePiece model is cut off or damaged");
    row("no message", "deberta-v2", "spm.model", QByteArray(100, '\xff'),
        "spm.model, byte 10: The SentencePiece model is cut off or damaged");
    row("a group", "deberta-v2", "spm.model", "\x0b", "cut off or damaged");
    row("a piece not UTF-8", "deberta-v2", "spm.model", QByteArray("\x0a\x03\x0a\x01\xff", 5),
        "Piece number 0 of the SentencePiece model is not UTF-8");
    row("of pairs", "deberta-v2", "spm.model",
        QByteArray("\x0a\x03\x0a\x01"
                   "a\x12\x02\x18\x02",
                   9),
        "is not of the kind Unigram");
    row("unknown piece missing", "deberta-v2", "spm.model",
        QByteArray("\x0a\x03\x0a\x01"
                   "a\x12\x03\xc0\x02\x07",
                   10),
        "The unknown token is number 7 of 1 pieces");
}

void TestTokenizerFiles::refusesOlderFiles()
{
    QFETCH(const QString, model);
    QFETCH(const QString, file);
    QFETCH(const QByteArray, contents);
    QFETCH(const QString, expected);
    writeAll(m_root / "config.json", bytesOf({{"model_type", model.toStdString()}, {"vocab_size", 3}}));
    if (file == "merges.txt")
        writeAll(m_root / "vocab.json", "{\"a\": 0, \"b\": 1, \"ab\": 2}");
    writeAll(m_root / file.toStdString(), contents);
    if (QByteArray(QTest::currentDataTag()) == "no frame")
        return expectRefusal("and the model has embeddings for numbers 0 to 2");
    expectRefusal(expected);
}

void TestTokenizerFiles::refusesEveryTruncation()
{
    const std::string whole = modelBytes().toStdString();
    const auto complete = parseSentencePieceModel(whole, "spm.model");
    QVERIFY2(complete, qPrintable(messageOf(complete)));
    QVERIFY(complete->pieces.size() > 400);
    int refused = 0;
    for (std::size_t size = 0; size < whole.size(); size += 7) {
        const auto cut = parseSentencePieceModel(std::string_view(whole).substr(0, size), "spm.model");
        refused += cut ? 0 : 1;
        QVERIFY(!cut || cut->pieces.size() <= complete->pieces.size());
    }
    QVERIFY(refused > static_cast<int>(whole.size() / 7) * 8 / 10);
}

void TestTokenizerFiles::readsPatterns_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("length"); // of the match at the text's begin
    const auto row = [](const char* expression, const char* text, int length) {
        QTest::addRow("%s", qPrintable(QString(expression) + " at " + QString::fromUtf8(text).toHtmlEscaped()))
            << (QString(expression) + QChar(0) + QString::fromUtf8(text)) << length;
    };
    row(" {2,}", "   a", 3);
    row(" {2,}", " a", 0);
    row("\\s{2,}|[\\n\\r\\t]", "\t\n a", 3);
    row("\\s{2,}|[\\n\\r\\t]", "\na", 1);
    row("\\s{2,}|[\\n\\r\\t]", " a", 0);
    row("[^a-c]+", "xyzabc", 3);
    row("a{2}b", "aab", 3);
    row("a{1,2}", "aaa", 2);
    row("\\S+", "ab c", 2);
    row("\\[x\\]", "[x]", 3);
}

void TestTokenizerFiles::readsPatterns()
{
    QFETCH(const QString, text);
    QFETCH(const int, length);
    const QStringList parts = text.split(QChar(0));
    const auto pattern = CharacterPattern::parse(parts[0].toStdString(), "here");
    QVERIFY2(pattern, qPrintable(messageOf(pattern)));
    const std::u32string characters = parts[1].toStdU32String();
    const AlignedText whole = aligned(characters, 0, static_cast<std::int64_t>(characters.size()));
    QCOMPARE(static_cast<int>(pattern->matchAt(whole, 0)), length);
}

void TestTokenizerFiles::refusesPatterns_data()
{
    QTest::addColumn<QByteArray>("expression");
    for (const char* expression : {"", "a|", "a*", "a?", "(a)", "a+b", "a{2", "a{,2}", "a{0,}", "a{3,2}", "[a",
                                   "\\p{L}", "^a", "a$", ".", "a++", "[[:alpha:]]", "a{99999}", "\\"})
        QTest::addRow("'%s'", expression) << QByteArray(expression);
}

void TestTokenizerFiles::refusesPatterns()
{
    QFETCH(const QByteArray, expression);
    const auto pattern = CharacterPattern::parse(expression.toStdString(), "here");
    QVERIFY(!pattern);
    QVERIFY2(messageOf(pattern).startsWith("here: The regular expression \""), qPrintable(messageOf(pattern)));
}

QTEST_GUILESS_MAIN(TestTokenizerFiles)
#include "tst_tokenizer_files.moc"
