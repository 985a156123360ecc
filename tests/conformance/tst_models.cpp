// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>
#include <cstring>

#include "core/analysis/analyzer.h"
#include "core/session/session.h"
#include "tests/support/files_testing.h"

using namespace headlight;
using namespace headlight::testing;

namespace {

const std::filesystem::path models = std::filesystem::path(TEST_DATA) / "models";
constexpr auto question = "What is important to us?";
constexpr auto context = "It is important to us to include, empower and support humans of all kinds.";

Result<ResultPtr> analysisWith(const char* model, const std::string& asked = question,
                               const std::string& text = context)
{
    auto analyzer = Analyzer::open(models / model, {});
    return analyzer ? (*analyzer)->analyze({asked, text, {}}, {}) : Failure(analyzer.error());
}

bool sameBits(const Array& a, const Array& b)
{
    return !a.isNull() && a.shape() == b.shape() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

} // namespace

/// One model in every layout of its files gives one set of numbers; sessions keep what models of every task say.
class TestModels : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyLayoutGivesTheSameBits_data();
    void everyLayoutGivesTheSameBits();
    void otherTasksMakeSessions_data();
    void otherTasksMakeSessions();
    void severalScoresAreExplainedTogether();
    void otherTasksReadLongTexts();
    void needsWhatTheModelNeeds();

private:
    void comparePredictions(const Prediction& found, const Prediction& wanted);

    ResultPtr m_plain; ///< of tiny-bert-qa
};

void TestModels::initTestCase()
{
    const auto result = analysisWith("tiny-bert-qa");
    QVERIFY2(result, qPrintable(messageOf(result)));
    m_plain = *result;
}

void TestModels::everyLayoutGivesTheSameBits_data()
{
    QTest::addColumn<QByteArray>("model");
    for (const char* name : {"bin", "legacy-bin", "gamma-bin", "sharded", "sharded-bin"})
        QTest::newRow(name) << QByteArray("tiny-bert-qa-") + name;
}

void TestModels::everyLayoutGivesTheSameBits()
{
    QFETCH(QByteArray, model);
    const auto found = analysisWith(model.constData());
    QVERIFY2(found, qPrintable(messageOf(found)));
    const AnalysisResult& result = **found;
    QVERIFY(sameBits(result.scores.values, m_plain->scores.values));
    QVERIFY(sameBits(result.attention, m_plain->attention));
    QVERIFY(sameBits(result.norms.alphaF, m_plain->norms.alphaF));
    QVERIFY(sameBits(result.norms.sumAlphaF, m_plain->norms.sumAlphaF));
    QVERIFY(!result.attributions.empty());
    for (const auto& [target, attribution] : result.attributions) {
        QVERIFY(sameBits(attribution.attention, m_plain->attribution(target)->attention));
        QVERIFY(sameBits(attribution.tokens, m_plain->attribution(target)->tokens));
    }
    QCOMPARE(result.answerText(), m_plain->answerText());
    QVERIFY(result.answer->probability == m_plain->answer->probability);
    QVERIFY(result.model.sha256 != m_plain->model.sha256); // of the files, which differ
}

void TestModels::otherTasksMakeSessions_data()
{
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("task");
    QTest::addColumn<QString>("target");
    const auto row = [](const char* model, const char* text, TaskKind task, const char* target) {
        QTest::addRow("%s, text alone", model) << QByteArray(model) << QByteArray(text) << int(task) << QString(target);
    };
    const QByteArray masked = "It is [MASK] to us to include [MASK] of all kinds.";
    row("tiny-bert-cls", context, TaskKind::Classification, "class");
    row("tiny-bert-tokens", context, TaskKind::TokenLabels, "label");
    row("tiny-bert-mlm", masked, TaskKind::MaskedWords, "mask");
    row("tiny-bert-encoder", context, TaskKind::None, "");
    row("tiny-roberta-cls", context, TaskKind::Classification, "class");
    row("tiny-roberta-mlm", "It is <mask> to us.", TaskKind::MaskedWords, "mask");
    row("tiny-albert-tokens", context, TaskKind::TokenLabels, "label");
}

/// With a text alone, and as the second of two.
void TestModels::otherTasksMakeSessions()
{
    QFETCH(QByteArray, model);
    QFETCH(QByteArray, text);
    QFETCH(QString, target);
    for (const std::string first : {"", "Who?"}) {
        const auto made = analysisWith(model.constData(), first, text.toStdString());
        QVERIFY2(made, qPrintable(messageOf(made)));
        const QTemporaryDir folder;
        const auto file = toPath(folder.filePath("a.headlight"));
        QVERIFY(writeSession({*made, {}, nullptr}, file));
        const auto read = readSession(file);
        QVERIFY2(read, qPrintable(messageOf(read)));
        const AnalysisResult& result = *read->result;
        QTEST(int(result.model.task), "task");
        QCOMPARE(result.model.labels, (*made)->model.labels);
        QCOMPARE(result.stage, Stage::Complete);
        QCOMPARE(result.input.passages, (*made)->input.passages);
        QCOMPARE(result.input.special, (*made)->input.special);
        QCOMPARE(result.input.leadText(), first);
        QVERIFY(sameBits(result.attention, (*made)->attention));
        QVERIFY(sameBits(result.norms.f, (*made)->norms.f));
        QVERIFY(result.candidates.empty() && !result.answer);
        QCOMPARE(sessionJson(*read).find("\"answer\":"), std::string::npos);
        QCOMPARE(result.attributions.size(), std::size_t{target.isEmpty() ? 0U : 1U});
        QCOMPARE(result.scores.isNull(), target.isEmpty());
        if (target.isEmpty())
            continue;
        QVERIFY(sameBits(result.scores.values, (*made)->scores.values));
        comparePredictions(*result.prediction, *(*made)->prediction);
        const Attribution* attribution = result.attribution(target.toStdString());
        QVERIFY(attribution);
        QVERIFY(attribution->positions == (*made)->attribution(target.toStdString())->positions);
        QVERIFY(sameBits(attribution->attention, (*made)->attribution(target.toStdString())->attention));
    }
}

void TestModels::comparePredictions(const Prediction& found, const Prediction& wanted)
{
    QCOMPARE(found.rows.size(), wanted.rows.size());
    for (std::size_t i = 0; i < found.rows.size(); ++i) {
        QCOMPARE(found.rows[i].token, wanted.rows[i].token);
        QVERIFY(found.rows[i].choices == wanted.rows[i].choices);
    }
    QCOMPARE(found.spans.size(), wanted.spans.size());
    for (std::size_t i = 0; i < found.spans.size(); ++i) {
        QCOMPARE(found.spans[i].label, wanted.spans[i].label);
        QCOMPARE(found.spans[i].text, wanted.spans[i].text);
        QCOMPARE(found.spans[i].end, wanted.spans[i].end);
    }
}

/// Each is a target of one sweep, and gives what it gives alone.
void TestModels::severalScoresAreExplainedTogether()
{
    auto analyzer = Analyzer::open(models / "tiny-bert-cls", {});
    QVERIFY(analyzer);
    Options options;
    options.target = targetNamed(std::vector<std::string>{"positive", "negative"}).value();
    const auto both = (*analyzer)->analyze({{}, context, options}, {});
    QVERIFY2(both, qPrintable(messageOf(both)));
    options.target = targetNamed("negative").value();
    const auto alone = (*analyzer)->analyze({{}, context, options}, {});
    QVERIFY(alone && (*both)->attributions.size() == 2);
    const Array together = (*both)->attribution("class.2")->tokens;
    const Array single = (*alone)->attribution("class")->tokens;
    QCOMPARE(together.shape(), single.shape());
    for (std::size_t i = 0; i < single.size(); ++i)
        QVERIFY(std::abs(together.values()[i] - single.values()[i]) < 0.02F * std::abs(single.values()[i]) + 1e-4F);
}

void TestModels::otherTasksReadLongTexts()
{
    std::string text;
    for (int i = 0; i < 12; ++i)
        text.append(context).append(" ");
    const auto made = analysisWith("tiny-bert-cls", {}, text);
    QVERIFY2(made, qPrintable(messageOf(made)));
    QVERIFY((*made)->windows.size() > 1);
    QCOMPARE((*made)->window, 0);
    QCOMPARE((*made)->input.length(), 64);
    QCOMPARE((*made)->input.tokens.back(), std::string("[SEP]"));
}

void TestModels::needsWhatTheModelNeeds()
{
    QVERIFY(messageOf(analysisWith("tiny-bert-qa", "")).contains("The question is empty"));
    QVERIFY(messageOf(analysisWith("tiny-bert-cls", question, "")).contains("The pair is empty"));
}

QTEST_GUILESS_MAIN(TestModels)
#include "tst_models.moc"
