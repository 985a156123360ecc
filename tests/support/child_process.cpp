// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/child_process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace headlight::testing {

namespace {

constexpr uid_t nobody = 65534;
constexpr int page = 4096; // what a pipe takes without waiting

} // namespace

ChildProcess::ChildProcess(const std::function<void()>& work) : m_id(::fork())
{
    if (m_id < 0)
        qFatal("cannot fork");
    if (m_id > 0)
        return;
    work();
    ::_exit(0);
}

ChildProcess::~ChildProcess()
{
    kill();
    wait();
}

void ChildProcess::kill()
{
    if (m_id > 0)
        ::kill(m_id, SIGKILL);
}

int ChildProcess::wait()
{
    int status = -1;
    while (m_id > 0 && ::waitpid(m_id, &status, 0) < 0 && errno == EINTR) {
    }
    m_id = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::optional<QByteArray> inChild(const std::function<QByteArray()>& work)
{
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0)
        qFatal("cannot make a pipe");
    ChildProcess child([&] {
        const QByteArray text = work().left(page);
        [[maybe_unused]] const auto written = ::write(ends[1], text.constData(), static_cast<std::size_t>(text.size()));
    });
    ::close(ends[1]);
    QByteArray text(page, Qt::Uninitialized);
    const ssize_t count = ::read(ends[0], text.data(), page);
    ::close(ends[0]);
    text.resize(std::max<ssize_t>(count, 0));
    return child.wait() == 0 ? std::optional(text) : std::nullopt;
}

bool becomeNobody()
{
    return ::geteuid() != 0 || (::setresgid(nobody, nobody, nobody) == 0 && ::setresuid(nobody, nobody, nobody) == 0);
}

} // namespace headlight::testing
