// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/array.h"

namespace headlight {

/// A method beside attention, norms and attributions, which an analysis carries out where it is asked for.
enum class Method {
    Rollout,
    Alti,
    GlobEnc,
    ValueZeroing,
    Flow,
    Chefer,
    AttAttr,
    AttAttrSteps,
    DecompX,
    Importance,
    Ablation,
    Lens,
};

/// What a method calls for.
enum class MethodNeed {
    Nothing,          ///< the forward pass alone
    Target,           ///< something to explain, and with it a head
    TargetWhereThere, ///< it says more where there is one
};

/// What a method makes, as results and sessions name it.
struct MethodTensor {
    std::string_view name;    ///< followed by "." and the target's name where `ofTarget`
    std::string_view letters; ///< of its shape: L layers, H heads, S tokens
    bool ofTarget = false;
};

/// A row of the table of methods, which the command line, the analysis and sessions go by.
struct MethodKind {
    Method method = Method::Rollout;
    std::string_view id; ///< as on the command line
    MethodNeed need = MethodNeed::Nothing;
    bool isOfAll = true;   ///< whether "all" means it too
    std::string_view help; ///< what it is, and what it costs
    std::vector<MethodTensor> tensors = {};
};

/// Arrays by their names of the table.
using MethodArrays = std::map<std::string, Array>;

/// All methods, in the order in which they are carried out: those that need no target first.
const std::vector<MethodKind>& methodTable();
/// Null where there is none of that name.
const MethodKind* methodNamed(std::string_view id);
/// Their names, as messages list them.
std::string methodNames();
/// The names that `names` mean: "all" is those of the table that it means; each once, in the order of the table, and
/// behind them, as they are, those that it does not know.
std::vector<std::string> methodsMeant(const std::vector<std::string>& names);
/// The letters of the shape of a method's tensor; empty where no method makes one of that name.
std::string_view methodLetters(std::string_view tensor);

} // namespace headlight
