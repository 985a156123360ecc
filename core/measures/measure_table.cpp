// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/measures/measure_table.h"

#include <algorithm>

#include "core/measures/method_measures.h"

namespace headlight {

namespace {

using Shape = MeasureShape;

constexpr MergeRule attentionRule{Merge::Mean, Merge::Sum};
constexpr MergeRule sums{Merge::Sum, Merge::Sum};
constexpr MergeRule largest{Merge::Maximum, Merge::Maximum};

/// A row of the table, with where a result has its values.
struct Entry {
    MeasureKind kind;
    Array (*values)(const AnalysisResult&);
};

const std::vector<Entry>& table()
{
    static const std::vector<Entry> entries{
        {{"attention", "attention", Shape::HeadMaps, false, attentionRule, false},
         [](const AnalysisResult& r) { return r.attention; }},
        {{"alpha-f", "norms.alpha_f", Shape::HeadMaps, false, largest, false},
         [](const AnalysisResult& r) { return r.norms.alphaF; }},
        {{"sum-alpha-f", "norms.sum_alpha_f", Shape::LayerMaps, false, largest, false},
         [](const AnalysisResult& r) { return r.norms.sumAlphaF; }},
        {{"f", "norms.f", Shape::HeadRows, false, largest, false}, [](const AnalysisResult& r) { return r.norms.f; }},
    };
    return entries;
}

const Entry* entryOf(std::string_view id)
{
    const auto found = std::find_if(table().begin(), table().end(), [id](const Entry& e) { return e.kind.id == id; });
    return found == table().end() ? nullptr : &*found;
}

MeasureKind targetKind(std::string_view target)
{
    const std::string id(target);
    return {id, "attribution." + id + ".attention", Shape::HeadMaps, true, sums, true};
}

/// What targets of one kind are called.
std::string kindName(TaskKind task)
{
    return task == TaskKind::Classification ? "class" : task == TaskKind::TokenLabels ? "label" : "mask";
}

/// Of the targets of one kind, "class.2" before "class.10"; of others, as they stand.
bool comesBefore(const std::string& a, const std::string& b)
{
    const auto kindOf = [](const std::string& name) { return name.substr(0, name.find('.')); };
    return kindOf(a) == kindOf(b) && a.size() < b.size();
}

std::vector<std::string> answerTargets(TargetKind kind)
{
    switch (kind) {
    case TargetKind::Span:
        return {"span"};
    case TargetKind::Contrast:
        return {"contrast"};
    case TargetKind::NoAnswer:
        return {"no_answer"};
    default:
        return {"start", "end"};
    }
}

} // namespace

std::vector<MeasureKind> measureKinds(const std::vector<std::string>& targets)
{
    std::vector<MeasureKind> kinds;
    for (const Entry& entry : table()) {
        kinds.push_back(entry.kind);
        if (kinds.size() == 1) // behind attention
            std::transform(targets.begin(), targets.end(), std::back_inserter(kinds), targetKind);
    }
    return kinds;
}

MeasureKind measureKind(std::string_view id)
{
    const Entry* entry = entryOf(id);
    return entry ? entry->kind : methodMeasure(id).value_or(targetKind(id));
}

Array valuesOf(const MeasureKind& measure, const AnalysisResult& result)
{
    const Entry* entry = entryOf(measure.id);
    if (entry || !measure.isTarget)
        return entry ? entry->values(result) : methodValues(measure, result);
    const Attribution* attribution = result.attribution(measure.id);
    return attribution ? attribution->attention : Array();
}

std::vector<std::string> targetsHeld(const AnalysisResult& result)
{
    std::vector<std::string> names;
    for (const auto& [name, attribution] : result.attributions)
        names.push_back(name);
    std::stable_partition(names.begin(), names.end(), [](const std::string& name) { return name == "start"; });
    std::stable_sort(names.begin(), names.end(), comesBefore);
    return names;
}

std::vector<std::string> targetsAsked(const Target& target, TaskKind task)
{
    if (task == TaskKind::None)
        return {};
    if (task == TaskKind::QuestionAnswering)
        return answerTargets(target.kind);
    if (target.kind == TargetKind::Contrast)
        return {"contrast"};
    std::vector<std::string> names{kindName(task)};
    for (std::size_t i = 1; i < target.chosen.size(); ++i)
        names.push_back(names.front() + "." + std::to_string(i + 1));
    return names;
}

std::vector<std::string> targetsOf(const AnalysisResult& result)
{
    std::vector<std::string> held = targetsHeld(result);
    return held.empty() ? targetsAsked(result.options.completed().target, result.model.task) : held;
}

} // namespace headlight
