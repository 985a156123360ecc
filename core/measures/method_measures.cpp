// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measures/method_measures.h"

#include <algorithm>

#include "core/measures/rollout.h"

namespace headlight {

namespace {

using Shape = MeasureShape;

/// Rows say what a token is made of, and sum to 1: the mean of those that look, the sum of those that are looked at.
constexpr MergeRule shares{Merge::Mean, Merge::Sum};
/// Norms do not add up: the largest stands for the word.
constexpr MergeRule largest{Merge::Maximum, Merge::Maximum};
constexpr MergeRule sums{Merge::Sum, Merge::Sum};

/// A row of the table.
struct Entry {
    MeasureKind kind;
    bool ofTarget = false;                  ///< one for each target, "." and whose name follow
    Array (*shown)(const Array&) = nullptr; ///< of what the method made; null: as it is
};

const std::vector<Entry>& table()
{
    static const std::vector<Entry> entries{
        {{"rollout", "rollout", Shape::LayerMaps, false, shares}},
        {{"alti", "alti", Shape::LayerMaps, false, shares}},
        {{"alti-rollout", "alti_rollout", Shape::LayerMaps, false, shares}},
        {{"globenc", "globenc", Shape::LayerMaps, false, largest}},
        {{"globenc-rollout", "globenc_rollout", Shape::LayerMaps, false, shares}},
        {{"value-zeroing", "value_zeroing", Shape::LayerMaps, false, shares}},
        {{"value-zeroing-rollout", "value_zeroing_rollout", Shape::LayerMaps, false, shares}},
        {{"flow", "flow", Shape::LayerMaps, false, shares}, false, rowsToOne},
        {{"chefer", "chefer", Shape::LayerMaps, false, shares}, true, withoutIdentity},
        {{"attattr", "attattr", Shape::HeadMaps, true, sums}, true},
        {{"attattr-m20", "attattr_m20", Shape::HeadMaps, true, sums}, true},
        {{"decompx", "decompx", Shape::LayerMaps, false, largest}},
    };
    return entries;
}

/// What follows "PREFIX." in `name`; empty where it does not begin so.
std::string_view behind(std::string_view prefix, std::string_view name)
{
    const bool begins = name.size() > prefix.size() + 1 && name.starts_with(prefix) && name[prefix.size()] == '.';
    return begins ? name.substr(prefix.size() + 1) : std::string_view();
}

MeasureKind ofTarget(const MeasureKind& kind, std::string_view target)
{
    MeasureKind result = kind;
    for (std::string* name : {&result.id, &result.tensor})
        name->append(".").append(target);
    return result;
}

/// The row of the measure called `id`.
const Entry* entryOf(std::string_view id)
{
    const auto found = std::find_if(table().begin(), table().end(), [id](const Entry& entry) {
        return entry.ofTarget ? !behind(entry.kind.id, id).empty() : entry.kind.id == id;
    });
    return found == table().end() ? nullptr : &*found;
}

void addHeld(const Entry& entry, const AnalysisResult& result, std::vector<MeasureKind>& kinds)
{
    const std::size_t first = kinds.size();
    for (const auto& [tensor, values] : result.methods) {
        if (values.isNull())
            continue;
        if (const std::string_view target = behind(entry.kind.tensor, tensor); entry.ofTarget && !target.empty())
            kinds.push_back(ofTarget(entry.kind, target));
        else if (!entry.ofTarget && tensor == entry.kind.tensor)
            kinds.push_back(entry.kind);
    }
    const auto added = kinds.begin() + static_cast<std::ptrdiff_t>(first);
    const auto isShorter = [](const MeasureKind& a, const MeasureKind& b) { return a.id.size() < b.id.size(); };
    std::stable_sort(added, kinds.end(), isShorter); // class.2 before class.10
    std::stable_partition(added, kinds.end(), [](const MeasureKind& kind) { return kind.id.ends_with(".start"); });
}

} // namespace

std::vector<MeasureKind> methodMeasures(const AnalysisResult& result)
{
    std::vector<MeasureKind> kinds;
    for (const Entry& entry : table())
        addHeld(entry, result, kinds);
    return kinds;
}

std::optional<MeasureKind> methodMeasure(std::string_view id)
{
    const Entry* entry = entryOf(id);
    if (!entry)
        return {};
    return entry->ofTarget ? ofTarget(entry->kind, behind(entry->kind.id, id)) : entry->kind;
}

Array methodValues(const MeasureKind& measure, const AnalysisResult& result)
{
    const Entry* entry = entryOf(measure.id);
    const auto found = result.methods.find(measure.tensor);
    if (!entry || found == result.methods.end() || found->second.isNull())
        return {};
    return entry->shown ? entry->shown(found->second) : found->second;
}

} // namespace headlight
