// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <filesystem>

namespace headlight::testing {

/// The messages that users read, as a file lists them: a line with the case's name in brackets, then the message.
QMap<QString, QString> messageTable(const std::filesystem::path& file);

/// `text` with the test's folder, which has another name each time, as FOLDER.
QString withoutFolder(QString text, const std::filesystem::path& folder);

/// Empty, or what a message lacks: that it is sentences, says what to do, and hides nothing from the eye.
QString flawOf(const QString& message);

} // namespace headlight::testing
