// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/data/analysis_result.h"

namespace headlight::ui {

/// What is said of a target: of the start of an answer, of a class, of a token's label, of a mask's word.
struct TargetText {
    QString label;  ///< "To start", "To “positive”"
    QString scalar; ///< what is explained: "the start logit", "the logit of “positive”"
};

/// Of the target `id`, whose attribution `result` may hold or not; null: of no result yet.
TargetText targetText(const AnalysisResult* result, const QString& id);

/// What the target is made of: "include (14)", "positive", "Paris (3), B-LOC", "[MASK] (6), important"; empty where it
/// is not known. Positions that the result does not have are left out.
QString positionsText(const AnalysisResult& result, const QString& id, const Attribution& attribution);

/// The probability of the token, class, label or word whose single score the target is; NaN for other targets.
double probabilityOf(const AnalysisResult& result, const QString& id, const Attribution& attribution);

} // namespace headlight::ui
