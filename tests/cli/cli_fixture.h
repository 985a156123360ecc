// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QTemporaryDir>
#include <memory>

#include "tests/support/program.h"

namespace headlight::testing {

// What the tests of the command line's commands share.

inline const QString program = BUILD_DIR "/bin/headlight-cli";
inline const QString tinyModel = TEST_DATA "/models/tiny-bert-qa";
inline const QString question = "What is important to us?";
inline const QString context = "It is important to us to include, empower and support humans of all kinds.";
// The tiny model takes 64 tokens at once.
inline const QString longContext = QString("important ").repeated(600);
inline const QStringList inWindows = {"--context", longContext, "--stride", "16"};

inline ProgramEnd run(const QStringList& arguments, const QByteArray& input = {})
{
    return runProgram(program, arguments, input);
}

inline QStringList analyzeArguments(const QString& output, const QStringList& more = {})
{
    return QStringList{"analyze", "--model", tinyModel, "--question", question, "--output", output} + more;
}

inline QStringList analyzeContext(const QString& output, const QStringList& more = {})
{
    return analyzeArguments(output, QStringList{"--context", context} + more);
}

/// A message is a sentence: it ends with a full stop and has more than a word or two.
inline bool isSentence(const QString& text)
{
    return text.trimmed().endsWith('.') && text.count(' ') > 4;
}

/// A folder that each case has to itself.
class CaseFolder {
public:
    /// Empties it; before each case.
    void renew() { m_folder = std::make_unique<QTemporaryDir>(); }
    QString path(const QString& name) const { return m_folder->filePath(name); }
    QStringList filesLeft() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden); }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace headlight::testing
