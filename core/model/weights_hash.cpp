// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/weights_hash.h"

#include <exception>
#include <sched.h>

namespace headlight {

// A thread that has become idle may not come back without privileges: there are two, which take turns.
WeightsHash::WeightsHash(std::vector<std::filesystem::path> files)
    : m_hash(std::move(files)), m_result(m_promise.get_future().share()),
      m_normal([this](const std::stop_token& stop) { work(Priority::Normal, stop); }),
      m_idle([this](const std::stop_token& stop) { work(Priority::Idle, stop); })
{
}

WeightsHash::~WeightsHash()
{
    for (std::jthread* each : {&m_normal, &m_idle})
        each->request_stop();
    for (std::jthread* each : {&m_normal, &m_idle})
        each->join();
    if (!m_done)
        m_promise.set_value(cancelled()); // the listener waits for it
}

void WeightsHash::work(Priority priority, const std::stop_token& stop)
{
    if (priority == Priority::Idle) {
        const sched_param none{};
        sched_setscheduler(0, SCHED_IDLE, &none); // where it is refused, the hashing takes its share
    }
    while (waitForTurn(priority, stop) && advance()) {
    }
}

/// Whether it came before the stop.
bool WeightsHash::waitForTurn(Priority priority, const std::stop_token& stop)
{
    std::unique_lock lock(m_turns);
    return m_turnChanged.wait(lock, stop, [&] { return (m_behind > 0) == (priority == Priority::Idle); })
        && !stop.stop_requested();
}

/// Hashes a piece. False when there are no more.
bool WeightsHash::advance()
{
    const std::lock_guard lock(m_work);
    if (m_done)
        return false;
    const auto step = [this]() -> Result<std::optional<std::string>> {
        try {
            return m_hash.advance();
        } catch (const std::exception& error) {
            return inputError(std::string("Cannot hash the weights: ") + error.what());
        }
    }();
    if (step && !step->has_value())
        return true;
    m_done = true;
    m_promise.set_value(step ? Result<std::string>(**step) : Failure(step.error()));
    return false;
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

void WeightsHash::changeBehind(int by)
{
    {
        const std::lock_guard lock(m_turns);
        m_behind += by;
    }
    m_turnChanged.notify_all();
}

WeightsHash::Behind::Behind(WeightsHash& hash) : m_hash(hash)
{
    m_hash.changeBehind(1);
}

WeightsHash::Behind::~Behind()
{
    m_hash.changeBehind(-1);
}

} // namespace headlight
