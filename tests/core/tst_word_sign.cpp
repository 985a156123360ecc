// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/text/word_sign.h"

using namespace headlight;

/// Which pieces hang together, and how people read them.
class TestWordSign : public QObject {
    Q_OBJECT

private slots:
    void showsPieces_data();
    void showsPieces();
    void joinsWords_data();
    void joinsWords();
};

void TestWordSign::showsPieces_data()
{
    QTest::addColumn<WordSign>("sign");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("shown");
    QTest::addColumn<bool>("continues");
    const auto row = [](const char* name, WordSign sign, const char* token, const char* shown, bool continues) {
        QTest::newRow(name) << sign << QByteArray(token) << QByteArray(shown) << continues;
    };
    row("a word", WordSign::Continuation, "play", "play", false);
    row("its end", WordSign::Continuation, "##ing", "ing", true);
    row("two marks", WordSign::Continuation, "##", "##", false);
    row("special", WordSign::Continuation, "[CLS]", "[CLS]", false);
    row("another sign", WordSign::Continuation, "\u2581a", "\u2581a", false);
    row("after a space", WordSign::LeadingSpace, "\u0120the", "the", false);
    row("within a word", WordSign::LeadingSpace, "ing", "ing", true);
    row("a space", WordSign::LeadingSpace, "\u0120", " ", false);
    row("two spaces", WordSign::LeadingSpace, "\u0120\u0120", " ", false);
    row("a line break", WordSign::LeadingSpace, "\u010A", "\n", false);
    row("a whole letter", WordSign::LeadingSpace, "\u0120\u00C3\u00A9t\u00C3\u00A9", "\u00E9t\u00E9", false);
    row("half a letter", WordSign::LeadingSpace, "\u0120\u00C3", "<0xC3>", false);
    row("a letter and a half", WordSign::LeadingSpace, "a\u00C3\u00A9\u00E2\u0122", "a\u00E9<0xE2><0x80>", true);
    row("a mask", WordSign::LeadingSpace, "<mask>", "<mask>", true);
    row("no bytes", WordSign::LeadingSpace, "  ", "  ", true);
    row("a piece after a space", WordSign::Metaspace, "\u2581what", "what", false);
    row("a piece within", WordSign::Metaspace, "\u00E9", "\u00E9", true);
    row("the sign alone", WordSign::Metaspace, "\u2581", " ", false);
    row("a sign inside", WordSign::Metaspace, "\u2581of\u2581the", "of the", false);
    row("hashes", WordSign::Metaspace, "##s", "##s", true);
}

void TestWordSign::showsPieces()
{
    QFETCH(const WordSign, sign);
    QFETCH(const QByteArray, token);
    QFETCH(const QByteArray, shown);
    QFETCH(const bool, continues);
    QCOMPARE(QByteArray::fromStdString(shownPiece(token.toStdString(), sign)), shown);
    QCOMPARE(continuesWord(token.toStdString(), sign), continues);
}

void TestWordSign::joinsWords_data()
{
    using Tokens = std::vector<std::string>;
    QTest::addColumn<Tokens>("tokens");
    QTest::addColumn<WordSign>("sign");
    QTest::addColumn<QString>("continued"); // a mark a token: x special, - begins a word, + continues one
    QTest::newRow("none") << Tokens{} << WordSign::Continuation << "";
    QTest::newRow("without a sign") << Tokens{"[CLS]", "what", "is", "[SEP]"} << WordSign::Continuation << "x--x";
    QTest::newRow("BERT") << Tokens{"[CLS]", "un", "##real", "?", "[SEP]"} << WordSign::Continuation << "x-+-x";
    QTest::newRow("RoBERTa") << Tokens{"<s>", "What", "\u0120is", "n", "</s>", "</s>", "it", "s", "</s>"}
                             << WordSign::LeadingSpace << "x--+xx-+x";
    QTest::newRow("XLM-R") << Tokens{"<s>", "\u2581What", "ever", "\u2581##s", "</s>"} << WordSign::Metaspace
                           << "x-+-x";
}

void TestWordSign::joinsWords()
{
    QFETCH(const std::vector<std::string>, tokens);
    QFETCH(const WordSign, sign);
    QFETCH(const QString, continued);
    QCOMPARE(guessedWordSign(tokens), sign);
    std::vector<bool> special;
    for (const QChar mark : continued)
        special.push_back(mark == 'x');
    const std::vector<bool> found = continuedWords(tokens, special, sign);
    QCOMPARE(static_cast<qsizetype>(found.size()), continued.size());
    for (qsizetype i = 0; i < continued.size(); ++i)
        QCOMPARE(found[static_cast<std::size_t>(i)], continued[i] == '+');
}

QTEST_GUILESS_MAIN(TestWordSign)
#include "tst_word_sign.moc"
