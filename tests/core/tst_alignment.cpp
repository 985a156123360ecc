// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/input_parts.h"
#include "core/measures/alignment.h"

using namespace headlight;

namespace {

using Words = std::vector<std::string>;

Words words(const QString& text)
{
    Words list;
    for (const QString& word : text.split(' ', Qt::SkipEmptyParts))
        list.push_back(word.toStdString());
    return list;
}

QString pairsText(const TokenAlignment& alignment)
{
    QStringList texts;
    for (const TokenPair& pair : alignment.pairs)
        texts.append(QStringLiteral("%1-%2").arg(pair.left).arg(pair.right));
    return texts.join(' ');
}

Input input(const QString& question, const QString& context)
{
    Input made;
    made.tokens = words("[CLS] " + question + " [SEP] " + context + " [SEP]");
    setPair(made, {}, {}, static_cast<std::int64_t>(words(question).size()) + 2,
                     static_cast<std::int64_t>(made.tokens.size()) - 1);
    return made;
}

} // namespace

class TestAlignment : public QObject {
    Q_OBJECT
private slots:
    void longestCommonSubsequence_data();
    void longestCommonSubsequence();
    void partnersAreFoundFromBothSides();
    void partsStayApart();
    void damagedInputsAlign_data();
    void damagedInputsAlign();
    void hugeTextsKeepTheirEnds();
};

void TestAlignment::longestCommonSubsequence_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("pairs");
    QTest::newRow("equal") << "a b c"
                           << "a b c"
                           << "0-0 1-1 2-2";
    QTest::newRow("nothing") << ""
                             << "a b"
                             << "";
    QTest::newRow("nothing in common") << "a b"
                                       << "c d"
                                       << "";
    QTest::newRow("one changed") << "a b c"
                                 << "a x c"
                                 << "0-0 2-2";
    QTest::newRow("one more") << "a c"
                              << "a b c"
                              << "0-0 1-2";
    QTest::newRow("one less") << "a b c"
                              << "a c"
                              << "0-0 2-1";
    QTest::newRow("moved") << "x a b c"
                           << "a b c x"
                           << "1-0 2-1 3-2";
    QTest::newRow("repeated") << "a a b"
                              << "a b"
                              << "0-0 2-1";
    QTest::newRow("earliest on the left") << "b a"
                                          << "a b"
                                          << "0-1";
    QTest::newRow("in the middle") << "p x a y b q"
                                   << "p a z b w q"
                                   << "0-0 2-1 4-3 5-5";
}

void TestAlignment::longestCommonSubsequence()
{
    QFETCH(QString, left);
    QFETCH(QString, right);
    QFETCH(QString, pairs);
    const TokenAlignment alignment = alignTokens(words(left), words(right));
    QCOMPARE(pairsText(alignment), pairs);
    QCOMPARE(alignment.isIdentity(), left == right);
}

void TestAlignment::partnersAreFoundFromBothSides()
{
    const TokenAlignment alignment = alignTokens(words("a b c"), words("a x y c"));
    QCOMPARE(alignment.rightOf(0), 0);
    QCOMPARE(alignment.rightOf(1), -1);
    QCOMPARE(alignment.rightOf(2), 3);
    QCOMPARE(alignment.rightOf(9), -1);
    QCOMPARE(alignment.leftOf(3), 2);
    QCOMPARE(alignment.leftOf(2), -1);
    QCOMPARE(alignment.leftAlone(), 1);
    QCOMPARE(alignment.rightAlone(), 2);
}

void TestAlignment::partsStayApart()
{
    const TokenAlignment alignment = alignInputs(input("who came", "she came home"), input("who", "he came came home"));
    // The question's "came" has no partner; of the two of the context, the one beside "home" is the same.
    QCOMPARE(pairsText(alignment), QString("0-0 1-1 3-2 5-5 6-6 7-7"));
}

void TestAlignment::damagedInputsAlign_data()
{
    QTest::addColumn<int>("begin");
    QTest::addColumn<int>("end");
    QTest::newRow("no context") << 0 << 0;
    QTest::newRow("negative") << -5 << -7;
    QTest::newRow("far") << 100 << 200;
    QTest::newRow("reversed") << 5 << 2;
}

void TestAlignment::damagedInputsAlign()
{
    QFETCH(int, begin);
    QFETCH(int, end);
    Input damaged = input("who came", "she came");
    setPair(damaged, {}, {}, begin, end);
    const TokenAlignment alignment = alignInputs(damaged, damaged);
    QVERIFY(alignment.isIdentity());
    QCOMPARE(alignment.pairs.size(), damaged.tokens.size());
}

void TestAlignment::hugeTextsKeepTheirEnds()
{
    Words left(50000, "left");
    Words right(50000, "right");
    left.front() = right.front() = "begin";
    left.back() = right.back() = "end";
    QCOMPARE(pairsText(alignTokens(left, right)), QString("0-0 49999-49999"));
}

QTEST_APPLESS_MAIN(TestAlignment)
#include "tst_alignment.moc"
