// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/state/workbench.h"

namespace headlight::ui {

/// A session as it was read, with the stamp that its file had before.
struct Workbench::ReadFile {
    std::optional<FileStamp> stamp;
    Result<Session> session;
    /// The session that stood beside it in view compare, and its file; nothing where none did, or it is open already.
    std::optional<Result<Session>> compared = {};
    QString comparedFile = {};
};

} // namespace headlight::ui
