// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <optional>

#include "figures/compared_pair.h"
#include "ui/jobs/background_jobs.h"

namespace headlight::ui {

/// The agreement of all heads of a pair: small boards are there at once, large ones grow layer by layer on a thread.
/// What is asked for last counts; the work on what was asked before ends. The destructor stops and waits.
class HeadBoard : public QObject {
    Q_OBJECT
public:
    explicit HeadBoard(QObject* parent = nullptr) : QObject(parent) {}
    ~HeadBoard() override { m_stop.request_stop(); }

    /// Asking again for what is there, or on its way, changes nothing.
    void ask(const ComparedPair& pair, const BoardRequest& request);
    /// [L,H]; NaN where it is not known yet. Null before the first ask().
    const Array& board() const { return m_board; }
    bool isGrowing() const { return m_growing; }

signals:
    void changed();

private:
    struct Question {
        ComparedPair pair;
        BoardRequest request;
        bool equals(const Question& other) const;
    };

    void start(const Question& question);
    void take(const Array& board, bool growing, std::uint64_t asked);

    std::optional<Question> m_question;
    Array m_board;
    bool m_growing = false;
    std::uint64_t m_asked = 0; ///< counts questions: what belongs to an older one is dropped
    std::stop_source m_stop;
    BackgroundJobs m_jobs; ///< last: its destructor waits before the rest goes
};

} // namespace headlight::ui
