// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/base/error.h"

namespace headlight::ui {

/// Whether a file may hold a list of questions: by its suffix, else as it begins as text does.
bool holdsQuestions(const QString& file);

/// Whether a file may be a text alone, to be read as a context: text that no suffix marks as a list or a session.
bool holdsContext(const QString& file);

/// The text of a file, which must be UTF-8 or UTF-16 with its mark, of at most 64 MiB. An error names the first bad
/// byte.
Result<QString> readTextFile(const QString& file);

} // namespace headlight::ui
