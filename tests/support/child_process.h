// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <functional>
#include <optional>
#include <sys/types.h>

namespace headlight::testing {

/// A copy of this process that does one thing and ends, without the ends of tests and libraries. For tests that have no
/// other thread.
class ChildProcess {
public:
    explicit ChildProcess(const std::function<void()>& work);
    ~ChildProcess(); ///< kills it, where it is still there
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// SIGKILL: it cannot be caught, and nothing is cleaned up.
    void kill();
    /// Its exit status; -1: it ended otherwise.
    int wait();

private:
    pid_t m_id;
};

/// What `work` returns in a child, whose user, limits and mounts end with it; at most a page. Nothing if the child
/// died.
std::optional<QByteArray> inChild(const std::function<QByteArray()>& work);

/// Makes this process one of a user without privileges, for good. For children.
bool becomeNobody();

} // namespace headlight::testing
