// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/in_quotes.h"
#include "core/base/utf8.h"

using namespace headlight;

Q_DECLARE_METATYPE(std::string)
Q_DECLARE_METATYPE(std::u32string)

class TestUtf8 : public QObject {
    Q_OBJECT

private slots:
    void decodes_data();
    void decodes();
    void everyScalarSurvives();
    void encodesSurrogatesAsReplacement();
    void findsOffsets();
    void offsetsCountBadBytes();
    void quotesNames_data();
    void quotesNames();
};

void TestUtf8::decodes_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<std::u32string>("characters");
    QTest::addColumn<bool>("valid");
    const auto row = [](const char* name, const std::string& bytes, const std::u32string& characters, bool valid) {
        QTest::newRow(name) << bytes << characters << valid;
    };
    row("empty", "", U"", true);
    row("mixed", "a\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x98\x80", U"a\u00E9\u4E2D\U0001F600", true);
    row("NUL", std::string("a\0b", 3), std::u32string(U"a\0b", 3), true);
    row("byte order mark", "\xEF\xBB\xBFx", U"\uFEFFx", true);
    row("last code point", "\xF4\x8F\xBF\xBF", U"\U0010FFFF", true);
    row("beyond it", "\xF4\x90\x80\x80", U"\uFFFD\uFFFD\uFFFD\uFFFD", false);
    row("surrogate", "\xED\xA0\x80", U"\uFFFD\uFFFD\uFFFD", false);
    row("overlong 2", "\xC0\xAF", U"\uFFFD\uFFFD", false);
    row("overlong 3", "\xE0\x80\xAF", U"\uFFFD\uFFFD\uFFFD", false);
    row("overlong 4", "\xF0\x80\x80\xAF", U"\uFFFD\uFFFD\uFFFD\uFFFD", false);
    row("cut off", "a\xE4\xB8", U"a\uFFFD\uFFFD", false);
    row("interrupted", "\xE4\xB8z", U"\uFFFD\uFFFDz", false);
    row("stray continuation", "\x80z", U"\uFFFDz", false);
    row("invalid first byte", "\xFFz", U"\uFFFDz", false);
}

void TestUtf8::decodes()
{
    QFETCH(std::string, bytes);
    QFETCH(std::u32string, characters);
    QFETCH(bool, valid);
    QVERIFY(decodeUtf8(bytes) == characters);
    QCOMPARE(isValidUtf8(bytes), valid);
    QCOMPARE(repairedUtf8(bytes), encodeUtf8(characters));
    QCOMPARE(codePointCount(bytes), static_cast<std::int64_t>(characters.size()));
}

void TestUtf8::everyScalarSurvives()
{
    QString wrong;
    for (char32_t c = 0; c <= 0x10FFFF && wrong.isEmpty(); c += c == 0xD7FF ? 0x801 : 1) {
        const std::u32string text(1, c);
        const std::string bytes = encodeUtf8(text);
        // Not QString::fromUcs4(), which drops a byte order mark.
        const QByteArray expected = QStringView(QChar::fromUcs4(c)).toUtf8();
        if (bytes != expected.toStdString() || !isValidUtf8(bytes) || decodeUtf8(bytes) != text)
            wrong = QString::number(c, 16);
    }
    QCOMPARE(wrong, QString());
}

void TestUtf8::encodesSurrogatesAsReplacement()
{
    QCOMPARE(encodeUtf8(std::u32string{0xD800, 0x110000}), std::string("\xEF\xBF\xBD\xEF\xBF\xBD"));
}

void TestUtf8::findsOffsets()
{
    const std::string text = "a\xC3\xA9\xF0\x9F\x98\x80z"; // 1, 2, 4 and 1 bytes
    const std::vector<std::size_t> begins{0, 1, 3, 7, 8};
    for (std::size_t i = 0; i < begins.size(); ++i) {
        QCOMPARE(byteOffset(text, static_cast<std::int64_t>(i)), begins[i]);
        QCOMPARE(codePointOffset(text, begins[i]), static_cast<std::int64_t>(i));
    }
    QCOMPARE(byteOffset(text, 99), std::size_t{8});
    QCOMPARE(codePointOffset(text, 5), std::int64_t{2});
    QCOMPARE(codePointRange(text, 1, 3), std::string_view("\xC3\xA9\xF0\x9F\x98\x80"));
    QCOMPARE(codePointRange(text, 3, 99), std::string_view("z"));
    QCOMPARE(codePointRange(text, 2, 1), std::string_view());
}

void TestUtf8::offsetsCountBadBytes()
{
    QCOMPARE(codePointRange("\xFF\xE4\xB8z", 3, 4), std::string_view("z"));
    QCOMPARE(findInvalidUtf8("ab\xFF"), std::size_t{2});
}

void TestUtf8::quotesNames_data()
{
    QTest::addColumn<std::string>("name");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char* tag, const std::string& name, const std::string& expected) {
        QTest::newRow(tag) << name << expected;
    };
    row("plain", "a.b", "\"a.b\"");
    row("empty", "", "\"\"");
    row("controls", std::string("a\n\0\x1b", 4), "\"a\\u000a\\u0000\\u001b\"");
    row("right-to-left override", "\xE2\x80\xAE", "\"\\u202e\"");
    row("bad byte", "\xFF", "\"\xEF\xBF\xBD\"");
    row("long", std::string(1'000'000, 'x'), "\"" + std::string(80, 'x') + "...\"");
}

void TestUtf8::quotesNames()
{
    QFETCH(std::string, name);
    QFETCH(std::string, expected);
    QCOMPARE(inQuotes(name), expected);
}

QTEST_GUILESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
