// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include "core/data/analysis_result.h"

namespace headlight::ui {

/// What a changed run says beside the unchanged one, in words and numbers.
struct WhatIfText {
    enum class Verdict { Waiting, Same, Another };
    struct Row {
        QString name;
        QString before;
        QString after; ///< empty while it is not known
        QString change;
    };
    Verdict verdict = Verdict::Waiting;
    QList<Row> rows;
    QStringList next; ///< what the changed run holds for the next most probable
};

/// `before` and `after` may be null: not known yet. `targets` are the names of theirs.
WhatIfText whatIfText(const AnalysisResult& result, const QStringList& targets, const RunReading* before,
                      const RunReading* after);

} // namespace headlight::ui
