// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/data/analysis_result.h"

namespace headlight::ui {

/// What stands in place of a view of hidden units that a result does not hold.
struct MissingUnits {
    QString message;
    QString action; ///< the text of the button that computes them; empty: nothing can be done here
};

/// For `result` (null: none yet), with `open` the model that is open (null: none).
MissingUnits missingUnits(const AnalysisResult* result, const ModelIdentity* open);

} // namespace headlight::ui
