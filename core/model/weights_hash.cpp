// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/weights_hash.h"

#include "core/model/checkpoint.h"

namespace headlight {

WeightsHash::WeightsHash(std::vector<std::filesystem::path> files)
    : m_result(m_promise.get_future().share()), m_thread([this, files = std::move(files)](std::stop_token stop) {
          // A report comes before every piece: the place to rest.
          m_promise.set_value(hashFiles(files, Job{stop, [this, stop](const Progress&) { waitForLeave(stop); }}));
      })
{
}

void WeightsHash::whenKnown(std::function<void(const std::string&)> then)
{
    m_listener = std::jthread([result = m_result, then = std::move(then)] {
        if (const Result<std::string>& hash = result.get(); hash)
            then(*hash);
    });
}

Result<std::string> WeightsHash::wait(const std::stop_token& stop) const
{
    while (m_result.wait_for(std::chrono::milliseconds(20)) != std::future_status::ready)
        if (stop.stop_requested())
            return cancelled();
    return m_result.get();
}

void WeightsHash::changePauses(int by)
{
    {
        const std::lock_guard lock(m_mutex);
        m_pauses += by;
    }
    m_changed.notify_all();
}

void WeightsHash::waitForLeave(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, stop, [this] { return m_pauses == 0; });
}

WeightsHash::Pause::Pause(WeightsHash& hash) : m_hash(hash)
{
    m_hash.changePauses(1);
}

WeightsHash::Pause::~Pause()
{
    m_hash.changePauses(-1);
}

} // namespace headlight
