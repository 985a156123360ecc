// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/answer_text.h"

#include <QAbstractTextDocumentLayout>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTextBlock>
#include <algorithm>
#include <cmath>

#include "figures/token_text.h"
#include "ui/state/text_pieces.h"
#include "ui/theme/colours.h"

namespace headlight::ui {

namespace {

constexpr int fontPixels = 16;
constexpr int shownLines = 2;
constexpr int markHues[] = {210, 35, 140, 330, 265, 60, 0, 180}; // far apart for their neighbours in the list

/// Light behind dark letters, dark behind light ones.
QColor markColour(int kind, const QPalette& palette)
{
    const int hue = markHues[static_cast<std::size_t>(kind) % std::size(markHues)];
    return themeOf(palette) == Theme::Dark ? QColor::fromHsv(hue, 130, 95) : QColor::fromHsv(hue, 55, 245);
}

/// Line breaks as spaces: two lines are all there is. The length stays, so positions do too.
QString flowing(QString text)
{
    const auto breaks = [](QChar each) {
        return each == '\n' || each == '\r' || each == QChar(0x2028) || each == QChar(0x2029);
    };
    std::replace_if(text.begin(), text.end(), breaks, QChar(' '));
    return text;
}

} // namespace

AnswerText::AnswerText(QWidget* parent) : QTextBrowser(parent)
{
    setObjectName("answerText");
    setAccessibleName(tr("Answer in its context"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabChangesFocus(true);
    document()->setDocumentMargin(0);
    showAnswer();
}

void AnswerText::setText(const std::string& text, std::vector<TextMark> marks)
{
    m_text = text;
    m_marks = std::move(marks);
    m_span = {};
    render();
}

void AnswerText::showSpan(const TextRange& characters)
{
    if (characters == m_span)
        return;
    m_span = characters;
    render();
}

void AnswerText::render()
{
    const TextPieces pieces = piecesAround(m_text, m_span);
    QTextCharFormat plain;
    QFont font = this->font();
    font.setPixelSize(fontPixels);
    plain.setFont(font);
    plain.setForeground(coloursOf(palette()).text);
    QTextCharFormat marked = plain;
    marked.setFontWeight(QFont::DemiBold);
    marked.setBackground(coloursOf(palette()).answer);
    clear();
    QTextCursor cursor(document());
    cursor.insertText(flowing(pieces.before), plain);
    cursor.insertText(flowing(pieces.inside), marked);
    cursor.insertText(flowing(pieces.after), plain);
    insertMarks();
    cursor.setPosition(static_cast<int>(pieces.before.size()));
    setTextCursor(cursor); // the editor shows it by itself, when it first appears
    showAnswer();
}

void AnswerText::insertMarks()
{
    for (const TextMark& mark : m_marks) {
        const TextPieces pieces = piecesAround(m_text, mark.characters);
        QTextCursor cursor(document());
        cursor.setPosition(static_cast<int>(pieces.before.size()));
        cursor.setPosition(static_cast<int>(pieces.before.size() + pieces.inside.size()), QTextCursor::KeepAnchor);
        QTextCharFormat format;
        format.setFontWeight(QFont::DemiBold);
        format.setBackground(markColour(mark.kind, palette()));
        format.setToolTip(plainHint(QString::fromStdString(mark.hint)));
        cursor.mergeCharFormat(format);
    }
}

/// In code points, as texts count them.
void AnswerText::mouseReleaseEvent(QMouseEvent* event)
{
    QTextBrowser::mouseReleaseEvent(event);
    if (event->button() != Qt::LeftButton || textCursor().hasSelection())
        return;
    const int at = document()->documentLayout()->hitTest(event->position() + QPointF(0, verticalScrollBar()->value()),
                                                         Qt::ExactHit);
    if (at >= 0)
        emit characterClicked(QString::fromStdString(m_text).left(at).toUcs4().size());
}

void AnswerText::showAnswer()
{
    document()->setTextWidth(viewport()->width());
    QFont font = this->font();
    font.setPixelSize(fontPixels);
    const int line = QFontMetrics(font).lineSpacing();
    setFixedHeight(shownLines * line + 2);
    // One line stands in the middle of the room for two, so that the height never changes.
    const int spare = std::max(0, height() - static_cast<int>(std::ceil(document()->size().height())));
    setViewportMargins(0, spare / 2, 0, 0);
    const QTextBlock block = document()->firstBlock();
    const auto begin = static_cast<int>(piecesAround(m_text, m_span).before.size());
    const QTextLine answerLine =
        block.isValid() && block.layout() ? block.layout()->lineForTextPosition(begin) : QTextLine();
    verticalScrollBar()->setValue(answerLine.isValid() ? static_cast<int>(answerLine.y()) : 0);
}

void AnswerText::resizeEvent(QResizeEvent* event)
{
    QTextBrowser::resizeEvent(event);
    showAnswer();
}

void AnswerText::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        render();
}

} // namespace headlight::ui
