// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/sample_result.h"
#include "ui/state/missing_units.h"

using namespace headlight;
using namespace headlight::ui;

class TestMissingUnits : public QObject {
    Q_OBJECT
private slots:
    void saysWhatWouldFillTheView_data();
    void saysWhatWouldFillTheView();
    void nothingIsSaidOfARunThatKeepsThem();
    void modelsOfOtherTasksHaveNone();
};

void TestMissingUnits::saysWhatWouldFillTheView_data()
{
    QTest::addColumn<bool>("hasResult");
    QTest::addColumn<QString>("open");
    QTest::addColumn<char>("weights");
    QTest::addColumn<QString>("said");
    QTest::addColumn<bool>("action");
    QTest::newRow("nothing run") << false << "sample" << 'a'
                                 << "once a question was run" << false;
    QTest::newRow("no model, no result") << false << "" << 'a'
                                         << "once a question was run" << false;
    QTest::newRow("no model") << true << "" << 'a'
                              << "Open the model it was made with (sample)" << false;
    QTest::newRow("its model") << true << "sample" << 'a'
                               << "Run the question again" << true;
    QTest::newRow("its model under another name") << true << "renamed" << 'a'
                                                  << "Run the question again" << true;
    QTest::newRow("a model of its name") << true << "sample" << 'b'
                                         << "sample, and other weights" << true;
    QTest::newRow("another model") << true << "other" << 'b'
                                   << "The model that is open, other, can" << true;
}

void TestMissingUnits::saysWhatWouldFillTheView()
{
    QFETCH(bool, hasResult);
    QFETCH(QString, open);
    QFETCH(QString, said);
    const ResultPtr result = test::sampleResult();
    ModelIdentity model = result->model;
    QFETCH(char, weights);
    model.name = open.toStdString();
    model.sha256 = std::string(64, weights);
    const MissingUnits missing = missingUnits(hasResult ? result.get() : nullptr, open.isEmpty() ? nullptr : &model);
    QVERIFY2(missing.message.contains(said), qPrintable(missing.message));
    QTEST(!missing.action.isEmpty(), "action");
}

void TestMissingUnits::nothingIsSaidOfARunThatKeepsThem()
{
    AnalysisResult result = *test::sampleResult({3, 4, 12, Stage::Attention});
    result.options.hidden = true;
    const MissingUnits missing = missingUnits(&result, &result.model);
    QVERIFY(missing.message.contains("not computed yet"));
    QVERIFY(missing.action.isEmpty());
}

void TestMissingUnits::modelsOfOtherTasksHaveNone()
{
    AnalysisResult result = *test::sampleResult({3, 4, 12, Stage::Attention});
    result.model.task = TaskKind::None;
    const MissingUnits missing = missingUnits(&result, &result.model);
    QCOMPARE(missing.message, QStringLiteral("This model has no head for a task: attention and norms only."));
    QVERIFY(missing.action.isEmpty());
}

QTEST_APPLESS_MAIN(TestMissingUnits)
#include "tst_missing_units.moc"
