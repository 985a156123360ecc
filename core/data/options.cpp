// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/options.h"

#include <array>
#include <charconv>
#include <utility>

#include "core/base/in_quotes.h"
#include "core/data/method_table.h"

namespace headlight {

namespace {

constexpr double smallestTolerance = 3e-5;

template <typename T, std::size_t N>
using Names = std::array<std::pair<T, std::string_view>, N>;

constexpr Names<Segments, 2> segmentsNames{{{Segments::Huggingface, "huggingface"}, {Segments::Tutorial, "tutorial"}}};
constexpr Names<Baseline, 3> baselineNames{
    {{Baseline::Pad, "pad"}, {Baseline::Mask, "mask"}, {Baseline::Zero, "zero"}}};
constexpr Names<Rule, 2> ruleNames{{{Rule::Exact, "exact"}, {Rule::Captum, "captum"}}};
constexpr Names<Preset, 2> presetNames{{{Preset::Accurate, "accurate"}, {Preset::Tutorial, "tutorial"}}};
constexpr Names<Device, 2> deviceNames{{{Device::Cpu, "cpu"}, {Device::Cuda, "cuda"}}};
constexpr Names<TargetKind, 5> targetKindNames{{{TargetKind::Predicted, "predicted"},
                                                {TargetKind::Max, "max"},
                                                {TargetKind::Span, "span"},
                                                {TargetKind::Contrast, "contrast"},
                                                {TargetKind::NoAnswer, "no-answer"}}};

template <typename T, std::size_t N>
std::string_view nameIn(const Names<T, N>& names, T value)
{
    for (const auto& [each, name] : names)
        if (each == value)
            return name;
    return {};
}

template <typename T, std::size_t N>
std::optional<T> namedIn(const Names<T, N>& names, std::string_view wanted)
{
    for (const auto& [value, name] : names)
        if (name == wanted)
            return value;
    return {};
}

/// Calls `visit` with each option of `stated` and its like in `all`.
template <typename Stated, typename All, typename Visit>
void visitBoth(Stated& stated, All& all, const Visit& visit)
{
    visit(stated.preset, all.preset);
    visit(stated.segments, all.segments);
    visit(stated.baseline, all.baseline);
    visit(stated.target, all.target);
    visit(stated.rule, all.rule);
    visit(stated.steps, all.steps);
    visit(stated.tolerance, all.tolerance);
    visit(stated.maxPoints, all.maxPoints);
    visit(stated.measureError, all.measureError);
    visit(stated.hidden, all.hidden);
    visit(stated.embeddings, all.embeddings);
    visit(stated.maxLength, all.maxLength);
    visit(stated.stride, all.stride);
    visit(stated.window, all.window);
    visit(stated.threads, all.threads);
    visit(stated.memoryMiB, all.memoryMiB);
    visit(stated.device, all.device);
    visit(stated.ablation, all.ablation);
    visit(stated.methods, all.methods);
}

std::optional<std::int64_t> parsePosition(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0)
        return {};
    return value;
}

Result<void> checkMethods(const std::vector<std::string>& methods)
{
    for (const std::string& each : methods)
        if (!methodNamed(each))
            return usageError("There is no method " + inQuotes(each), "Choose among " + methodNames() + ".");
    return {};
}

} // namespace

StatedOptions::StatedOptions(const Options& all)
{
    visitBoth(*this, all, [](auto& stated, const auto& value) { stated = value; });
    if (all.ablation.empty())
        ablation.reset(); // as a file that says nothing of it
}

Options StatedOptions::completed() const
{
    Options all = presetOptions(preset.value_or(Options().preset));
    visitBoth(*this, all, [](const auto& stated, auto& value) { value = stated.value_or(value); });
    return all;
}

Options presetOptions(Preset preset)
{
    Options options;
    options.preset = preset;
    if (preset == Preset::Tutorial) {
        options.segments = Segments::Tutorial;
        options.target.kind = TargetKind::Max;
        options.rule = Rule::Captum;
        options.steps = 50;
        options.embeddings = true;
    }
    return options;
}

Result<void> checkOptions(const Options& o)
{
    constexpr char inRange[] = "Choose a number in that range.";
    if (o.rule == Rule::Exact && o.target.kind == TargetKind::Max)
        return usageError("The target 'max' has kinks, which rule 'exact' cannot integrate",
                          "Choose rule 'captum', or the target 'predicted'.");
    if (o.rule == Rule::Captum && (o.steps < 1 || o.steps > 10000))
        return usageError("Rule 'captum' takes 1 to 10000 steps, not " + std::to_string(o.steps), inRange);
    if (o.rule == Rule::Exact && o.measureError)
        return usageError("Rule 'exact' estimates its error as it refines; only that of rule 'captum' is measured",
                          "Leave out --measure-error, or choose rule 'captum'.");
    if (!(o.tolerance >= smallestTolerance && o.tolerance < 1))
        return usageError("The tolerance is a number from 0.00003, what float32 carries, to 1, such as 0.01 for 1 %",
                          "Give a larger --tolerance.");
    if (o.maxPoints < 17 || o.maxPoints > 2049)
        return usageError("The largest number of points lies between 17 and 2049, not " + std::to_string(o.maxPoints),
                          inRange);
    if (o.maxLength < 5)
        return usageError("A window takes at least 5 tokens, not " + std::to_string(o.maxLength),
                          "Give a larger --max-length.");
    const bool usualStride = o.stride == Options().stride; // gives way to a short window
    if (o.stride < 0 || (o.stride >= o.maxLength && !usualStride))
        return usageError("The stride is at least 0 and smaller than the window's " + std::to_string(o.maxLength) +
                              " tokens",
                          "Give a smaller --stride, or a larger --max-length.");
    if (o.window < -1)
        return usageError("Windows are numbered from 0, not " + std::to_string(o.window), "Give --window 0 or more.");
    if (o.threads < 0 || o.threads > 1024)
        return usageError("The number of threads lies between 0 (all) and 1024, not " + std::to_string(o.threads),
                          inRange);
    if (o.memoryMiB < 0)
        return usageError("The memory is a number of MiB, or 0 for a quarter of what is free",
                          "Give --memory 0 or more.");
    if (o.device == Device::Cuda)
        return usageError("This version computes on the CPU alone", "Leave out --device, or give --device cpu.");
    return checkMethods(o.methods);
}

std::string_view name(Segments value) { return nameIn(segmentsNames, value); }
std::string_view name(Baseline value) { return nameIn(baselineNames, value); }
std::string_view name(Rule value) { return nameIn(ruleNames, value); }
std::string_view name(Preset value) { return nameIn(presetNames, value); }
std::string_view name(Device value) { return nameIn(deviceNames, value); }

std::vector<std::string> targetNames(const Target& target)
{
    if (target.kind == TargetKind::Positions)
        return {std::to_string(target.start) + "," + std::to_string(target.end)};
    if (target.kind != TargetKind::Chosen)
        return {std::string(nameIn(targetKindNames, target.kind))};
    std::vector<std::string> names;
    for (const ChosenScore& each : target.chosen)
        names.push_back(each.token < 0 ? each.choice : std::to_string(each.token) + "," + each.choice);
    return names;
}

std::string targetName(const Target& target)
{
    std::string text;
    for (const std::string& each : targetNames(target))
        text += (text.empty() ? "" : " and ") + each;
    return text;
}

std::optional<Segments> segmentsNamed(std::string_view name) { return namedIn(segmentsNames, name); }
std::optional<Baseline> baselineNamed(std::string_view name) { return namedIn(baselineNames, name); }
std::optional<Rule> ruleNamed(std::string_view name) { return namedIn(ruleNames, name); }
std::optional<Preset> presetNamed(std::string_view name) { return namedIn(presetNames, name); }
std::optional<Device> deviceNamed(std::string_view name) { return namedIn(deviceNames, name); }

std::optional<Target> targetNamed(std::string_view name)
{
    if (const auto kind = namedIn(targetKindNames, name))
        return Target{*kind};
    if (name.empty())
        return {};
    const std::size_t comma = name.find(',');
    const auto start = comma == std::string_view::npos ? std::nullopt : parsePosition(name.substr(0, comma));
    if (!start)
        return Target{TargetKind::Chosen, 0, 0, {{-1, std::string(name)}}};
    const std::string_view choice = name.substr(comma + 1);
    if (const auto end = parsePosition(choice))
        return Target{TargetKind::Positions, *start, *end};
    return choice.empty() ? std::nullopt
                          : std::optional(Target{TargetKind::Chosen, 0, 0, {{*start, std::string(choice)}}});
}

std::optional<Target> targetNamed(const std::vector<std::string>& names)
{
    if (names.size() == 1)
        return targetNamed(names.front());
    Target all{TargetKind::Chosen};
    for (const std::string& name : names) {
        const std::optional<Target> one = targetNamed(name);
        if (!one || (one->kind != TargetKind::Chosen && one->kind != TargetKind::Positions))
            return {};
        if (one->kind == TargetKind::Positions)
            all.chosen.push_back({one->start, std::to_string(one->end)});
        else
            all.chosen.push_back(one->chosen.front());
    }
    return all.chosen.empty() ? std::nullopt : std::optional(all);
}

} // namespace headlight
