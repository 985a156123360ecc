// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTest>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/analysis/analyzer.h"

using namespace headlight;

namespace {

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
    ResultPtr answered(const nlohmann::json& row);
    std::unique_ptr<Analyzer> m_analyzer;
};

void TestAnswers::initTestCase()
{
    m_analyzer = *Analyzer::open(SOURCE_DIR "/resources/models/minilm-l6-squad", {});
}

void TestAnswers::equals_data()
{
    QTest::addColumn<int>("index");
    for (int index = 0; index < static_cast<int>(m_reference["cases"].size()); ++index) {
        const std::string question = m_reference["cases"][index]["question"];
        QTest::addRow("%d %s", index, question.substr(0, 60).c_str()) << index;
    }
}

/// The result once its answers are known; the attributions are not waited for.
ResultPtr TestAnswers::answered(const nlohmann::json& row)
{
    ResultPtr found;
    std::stop_source source;
    const AnalysisRequest request{row["question"], row["context"], {}};
    const auto cancelled = m_analyzer->analyze(request, Job{source.get_token(), {}}, [&](const ResultPtr& result) {
        if (result->stage == Stage::Attention)
            source.request_stop();
        found = result;
    });
    return cancelled ? nullptr : found;
}

void TestAnswers::equals()
{
    QFETCH(int, index);
    const auto& row = m_reference["cases"][index];
    const ResultPtr result = answered(row);
    QVERIFY(result && result->stage == Stage::Attention);

    QVERIFY(result->candidates.size() >= row["answers"].size());
    for (std::size_t i = 0; i < row["answers"].size(); ++i) {
        const auto& wanted = row["answers"][i];
        const AnswerSpan& found = result->candidates[i];
        QCOMPARE(found.text, wanted["answer"].get<std::string>());
        QCOMPARE(found.characters.begin, wanted["start"].get<std::int64_t>());
        QCOMPARE(found.characters.end, wanted["end"].get<std::int64_t>());
        QVERIFY(std::abs(*found.probability - wanted["score"].get<double>()) < 1e-4);
    }
    // With the empty answer allowed, the pipeline gives whichever of the two is likelier.
    const double best = std::max(*result->candidates[0].probability, *result->noAnswerProbability);
    QVERIFY(std::abs(best - row["with_no_answer"]["score"].get<double>()) < 1e-4);
    QCOMPARE(result->window, result->candidates[0].window);
    QCOMPARE(result->answerText(), result->candidates[0].text);
}

QTEST_GUILESS_MAIN(TestAnswers)
#include "tst_answers.moc"
