// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>

#include "core/engine/engine.h"
#include "core/model/model_config.h"
#include "tests/support/files_testing.h"
#include "tests/support/model_folder.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

const std::filesystem::path model = std::filesystem::path(TEST_DATA) / "models/tiny-bert-qa";
constexpr std::uint64_t nothingInMemory = 0;

std::unique_ptr<Engine> engineOf(const std::filesystem::path& folder, std::uint64_t largestInMemory)
{
    const auto config = readModelConfig(folder);
    auto checkpoint = readCheckpoint(folder, *config, {}, largestInMemory);
    return checkpoint ? std::move(makeEngine(*config, std::move(*checkpoint)).value()) : nullptr;
}

Input someInput()
{
    Input input;
    input.inputIds = {2, 9, 17, 31, 4, 3};
    input.baselineIds = {2, 0, 0, 0, 0, 3};
    input.segmentIds = {0, 0, 0, 0, 0, 0};
    input.tokens.resize(input.inputIds.size());
    return input;
}

} // namespace

/// Word embeddings that stay in their file give what those in memory do.
class TestWordsInFile : public QObject {
    Q_OBJECT

private slots:
    void givesTheSameNumbers();
    void saysThatTheFileChanged();
};

void TestWordsInFile::givesTheSameNumbers()
{
    const auto inMemory = engineOf(model, usualInMemory);
    const auto inFile = engineOf(model, nothingInMemory);
    QVERIFY(inMemory && inFile);
    const auto expected = inMemory->forward(someInput(), {}, {});
    const auto found = inFile->forward(someInput(), {}, {});
    QVERIFY2(expected, qPrintable(messageOf(expected)));
    QVERIFY2(found, qPrintable(messageOf(found)));
    QVERIFY(std::ranges::equal(found->scores.values.values(), expected->scores.values.values()));
    QVERIFY(std::ranges::equal(found->attention.values(), expected->attention.values()));
}

void TestWordsInFile::saysThatTheFileChanged()
{
    const ModelFolder folder(model);
    const auto engine = engineOf(folder.path(), nothingInMemory);
    QVERIFY(engine->scores(someInput(), {}, {}));
    std::filesystem::resize_file(folder.file("model.safetensors"), 1000);
    const auto scores = engine->scores(someInput(), {}, {});
    QVERIFY(!scores);
    QCOMPARE(scores.error().where, folder.file("model.safetensors").string());
    QCOMPARE(scores.error().remedy, std::string("Open it again."));
}

QTEST_GUILESS_MAIN(TestWordsInFile)
#include "tst_words_in_file.moc"
