// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

#include "core/base/error.h"

namespace headlight::ui {

/// Where the context is typed. A text file that is dropped or pasted replaces it; other files are left to the window.
class ContextField : public QPlainTextEdit {
    Q_OBJECT
public:
    using QPlainTextEdit::QPlainTextEdit;

signals:
    /// What was dropped or pasted is no text in UTF-8.
    void refused(const headlight::Error& error);

protected:
    bool canInsertFromMimeData(const QMimeData* source) const override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    void takeFile(const QString& file);
    void refuse(const Error& error);
};

/// An error, with the byte, where what is pasted or dropped is given as text in bytes that are not UTF-8.
Result<void> checkPasted(const QMimeData* source);

/// An error that names the first place in what a person has put into a field where bytes of no character became U+FFFD;
/// none where `before` held as many already.
Result<void> checkReadable(const QString& text, const QString& before, const QString& field);

} // namespace headlight::ui
