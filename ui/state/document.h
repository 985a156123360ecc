// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>

#include "core/session/session.h"

namespace headlight::ui {

/// Where a result is kept: its file, whether the file holds all of it, and what travels with it.
struct DocumentState {
    QString file; ///< empty: never saved
    bool dirty = false;
    QString notes;
    std::shared_ptr<const Session::Unknown> unknown;
    ExpectedAnswers expected = {};
    bool half = false;   ///< the file keeps attention and norms as float16
    double rounding = 0; ///< what that has changed (Session::rounding)
    QString remark = {}; ///< what of the file was read otherwise than it is written
};

/// Whether both say the same to a reader of their files.
bool saysTheSame(const DocumentState& a, const DocumentState& b);

/// The document on screen.
class Document : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    const DocumentState& state() const { return m_state; }
    const QString& file() const { return m_state.file; }
    const QString& notes() const { return m_state.notes; }
    bool isDirty() const { return m_state.dirty; }
    /// The file's name, or empty.
    QString name() const;

    void setState(DocumentState state);
    void setNotes(const QString& notes);
    /// What is in memory is no longer what the file holds.
    void markDirty();
    const ExpectedAnswers& expected() const { return m_state.expected; }
    void setExpected(const ExpectedAnswers& expected);
    /// `file` holds what `written` says.
    void saved(const QString& file, const DocumentState& written);

signals:
    void changed();
    void notesReplaced(const QString& notes); ///< by another document's, not by typing

private:
    DocumentState m_state;
};

} // namespace headlight::ui
