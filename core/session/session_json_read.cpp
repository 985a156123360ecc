// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/in_quotes.h"
#include "core/files/json_file.h"
#include "core/session/session_json.h"
#include "core/session/stage_name.h"
#include "core/session/view_json.h"

namespace headlight {

namespace {

constexpr std::int64_t anyPositive = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t largestPlace = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t longestText = std::size_t{32} << 20U;
constexpr std::size_t mostTokens = 131'072;
// More than any model has, and few enough to count up to on screen.
constexpr std::int64_t mostLayers = 1'024;
constexpr std::int64_t mostHeads = 1'024;
constexpr std::int64_t largestHidden = 1'048'576;
constexpr char repair[] = "The file is damaged or was made by another program; save it again, or use another copy.";

/// [begin, end] with 0 <= begin <= end.
std::optional<TextRange> rangeOf(const Json& value)
{
    if (!value.is_array() || value.size() != 2)
        return {};
    const std::optional<std::int64_t> begin = integerOf(value[0]);
    const std::optional<std::int64_t> end = integerOf(value[1]);
    return begin && end && *begin >= 0 && *begin <= *end ? std::optional(TextRange{*begin, *end}) : std::nullopt;
}

std::vector<TextRange> readRanges(JsonReader& reader, const char* key)
{
    std::vector<TextRange> ranges;
    reader.elements(key, [&](const Json& element) {
        const std::optional<TextRange> range = rangeOf(element);
        if (!range)
            reader.refuse(key, "a list of [begin, end] pairs");
        ranges.push_back(range.value_or(TextRange{}));
    });
    return ranges;
}

bool isSeparator(const std::string& token)
{
    return token == "[SEP]" || token == "</s>";
}

/// The context begins after the first separator, or a pair of them, and ends before the last token. A text without
/// separators is no pair of question and context.
TextRange guessedContext(const std::vector<std::string>& tokens)
{
    const auto separator = std::find_if(tokens.begin(), tokens.end(), isSeparator);
    if (separator == tokens.end())
        return {};
    const auto begin = std::find_if_not(separator, tokens.end(), isSeparator);
    const auto last = static_cast<std::int64_t>(tokens.size()) - 1;
    return {std::min<std::int64_t>(begin - tokens.begin(), last), last};
}

/// Where the context's tokens are, as files without "spans" say it, or as it can be guessed.
void readContextTokens(JsonReader& reader, Input& input)
{
    const Json* given = reader.value("context_tokens");
    const std::optional<TextRange> range = given ? rangeOf(*given) : guessedContext(input.tokens);
    if (!range || range->end > static_cast<std::int64_t>(input.tokens.size()))
        return reader.refuse("context_tokens", "[begin, end], two token indices");
    const std::int64_t separator = std::max<std::int64_t>(range->begin - 1, 0);
    const std::int64_t first = std::min<std::int64_t>(1, separator);
    input.setPassages({{Role::Question, reader.text("question"), first, separator},
                       {Role::Context, reader.text("context"), range->begin, range->end}});
    // What another program wrote behind the context is none of the three tokens that are special.
    for (std::int64_t token = 0; token < static_cast<std::int64_t>(input.tokens.size()); ++token)
        input.special[static_cast<std::size_t>(token)] = token == 0 || token == range->begin - 1 || token == range->end;
}

/// Where each text's tokens are.
void readSpans(JsonReader& reader, Input& input)
{
    std::vector<Passage> passages;
    reader.object("spans", [&](JsonReader& spans) {
        for (const Role role : {Role::Question, Role::Text, Role::Context, Role::Pair}) {
            const std::string key(name(role));
            const Json* given = spans.value(key);
            if (!given)
                continue;
            const std::optional<TextRange> range = rangeOf(*given);
            if (!range || range->end > static_cast<std::int64_t>(input.tokens.size()))
                return spans.refuse(key, "[begin, end], two token indices");
            passages.push_back({role, reader.text(key), range->begin, range->end});
        }
    });
    // For version 0.1, which reads no spans; a file that has both means the same by them.
    const Json* context = reader.value("context_tokens");
    const std::optional<TextRange> range = context ? rangeOf(*context) : TextRange{};
    if (!range || range->end > static_cast<std::int64_t>(input.tokens.size()))
        return reader.refuse("context_tokens", "[begin, end], two token indices");
    std::stable_sort(passages.begin(), passages.end(),
                     [](const Passage& a, const Passage& b) { return a.begin < b.begin; });
    input.setPassages(std::move(passages));
}

void readInput(JsonReader& reader, Input& input)
{
    input.tokens = reader.texts("tokens");
    if (input.tokens.empty() || input.tokens.size() > mostTokens)
        reader.refuse("tokens", "a list of 1 to " + std::to_string(mostTokens) + " tokens");
    input.offsets = readRanges(reader, "offsets");
    if (input.offsets.empty())
        input.offsets.resize(input.tokens.size());
    if (input.offsets.size() != input.tokens.size())
        reader.refuse("offsets", "a list of one pair a token");
    if (reader.value("spans"))
        readSpans(reader, input);
    else
        readContextTokens(reader, input);
}

TextRange readCharacters(JsonReader& reader)
{
    const Json* given = reader.value("characters");
    const std::optional<TextRange> characters = given ? rangeOf(*given) : TextRange{};
    if (!characters)
        reader.refuse("characters", "[begin, end], two places in the context");
    return characters.value_or(TextRange{});
}

/// A span of window number `window` unless it says another.
AnswerSpan readSpan(JsonReader& reader, const AnalysisResult& result, int window)
{
    AnswerSpan span;
    span.text = reader.text("text");
    span.window = static_cast<int>(reader.wholeNumber("window", 0, anyPositive, window));
    // Other windows have other lengths; their places are never looked up in this input.
    const bool shown = span.window == result.window;
    const std::int64_t tokens = shown ? static_cast<std::int64_t>(result.input.tokens.size()) : anyPositive;
    span.start = reader.wholeNumber("start", 0, tokens - 1);
    span.end = reader.wholeNumber("end", span.start.value_or(0), tokens - 1);
    span.probability = reader.number("probability");
    span.characters = readCharacters(reader);
    return span;
}

std::vector<AnswerSpan> readSpans(JsonReader& reader, const AnalysisResult& result, int window)
{
    std::vector<AnswerSpan> spans;
    reader.objects("candidates", [&](JsonReader& span) { spans.push_back(readSpan(span, result, window)); });
    return spans;
}

void readAnswers(JsonReader& reader, AnalysisResult& result)
{
    result.window = static_cast<int>(reader.wholeNumber("window", 0, anyPositive, 0));
    reader.object("answer", [&](JsonReader& answer) {
        result.answer = readSpan(answer, result, result.window);
        if (result.answer->window != result.window)
            answer.refuse("window", "the number of the window that is shown");
    });
    result.candidates = readSpans(reader, result, result.window);
    result.noAnswerProbability = reader.number("no_answer_probability");
}

void readWindows(JsonReader& reader, AnalysisResult& result)
{
    reader.objects("windows", [&](JsonReader& from) {
        ContextWindow window;
        window.offset = from.wholeNumber("offset", 0, anyPositive, 0);
        window.tokens = from.wholeNumber("tokens", 0, anyPositive, 0);
        window.characters = readCharacters(from);
        window.noAnswerProbability = from.number("no_answer_probability");
        const int index = static_cast<int>(result.windows.size());
        window.candidates = readSpans(from, result, index);
        for (const AnswerSpan& span : window.candidates)
            if (span.window != index)
                from.refuse("candidates", "spans of their own window");
        result.windows.push_back(std::move(window));
    });
    const auto exists = [&](int window) { return window == 0 || window < static_cast<int>(result.windows.size()); };
    if (!exists(result.window))
        reader.refuse("window", "the number of one of the windows");
    for (const AnswerSpan& span : result.candidates)
        if (!exists(span.window))
            reader.refuse("candidates", "spans of the windows that there are");
}

/// Reads one of the words that `named` knows.
template <typename Value>
void readWord(JsonReader& reader, const char* key, std::optional<Value> (*named)(std::string_view),
              std::optional<Value>& value)
{
    if (!reader.value(key))
        return;
    value = named(reader.text(key));
    if (!value)
        reader.refuse(key, "one of the words of the command line's --help");
}

void readModel(JsonReader& reader, ModelIdentity& model)
{
    model.name = reader.text("name");
    model.sha256 = reader.text("sha256");
    model.architecture = reader.text("architecture");
    model.layers = static_cast<int>(reader.wholeNumber("layers", 0, mostLayers, 0));
    model.heads = static_cast<int>(reader.wholeNumber("heads", 0, mostHeads, 0));
    model.hiddenSize = static_cast<int>(reader.wholeNumber("hidden_size", 0, largestHidden, 0));
    model.maxPositions = static_cast<int>(reader.wholeNumber("max_positions", 0, anyPositive, 0));
    const bool answers = reader.flag("answers_questions", true);
    std::optional<TaskKind> task;
    readWord(reader, "task", taskKindNamed, task);
    model.task = task.value_or(answers ? TaskKind::QuestionAnswering : TaskKind::None);
    model.labels = reader.texts("labels");
    model.severalLabels = reader.flag("several_labels", false);
}

/// The config is kept as it is, whatever it holds.
void readConfig(const Json& document, ModelIdentity& model)
{
    if (!document.contains("model") || !document["model"].is_object() || !document["model"].contains("config"))
        return;
    const Json& config = document["model"]["config"];
    model.configJson = config.is_string() ? config.get<std::string>() : compactText(config);
}

std::optional<int> wholeNumber(JsonReader& reader, const char* key, std::int64_t least = 0)
{
    const std::optional<std::int64_t> number = reader.wholeNumber(key, least, anyPositive);
    return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

/// One name, or a list of several.
void readTarget(JsonReader& reader, std::optional<Target>& target)
{
    const Json* given = reader.value("target");
    if (!given || !given->is_array())
        return readWord<Target>(reader, "target", targetNamed, target);
    target = targetNamed(reader.texts("target"));
    if (!target)
        reader.refuse("target", "a target's name, or a list of TOKEN,LABEL");
}

/// Without it nothing was ablated.
std::optional<Ablation> ablationOf(std::string_view text)
{
    Result<Ablation> ablation = ablationNamed(text);
    return ablation ? std::optional(std::move(*ablation)) : std::nullopt;
}

void readOptions(JsonReader& reader, StatedOptions& options)
{
    readWord(reader, "preset", presetNamed, options.preset);
    readWord(reader, "segments", segmentsNamed, options.segments);
    readWord(reader, "baseline", baselineNamed, options.baseline);
    readTarget(reader, options.target);
    readWord(reader, "rule", ruleNamed, options.rule);
    readWord(reader, "device", deviceNamed, options.device);
    options.steps = wholeNumber(reader, "steps");
    options.tolerance = reader.number("tolerance");
    options.maxPoints = wholeNumber(reader, "max_points");
    options.measureError = reader.flag("measure_error");
    options.hidden = reader.flag("hidden");
    options.embeddings = reader.flag("embeddings");
    options.maxLength = wholeNumber(reader, "max_length");
    options.stride = wholeNumber(reader, "stride");
    options.window = wholeNumber(reader, "window", -1);
    options.threads = wholeNumber(reader, "threads");
    options.memoryMiB = reader.wholeNumber("memory", 0, largestPlace);
    readWord(reader, "ablate", ablationOf, options.ablation);
    if (reader.value("with"))
        options.methods = reader.texts("with");
}

/// A target's positions: a list of token indices, one index, or "max" for a target that moves.
std::optional<std::vector<std::int64_t>> positionsOf(const Json& value, std::int64_t tokens)
{
    const Json list = value.is_array() ? value : Json::array({value});
    std::vector<std::int64_t> positions;
    if (list == Json::array({"max"}))
        return positions;
    for (const Json& element : list) {
        const std::optional<std::int64_t> position = integerOf(element);
        if (!position || *position < 0 || *position >= tokens)
            return {};
        positions.push_back(*position);
    }
    return positions;
}

void readTargets(JsonReader& reader, AnalysisResult& result)
{
    // Other tasks list classes and words too.
    const bool asked = result.model.task == TaskKind::QuestionAnswering;
    const std::int64_t tokens = asked ? static_cast<std::int64_t>(result.input.tokens.size()) : anyPositive;
    reader.entries("targets", [&](const std::string& target, const Json& value) {
        if (result.attributions.size() >= mostTargets)
            return reader.refuse("targets", "an object of at most " + std::to_string(mostTargets) + " targets");
        const std::optional<std::vector<std::int64_t>> positions = positionsOf(value, tokens);
        if (!positions)
            reader.refuse("targets", "token indices, or \"max\", for each target");
        result.attributions[target].positions = positions.value_or(std::vector<std::int64_t>{});
    });
}

// The properties below are read for targets with tensors or a place under "targets"; others stay unknown keys.

/// A property of targets that is one number each.
void readNumbers(JsonReader& reader, const char* key, AnalysisResult& result,
                 std::optional<double> Attribution::*property)
{
    for (auto& target : result.attributions)
        reader.object(key, [&](JsonReader& numbers) { target.second.*property = numbers.number(target.first); });
}

/// A property of targets that is a list of numbers each.
void readLists(JsonReader& reader, const char* key, AnalysisResult& result, std::vector<double> Attribution::*property)
{
    for (auto& target : result.attributions)
        reader.object(key, [&](JsonReader& lists) { target.second.*property = lists.numbers(target.first); });
}

void readErrors(JsonReader& reader, AnalysisResult& result)
{
    reader.object("error", [&](JsonReader& targets) {
        for (auto& target : result.attributions)
            targets.object(target.first, [&](JsonReader& errors) {
                target.second.tokensError = errors.numbers("tokens");
                target.second.attentionError = errors.numbers("attention");
            });
    });
}

void readAttributions(JsonReader& reader, AnalysisResult& result)
{
    readTargets(reader, result);
    readNumbers(reader, "differences", result, &Attribution::difference);
    readNumbers(reader, "embeddings_delta", result, &Attribution::embeddingsDelta);
    readNumbers(reader, "parts_delta", result, &Attribution::partsDelta);
    readLists(reader, "deltas", result, &Attribution::deltas);
    readLists(reader, "moved", result, &Attribution::moved);
    readErrors(reader, result);
}

Choice readChoice(JsonReader& reader)
{
    return {reader.wholeNumber("index", 0, anyPositive, 0), reader.text("label"), reader.number("probability", NAN)};
}

/// A token index of the input; 0 for another.
std::int64_t readToken(JsonReader& reader, const char* key, const AnalysisResult& result)
{
    return reader.wholeNumber(key, 0, static_cast<std::int64_t>(result.input.tokens.size()) - 1, 0);
}

void readPrediction(JsonReader& reader, AnalysisResult& result)
{
    Prediction prediction;
    prediction.severalLabels = reader.flag("several_labels", false);
    reader.objects("rows", [&](JsonReader& from) {
        RowPrediction row{readToken(from, "token", result), {}};
        from.objects("choices", [&](JsonReader& choice) { row.choices.push_back(readChoice(choice)); });
        if (row.choices.empty())
            from.refuse("choices", "a list of at least one label");
        prediction.rows.push_back(std::move(row));
    });
    reader.objects("spans", [&](JsonReader& from) {
        prediction.spans.push_back({from.text("label"), readToken(from, "start", result),
                                    readToken(from, "end", result), from.text("text"),
                                    from.number("probability", NAN)});
    });
    if (prediction.rows.empty())
        reader.refuse("rows", "a list of at least one row");
    result.prediction = std::move(prediction);
}

void readStage(JsonReader& reader, AnalysisResult& result)
{
    const std::string word = reader.text("stage", "complete");
    const auto found =
        std::find_if(stageNames.begin(), stageNames.end(), [&](const auto& s) { return s.second == word; });
    if (found == stageNames.end())
        return reader.refuse("stage", "tokens, attention, refining or complete");
    result.stage = found->first;
}

/// null: errors are estimates.
void readErrorReference(JsonReader& reader, AnalysisResult& result)
{
    const Json* reference = reader.value("error_reference");
    result.errorsEstimated = reference && reference->is_null();
    if (reference && !reference->is_null())
        reader.object("error_reference", [&](JsonReader& from) {
            result.errorReference = {wholeNumber(from, "points"), from.number("error")};
        });
}

void readRun(JsonReader& reader, AnalysisResult& result)
{
    readStage(reader, result);
    result.points = wholeNumber(reader, "points");
    result.toleranceMet = reader.flag("tolerance_met");
    result.smooth = reader.flag("smooth");
    readErrorReference(reader, result);
    reader.objects("timings", [&](JsonReader& timing) {
        result.timings.emplace_back(timing.text("step"), timing.number("seconds", NAN));
    });
}

/// In the words of sessions, which have one document: its keys are no places.
Failure misread(const JsonMismatch& mismatch, const std::string& where)
{
    return inputError("The key " + inQuotes(mismatch.key) + " should be " + mismatch.expected +
                          (mismatch.isPlain ? ", not " + mismatch.found : ""),
                      where, repair);
}

} // namespace

Result<SessionText> readSessionText(const std::string& text, const std::set<std::string>& targets,
                                    const std::string& where)
{
    if (text.size() > longestText)
        return inputError("The text has " + std::to_string(text.size() >> 20U) + " MiB; at most " +
                              std::to_string(longestText >> 20U) + " are expected",
                          where, repair);
    SessionText session;
    Result<Json> document = parseJsonObject(text, where, &session.remark);
    if (!document)
        return Failure(document.error());
    JsonReader reader(*document, where, JsonNull::Value);
    readInput(reader, session.result.input);
    for (const std::string& target : targets)
        session.result.attributions[target];
    readAnswers(reader, session.result);
    readWindows(reader, session.result);
    reader.object("model", [&](JsonReader& model) { readModel(model, session.result.model); });
    reader.object("options", [&](JsonReader& options) {
        readOptions(options, session.result.options);
        readWord(options, "points_map", pointsMapNamed, session.result.pointsMap);
    });
    reader.object("prediction", [&](JsonReader& prediction) { readPrediction(prediction, session.result); });
    readAttributions(reader, session.result);
    readRun(reader, session.result);
    reader.object("view", [&](JsonReader& view) { readView(view, session.view); });
    reader.object("float16", [&](JsonReader& half) { session.rounding = half.number("largest_difference", 0); });
    if (const Json* expected = reader.value("expected"); expected && !expected->is_null())
        session.expected = reader.texts("expected");
    if (reader.mismatch())
        return misread(*reader.mismatch(), where);
    readConfig(*document, session.result.model);
    session.document = std::move(*document);
    return session;
}

Result<Options> readOptionsText(const std::string& text, const std::string& where)
{
    const Result<Json> document = parseJsonObject(text, where);
    if (!document)
        return Failure(document.error());
    JsonReader reader(*document, where, JsonNull::Value);
    StatedOptions options;
    readOptions(reader, options);
    if (reader.mismatch())
        return misread(*reader.mismatch(), where);
    return options.completed();
}

} // namespace headlight
