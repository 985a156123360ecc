// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QTest>

#include "core/model/model_config.h"
#include "tests/engine/method_checks.h"

using namespace headlight;
using namespace headlight::checks;

namespace {

const std::string models = TEST_DATA "/models/";

} // namespace

/// Each method against a second way to its numbers, in float64, for every family and task.
class TestMethods : public QObject {
    Q_OBJECT

private slots:
    void secondWay_data();
    void secondWay();
    void stopEndsTheWork();
};

void TestMethods::secondWay_data()
{
    QTest::addColumn<ModelVariant>("model");
    QTest::addColumn<bool>("smooth");
    for (const QString& name : QDir(QString::fromStdString(models)).entryList({"tiny-*"})) {
        const auto config = readModelConfig(models + name.toStdString());
        if (config) // of a family that is read
            QTest::addRow("%s", qPrintable(name)) << ModelVariant{models + name.toStdString()}
                                                  << (config->activation != "relu" && !name.endsWith("-kinks"));
    }
    for (const char* activation : {"gelu_new", "silu", "tanh"})
        QTest::addRow("%s", activation) << ModelVariant{models + "tiny-bert-qa", activation} << true;
}

void TestMethods::secondWay()
{
    QFETCH(ModelVariant, model);
    QFETCH(bool, smooth);
    const MethodChecks found = methodChecks(model);
    const auto within = [](double value, double limit, const char* what) {
        QVERIFY2(value < limit, qPrintable(QString("%1: %2").arg(what).arg(value)));
    };
    within(found.alti, 1e-11, "ALTI");
    within(found.globEnc, 1e-11, "GlobEnc");
    within(found.valueZeroing, 1e-6, "value zeroing"); // 1 - cos rounds
    within(found.rows, 1e-12, "rows");
    within(found.chefer, 1e-9, "chefer");
    within(found.states, 1e-11, "states");
    within(found.targets, 1e-11, "targets");
    within(found.stepped, smooth ? 1e-6 : 0.05, "AttAttr in steps");
    within(found.complete, smooth ? 1e-7 : 0.05, "completeness");
    within(found.attAttr, smooth ? 1e-5 : 0.05, "AttAttr");
    QVERIFY(found.most <= 256);
}

void TestMethods::stopEndsTheWork()
{
    QVERIFY(methodsStop({models + "tiny-bert-qa"}));
}

QTEST_GUILESS_MAIN(TestMethods)
#include "tst_methods.moc"
