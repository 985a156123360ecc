// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/context_field.h"

#include <QCoreApplication>
#include <QMimeData>
#include <QUrl>

#include "core/base/decoded_text.h"
#include "ui/state/text_files.h"

namespace headlight::ui {

namespace {

const QString plainText = QStringLiteral("text/plain");

/// Translations of this file's functions.
struct Text {
    Q_DECLARE_TR_FUNCTIONS(ContextField)
};

/// The one file that is dragged or was copied; empty for texts.
QString fileOf(const QMimeData* source)
{
    const QList<QUrl> urls = source->urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString();
}

} // namespace

Result<void> checkPasted(const QMimeData* source)
{
    if (!source->formats().contains(plainText))
        return {};
    return checkUtf8(source->data(plainText).toStdString(), Text::tr("what was pasted").toStdString());
}

Result<void> checkReadable(const QString& text, const QString& before, const QString& field)
{
    const auto lost = text.count(QChar::ReplacementCharacter);
    if (lost == 0 || lost <= before.count(QChar::ReplacementCharacter))
        return {};
    const auto first = text.left(text.indexOf(QChar::ReplacementCharacter)).toUcs4().size();
    const QString what =
        lost == 1 ? Text::tr("One character could not be read and stands as �, which the model skips")
                  : Text::tr("%1 characters could not be read and stand as �, which the model skips").arg(lost);
    return inputError(what.toStdString(), Text::tr("%1, character %2").arg(field).arg(first + 1).toStdString(),
                      Text::tr("Type it, or copy the text from where it is shown right.").toStdString());
}

bool ContextField::canInsertFromMimeData(const QMimeData* source) const
{
    return source->hasUrls() ? holdsContext(fileOf(source)) : QPlainTextEdit::canInsertFromMimeData(source);
}

void ContextField::insertFromMimeData(const QMimeData* source)
{
    if (source->hasUrls())
        return takeFile(fileOf(source));
    if (const Result<void> checked = checkPasted(source); !checked)
        refuse(checked.error());
    else
        QPlainTextEdit::insertFromMimeData(source);
}

/// After the edit that a drop is, even where it changes nothing.
void ContextField::refuse(const Error& error)
{
    QMetaObject::invokeMethod(this, [this, error] { emit refused(error); }, Qt::QueuedConnection);
}

void ContextField::takeFile(const QString& file)
{
    const Result<QString> text = readTextFile(file);
    if (!text)
        return refuse(text.error());
    QTextCursor all(document());
    all.select(QTextCursor::Document);
    all.insertText(*text); // as an edit, which can be undone
}

} // namespace headlight::ui
