// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/data/analysis_result.h"

namespace headlight::ui {

/// How far a measure that a method makes can be trusted, where the method checks itself: of AttAttr the change at the
/// last doubling of its nodes and what the sum of a layer misses, of DecompX how far its sums are from the states. Of
/// `layer`, or, where that is -1, of the worst one. Empty where nothing is known.
QString methodExactnessText(const AnalysisResult& result, const QString& measure, int layer);

} // namespace headlight::ui
