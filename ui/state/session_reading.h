// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <optional>

#include "core/files/file_stamp.h"
#include "core/session/session.h"

namespace headlight::ui {

/// A session as it was read, with the stamp that its file had before.
struct ReadSession {
    std::optional<FileStamp> stamp;
    Result<Session> session;
    /// The session that stood beside it in view compare, and its file; nothing where none did, or it is open already.
    std::optional<Result<Session>> compared = {};
    QString comparedFile = {};
};

/// Reads `file` and what it was compared with, unless that is among the files that are `open`. Not for the thread of
/// the window.
ReadSession readSessionAndCompared(const QString& file, const QStringList& open);

/// Opens on something that the session holds, where what it would open on is not there: another program's may hold no
/// attention, or words alone.
void openOnWhatIsThere(Session& session);

} // namespace headlight::ui
