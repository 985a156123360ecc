// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

#include "core/data/analysis_result.h"

namespace headlight::ui {

/// What is said of a measure that a method makes.
struct MethodText {
    QString label;       ///< "Rollout", "To start (AttAttr)"
    QString unit;        ///< beside the colour bar
    QString description; ///< what it means, and of what it does not speak
};

/// Of the measure `id`, METHOD or METHOD.TARGET; nothing where no method makes it. A null result has no targets of its
/// own to name.
std::optional<MethodText> methodMeasureText(const AnalysisResult* result, const QString& id);

} // namespace headlight::ui
