// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>

#include "figures/importance.h"
#include "figures/measure.h"
#include "figures/target_text.h"

using namespace headlight;
using namespace headlight::ui;

namespace {

using Positions = std::optional<std::vector<std::int64_t>>;

/// "[CLS] Paris [MASK] [SEP]" for a head of `task`, with one attribution.
AnalysisResult resultOf(TaskKind task, const char* target, const Positions& positions)
{
    AnalysisResult result;
    result.stage = Stage::Complete;
    result.model.task = task;
    if (task != TaskKind::MaskedWords)
        result.model.labels = {"O", "B-LOC", "positive"};
    result.input.tokens = {"[CLS]", "Paris", "[MASK]", "[SEP]"};
    result.input.inputIds = {1, 2, 3, 4};
    result.input.special = {true, false, false, true};
    result.attributions[target].positions = positions;
    return result;
}

/// What the head of `result` says of a token: the probability of a column.
void predict(AnalysisResult& result, std::int64_t token, std::int64_t column, const char* text, double probability)
{
    if (!result.prediction)
        result.prediction = Prediction();
    result.prediction->rows.push_back({token, {{column, text, probability}}});
}

} // namespace

/// What is said of targets, and of what they are made of.
class TestTargetText : public QObject {
    Q_OBJECT

private slots:
    void saysWhatATargetIs_data();
    void saysWhatATargetIs();
    void namesTheWordOfAMask();
    void tellsMasksApart();
    void awaitsAChoice_data();
    void awaitsAChoice();
    void findsTheProbability();
    void measuresCarryTheText();
};

void TestTargetText::saysWhatATargetIs_data()
{
    QTest::addColumn<int>("task");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QList<int>>("positions");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("scalar");
    QTest::addColumn<QString>("where");
    const auto row = [](const char* name, TaskKind task, const char* target, const QList<int>& positions,
                        const char* label, const char* scalar, const char* where) {
        QTest::newRow(name) << int(task) << QByteArray(target) << positions << label << scalar << where;
    };
    const auto answer = TaskKind::QuestionAnswering;
    const auto classes = TaskKind::Classification;
    const auto labels = TaskKind::TokenLabels;
    row("start", answer, "start", {1}, "To start", "the start logit", "Paris (1)");
    row("span", answer, "span", {1, 2}, "To span", "the span's logits", "Paris (1), [MASK] (2)");
    row("lead of a span", answer, "contrast", {1}, "To contrast", "the lead over the next best span", "Paris (1)");
    row("start beyond the tokens", answer, "start", {-1, 1, 4}, "To start", "the start logit", "Paris (1)");
    row("class", classes, "class", {2}, "To “positive”", "the logit of “positive”", "positive");
    row("another class", classes, "class.2", {0}, "To “O”", "the logit of “O”", "O");
    row("class without a name", classes, "class", {70}, "To “70”", "the logit of “70”", "70");
    row("class of none", classes, "class", {-3}, "To class", "the target “class”", "");
    row("lead of a class", classes, "contrast", {2, 0}, "To contrast", "the lead over the runner-up", "positive, O");
    row("label", labels, "label", {1, 1}, "To “B-LOC” (token 1)", "the logit of “B-LOC” at token 1",
        "Paris (1), B-LOC");
    row("label of no token", labels, "label", {900, 1}, "To “B-LOC” (token 900)", "the logit of “B-LOC” at token 900",
        "B-LOC");
    row("half a label", labels, "label", {1}, "To label", "the target “label”", "Paris (1)");
    row("lead of a label", labels, "contrast", {1, 1, 0}, "To contrast", "the lead over the runner-up",
        "Paris (1), B-LOC, O");
    row("foreign target", classes, "saliency", {1}, "To saliency", "the target “saliency”", "Paris (1)");
    row("class of another task", answer, "class", {1}, "To class", "the target “class”", "Paris (1)");
}

void TestTargetText::saysWhatATargetIs()
{
    QFETCH(const int, task);
    QFETCH(const QByteArray, target);
    QFETCH(const QList<int>, positions);
    const AnalysisResult result =
        resultOf(TaskKind(task), target.constData(), std::vector<std::int64_t>(positions.begin(), positions.end()));
    const TargetText text = targetText(&result, target);
    QTEST(text.label, "label");
    QTEST(text.scalar, "scalar");
    QTEST(positionsText(result, target, result.attributions.begin()->second), "where");
}

void TestTargetText::namesTheWordOfAMask()
{
    AnalysisResult result = resultOf(TaskKind::MaskedWords, "mask", std::vector<std::int64_t>{2, 77});
    const Attribution& attribution = result.attributions.at("mask");
    QCOMPARE(targetText(&result, "mask").label, QString("To “word 77”")); // not among the best
    predict(result, 2, 77, "important", 0.25);
    QCOMPARE(targetText(&result, "mask").label, QString("To “important”"));
    QCOMPARE(positionsText(result, "mask", attribution), QString("[MASK] (2), important"));
    QCOMPARE(probabilityOf(result, "mask", attribution), 0.25);
}

void TestTargetText::tellsMasksApart()
{
    AnalysisResult result = resultOf(TaskKind::MaskedWords, "mask", std::vector<std::int64_t>{2, 77});
    predict(result, 1, 77, "other", 0.5);
    predict(result, 2, 77, "important", 0.25);
    result.input.judged = {1, 2};
    QCOMPARE(targetText(&result, "mask").label, QString("To “important” (token 2)"));
    QCOMPARE(probabilityOf(result, "mask", result.attributions.at("mask")), 0.25);
}

void TestTargetText::awaitsAChoice_data()
{
    QTest::addColumn<int>("task");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("label");
    QTest::newRow("class") << int(TaskKind::Classification) << "class" << "To class";
    QTest::newRow("label") << int(TaskKind::TokenLabels) << "label" << "To label";
    QTest::newRow("word") << int(TaskKind::MaskedWords) << "mask" << "To word";
}

void TestTargetText::awaitsAChoice()
{
    QFETCH(const int, task);
    QFETCH(const QString, target);
    AnalysisResult result = resultOf(TaskKind(task), "gone", {});
    result.attributions.clear();
    QTEST(targetText(&result, target).label, "label");
    QCOMPARE(measures(&result).at(1).id, target); // behind attention
    QTEST(measures(&result).at(1).label, "label");
    QVERIFY(!measures(&result).at(1).available);
}

void TestTargetText::findsTheProbability()
{
    AnalysisResult result = resultOf(TaskKind::Classification, "class", std::vector<std::int64_t>{2});
    const Attribution& attribution = result.attributions.at("class");
    QVERIFY(std::isnan(probabilityOf(result, "class", attribution)));
    predict(result, 0, 2, "positive", 0.875);
    QCOMPARE(probabilityOf(result, "class", attribution), 0.875);
    QVERIFY(std::isnan(probabilityOf(result, "contrast", attribution)));
    AnalysisResult answered = resultOf(TaskKind::QuestionAnswering, "start", std::vector<std::int64_t>{400});
    answered.scores.values = Array({4, 2}, std::vector<float>(8, 1.0F));
    QVERIFY(std::isnan(probabilityOf(answered, "start", answered.attributions.at("start"))));
}

void TestTargetText::measuresCarryTheText()
{
    AnalysisResult result = resultOf(TaskKind::Classification, "class", std::vector<std::int64_t>{2});
    result.attributions.at("class").input = Array({4}, {1, 2, 3, 4});
    const Measure measure = measureNamed(&result, "class");
    QCOMPARE(measure.unit, QString("attribution to the logit of “positive”"));
    QVERIFY(measure.isSigned && measure.kind.isTarget);
    const QList<Importance> list = importanceOf(result, ImportanceSource::Input, 0);
    QCOMPARE(list.size(), 1);
    QCOMPARE(headingText(list.first()), QString("To “positive”: positive, sum 10.000"));
}

QTEST_GUILESS_MAIN(TestTargetText)
#include "tst_target_text.moc"
