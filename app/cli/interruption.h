// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace headlight::cli {

/// Turns Ctrl-C (SIGINT) and SIGTERM into a stop request. Work that does not answer it within 0.15 s, such as the
/// loading of a library, is ended by leaving the process with status 3, but never while a file is written. One at a
/// time.
class Interruption {
public:
    Interruption();
    /// Waits for the thread that watches for signals.
    ~Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;

    std::stop_token token() const { return m_stop.get_token(); }
    /// While the lock is held the process is not ended: for writing files.
    [[nodiscard]] std::unique_lock<std::mutex> whileWriting() { return std::unique_lock(m_writing); }

private:
    void watch();

    std::stop_source m_stop;
    std::mutex m_mutex;
    std::mutex m_writing;
    std::condition_variable m_ended;
    bool m_done = false; ///< guarded by m_mutex
    std::thread m_watcher;
};

} // namespace headlight::cli
