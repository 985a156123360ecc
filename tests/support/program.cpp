// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/program.h"

#include <csignal>

namespace headlight::testing {

namespace {

constexpr int patience = 120000; // ms; sanitizers and busy machines take their time

} // namespace

ProgramEnd runProgram(const QString& program, const QStringList& arguments, const QByteArray& input)
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(patience) || process.exitStatus() != QProcess::NormalExit)
        return {-1, process.readAllStandardOutput(), QString::fromUtf8(process.readAllStandardError())};
    return {process.exitCode(), process.readAllStandardOutput(), QString::fromUtf8(process.readAllStandardError())};
}

RunningProgram::RunningProgram(const QString& program, const QStringList& arguments)
{
    m_process.setReadChannel(QProcess::StandardError);
    m_process.start(program, arguments);
    m_process.closeWriteChannel();
}

bool RunningProgram::awaitError(const QString& text)
{
    while (!m_errors.contains(text)) {
        if (!m_process.waitForReadyRead(patience) && m_process.state() == QProcess::NotRunning)
            return false;
        m_errors += QString::fromUtf8(m_process.readAllStandardError());
    }
    return true;
}

void RunningProgram::interrupt()
{
    ::kill(static_cast<pid_t>(m_process.processId()), SIGINT);
}

ProgramEnd RunningProgram::awaitEnd()
{
    const bool ended = m_process.waitForFinished(patience) && m_process.exitStatus() == QProcess::NormalExit;
    m_errors += QString::fromUtf8(m_process.readAllStandardError());
    return {ended ? m_process.exitCode() : -1, m_process.readAllStandardOutput(), m_errors};
}

} // namespace headlight::testing
