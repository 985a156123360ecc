// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/decoded_text.h"

using namespace headlight;

/// Bytes of strangers become text, or an error that names the byte.
class TestDecodedText : public QObject {
    Q_OBJECT

private slots:
    void knowsText_data();
    void knowsText();
    void marksAreNoText();
};

void TestDecodedText::knowsText_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("text");
    QTest::newRow("nothing") << QByteArray() << false;
    QTest::newRow("ASCII") << QByteArray("What is important?\r\n\t") << true;
    QTest::newRow("UTF-8") << QByteArray("\xe7\x81\xaf\xe5\xa1\x94") << true;
    QTest::newRow("UTF-8, cut off") << QByteArray("\xe7\x81\xaf\xe5\xa1") << true;
    QTest::newRow("UTF-8 with its mark") << QByteArray("\xef\xbb\xbfWhat?") << true;
    QTest::newRow("Latin-1") << QByteArray("O\xf9 est le phare ?") << true;
    QTest::newRow("UTF-16, little") << QByteArray("\xff\xfeW\0", 4) << true;
    QTest::newRow("UTF-16, big") << QByteArray("\xfe\xff\0W", 4) << true;
    QTest::newRow("a header's length") << QByteArray("\x40\0\0\0\0\0\0\0{\"a\":", 13) << false;
    QTest::newRow("noise") << QByteArray(8, '\xab') << false;
    QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n") << false;
}

void TestDecodedText::knowsText()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, text);
    QCOMPARE(looksLikeText(bytes.toStdString()), text);
}

void TestDecodedText::marksAreNoText()
{
    QCOMPARE(withoutByteOrderMark("\xef\xbb\xbf" "a"), std::string("a"));
    QCOMPARE(withoutByteOrderMark("a\xef\xbb\xbf"), std::string("a\xef\xbb\xbf"));
    QVERIFY(decodedText("\xef\xbb\xbf", "f").value().empty());
    QVERIFY(decodedText("\xff\xfe", "f").value().empty());
    QVERIFY(decodedText("", "f").value().empty());
}

QTEST_GUILESS_MAIN(TestDecodedText)
#include "tst_decoded_text.moc"
