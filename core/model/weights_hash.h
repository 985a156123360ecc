// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <future>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/base/error.h"

namespace headlight {

/// The hash of weight files (hashFiles), computed on a thread of its own while nothing more urgent wants the processor.
/// The destructor stops it.
class WeightsHash {
public:
    explicit WeightsHash(std::vector<std::filesystem::path> files);

    /// Lets the hashing rest, from the end of the piece under way, as long as it exists.
    class Pause {
    public:
        explicit Pause(WeightsHash& hash);
        ~Pause();
        Pause(const Pause&) = delete;
        Pause& operator=(const Pause&) = delete;

    private:
        WeightsHash& m_hash;
    };

    /// Calls `then` once with the hash, on another thread; never where the files cannot be read.
    void whenKnown(std::function<void(const std::string&)> then);
    /// Waits for the hash, at most until `stop` is raised.
    Result<std::string> wait(const std::stop_token& stop) const;

private:
    void changePauses(int by);
    void waitForLeave(const std::stop_token& stop);

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    int m_pauses = 0;
    std::promise<Result<std::string>> m_promise;
    std::shared_future<Result<std::string>> m_result;
    std::jthread m_listener; ///< before m_thread, which its end needs
    std::jthread m_thread;
};

} // namespace headlight
