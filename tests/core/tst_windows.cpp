// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTest>
#include <nlohmann/json.hpp>

#include "tests/support/input_parts.h"
#include "core/tasks/windows.h"
#include "core/text/word_piece/bert_tokenizer.h"

using namespace headlight;

namespace {

nlohmann::json readJson(const QString& file)
{
    QFile source(file);
    return source.open(QIODevice::ReadOnly) ? nlohmann::json::parse(source.readAll().toStdString()) : nlohmann::json();
}

/// [CLS], `question` tokens, [SEP], `context` tokens, [SEP], numbered.
Input numbered(std::int64_t question, std::int64_t context)
{
    Input input;
    for (std::int64_t i = 0; i < question + context + 3; ++i) {
        input.inputIds.push_back(i);
        input.tokens.push_back(std::to_string(i));
        input.offsets.push_back({i, i + 1});
    }
    setPair(input, {}, {}, question + 2, question + 2 + context);
    return input;
}

} // namespace

/// How long contexts are cut.
class TestWindows : public QObject {
    Q_OBJECT

private slots:
    void equalsTokenizers_data();
    void equalsTokenizers();
    void everyTokenIsInAWindow_data();
    void everyTokenIsInAWindow();
    void refuses_data();
    void refuses();
    void length();
    void theUsualStrideGivesWay();

private:
    const nlohmann::json m_cases = readJson(QStringLiteral(TEST_DATA "/fixtures/tokenizer/stride_conformance.json"));
};

void TestWindows::equalsTokenizers_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < static_cast<int>(m_cases.size()); ++i)
        QTest::addRow("%d, %d tokens, stride %d", i, m_cases[i]["max_length"].get<int>(),
                      m_cases[i]["stride"].get<int>())
            << i;
}

void TestWindows::equalsTokenizers()
{
    QFETCH(int, index);
    const auto& row = m_cases[index];
    static const auto tokenizer = BertTokenizer::fromFolder(SOURCE_DIR "/resources/models/minilm-l6-squad");
    QVERIFY(tokenizer);
    const Input whole = tokenizer->encodePair(row["question"].get<std::string>(), row["context"].get<std::string>());
    const auto windows = contextWindows(whole, row["max_length"].get<int>(), row["stride"].get<int>());
    QVERIFY2(windows, windows ? "" : windows.error().text().c_str());
    QCOMPARE(windows->size(), row["windows"].size());
    for (std::size_t w = 0; w < windows->size(); ++w) {
        const Input part = windowInput(whole, (*windows)[w]);
        QCOMPARE(part.inputIds, row["windows"][w]["ids"].get<std::vector<std::int64_t>>());
        QCOMPARE(part.segmentIds, row["windows"][w]["type_ids"].get<std::vector<std::int64_t>>());
        for (std::size_t i = 0; i < part.offsets.size(); ++i) {
            QCOMPARE(part.offsets[i].begin, row["windows"][w]["offsets"][i][0].get<std::int64_t>());
            QCOMPARE(part.offsets[i].end, row["windows"][w]["offsets"][i][1].get<std::int64_t>());
        }
    }
}

void TestWindows::everyTokenIsInAWindow_data()
{
    QTest::addColumn<int>("context");
    QTest::addColumn<int>("length");
    QTest::addColumn<int>("stride");
    QTest::newRow("fits exactly") << 10 << 16 << 0;
    QTest::newRow("one too many") << 11 << 16 << 0;
    QTest::newRow("steps of one") << 50 << 16 << 9;
    QTest::newRow("no overlap") << 50 << 16 << 0;
    QTest::newRow("stride beyond the window, but nothing to cut") << 5 << 16 << 100;
}

void TestWindows::everyTokenIsInAWindow()
{
    QFETCH(int, context);
    QFETCH(int, length);
    QFETCH(int, stride);
    const Input whole = numbered(3, context);
    const auto windows = contextWindows(whole, length, stride);
    QVERIFY(windows);
    std::int64_t end = 0;
    for (const ContextWindow& window : *windows) {
        QVERIFY(window.offset == 0 || window.offset == end - stride);
        end = window.offset + window.tokens;
        const Input part = windowInput(whole, window);
        QVERIFY(part.length() <= length);
        QCOMPARE(part.inputIds.front(), whole.inputIds.front());
        QCOMPARE(part.inputIds.back(), whole.inputIds.back());
        QCOMPARE(part.inputIds[static_cast<std::size_t>(part.mainPassage().begin)],
                 whole.mainPassage().begin + window.offset);
        QCOMPARE(part.mainPassage().length(), window.tokens);
        // Each token of `whole` is one character here.
        QCOMPARE(window.characters.begin, whole.mainPassage().begin + window.offset);
        QCOMPARE(window.characters.end, window.characters.begin + window.tokens);
    }
    QCOMPARE(end, std::int64_t(context));
}

void TestWindows::refuses_data()
{
    QTest::addColumn<int>("question");
    QTest::addColumn<int>("stride");
    QTest::addColumn<QString>("place");
    QTest::newRow("no room for the context") << 13 << 0 << "question";
    QTest::newRow("a stride that never advances") << 6 << 7 << "--stride";
}

void TestWindows::refuses()
{
    QFETCH(int, question);
    QFETCH(int, stride);
    QFETCH(QString, place);
    const auto windows = contextWindows(numbered(question, 40), 16, stride);
    QVERIFY(!windows);
    QCOMPARE(QString::fromStdString(windows.error().where), place);
    QVERIFY(!windows.error().remedy.empty());
}

void TestWindows::length()
{
    Options options;
    QCOMPARE(*windowLength(options, 512), 384);
    QCOMPARE(*windowLength(options, 64), 64); // the default is no more than the model takes
    options.maxLength = 512;
    QCOMPARE(*windowLength(options, 512), 512);
    QVERIFY(!windowLength(options, 256)); // what was asked for is not quietly changed
}

void TestWindows::theUsualStrideGivesWay()
{
    Options options;
    QCOMPARE(contextWindows(numbered(3, 1000), options, 512)->at(1).offset, 384 - 6 - 128);
    QCOMPARE(contextWindows(numbered(3, 100), options, 64)->at(1).offset, 58 - 29); // half of the room of 58
    options.maxLength = 64;
    QVERIFY(checkOptions(options));
    options.stride = 60;
    QVERIFY(!contextWindows(numbered(3, 100), options, 512)); // asked for: not quietly changed
}

QTEST_GUILESS_MAIN(TestWindows)
#include "tst_windows.moc"
