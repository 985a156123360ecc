// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/method_runs.h"

#include <algorithm>

#include "core/analysis/what_if.h"
#include "core/measures/attention_flow.h"
#include "core/measures/head_sums.h"
#include "core/measures/rollout.h"

namespace headlight {

namespace {

const TargetFunction* targetNamed(const std::vector<TargetFunction>& targets, std::string_view name)
{
    const auto found =
        std::find_if(targets.begin(), targets.end(), [name](const TargetFunction& each) { return each.name == name; });
    return found == targets.end() ? nullptr : &*found;
}

/// Where start and end are explained, also their sum: what is cut at zero is no sum of its parts.
std::vector<TargetFunction> withSpan(std::vector<TargetFunction> targets)
{
    const TargetFunction* start = targetNamed(targets, "start");
    const TargetFunction* end = targetNamed(targets, "end");
    if (!start || !end || start->terms.empty() || end->terms.empty() || targetNamed(targets, "span"))
        return targets;
    TargetFunction span = *start;
    span.name = "span";
    for (const TargetFunction::Term& term : end->terms)
        span.terms.push_back(term);
    targets.push_back(std::move(span));
    return targets;
}

Result<MethodArrays> named(const char* name, Result<Array> values)
{
    if (!values)
        return Failure(values.error());
    return MethodArrays{{name, std::move(*values)}};
}

/// With the product of the maps called `name`, as `rolled` makes it.
Result<MethodArrays> withRollout(Result<MethodArrays> arrays, const std::string& name, const Job& job,
                                 Result<Array> (*rolled)(const Array&, const Job&))
{
    if (!arrays)
        return arrays;
    Result<Array> product = rolled(arrays->at(name), job);
    if (!product)
        return Failure(product.error());
    (*arrays)[name + "_rollout"] = std::move(*product);
    return arrays;
}

void addImportance(MethodArrays& arrays, const std::string& target, const Array& maps)
{
    arrays["importance.attattr_sum." + target] = sumOfMagnitudes(maps);
    arrays["importance.attattr_max." + target] = largestCells(maps);
}

/// With what the heads' maps come to; the span's are the sums of start and end, which AttAttr adds up.
Result<MethodArrays> withImportance(Result<MethodArrays> arrays, const std::vector<TargetFunction>& targets)
{
    if (!arrays)
        return arrays;
    for (const TargetFunction& target : targets)
        addImportance(*arrays, target.name, arrays->at("attattr." + target.name));
    if (arrays->contains("attattr.start") && arrays->contains("attattr.end") && !arrays->contains("attattr.span"))
        addImportance(*arrays, "span", sumOf(arrays->at("attattr.start"), arrays->at("attattr.end")));
    return arrays;
}

} // namespace

std::string whyNot(const MethodKind& kind, const AnalysisResult& result)
{
    const std::string method = "Method " + std::string(kind.id);
    const bool ofAttention = kind.method == Method::Rollout || kind.method == Method::Flow;
    if (!ofAttention && !result.options.ablation.value_or(Ablation()).empty())
        return method + " looks at the model as it is, and this run has parts of it ablated: run it without --ablate.";
    if (kind.need == MethodNeed::Target && !result.model.hasHead())
        return method + " explains a score, and this model is an encoder without a head: choose one that was "
                        "fine-tuned for a task.";
    if (kind.method == Method::Flow && result.input.length() > longestFlow)
        return method + " takes texts of at most " + std::to_string(longestFlow) + " tokens, and this one has " +
               std::to_string(result.input.length()) + ": give a shorter one, or look at rollout.";
    return {};
}

bool isWhatIf(Method method)
{
    return method == Method::Importance || method == Method::Ablation || method == Method::Lens;
}

Result<void> runWhatIf(const MethodKind& kind, Engine& engine, const Task& task, const Tokenizer& tokenizer,
                       AnalysisResult& result, const Job& job)
{
    const Result<WhatIfRun> run = WhatIfRun::of(result, engine, task, tokenizer, job);
    if (!run)
        return Failure(run.error());
    const auto take = [](auto found, auto& place) -> Result<void> {
        if (!found)
            return Failure(found.error());
        place = std::move(*found);
        return {};
    };
    switch (kind.method) {
    case Method::Importance: return take(run->maskGradients(job), result.whatIf.maskGradients);
    case Method::Ablation: return take(run->boards(ablationKinds, job), result.whatIf.ablations);
    default: return take(run->lens(job), result.whatIf.lens);
    }
}

Result<MethodArrays> runMethod(const MethodKind& kind, Engine& engine, const AnalysisResult& result,
                               const std::vector<TargetFunction>& targets, const Options& options, const Job& job)
{
    const auto computed = [&](const std::vector<TargetFunction>& of) {
        return engine.method(kind.method, result.input, of, options, job);
    };
    switch (kind.method) {
    case Method::Rollout: return named("rollout", rolledOut(residualAttention(result.attention), job));
    case Method::Flow: return named("flow", attentionFlow(residualAttention(result.attention), job));
    case Method::Alti: return withRollout(computed({}), "alti", job, rolledOut);
    case Method::GlobEnc: return withRollout(computed({}), "globenc", job, rawRollout);
    case Method::ValueZeroing: return withRollout(computed({}), "value_zeroing", job, rolledOut);
    case Method::Chefer: return computed(withSpan(targets));
    case Method::AttAttr: return withImportance(computed(targets), targets);
    case Method::AttAttrSteps:
    case Method::DecompX:
    case Method::Importance:
    case Method::Ablation:
    case Method::Lens: break;
    }
    return computed(targets);
}

} // namespace headlight
