// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <nlohmann/json.hpp>

#include "core/tasks/windows.h"
#include "core/text/tokenizer.h"
#include "tests/support/files_testing.h"

using namespace headlight;
using namespace headlight::testing;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

const fs::path models = fs::path(TEST_DATA) / "models";
const fs::path fixtures = fs::path(TEST_DATA) / "fixtures/tokenizer";
using Shared = std::shared_ptr<const Tokenizer>;

json readFixture(const char* name)
{
    return json::parse(readAll(fixtures / name).toStdString());
}

std::vector<std::int64_t> integers(const json& values)
{
    return values.get<std::vector<std::int64_t>>();
}

std::vector<TextRange> ranges(const json& values)
{
    std::vector<TextRange> all;
    for (const json& value : values)
        all.push_back({value[0], value[1]});
    return all;
}

/// The first thing that differs from the reference; empty where nothing does.
QString difference(const Input& found, const json& expected, const char* types)
{
    const auto say = [](const char* what) { return QString("%1 differ").arg(what); };
    if (found.inputIds != integers(expected["ids"]))
        return say("ids");
    if (expected.contains("tokens") && found.tokens != expected["tokens"].get<std::vector<std::string>>())
        return say("tokens");
    if (found.offsets != ranges(expected["offsets"]))
        return say("offsets");
    return found.segmentIds != integers(expected[types]) ? say("types") : QString();
}

/// Passages are where the frame is not, and hold the texts.
bool isFramed(const Input& input, bool isPair)
{
    bool good = input.passages.size() == (isPair ? 2U : 1U);
    good = good && input.passages.front().role == (isPair ? Role::Question : Role::Text);
    good = good && (!isPair || input.passages.back().role == Role::Context);
    for (std::int64_t i = 0; i < input.length(); ++i)
        good = good && input.isSpecial(i) == (input.passageOf(i) == nullptr);
    return good && input.isSpecial(0) && input.isSpecial(input.length() - 1);
}

} // namespace

/// The tokenizers of all encoder families, against Hugging Face's.
class TestTokenizerFamilies : public QObject {
    Q_OBJECT

private slots:
    void equalsReference_data();
    void equalsReference();
    void windowsEqualReference_data();
    void windowsEqualReference();
    void olderFilesEqualReference_data();
    void olderFilesEqualReference();
    void knowsSpecialTokens_data();
    void knowsSpecialTokens();
    void tokensBeyondTheEmbeddings();
    void refusesFrameBeyondTheEmbeddings();

private:
    /// A folder of its own with files of a model.
    void copy(const fs::path& folder, const json& files) const;

    QTemporaryDir m_folder;
    fs::path m_root = toPath(m_folder.path());
};

void TestTokenizerFamilies::equalsReference_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("bpe_roberta") << 335;
    for (const char* kind : {"bpe_modernbert", "unigram_xlm-roberta", "unigram_camembert", "unigram_albert",
                             "unigram_deberta-v3", "unigram_deberta-v3-saved5", "wordpiece_mpnet"})
        QTest::newRow(kind) << 320;
}

void TestTokenizerFamilies::equalsReference()
{
    QFETCH(const int, count);
    const json fixture = readFixture((std::string(QTest::currentDataTag()) + "_conformance.json").c_str());
    const auto tokenizer = readTokenizer(models / fixture["model"].get<std::string>());
    QVERIFY2(tokenizer, qPrintable(messageOf(tokenizer)));
    QVERIFY(static_cast<int>(fixture["cases"].size()) >= count - 10);
    for (const json& one : fixture["cases"]) {
        const auto text = one["text"].get<std::string>();
        const bool isPair = one.contains("pair");
        const Input input =
            isPair ? (*tokenizer)->encodePair(text, one["pair"].get<std::string>()) : (*tokenizer)->encode(text);
        const QString found = difference(input, one, "type_ids");
        QVERIFY2(found.isEmpty(), qPrintable(found + ": " + QString::fromStdString(one["text"].dump(-1, ' ', true))));
        QVERIFY(isFramed(input, isPair));
    }
}

void TestTokenizerFamilies::windowsEqualReference_data()
{
    QTest::addColumn<int>("windows");
    QTest::newRow("bpe_roberta") << 317;
    QTest::newRow("unigram_xlm-roberta") << 150;
}

void TestTokenizerFamilies::windowsEqualReference()
{
    QFETCH(const int, windows);
    const json fixture = readFixture((std::string(QTest::currentDataTag()) + "_stride.json").c_str());
    const auto tokenizer = readTokenizer(models / fixture["model"].get<std::string>());
    QVERIFY2(tokenizer, qPrintable(messageOf(tokenizer)));
    int seen = 0;
    for (const json& one : fixture["cases"]) {
        const Input whole =
            (*tokenizer)->encodePair(one["question"].get<std::string>(), one["context"].get<std::string>());
        const auto cut = contextWindows(whole, one["max_length"].get<int>(), one["stride"].get<int>());
        QVERIFY2(cut, qPrintable(messageOf(cut)));
        QCOMPARE(cut->size(), one["windows"].size());
        for (std::size_t i = 0; i < cut->size(); ++i, ++seen)
            QCOMPARE(difference(windowInput(whole, (*cut)[i]), one["windows"][i], "type_ids"), QString());
    }
    QCOMPARE(seen, windows);
}

void TestTokenizerFamilies::copy(const fs::path& folder, const json& files) const
{
    fs::remove_all(m_root);
    fs::create_directories(m_root);
    for (const json& file : files)
        fs::copy_file(folder / file.get<std::string>(), m_root / file.get<std::string>());
}

void TestTokenizerFamilies::olderFilesEqualReference_data()
{
    QTest::addColumn<int>("index");
    const json all = readFixture("older_files.json");
    QVERIFY(all.size() >= 13);
    for (int i = 0; i < static_cast<int>(all.size()); ++i)
        QTest::newRow(all[static_cast<std::size_t>(i)]["name"].get<std::string>().c_str()) << i;
}

/// Folders without a tokenizer.json, as the converters of transformers take them.
void TestTokenizerFamilies::olderFilesEqualReference()
{
    QFETCH(const int, index);
    const json one = readFixture("older_files.json")[static_cast<std::size_t>(index)];
    copy(models / one["folder"].get<std::string>(), one["files"]);
    writeAll(m_root / "config.json", QByteArray::fromStdString(one["config"].dump()));
    writeAll(m_root / "tokenizer_config.json", QByteArray::fromStdString(one["tokenizer_config"].dump()));
    const auto tokenizer = readTokenizer(m_root);
    QVERIFY2(tokenizer, qPrintable(messageOf(tokenizer)));
    for (const json& expected : one["cases"]) {
        const json& texts = expected["texts"];
        const Input input = texts.size() > 1
                                ? (*tokenizer)->encodePair(texts[0].get<std::string>(), texts[1].get<std::string>())
                                : (*tokenizer)->encode(texts[0].get<std::string>());
        const QString found = difference(input, expected, "types");
        QVERIFY2(found.isEmpty(), qPrintable(found + ": " + QString::fromStdString(texts.dump(-1, ' ', true))));
    }
}

void TestTokenizerFamilies::knowsSpecialTokens_data()
{
    QTest::addColumn<WordSign>("sign");
    QTest::addColumn<QString>("mask");
    QTest::addColumn<QString>("pad");
    QTest::addColumn<QString>("unknown");
    QTest::addColumn<QStringList>("special");
    QTest::addColumn<QStringList>("plain");
    const auto row = [](const char* folder, WordSign sign, const char* mask, const char* pad, const char* unknown,
                        const QStringList& special, const QStringList& plain) {
        QTest::newRow(folder) << sign << QString(mask) << QString(pad) << QString(unknown) << special << plain;
    };
    row("tiny-roberta-cls", WordSign::LeadingSpace, "<mask>", "<pad>", "<unk>", {"<s>", "</s>"}, {"a", "\u0120the"});
    row("tiny-modernbert-qa", WordSign::LeadingSpace, "[MASK]", "[PAD]", "[UNK]",
        {"[CLS]", "[SEP]", "<|endoftext|>", "<|padding|>"}, {"[unused0]", "  ", "|||EMAIL_ADDRESS|||"});
    row("tiny-xlm-roberta-qa", WordSign::Metaspace, "<mask>", "<pad>", "<unk>", {"<s>", "</s>"}, {"a", "\u2581"});
    row("tiny-camembert-qa", WordSign::Metaspace, "<mask>", "<pad>", "<unk>", {"<s>", "</s>", "<s>NOTUSED"}, {"a"});
    row("tiny-albert-qa", WordSign::Metaspace, "[MASK]", "<pad>", "<unk>", {"[CLS]", "[SEP]"}, {"a"});
    row("tiny-deberta-v3-qa", WordSign::Metaspace, "[MASK]", "[PAD]", "[UNK]", {"[CLS]", "[SEP]"}, {"a"});
    row("tiny-mpnet-qa", WordSign::Continuation, "<mask>", "<pad>", "[UNK]", {"<s>", "</s>"}, {"a", "the"});
    row("tiny-bert-qa", WordSign::Continuation, "[MASK]", "[PAD]", "[UNK]", {"[CLS]", "[SEP]"}, {});
}

void TestTokenizerFamilies::knowsSpecialTokens()
{
    QFETCH(const WordSign, sign);
    QFETCH(const QString, mask);
    QFETCH(const QString, pad);
    QFETCH(const QString, unknown);
    QFETCH(QStringList, special);
    QFETCH(const QStringList, plain);
    const auto read = readTokenizer(models / QTest::currentDataTag());
    QVERIFY2(read, qPrintable(messageOf(read)));
    const Tokenizer& tokenizer = **read;
    QCOMPARE(tokenizer.wordSign(), sign);
    QCOMPARE(QString::fromStdString(tokenizer.maskText()), mask);
    QCOMPARE(QString::fromStdString(tokenizer.tokenOf(tokenizer.maskId())), mask);
    QCOMPARE(QString::fromStdString(tokenizer.tokenOf(tokenizer.padId())), pad);
    QCOMPARE(QString::fromStdString(tokenizer.tokenOf(tokenizer.unknownId())), unknown);
    for (const QString& token : special + QStringList{mask, pad, unknown}) {
        const auto id = tokenizer.idOf(token.toStdString());
        QVERIFY2(id && tokenizer.isSpecialId(*id), qPrintable(token));
        QCOMPARE(QString::fromStdString(tokenizer.tokenOf(*id)), token);
    }
    for (const QString& token : plain) {
        const auto id = tokenizer.idOf(token.toStdString());
        QVERIFY2(id && !tokenizer.isSpecialId(*id), qPrintable(token));
    }
    QVERIFY(!tokenizer.idOf("no such token") && !tokenizer.idOf("") && !tokenizer.isSpecialId(-1));
    QCOMPARE(tokenizer.tokenOf(tokenizer.vocabSize()), std::string());
    QVERIFY(!tokenizer.tokenOf(tokenizer.vocabSize() - 1).empty());
    QVERIFY(tokenizer.tokensWithoutEmbedding().empty());
}

void TestTokenizerFamilies::tokensBeyondTheEmbeddings()
{
    copy(models / "tiny-camembert-qa", json{"tokenizer.json"});
    writeAll(m_root / "config.json", "{\"model_type\": \"camembert\", \"vocab_size\": 300}");
    const auto tokenizer = readTokenizer(m_root);
    QVERIFY2(tokenizer, qPrintable(messageOf(tokenizer)));
    const auto beyond = (*tokenizer)->tokensWithoutEmbedding();
    QCOMPARE(static_cast<std::int64_t>(beyond.size()), (*tokenizer)->vocabSize() - 300);
    QCOMPARE(beyond.back(), std::string("<mask>"));
    const auto checked = (*tokenizer)->checkEmbeddings((*tokenizer)->encode("a <mask>"));
    QVERIFY(!checked);
    QVERIFY2(
        messageOf(checked).startsWith("text, characters 1 to 8: The model has no embedding for the token \"<mask>\""),
        qPrintable(messageOf(checked)));
    QVERIFY((*tokenizer)->checkEmbeddings((*tokenizer)->encode("")));
}

void TestTokenizerFamilies::refusesFrameBeyondTheEmbeddings()
{
    copy(models / "tiny-camembert-qa", json{"sentencepiece.bpe.model"});
    writeAll(m_root / "config.json", "{\"model_type\": \"camembert\", \"vocab_size\": 6}");
    const auto tokenizer = readTokenizer(m_root);
    QVERIFY2(messageOf(tokenizer).contains(
                 "The token \"</s>\" is number 6, and the model has embeddings for numbers 0 to 5"),
             qPrintable(messageOf(tokenizer)));
}

QTEST_GUILESS_MAIN(TestTokenizerFamilies)
#include "tst_tokenizer_families.moc"
