// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QStringList>

#include "core/data/analysis_result.h"

namespace headlight::ui {

/// A file name made of the question.
QString suggestedSessionName(const AnalysisResult& result);

/// A file of this name in `folder` that is neither there yet nor `taken`.
QString freeName(const QDir& folder, const QString& name, const QStringList& taken);

} // namespace headlight::ui
