// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/data/ablation.h"

using namespace headlight;

/// The texts that name what is ablated.
class TestAblationText : public QObject {
    Q_OBJECT

private slots:
    void isCanonical_data();
    void isCanonical();
    void resolves_data();
    void resolves();
    void refusesTexts_data();
    void refusesTexts();
    void refusesParts_data();
    void refusesParts();
};

void TestAblationText::isCanonical_data()
{
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QByteArray>("canonical");
    const auto row = [](const char* given, const char* canonical) {
        QTest::newRow(given) << QByteArray(given) << QByteArray(canonical);
    };
    row("4.6", "4.6");
    row("zero:4.6", "4.6");
    row("mean:4.6", "mean:4.6");
    row("patch:4.6,5.*", "patch:4.6,5.*");
    row("5.*,4.6", "4.6,5.*");
    row("4.6,4.6", "4.6");
    row(" 4.6 , mean: 5.1 ", "4.6,mean:5.1");
    row("mean:5.1,zero:4.6", "4.6,mean:5.1");
    row("patch:1.1,mean:2.2,zero:3.3", "3.3,mean:2.2,patch:1.1");
    row("3.mlp", "3.mlp");
    row("*.3", "*.3");
    row("*.mlp,0.0", "*.mlp,0.0");
    row("10.2,9.2", "9.2,10.2");
}

void TestAblationText::isCanonical()
{
    QFETCH(QByteArray, given);
    QFETCH(QByteArray, canonical);
    const auto ablation = ablationNamed(given.toStdString());
    QVERIFY(ablation);
    QCOMPARE(QByteArray::fromStdString(ablationText(*ablation)), canonical);
    QCOMPARE(*ablationNamed(canonical.toStdString()), *ablation);
}

void TestAblationText::resolves_data()
{
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QByteArray>("parts");
    const auto row = [](const char* given, const char* parts) {
        QTest::newRow(given) << QByteArray(given) << QByteArray(parts);
    };
    row("1.*", "1.0,1.1,1.2");
    row("*.2", "0.2,1.2");
    row("*.mlp", "0.mlp,1.mlp");
    row("1.*,1.2", "1.0,1.1,1.2");
    row("mean:0.*,patch:1.mlp", "mean:0.0,0.1,0.2,patch:1.mlp");
}

/// Of a model with two layers of three heads.
void TestAblationText::resolves()
{
    QFETCH(QByteArray, given);
    QFETCH(QByteArray, parts);
    const auto ablation = resolved(*ablationNamed(given.toStdString()), 2, 3);
    QVERIFY(ablation);
    QCOMPARE(QByteArray::fromStdString(ablationText(*ablation)), parts);
    QVERIFY(resolved({}, 2, 3)->empty());
}

void TestAblationText::refusesTexts_data()
{
    QTest::addColumn<QByteArray>("given");
    for (const char* given : {"", " ", ",", "4", "4.", ".6", "4.6,", "4.6;5.1", "a.b", "-1.2", "1.-2", "1.2.3",
                              "mean:", "none:4.6", "zero:mean:4.6", "1.MLP", "**", "99999999999.1", "0x1.2"})
        QTest::newRow(given) << QByteArray(given);
}

void TestAblationText::refusesTexts()
{
    QFETCH(QByteArray, given);
    const auto ablation = ablationNamed(given.toStdString());
    QVERIFY(!ablation);
    QCOMPARE(ablation.error().kind, ErrorKind::Usage);
    QVERIFY(!ablation.error().remedy.empty());
}

void TestAblationText::refusesParts_data()
{
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QByteArray>("why");
    const auto row = [](const char* given, const char* why) {
        QTest::newRow(given) << QByteArray(given) << QByteArray(why);
    };
    row("2.0", "2 layers");
    row("2.mlp", "2 layers");
    row("0.3", "3 heads");
    row("*.3", "3 heads");
    row("0.1,mean:0.1", "two ways");
    row("0.*,patch:0.1", "two ways");
    row("*.*", "Every head");
    row("0.*,mean:1.*", "Every head");
    row("*.*,*.mlp", "Every head");
}

void TestAblationText::refusesParts()
{
    QFETCH(QByteArray, given);
    QFETCH(QByteArray, why);
    const auto ablation = resolved(*ablationNamed(given.toStdString()), 2, 3);
    QVERIFY(!ablation);
    QCOMPARE(ablation.error().kind, ErrorKind::Input);
    QVERIFY2(ablation.error().text().find(why.toStdString()) != std::string::npos, ablation.error().text().c_str());
}

QTEST_GUILESS_MAIN(TestAblationText)
#include "tst_ablation_text.moc"
