// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTest>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/analysis/analyzer.h"
#include "core/analysis/answer.h"

using namespace headlight;

namespace {

// The reference cuts longer inputs into windows.
constexpr std::int64_t windowTokens = 384;

nlohmann::json readJson(const QString& file)
{
    QFile source(file);
    return source.open(QIODevice::ReadOnly) ? nlohmann::json::parse(source.readAll().toStdString()) : nlohmann::json();
}

} // namespace

/// The best spans and their probabilities against transformers' question-answering pipeline.
class TestAnswers : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void equals_data();
    void equals();

private:
    const nlohmann::json m_reference = readJson(QStringLiteral(TEST_DATA "/goldens/pipeline.json"));
    std::optional<BertTokenizer> m_tokenizer;
    std::unique_ptr<Engine> m_engine;
    ModelConfig m_config;
};

void TestAnswers::initTestCase()
{
    const std::filesystem::path folder = SOURCE_DIR "/resources/models/minilm-l6-squad";
    m_tokenizer = *BertTokenizer::fromFolder(folder);
    m_config = *readModelConfig(folder);
    m_engine = *makeEngine(m_config, *readCheckpoint(folder, m_config, {}));
}

void TestAnswers::equals_data()
{
    QTest::addColumn<int>("index");
    int index = 0;
    for (const auto& row : m_reference["cases"]) {
        const AnalysisRequest request{row["question"], row["context"], {}};
        const auto input = encodeQuestion(*m_tokenizer, 100000, request);
        if (input && input->length() <= windowTokens)
            QTest::addRow("%d %s", index, request.question.substr(0, 60).c_str()) << index;
        ++index;
    }
}

void TestAnswers::equals()
{
    QFETCH(int, index);
    const auto& row = m_reference["cases"][index];
    const AnalysisRequest request{row["question"], row["context"], {}};
    const auto input = encodeQuestion(*m_tokenizer, m_config.maxPositions, request);
    QVERIFY(input);
    const auto pass = m_engine->forward(*input, request.options, {});
    QVERIFY(pass);
    const Answer answer = findAnswer(*input, pass->logitsStart, pass->logitsEnd, 5);

    QCOMPARE(answer.candidates.size(), row["answers"].size());
    for (std::size_t i = 0; i < answer.candidates.size(); ++i) {
        const auto& wanted = row["answers"][i];
        const AnswerSpan& found = answer.candidates[i];
        QCOMPARE(found.text, wanted["answer"].get<std::string>());
        QCOMPARE(found.characters.begin, wanted["start"].get<std::int64_t>());
        QCOMPARE(found.characters.end, wanted["end"].get<std::int64_t>());
        QVERIFY(std::abs(found.probability - wanted["score"].get<double>()) < 1e-4);
    }
    // With the empty answer allowed, the pipeline gives whichever of the two is likelier.
    const double best = std::max(answer.candidates[0].probability, answer.noAnswerProbability);
    QVERIFY(std::abs(best - row["with_no_answer"]["score"].get<double>()) < 1e-4);
}

QTEST_GUILESS_MAIN(TestAnswers)
#include "tst_answers.moc"
