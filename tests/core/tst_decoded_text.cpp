// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/decoded_text.h"
#include "core/files/json_slips.h"

using namespace headlight;

/// Bytes of strangers become text, or an error that names the byte.
class TestDecodedText : public QObject {
    Q_OBJECT

private slots:
    void knowsText_data();
    void knowsText();
    void mendsJson_data();
    void mendsJson();
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

void TestDecodedText::mendsJson_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("mended"); ///< empty: as it is
    QTest::addColumn<int>("halves");
    QTest::newRow("sound") << R"({"a":[1,"b"]})" << "" << 0;
    QTest::newRow("a pair") << R"(["\ud83d\ude00"])" << R"(["\ud83d\ude00"])" << 0;
    QTest::newRow("a high half") << R"(["\ud83dx"])" << R"(["\ufffdx"])" << 1;
    QTest::newRow("a low half") << R"(["\uDE00"])" << R"(["\ufffd"])" << 1;
    QTest::newRow("the wrong order") << R"(["\ude00\ud83d"])" << R"(["\ufffd\ufffd"])" << 2;
    QTest::newRow("two high halves, one low") << R"(["\ud83d\ud83d\ude00"])" << R"(["\ufffd\ud83d\ude00"])" << 1;
    QTest::newRow("an escaped backslash") << R"(["\\ud83d"])" << R"(["\\ud83d"])" << 0;
    QTest::newRow("another escape between") << R"(["\ud83d\n\ude00"])" << R"(["\ufffd\n\ufffd"])" << 2;
    QTest::newRow("cut off") << R"(["\ud83)" << R"(["\ud83)" << 0;
    QTest::newRow("cut off behind a backslash") << R"(["\ud83d\)" << R"(["\ufffd\)" << 1;
    QTest::newRow("no numbers") << "[NaN,-Infinity , Infinity]" << "[0e0,0e0       , 0e0     ]" << 0;
    QTest::newRow("no numbers in a text") << R"(["NaN -Infinity \" NaN"])" << R"(["NaN -Infinity \" NaN"])" << 0;
}

/// Nothing moves, so that a place in the one is a place in the other.
void TestDecodedText::mendsJson()
{
    QFETCH(QString, json);
    QFETCH(QString, mended);
    QFETCH(int, halves);
    const MendedJson result = mendedJson(json.toStdString());
    QCOMPARE(QString::fromStdString(result.text), mended);
    QCOMPARE(result.halves, std::size_t(halves));
    if (!mended.isEmpty())
        QCOMPARE(result.text.size(), json.toStdString().size());
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
