// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/data/analysis_result.h"

namespace headlight::ui {

/// Whether the model that is open can compute what a result lacks.
enum class ModelMatch {
    Same,         ///< as far as is known
    NotOpen,      ///< no model is open
    OtherModel,   ///< one of another name is
    OtherWeights, ///< the name is the same, the weights are not
    NoModel,      ///< the result was made elsewhere, by a model that it does not describe
};

/// `open` is null where no model is.
ModelMatch modelMatch(const ModelIdentity& made, const ModelIdentity* open);
/// Why nothing can be computed, in a sentence; empty for Same.
QString explanation(ModelMatch match, const ModelIdentity& made, const ModelIdentity* open);

} // namespace headlight::ui
