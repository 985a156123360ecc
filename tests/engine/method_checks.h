// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/engine/path_checks.h"

/// Methods by a second way, behind an interface without Torch.
namespace headlight::checks {

/// Largest differences in float64, relative to the largest magnitude; of the methods that need a target, 0 for a bare
/// encoder.
struct MethodChecks {
    double alti = 0;         ///< against the tensor of S·S·D that is never built
    double globEnc = 0;      ///< likewise
    double valueZeroing = 0; ///< against the layer run again, once a token whose value is zero, with 1 - cos as it is
    double rows = 0;         ///< sums of the rows of ALTI and of value zeroing, against 1
    double chefer = 0;       ///< against automatic differentiation
    double attAttr = 0;      ///< some cells, against central differences integrated with more nodes
    double complete = 0;     ///< the sums of AttAttr's layers, against F(A) - F(0)
    double stepped = 0;      ///< 20 steps against the sum that the authors' code makes
    double states = 0;       ///< the sums of DecompX's parts, against every layer's output
    double targets = 0;      ///< the sums of its parts of targets, against these
    int most = 0;            ///< nodes that AttAttr took
};
MethodChecks methodChecks(const ModelVariant& model);

/// Whether each method ends with Stopped once the token is raised.
bool methodsStop(const ModelVariant& model);

} // namespace headlight::checks
