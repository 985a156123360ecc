// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The answer in its context: in sight from the first moment, whatever the length of the context.
#include <QScrollBar>
#include <QTest>
#include <QTextBlock>

#include "tests/support/event_turns.h"
#include "ui/panels/answer_text.h"

using namespace headlight;
using namespace headlight::ui;
using headlight::testing::settle;

namespace {

constexpr int words = 200;

std::string longContext()
{
    std::string text;
    for (int word = 0; word < words; ++word)
        text += "word" + std::to_string(word) + " ";
    return text;
}

/// The rectangle of the first letter of the answer.
QRect letterRect(const AnswerText& shown, int position)
{
    QTextCursor cursor(shown.document());
    cursor.setPosition(position);
    return shown.cursorRect(cursor);
}

} // namespace

class TestAnswerText : public QObject {
    Q_OBJECT
private slots:
    void answerIsInSight_data()
    {
        QTest::addColumn<int>("begin");
        QTest::addColumn<bool>("shownBefore");
        for (const int begin : {0, 40, 700, int(longContext().size()) - 8})
            for (const bool before : {false, true})
                QTest::addRow("%d%s", begin, before ? ", shown before" : "") << begin << before;
    }

    void answerIsInSight()
    {
        QFETCH(int, begin);
        QFETCH(bool, shownBefore);
        AnswerText text;
        text.resize(500, 40);
        if (shownBefore)
            text.show();
        text.setText(longContext());
        text.showSpan({begin, begin + 6});
        text.show();
        settle();
        const QRect letter = letterRect(text, begin);
        QVERIFY2(text.viewport()->rect().contains(letter.center()), qPrintable(QString::number(letter.top())));
    }

    void oneLineStandsInTheMiddle()
    {
        AnswerText text;
        text.resize(500, 40);
        text.setText("a short text");
        text.show();
        settle();
        const int above = text.viewport()->geometry().top();
        const int height = letterRect(text, 0).height();
        QVERIFY(std::abs(text.height() - 2 * above - height) <= 3);
    }
};

QTEST_MAIN(TestAnswerText)
#include "tst_answer_text.moc"
