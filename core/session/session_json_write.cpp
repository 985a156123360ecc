// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
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

Json spanJson(const AnswerSpan& span)
{
    return {{"text", span.text},
            {"start", span.start},
            {"end", span.end},
            {"probability", span.probability},
            {"characters", rangeJson(span.characters)},
            {"window", span.window}};
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
        {"answers_questions", model.answersQuestions},
        {"config", configJson(model.configJson)},
    };
}

Json optionsJson(const Options& options)
{
    return {
        {"preset", name(options.preset)},     {"segments", name(options.segments)},
        {"baseline", name(options.baseline)}, {"target", targetName(options.target)},
        {"rule", name(options.rule)},         {"steps", options.steps},
        {"tolerance", options.tolerance},     {"max_points", options.maxPoints},
        {"measure_error", options.measureError},
        {"hidden", options.hidden},           {"embeddings", options.embeddings},
        {"max_length", options.maxLength},    {"stride", options.stride},
        {"window", options.window},           {"threads", options.threads},
        {"memory", options.memoryMiB},        {"device", name(options.device)},
    };
}

Json positionsJson(const Attribution& attribution)
{
    return attribution.positions.empty() ? Json::array({"max"}) : Json(attribution.positions);
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
        document["targets"][target] = positionsJson(attribution);
        document["differences"][target] = attribution.difference;
        document["deltas"][target] = attribution.deltas;
        document["error"][target] = errorJson(attribution);
        document["moved"][target] = attribution.moved;
        if (!attribution.embeddings.isNull())
            document["embeddings_delta"][target] = attribution.embeddingsDelta;
        if (!attribution.word.isNull())
            document["parts_delta"][target] = attribution.partsDelta;
    }
}

Json windowsJson(const std::vector<ContextWindow>& windows)
{
    Json list = Json::array();
    for (const ContextWindow& window : windows)
        list.push_back({{"offset", window.offset},
                        {"tokens", window.tokens},
                        {"characters", rangeJson(window.characters)},
                        {"candidates", candidatesJson(window.candidates)},
                        {"no_answer_probability", window.noAnswerProbability}});
    return list;
}

/// null: errors are estimates.
Json errorReferenceJson(const AnalysisResult& result)
{
    if (!result.errorReference)
        return nullptr;
    return {{"points", result.errorReference->points}, {"error", result.errorReference->error}};
}

Json timingsJson(const AnalysisResult& result)
{
    Json list = Json::array();
    for (const auto& [step, seconds] : result.timings)
        list.push_back({{"step", step}, {"seconds", seconds}});
    return list;
}

} // namespace

Json sessionDocument(const AnalysisResult& result, const ViewState& view, const ExpectedAnswers& expected, double rounding)
{
    Json document = {
        {"version", programVersion()},
        {"stage", stageName(result.stage)},
        {"question", result.input.question},
        {"context", result.input.context},
        {"tokens", result.input.tokens},
        {"offsets", offsetsJson(result.input.offsets)},
        {"context_tokens", Json::array({result.input.contextBegin, result.input.contextEnd})},
        {"candidates", candidatesJson(result.candidates)},
        {"model", modelJson(result.model)},
        {"options", optionsJson(result.options)},
        {"points", result.points},
        {"tolerance_met", result.toleranceMet},
        {"smooth", result.smooth},
        {"error_reference", errorReferenceJson(result)},
        {"windows", windowsJson(result.windows)},
        {"window", result.window},
    };
    if (result.model.answersQuestions) {
        document["answer"] = spanJson(result.answer);
        document["no_answer_probability"] = result.noAnswerProbability;
    }
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
