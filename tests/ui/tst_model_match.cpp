// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/state/model_match.h"

using namespace headlight;
using namespace headlight::ui;

class TestModelMatch : public QObject {
    Q_OBJECT

private slots:
    void tellsModelsApart_data();
    void tellsModelsApart();
};

void TestModelMatch::tellsModelsApart_data()
{
    QTest::addColumn<QString>("made"); // name:hash
    QTest::addColumn<QString>("open");
    QTest::addColumn<ModelMatch>("match");
    QTest::addColumn<QString>("said");
    QTest::newRow("the same") << "bert:aaaa" << "bert:aaaa" << ModelMatch::Same << "";
    QTest::newRow("the same, renamed") << "bert:aaaa" << "mine:aaaa" << ModelMatch::Same << "";
    QTest::newRow("not hashed yet") << "bert:aaaa" << "bert:" << ModelMatch::Same << "";
    QTest::newRow("never hashed") << "bert:" << "bert:aaaa" << ModelMatch::Same << "";
    QTest::newRow("no model open") << "bert:aaaa"
                                   << "" << ModelMatch::NotOpen << "The model of this session, bert, is not open";
    QTest::newRow("another one") << "bert:aaaa"
                                 << "other:bbbb" << ModelMatch::OtherModel << "was made with bert, and other is open";
    QTest::newRow("other weights")
        << "bert:aaaabbbbcccc"
        << "bert:ddddeeeeffff" << ModelMatch::OtherWeights
        << "bert, has other weights than the one of this session (SHA-256 ddddeeee… instead of aaaabbbb…)";
    QTest::newRow("made elsewhere") << "gpt2:-" << "bert:aaaa" << ModelMatch::NoModel << "made by another program";
}

void TestModelMatch::tellsModelsApart()
{
    const auto modelOf = [](const QString& text) {
        ModelIdentity model;
        model.name = text.section(':', 0, 0).toStdString();
        model.sha256 = text.section(':', 1).toStdString();
        model.architecture = "BertForQuestionAnswering";
        if (model.sha256 == "-")
            model.sha256 = model.architecture = "";
        return model;
    };
    QFETCH(const QString, made);
    QFETCH(const QString, open);
    QFETCH(const QString, said);
    const ModelIdentity maker = modelOf(made);
    const ModelIdentity opened = modelOf(open);
    const ModelIdentity* there = open.isEmpty() ? nullptr : &opened;
    const ModelMatch match = modelMatch(maker, there);
    QTEST(match, "match");
    const QString text = explanation(match, maker, there);
    QCOMPARE(text.isEmpty(), said.isEmpty());
    QVERIFY2(text.contains(said), qPrintable(text));
}

QTEST_APPLESS_MAIN(TestModelMatch)
#include "tst_model_match.moc"
