// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/method_table.h"

#include <algorithm>

namespace headlight {

namespace {

constexpr std::string_view everyMethod = "all";

std::vector<MethodKind> withoutTarget()
{
    return {
        {Method::Rollout,
         "rollout",
         MethodNeed::Nothing,
         true,
         "attention multiplied through the layers (Abnar & Zuidema 2020); free",
         {{"rollout", "LSS"}}},
        {Method::Alti,
         "alti",
         MethodNeed::Nothing,
         true,
         "each token's share in the attention block's output (Ferrando et al. 2022); about a pass",
         {{"alti", "LSS"}, {"alti_rollout", "LSS"}}},
        {Method::GlobEnc,
         "globenc",
         MethodNeed::Nothing,
         true,
         "norms through both normalisations (Modarressi et al. 2022); as the norms",
         {{"globenc", "LSS"}, {"globenc_rollout", "LSS"}}},
        {Method::ValueZeroing,
         "value-zeroing",
         MethodNeed::Nothing,
         true,
         "what changes without a token's value (Mohebbi et al. 2023); a pass a token",
         {{"value_zeroing", "LSS"}, {"value_zeroing_rollout", "LSS"}}},
        {Method::Flow,
         "flow",
         MethodNeed::Nothing,
         true,
         "maximum flow through the attention (Abnar & Zuidema 2020); up to 64 tokens",
         {{"flow", "LSS"}}},
    };
}

std::vector<MethodKind> withTarget()
{
    return {
        {Method::Chefer,
         "chefer",
         MethodNeed::Target,
         true,
         "rollout weighted by gradients (Chefer et al. 2021); a pass forth and back",
         {{"chefer", "LSS", true}}},
        {Method::AttAttr,
         "attattr",
         MethodNeed::Target,
         true,
         "each layer's attention integrated from zero (Hao et al. 2021); some 24 passes forth and back a layer",
         {{"attattr", "LHSS", true},
          {"attattr_delta", "L", true},
          {"attattr_error", "L", true},
          {"importance.attattr_sum", "LH", true},
          {"importance.attattr_max", "LH", true}}},
        {Method::AttAttrSteps,
         "attattr-m20",
         MethodNeed::Target,
         false,
         "the same in 20 steps, as its authors' code has it; for comparison",
         {{"attattr_m20", "LHSS", true}}},
        {Method::DecompX,
         "decompx",
         MethodNeed::TargetWhereThere,
         true,
         "every token's state as a sum of parts (Modarressi et al. 2023); a pass a token",
         {{"decompx", "LSS"}, {"decompx_error", "L"}, {"decompx", "S", true}}},
    };
}

/// What the run itself turns into, whose arrays are those of AnalysisResult::whatIf.
std::vector<MethodKind> whatIf()
{
    return {
        {Method::Importance, "importance", MethodNeed::Target, true,
         "the gradient by a factor at each head's output (Michel et al. 2019); a pass back"},
        {Method::Ablation, "ablation", MethodNeed::Target, true,
         "each head switched off alone, in three ways; H(L+1)/2 passes each"},
        {Method::Lens, "lens", MethodNeed::Target, true,
         "the head on every layer's output (nostalgebraist 2020); free"},
    };
}

/// Whether `tensor` is `made`, or that of a target.
bool isOf(const MethodTensor& made, std::string_view tensor)
{
    if (!made.ofTarget)
        return tensor == made.name;
    return tensor.size() > made.name.size() + 1 && tensor.starts_with(made.name) && tensor[made.name.size()] == '.';
}

bool lists(const std::vector<std::string>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

const std::vector<MethodKind>& methodTable()
{
    static const std::vector<MethodKind> table = [] {
        std::vector<MethodKind> rows = withoutTarget();
        for (const std::vector<MethodKind>& more : {withTarget(), whatIf()})
            rows.insert(rows.end(), more.begin(), more.end());
        return rows;
    }();
    return table;
}

const MethodKind* methodNamed(std::string_view id)
{
    const auto found =
        std::find_if(methodTable().begin(), methodTable().end(), [id](const MethodKind& row) { return row.id == id; });
    return found == methodTable().end() ? nullptr : &*found;
}

std::string methodNames()
{
    std::string text;
    for (const MethodKind& row : methodTable())
        text += (text.empty() ? "" : ", ") + std::string(row.id);
    return text;
}

std::vector<std::string> methodsMeant(const std::vector<std::string>& names)
{
    std::vector<std::string> meant;
    for (const MethodKind& row : methodTable())
        if (lists(names, row.id) || (row.isOfAll && lists(names, everyMethod)))
            meant.emplace_back(row.id);
    std::copy_if(names.begin(), names.end(), std::back_inserter(meant),
                 [](const std::string& name) { return name != everyMethod && !methodNamed(name); });
    return meant;
}

std::string_view methodLetters(std::string_view tensor)
{
    for (const MethodKind& row : methodTable())
        for (const MethodTensor& made : row.tensors)
            if (isOf(made, tensor))
                return made.letters;
    return {};
}

} // namespace headlight
