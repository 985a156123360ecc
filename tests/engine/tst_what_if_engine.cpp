// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QTest>

#include "core/model/model_config.h"
#include "tests/engine/what_if_checks.h"

using namespace headlight;
using namespace headlight::checks;

namespace {

const std::string models = TEST_DATA "/models/";

} // namespace

/// Changed runs of every family and task, in float64, against a forward pass written from scratch.
class TestWhatIfEngine : public QObject {
    Q_OBJECT

private slots:
    void agrees_data();
    void agrees();
};

void TestWhatIfEngine::agrees_data()
{
    QTest::addColumn<QString>("name");
    for (const QString& name :
         QDir(QString::fromStdString(models)).entryList({"tiny-*-qa", "tiny-*-cls", "tiny-*-tokens", "tiny-*-mlm"}))
        if (readModelConfig(models + name.toStdString())) // of a family that is read
            QTest::newRow(qPrintable(name)) << name;
}

void TestWhatIfEngine::agrees()
{
    QFETCH(QString, name);
    const WhatIfChecks found = whatIfChecks({models + name.toStdString()});
    QVERIFY2(found.ablated < 1e-10, qPrintable(QString::number(found.ablated)));
    QVERIFY2(found.patchedHeads < 1e-10, qPrintable(QString::number(found.patchedHeads)));
    QVERIFY2(found.patchedStates < 1e-10, qPrintable(QString::number(found.patchedStates)));
    QVERIFY2(found.lens < 1e-10, qPrintable(QString::number(found.lens)));
    QVERIFY2(found.maskByAttention < 1e-10, qPrintable(QString::number(found.maskByAttention)));
    QVERIFY2(found.heldValues < 1e-9, qPrintable(QString::number(found.heldValues)));
    // What differences can tell; a head with a ReLU has kinks.
    const double slack = name == "tiny-distilbert-cls" ? 1000 : 1;
    QVERIFY2(found.maskByDifferences < 1e-6 * slack, qPrintable(QString::number(found.maskByDifferences)));
    QVERIFY2(found.heldGradients < 1e-5 * slack, qPrintable(QString::number(found.heldGradients)));
}

QTEST_GUILESS_MAIN(TestWhatIfEngine)
#include "tst_what_if_engine.moc"
