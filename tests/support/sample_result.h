// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/analysis_result.h"

namespace headlight::test {

/// The size and stage of a made-up result.
struct SampleShape {
    int layers = 3;
    int heads = 4;
    int tokens = 12; ///< at least 10
    Stage stage = Stage::Complete;
    bool hidden = false; ///< with the attribution of hidden units
};

/// A result whose values follow formulas, equal on every run: rows of attention sum to 1, the norms fit together, and
/// attributions to "start" and "end" have both signs. It holds what its stage promises and no more.
ResultPtr sampleResult(const SampleShape& shape = {});
/// The same as one window of `count` that a longer context was cut into; the best candidate is that of window 1, "far".
ResultPtr sampleWindow(int window, int count, const SampleShape& shape = {});

} // namespace headlight::test
