// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/datasets/answer_scores.h"

using namespace headlight;

// The expected values are those that SQuAD's evaluation script (version 2.0) gives.
class TestAnswerScores : public QObject {
    Q_OBJECT
private slots:
    void normalises_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<QString>("normalised");
        const auto row = [](const char* name, const char* answer, const char* normalised) {
            QTest::newRow(name) << QString::fromUtf8(answer) << QString::fromUtf8(normalised);
        };
        row("empty", "", "");
        row("only articles and marks", " The, a (an)! ", "");
        row("case, article, punctuation", "The Cat, sat!", "cat sat");
        row("white space", "An  apple\ta\nday", "apple day");
        row("no-break and em spaces", "the\u00a0a x\u2003y", "x y");
        row("full stops go, and join", "U.S.A.", "usa");
        row("dollars go, euros stay", "A$the 5€", "athe 5€");
        row("only ASCII punctuation goes", "Ørsted’s “École”", "ørsted’s “école”");
        row("articles beside Unicode dashes", "a‐b the–end", "‐b –end");
        row("articles inside words", "anna the_a", "anna thea");
        row("articles between ideographs", "中文 a 字", "中文 字");
        row("articles beside symbols", "a°c a→b", "°c →b");
        row("numbers that are no digits", "①a a①", "①a a①");
        row("superscripts", "x²a", "x²a");
        row("Devanagari digits", "१२ a", "१२");
        row("a combining mark ends the word", "a\u0301 the", "\u0301");
        row("dotted capital i", "ÀÉÎ İstanbul", "àéî i\u0307stanbul");
        row("final sigma", "ΟΔΟΣ ΣΟΦΟΣ", "οδος σοφος");
        row("sharp s", "Straße THE ẞ", "straße ß");
    }

    void normalises()
    {
        QFETCH(QString, answer);
        QFETCH(QString, normalised);
        QCOMPARE(QString::fromStdString(normalizedAnswer(answer.toStdString())), normalised);
    }

    void scores_data()
    {
        QTest::addColumn<QString>("prediction");
        QTest::addColumn<QStringList>("expected");
        QTest::addColumn<double>("f1");
        QTest::addColumn<bool>("exact");
        const auto row = [](const char* name, const char* prediction, const QStringList& expected, double f1,
                            bool exact) {
            QTest::newRow(name) << QString::fromUtf8(prediction) << expected << f1 << exact;
        };
        row("the same", "Paris", {"Paris"}, 1, true);
        row("the same but for articles", "the Cat", {"cat", "dog"}, 1, true);
        row("nothing in common", "Paris", {"London"}, 0, false);
        row("a part", "to include, empower and support", {"include empower and support humans of all kinds"}, 8. / 13,
            false);
        row("repeated words count as often as both have them", "a b b c", {"b c d d"}, 4. / 7, false);
        row("the best of the references", "x", {"y z", "x y", "q"}, 2. / 3, false);
        row("no answer, none expected", "", {}, 1, true);
        row("an answer, none expected", "Koblenz", {}, 0, false);
        row("no answer, one expected", "", {"Koblenz"}, 0, false);
        row("articles alone are no answer", "the", {"a"}, 1, true);
        row("empty references are ignored beside others", "x", {"the", "x y"}, 2. / 3, false);
        row("nothing but empty references", "", {"the", ""}, 1, true);
    }

    void scores()
    {
        QFETCH(QString, prediction);
        QFETCH(QStringList, expected);
        QFETCH(double, f1);
        QFETCH(bool, exact);
        std::vector<std::string> references;
        for (const QString& each : expected)
            references.push_back(each.toStdString());
        const AnswerScores scores = answerScores(prediction.toStdString(), references);
        QVERIFY2(std::abs(scores.f1 - f1) < 1e-12, qPrintable(QString::number(scores.f1)));
        QCOMPARE(scores.exactMatch, exact);
    }

    void badBytesAreNoHarm()
    {
        QCOMPARE(answerScores("\xff\xfe", {"\xff\xfe"}).f1, 1.0);
        QVERIFY(!answerScores("\xc3", {"Paris"}).exactMatch);
    }
};

QTEST_GUILESS_MAIN(TestAnswerScores)
#include "tst_answer_scores.moc"
