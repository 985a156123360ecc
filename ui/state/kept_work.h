// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <optional>
#include <vector>

#include "core/data/options.h"
#include "core/datasets/answer_scores.h"

namespace headlight::ui {

/// A finished result, as it is kept for the case of a crash.
struct KeptResult {
    QString copy;     ///< a file beside the description; empty: `original` holds the result
    QString original; ///< the file it was read from or saved to; empty: none
    bool dirty = false;
    QString notes;
    ExpectedAnswers expected;
    bool half = false;
};

/// What a person was doing.
struct KeptWork {
    QString question;
    QString context;
    QString model; ///< the folder; this description never leaves the computer
    Options options;
    bool running = false;
    bool ended = false; ///< the program was asked to end: it did not crash
    std::vector<KeptResult> results; ///< newest first

    bool isEmpty() const { return results.empty() && question.isEmpty() && context.isEmpty(); }
};

QByteArray toJson(const KeptWork& work);
/// Nothing for what is no description of work.
std::optional<KeptWork> keptWorkOf(const QByteArray& json);

} // namespace headlight::ui
