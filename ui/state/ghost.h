// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <vector>

#include "core/data/analysis_result.h"

namespace headlight::ui {

/// What an earlier result has to say about a later one of much the same text.
struct Ghost {
    ResultPtr before;               ///< null: there is none
    std::vector<double> start, end; ///< the earlier probabilities at the later tokens; NaN where none is aligned
};

/// The ghost of `before` beside `now`; none where they are of different models, of other windows of the same text, or
/// share fewer than half of their tokens.
Ghost ghostOf(const ResultPtr& before, const ResultPtr& now);

/// Follows what is on screen: the result that was there when a run began stays as its ghost, until another run or
/// another result takes its place.
class GhostKeeper : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    const Ghost& ghost() const { return m_ghost; }

public slots:
    /// A run begins while `shown` is on screen.
    void runStarted(const headlight::ResultPtr& shown);
    /// `result` is on screen; `running`: it is of the run that goes on.
    void showResult(const headlight::ResultPtr& result, bool running);

signals:
    void changed();

private:
    void setGhost(Ghost ghost);

    ResultPtr m_before; ///< of the run whose first result is awaited
    std::uint64_t m_generation = 0;
    bool m_awaited = false;
    Ghost m_ghost;
};

} // namespace headlight::ui
