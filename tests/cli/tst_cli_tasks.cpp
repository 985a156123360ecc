// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/cli/cli_fixture.h"

using namespace headlight;
using namespace headlight::testing;

/// The command analyze, of models with other heads, or none.
class TestCliTasks : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder.renew(); }
    void analyzesEveryTask_data();
    void analyzesEveryTask();
    void refusesWhatATaskHasNot_data();
    void refusesWhatATaskHasNot();
    void analyzesAModelOfAnotherTask();

private:
    QString path(const QString& name) const { return m_folder.path(name); }

    CaseFolder m_folder;
};

/// What the model says is said, and kept; the target is a measure.
void TestCliTasks::analyzesEveryTask_data()
{
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<QStringList>("texts");
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("measure");
    const auto row = [](const char* name, const char* model, const QStringList& texts, const char* said,
                        const char* measure) {
        QTest::newRow(name) << QByteArray(TEST_DATA "/models/") + model << texts << QString(said) << QString(measure);
    };
    row("a class", "tiny-roberta-cls", {"--text", context}, "Label: \"", "class");
    row("of two texts", "tiny-albert-cls", {"--text", question, "--pair", context}, "Label: \"", "class");
    row("a chosen class", "tiny-bert-cls", {"--text", context, "--target", "neutral"}, "Label: \"", "class");
    row("two classes", "tiny-bert-cls", {"--text", context, "--target", "neutral", "--target", "0"}, "Label: \"",
        "class.2");
    row("the lead", "tiny-bert-cls", {"--text", context, "--target", "contrast"}, "Label: \"", "contrast");
    row("labels", "tiny-electra-tokens", {"--text", context}, "probability 0", "label");
    row("a token's label", "tiny-distilbert-tokens", {"--text", context, "--target", "3,O"}, "", "label");
    row("words", "tiny-distilbert-mlm", {"--text", "It is [MASK] to us."}, "Mask at token ", "mask");
    row("no head", "tiny-roberta-encoder", {"--text", context}, "no head for a task", "attention");
}

void TestCliTasks::analyzesEveryTask()
{
    QFETCH(QByteArray, model);
    QFETCH(QStringList, texts);
    QFETCH(QString, said);
    QFETCH(QString, measure);
    const QString session = path("task.headlight");
    const ProgramEnd analyzed = run(QStringList{"analyze", "--model", model, "--output", session} + texts);
    QVERIFY2(analyzed.status == 0 && analyzed.errors.contains(said), qPrintable(analyzed.errors));
    const ProgramEnd shown = run({"show", session});
    QVERIFY2(shown.status == 0 && shown.output.contains("Text       "), shown.output.constData());
    QCOMPARE(shown.output.contains("Pair       "), texts.contains("--pair"));
    for (const char* view : {"heads", "layers", "overview", "compare", "blocks"}) {
        const ProgramEnd drawn = run(
            {"export", session, "--view", view, "--measure", measure, "--format", "csv", "--output", path("a.csv")});
        QVERIFY2(drawn.status == 0, qPrintable(drawn.errors));
    }
}

void TestCliTasks::refusesWhatATaskHasNot_data()
{
    QTest::addColumn<QByteArray>("model");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, const char* model, const QStringList& arguments, int status,
                        const char* said) {
        QTest::newRow(name) << QByteArray(TEST_DATA "/models/") + model << arguments << status << QString(said);
    };
    row("a text for a reader", "tiny-bert-qa", {"--text", context}, 2,
        "The model answers questions, and --text asks none");
    row("text and question", "tiny-bert-cls", {"--text", context, "--question", question}, 2, "are both given");
    row("a pair alone", "tiny-bert-cls", {"--pair", context}, 2, "--pair is the second of two texts");
    row("no text", "tiny-bert-cls", {}, 2, "The text is missing");
    row("an unknown class", "tiny-bert-cls", {"--text", context, "--target", "happy"}, 1,
        "The model has no label \"happy\"");
    row("a span of a class", "tiny-bert-cls", {"--text", context, "--target", "span"}, 2,
        "is not one of this model's task");
    row("no mask", "tiny-bert-mlm", {"--text", context}, 1, "The text has no [MASK]");
    row("no such mask", "tiny-bert-mlm", {"--text", "It is [MASK].", "--target", "1,it"}, 1, "Token 1 is no mask");
    row("spans and classes", "tiny-bert-cls", {"--text", context, "--target", "span", "--target", "0"}, 2,
        "Several targets");
}

void TestCliTasks::refusesWhatATaskHasNot()
{
    QFETCH(QByteArray, model);
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    QFETCH(QString, said);
    const ProgramEnd end = run(QStringList{"analyze", "--model", model, "--output", path("no.headlight")} + arguments);
    QCOMPARE(end.status, status);
    QVERIFY2(end.errors.contains(said), qPrintable(end.errors));
    QVERIFY(!QFile::exists(path("no.headlight")));
}

/// Attention and norms, and a plain word where an answer or an attribution would stand.
void TestCliTasks::analyzesAModelOfAnotherTask()
{
    const QString session = path("cls.headlight");
    const QString said = "This model has no head for a task: attention and norms only.";
    const ProgramEnd analyzed = run({"analyze", "--model", TEST_DATA "/models/tiny-bert-encoder", "--question", "",
                                     "--context", context, "--output", session});
    QVERIFY2(analyzed.status == 0 && analyzed.errors.contains(said), qPrintable(analyzed.errors));
    const ProgramEnd shown = run({"show", session});
    QVERIFY2(shown.status == 0 && shown.output.contains(said.toUtf8()), shown.output.constData());
    QVERIFY(!shown.output.contains("logits.start"));
    for (const char* measure : {"attention", "alpha-f"}) {
        const ProgramEnd drawn =
            run({"export", session, "--measure", measure, "--format", "csv", "--output", path("a.csv")});
        QVERIFY2(drawn.status == 0, qPrintable(drawn.errors));
    }
    const ProgramEnd refused =
        run({"export", session, "--view", "tokens", "--format", "csv", "--output", path("b.csv")});
    QVERIFY2(refused.status == 1 && refused.errors.contains(said), qPrintable(refused.errors));
}

QTEST_GUILESS_MAIN(TestCliTasks)
#include "tst_cli_tasks.moc"
