// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/data/analysis_result.h"

namespace headlight::ui {

/// What the model says in a few words, isolated for a sentence: the answer, the class, the spans that it labels, the
/// words at the masks. "attention and norms" of a bare encoder; empty before it is known.
QString predictionText(const AnalysisResult& result);
/// How probable that is; empty where nothing single is.
QString predictionProbability(const AnalysisResult& result);
/// What a head of this kind does: "classifies texts".
QString taskText(TaskKind task);

} // namespace headlight::ui
