// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/data/analysis_result.h"

namespace headlight::ui {

/// What stands for a question in lists: the question, or, of a text that another program read without one, its
/// beginning.
QString questionOrFirstWords(const Input& input);
/// The same with the answer, where there is one: as sessions call each other.
QString questionAndAnswer(const AnalysisResult& result);
/// The same for eyes.
QString shownQuestionAndAnswer(const AnalysisResult& result);

} // namespace headlight::ui
