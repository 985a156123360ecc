// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/engine/path_checks.h"

/// Changed runs behind an interface without Torch.
namespace headlight::checks {

/// Largest differences, relative to the largest magnitude, in float64.
struct WhatIfChecks {
    double ablated = 0;           ///< scores against a forward pass written from scratch
    double patchedHeads = 0;      ///< the same, one head's output from another run
    double patchedStates = 0;     ///< the same, one token's state
    double lens = 0;              ///< the head on the states of that pass
    double maskByAttention = 0;   ///< mask gradients against Σ A ⊙ ∂F/∂A
    double maskByDifferences = 0; ///< and against central differences
    double heldValues = 0;        ///< targets of the path function with held outputs, against that pass
    double heldGradients = 0;     ///< its gradients against central differences
};
WhatIfChecks whatIfChecks(const ModelVariant& model);

} // namespace headlight::checks
