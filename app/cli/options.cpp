// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "core/data/method_table.h"

namespace headlight::cli {

namespace {

template <typename Value>
void override(Value& option, const std::optional<Value>& given)
{
    option = given.value_or(option);
}

/// The words were checked when the command line was parsed.
template <typename Value>
void override(Value& option, const std::optional<std::string>& given, std::optional<Value> (*named)(std::string_view))
{
    if (given)
        option = named(*given).value_or(option);
}

/// Options of the other rule, given explicitly, would have no effect: the user meant something else.
Result<void> checkRuleOptions(const AnalyzeArguments& arguments, Rule rule)
{
    if (rule == Rule::Exact && arguments.steps)
        return usageError("--steps belongs to rule captum, but the rule is exact",
                          "Leave --steps out, or add --rule captum; --max-points limits rule exact.");
    const bool exactToo = rule == Rule::Exact || arguments.measureError;
    if (!exactToo && arguments.tolerance)
        return usageError("--tolerance belongs to rule exact, but the rule is captum",
                          "Leave --tolerance out, or add --rule exact; --steps sets how fine rule captum is.");
    if (!exactToo && arguments.maxPoints)
        return usageError("--max-points belongs to rule exact, but the rule is captum",
                          "Leave --max-points out, or add --rule exact; --steps sets how fine rule captum is.");
    return {};
}

/// Question and context, or text and pair.
Result<void> checkTexts(const AnalyzeArguments& arguments)
{
    const bool asks = arguments.question || arguments.context || arguments.contextFile;
    if (arguments.text && asks)
        return usageError("--text and --question or --context are both given",
                          "Give a question with its context, or a text.");
    if (arguments.pair && !arguments.text)
        return usageError("--pair is the second of two texts, and the first is missing", "Give it with --text.");
    if (arguments.text)
        return {};
    if (arguments.context && arguments.contextFile)
        return usageError("--context and --context-file are both given", "Give the text in one of the two ways.");
    if (!arguments.context && !arguments.contextFile)
        return usageError(
            arguments.question ? "The context is missing" : "The text is missing",
            "Give a question and its context (--question, --context or --context-file), or a text (--text).");
    return {};
}

/// One of any kind, or several scores.
Result<void> takeTargets(Options& options, const std::vector<std::string>& names)
{
    if (names.empty())
        return {};
    const std::optional<Target> target = targetNamed(names);
    if (!target)
        return usageError("Several targets are given, and not all of them name a class, a label or a word",
                          "Give CLASS, TOKEN,LABEL or POSITION,WORD several times, or one target.");
    options.target = *target;
    return {};
}

} // namespace

Result<Options> optionsOf(const AnalyzeArguments& arguments)
{
    Options options = presetOptions(presetNamed(arguments.preset).value_or(Preset::Accurate));
    override(options.segments, arguments.segments, segmentsNamed);
    override(options.baseline, arguments.baseline, baselineNamed);
    override(options.rule, arguments.rule, ruleNamed);
    override(options.device, arguments.device, deviceNamed);
    override(options.steps, arguments.steps);
    override(options.tolerance, arguments.tolerance);
    override(options.maxPoints, arguments.maxPoints);
    override(options.maxLength, arguments.maxLength);
    override(options.stride, arguments.stride);
    override(options.window, arguments.window);
    override(options.threads, arguments.threads);
    override(options.memoryMiB, arguments.memory);
    options.methods = methodsMeant(arguments.methods);
    options.measureError = arguments.measureError;
    options.hidden = options.hidden || arguments.hidden;
    options.embeddings = options.embeddings || arguments.embeddings;
    if (arguments.ablate) {
        Result<Ablation> ablation = ablationNamed(*arguments.ablate);
        if (!ablation)
            return Failure(ablation.error());
        options.ablation = std::move(*ablation);
    }
    if (const Result<void> taken = takeTargets(options, arguments.targets); !taken)
        return Failure(taken.error());
    if (const Result<void> checked = checkRuleOptions(arguments, options.rule); !checked)
        return Failure(checked.error());
    if (const Result<void> checked = checkOptions(options); !checked)
        return Failure(checked.error());
    return options;
}

Result<Options> effectiveOptions(const AnalyzeArguments& arguments)
{
    const Result<Options> options = optionsOf(arguments);
    if (const Result<void> checked = checkTexts(arguments); !checked)
        return Failure(checked.error());
    return options;
}

} // namespace headlight::cli
