// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/document.h"

#include <QFileInfo>

namespace headlight::ui {

QString Document::name() const
{
    return QFileInfo(m_state.file).fileName();
}

bool saysTheSame(const DocumentState& a, const DocumentState& b)
{
    return a.notes == b.notes && a.expected == b.expected;
}

void Document::setState(DocumentState state)
{
    m_state = std::move(state);
    emit notesReplaced(m_state.notes);
    emit changed();
}

void Document::setNotes(const QString& notes)
{
    if (notes == m_state.notes)
        return;
    m_state.notes = notes;
    m_state.dirty = true;
    emit changed();
}

void Document::markDirty()
{
    m_state.dirty = true;
    emit changed();
}

void Document::setExpected(const ExpectedAnswers& expected)
{
    if (expected == m_state.expected)
        return;
    m_state.expected = expected;
    m_state.dirty = true;
    emit changed();
}

void Document::saved(const QString& file, const DocumentState& written)
{
    m_state.file = file;
    m_state.half = written.half;
    m_state.rounding = written.rounding;
    m_state.dirty = !saysTheSame(written, m_state);
    emit changed();
}

} // namespace headlight::ui
