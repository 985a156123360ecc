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
    return analyzer ? (*analyzer)->analyze({asked, text, {}}, {}) : tl::unexpected(analyzer.error());
}

bool sameBits(const Array& a, const Array& b)
{
    return !a.isNull() && a.shape() == b.shape() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

} // namespace

/// One model in every layout of its files gives one set of numbers; models of other tasks give what they have.
class TestModels : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyLayoutGivesTheSameBits_data();
    void everyLayoutGivesTheSameBits();
    void otherTasksMakeSessions_data();
    void otherTasksMakeSessions();
    void otherTasksReadLongTexts();
    void needsWhatTheModelNeeds();

private:
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
    QTest::addColumn<QByteArray>("asked");
    for (const char* name : {"tiny-bert-cls", "tiny-bert-tokens", "tiny-bert-mlm"}) {
        QTest::addRow("%s, pair", name) << QByteArray(name) << QByteArray(question);
        QTest::addRow("%s, text alone", name) << QByteArray(name) << QByteArray();
    }
}

void TestModels::otherTasksMakeSessions()
{
    QFETCH(QByteArray, model);
    QFETCH(QByteArray, asked);
    const auto made = analysisWith(model.constData(), asked.toStdString());
    QVERIFY2(made, qPrintable(messageOf(made)));
    const QTemporaryDir folder;
    const auto file = toPath(folder.filePath("a.headlight"));
    QVERIFY(writeSession({*made, {}, nullptr}, file));
    const auto read = readSession(file);
    QVERIFY2(read, qPrintable(messageOf(read)));
    const AnalysisResult& result = *read->result;
    QCOMPARE(result.model.task, TaskKind::None);
    QCOMPARE(result.stage, Stage::Complete);
    QCOMPARE(result.input.leadText(), asked.toStdString());
    QCOMPARE(result.input.mainPassage().begin, (*made)->input.mainPassage().begin);
    QCOMPARE(result.input.mainPassage().end, (*made)->input.mainPassage().end);
    QVERIFY(sameBits(result.attention, (*made)->attention));
    QVERIFY(sameBits(result.norms.f, (*made)->norms.f));
    QVERIFY(result.scores.isNull() && result.attributions.empty() && !result.answer);
    QCOMPARE(sessionJson(*read).find("\"answer\":"), std::string::npos);
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
