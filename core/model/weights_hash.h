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
#include "core/model/file_hash.h"

namespace headlight {

/// The SHA-256 of weight files (FileHash), computed beside whatever else is done. The destructor stops it.
class WeightsHash {
public:
    explicit WeightsHash(std::vector<std::filesystem::path> files);
    ~WeightsHash();

    /// Leaves the hashing what no other thread of the computer wants of the processor, as long as it exists.
    class Behind {
    public:
        explicit Behind(WeightsHash& hash);
        ~Behind();
        Behind(const Behind&) = delete;
        Behind& operator=(const Behind&) = delete;

    private:
        WeightsHash& m_hash;
    };

    /// Calls `then` once with the hash, on another thread; never where the files cannot be read.
    void whenKnown(std::function<void(const std::string&)> then);
    /// Waits for the hash, at most until `stop` is raised.
    Result<std::string> wait(const std::stop_token& stop) const;

private:
    enum class Priority { Normal, Idle };

    void work(Priority priority, const std::stop_token& stop);
    bool waitForTurn(Priority priority, const std::stop_token& stop);
    bool advance();
    void changeBehind(int by);

    std::mutex m_turns;
    std::condition_variable_any m_turnChanged;
    int m_behind = 0;

    std::mutex m_work; ///< guards the hash and what becomes of it
    FileHash m_hash;
    bool m_done = false;
    std::promise<Result<std::string>> m_promise;
    std::shared_future<Result<std::string>> m_result;

    std::jthread m_listener;
    std::jthread m_normal;
    std::jthread m_idle;
};

} // namespace headlight
