// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "core/base/version.h"
#include "core/files/json_file.h"
#include "core/session/session_json.h"
#include "core/session/stage_name.h"
#include "core/session/view_json.h"

namespace headlight {

namespace {

Json rangeJson(const TextRange& range)
{
    return Json::array({range.begin, range.end});
}

Json offsetsJson(const std::vector<TextRange>& offsets)
{
    Json list = Json::array();
    for (const TextRange& range : offsets)
        list.push_back(rangeJson(range));
    return list;
}

/// Where there is a value at all.
template <typename Value>
void add(Json& object, const char* key, const std::optional<Value>& value)
{
    if (value)
        object[key] = *value;
}

/// Of words of the command line.
template <typename Value>
void addName(Json& object, const char* key, const std::optional<Value>& value)
{
    if (value)
        object[key] = name(*value);
}

Json spanJson(const AnswerSpan& span)
{
    Json json = {{"text", span.text}, {"characters", rangeJson(span.characters)}, {"window", span.window}};
    add(json, "start", span.start);
    add(json, "end", span.end);
    add(json, "probability", span.probability);
    return json;
}

Json candidatesJson(const std::vector<AnswerSpan>& candidates)
{
    Json list = Json::array();
    for (const AnswerSpan& span : candidates)
        list.push_back(spanJson(span));
    return list;
}

/// The config as an object, so that readers need not parse a text within a text.
Json configJson(const std::string& text)
{
    const Result<Json> config = parseJsonObject(text, {});
    return config ? *config : Json(text);
}

Json modelJson(const ModelIdentity& model)
{
    return {
        {"name", model.name},
        {"sha256", model.sha256},
        {"architecture", model.architecture},
        {"layers", model.layers},
        {"heads", model.heads},
        {"hidden_size", model.hiddenSize},
        {"max_positions", model.maxPositions},
        {"task", name(model.task)},
        {"answers_questions", model.task == TaskKind::QuestionAnswering}, // for version 0.1
        {"labels", model.labels},
        {"several_labels", model.severalLabels},
        {"config", configJson(model.configJson)},
    };
}

/// One name, or a list where several scores are chosen.
Json targetJson(const Target& target)
{
    const std::vector<std::string> names = targetNames(target);
    return names.size() == 1 ? Json(names.front()) : Json(names);
}

Json optionsJson(const StatedOptions& options)
{
    Json json = Json::object();
    addName(json, "preset", options.preset);
    addName(json, "segments", options.segments);
    addName(json, "baseline", options.baseline);
    if (options.target)
        json["target"] = targetJson(*options.target);
    addName(json, "rule", options.rule);
    addName(json, "device", options.device);
    add(json, "steps", options.steps);
    add(json, "tolerance", options.tolerance);
    add(json, "max_points", options.maxPoints);
    add(json, "measure_error", options.measureError);
    add(json, "hidden", options.hidden);
    add(json, "embeddings", options.embeddings);
    add(json, "max_length", options.maxLength);
    add(json, "stride", options.stride);
    add(json, "window", options.window);
    add(json, "threads", options.threads);
    add(json, "memory", options.memoryMiB);
    if (options.ablation && !options.ablation->empty())
        json["ablate"] = ablationText(*options.ablation);
    add(json, "with", options.methods);
    return json;
}

/// With how they were carried out.
Json optionsJson(const AnalysisResult& result)
{
    Json options = optionsJson(result.options);
    const bool integrates = result.options.rule == Rule::Exact || result.options.measureError.value_or(false);
    if (integrates && result.pointsMap && !result.attributions.empty())
        options["points_map"] = name(*result.pointsMap);
    return options;
}

Json positionsJson(const std::vector<std::int64_t>& positions)
{
    return positions.empty() ? Json::array({"max"}) : Json(positions);
}

Json errorJson(const Attribution& attribution)
{
    return {{"tokens", attribution.tokensError}, {"attention", attribution.attentionError}};
}

/// One object a property, with the target's name as the key.
void addAttributions(Json& document, const std::map<std::string, Attribution>& attributions)
{
    for (const char* key : {"targets", "differences", "deltas", "error", "moved", "embeddings_delta", "parts_delta"})
        document[key] = Json::object();
    for (const auto& [target, attribution] : attributions) {
        if (attribution.positions)
            document["targets"][target] = positionsJson(*attribution.positions);
        add(document["differences"], target.c_str(), attribution.difference);
        document["deltas"][target] = attribution.deltas;
        document["error"][target] = errorJson(attribution);
        document["moved"][target] = attribution.moved;
        add(document["embeddings_delta"], target.c_str(), attribution.embeddingsDelta);
        add(document["parts_delta"], target.c_str(), attribution.partsDelta);
    }
}

/// Each text under the name of its role, and its tokens.
void addTexts(Json& document, const Input& input)
{
    document["spans"] = Json::object();
    for (const Passage& passage : input.passages) {
        document[std::string(name(passage.role))] = passage.text;
        document["spans"][std::string(name(passage.role))] = Json::array({passage.begin, passage.end});
    }
    if (const Passage* context = input.passage(Role::Context)) // for version 0.1
        document["context_tokens"] = Json::array({context->begin, context->end});
}

Json choicesJson(const std::vector<Choice>& choices)
{
    Json list = Json::array();
    for (const Choice& choice : choices)
        list.push_back({{"label", choice.text}, {"index", choice.column}, {"probability", choice.probability}});
    return list;
}

Json predictionJson(const Prediction& prediction, TaskKind task)
{
    Json rows = Json::array();
    for (const RowPrediction& row : prediction.rows)
        rows.push_back({{"token", row.token}, {"choices", choicesJson(row.choices)}});
    Json spans = Json::array();
    for (const LabelledSpan& span : prediction.spans)
        spans.push_back({{"label", span.label},
                         {"start", span.start},
                         {"end", span.end},
                         {"text", span.text},
                         {"probability", span.probability}});
    return {{"task", name(task)},
            {"several_labels", prediction.severalLabels},
            {"rows", std::move(rows)},
            {"spans", std::move(spans)}};
}

Json windowsJson(const std::vector<ContextWindow>& windows)
{
    Json list = Json::array();
    for (const ContextWindow& window : windows) {
        list.push_back({{"offset", window.offset},
                        {"tokens", window.tokens},
                        {"characters", rangeJson(window.characters)},
                        {"candidates", candidatesJson(window.candidates)}});
        add(list.back(), "no_answer_probability", window.noAnswerProbability);
    }
    return list;
}

/// null: errors are estimates. Left out where it is not said what they are.
void addErrorReference(Json& document, const AnalysisResult& result)
{
    if (!result.errorReference) {
        if (result.errorsEstimated)
            document["error_reference"] = nullptr;
        return;
    }
    Json& reference = document["error_reference"] = Json::object();
    add(reference, "points", result.errorReference->points);
    add(reference, "error", result.errorReference->error);
}

Json timingsJson(const AnalysisResult& result)
{
    Json list = Json::array();
    for (const auto& [step, seconds] : result.timings) {
        Json timing = {{"step", step}};
        if (!std::isnan(seconds))
            timing["seconds"] = seconds;
        list.push_back(std::move(timing));
    }
    return list;
}

} // namespace

Json sessionDocument(const AnalysisResult& result, const ViewState& view, const ExpectedAnswers& expected,
                     double rounding)
{
    Json document = {
        {"version", programVersion()},
        {"stage", stageName(result.stage)},
        {"tokens", result.input.tokens},
        {"offsets", offsetsJson(result.input.offsets)},
        {"candidates", candidatesJson(result.candidates)},
        {"model", modelJson(result.model)},
        {"options", optionsJson(result)},
        {"windows", windowsJson(result.windows)},
        {"window", result.window},
    };
    addTexts(document, result.input);
    if (result.prediction)
        document["prediction"] = predictionJson(*result.prediction, result.model.task);
    if (result.answer)
        document["answer"] = spanJson(*result.answer);
    add(document, "no_answer_probability", result.noAnswerProbability);
    add(document, "points", result.points);
    add(document, "tolerance_met", result.toleranceMet);
    add(document, "smooth", result.smooth);
    addErrorReference(document, result);
    addAttributions(document, result.attributions);
    document["timings"] = timingsJson(result);
    document["view"] = viewJson(view);
    if (expected)
        document["expected"] = *expected;
    if (rounding > 0)
        document["float16"] = {{"largest_difference", rounding}};
    return document;
}

std::string optionsText(const Options& options)
{
    return compactText(optionsJson(options));
}

std::string compactText(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace headlight
