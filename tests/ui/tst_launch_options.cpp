// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/window/launch_options.h"

using namespace headlight;
using namespace headlight::ui;

class TestLaunchOptions : public QObject {
    Q_OBJECT
private slots:
    void readsWhatIsGiven()
    {
        const auto read = readArguments({"--model", "m", "a.headlight", "--run-example"});
        QVERIFY(read);
        QCOMPARE(read->model, QStringLiteral("m"));
        QCOMPARE(read->path, QStringLiteral("a.headlight"));
        QVERIFY(read->runExample);
        QVERIFY(!read->screenshot);
        QVERIFY(readArguments({"--help"})->help);
        QVERIFY(readArguments({"--version"})->version);
    }

    void readsScreenshots()
    {
        const auto read = readArguments({"--screenshot", "a.png", "--size", "1920x1080", "--theme", "dark", "--view",
                                         "tokens", "--layer", "4", "--measure", "start", "--head", "6"});
        QVERIFY(read && read->screenshot);
        QCOMPARE(read->screenshot->size, QSize(1920, 1080));
        QCOMPARE(read->screenshot->theme, QStringLiteral("dark"));
        QCOMPARE(read->screenshot->view, QStringLiteral("tokens"));
        QCOMPARE(read->screenshot->measure, QStringLiteral("start"));
        QCOMPARE(read->screenshot->layer, 4);
        QCOMPARE(read->screenshot->head, 6);
    }

    void refusesTheRest_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("said");
        QTest::newRow("unknown") << QStringList{"--frobnicate"} << "--frobnicate";
        QTest::newRow("no value") << QStringList{"--model"} << "--model";
        QTest::newRow("two paths") << QStringList{"a", "b"} << "b";
        QTest::newRow("size") << QStringList{"--screenshot", "a", "--size", "12"} << "--size";
        QTest::newRow("empty size") << QStringList{"--screenshot", "a", "--size", "0x5"} << "--size";
        QTest::newRow("theme") << QStringList{"--screenshot", "a", "--theme", "pink"} << "pink";
        QTest::newRow("layer") << QStringList{"--screenshot", "a", "--layer", "-2"} << "--layer";
        QTest::newRow("no picture") << QStringList{"--theme", "dark"} << "--screenshot";
    }

    void refusesTheRest()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, said);
        std::vector<std::string> texts;
        for (const QString& argument : arguments)
            texts.push_back(argument.toStdString());
        const auto read = readArguments(texts);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Usage);
        QVERIFY2(QString::fromStdString(read.error().text()).contains(said), read.error().text().c_str());
    }
};

QTEST_GUILESS_MAIN(TestLaunchOptions)
#include "tst_launch_options.moc"
