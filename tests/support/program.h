// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QStringList>

namespace headlight::testing {

/// What a program left when it ended.
struct ProgramEnd {
    int status = -1; ///< -1: it crashed or did not end in time
    QByteArray output;
    QString errors;
};

/// Runs a program to its end, with `input` on its standard input.
ProgramEnd runProgram(const QString& program, const QStringList& arguments, const QByteArray& input = {});

/// A program that runs beside the test, to be interrupted.
class RunningProgram {
public:
    RunningProgram(const QString& program, const QStringList& arguments);
    /// Waits until the program has written `text` on standard error.
    bool awaitError(const QString& text);
    void interrupt();
    ProgramEnd awaitEnd();

private:
    QProcess m_process;
    QString m_errors;
};

} // namespace headlight::testing
