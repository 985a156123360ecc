// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace headlight {

/// What takes the place of an output that is ablated (docs/numbers.md).
enum class AblationKind {
    Zero,  ///< 0 at every token (Michel et al. 2019)
    Mean,  ///< its mean over all tokens of the input, the same at every token
    Patch, ///< its output at the same token in the run on the baseline (Vig et al. 2020)
};
inline constexpr AblationKind ablationKinds[] = {AblationKind::Zero, AblationKind::Mean, AblationKind::Patch};

/// A head, whose output is its value mix before the output projection, or the feed-forward part of a layer, whose
/// output is that of its second linear map, bias included.
struct AblatedPart {
    static constexpr int every = -1;       ///< in place of a layer or a head
    static constexpr int feedForward = -2; ///< in place of a head

    AblationKind kind = AblationKind::Zero;
    int layer = 0;
    int head = 0;

    auto operator<=>(const AblatedPart&) const = default;
};

/// What of a model is ablated together; nothing where it has no parts.
struct Ablation {
    std::vector<AblatedPart> parts;

    bool empty() const { return parts.empty(); }
    bool operator==(const Ablation&) const = default;
};

// The words of the command line and of sessions.
std::string_view name(AblationKind value);
std::optional<AblationKind> ablationKindNamed(std::string_view name);

/// "4.6,5.*,3.mlp,mean:2.1": parts as LAYER.HEAD by their kinds, zero first. A kind holds from its part on; zero, the
/// first one, is left out.
std::string ablationText(const Ablation& ablation);

/// Reads such a text: parts LAYER.HEAD, LAYER.mlp, with "*" for every layer or head, separated by commas, each with a
/// kind and a colon before it where another begins. A text of another form, and one that names nothing, is wrong usage.
Result<Ablation> ablationNamed(std::string_view text);

/// The parts one by one, each once, in the order of kinds, layers and heads. An error where a model of this shape has
/// no such part, and where one is named with two kinds.
Result<Ablation> singleParts(const Ablation& ablation, int layers, int heads);
/// The same of what a person asks for: an error too where no head is left.
Result<Ablation> resolved(const Ablation& ablation, int layers, int heads);

} // namespace headlight
