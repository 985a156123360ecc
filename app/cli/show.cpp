// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iomanip>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/cli/commands.h"
#include "app/cli/session_remarks.h"
#include "core/files/safetensors.h"
#include "core/session/session.h"

namespace headlight::cli {

namespace {

using Json = nlohmann::json;

std::string shapeText(const Shape& shape)
{
    return Json(shape).dump();
}

std::string jsonText(const Session& session, const SafetensorsFile& file)
{
    Json document = Json::parse(sessionJson(session));
    document["tensors"] = Json::object();
    for (const auto& [tensor, entry] : file.tensors())
        document["tensors"][tensor] = {{"type", name(entry.type)}, {"shape", entry.shape}};
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Those that are not empty, with commas.
std::string listed(const std::vector<std::string>& parts)
{
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() || part.empty() ? "" : ", ") + part;
    return text;
}

/// Three digits.
std::string shortText(double number)
{
    std::ostringstream out;
    out << std::setprecision(3) << number;
    return out.str();
}

/// "6 layers x 12 heads", as far as they are known.
std::string layersText(const ModelIdentity& model)
{
    std::string text = model.layers > 0 ? std::to_string(model.layers) + " layers" : std::string();
    if (model.heads > 0)
        text += (text.empty() ? "" : " x ") + std::to_string(model.heads) + " heads";
    return text;
}

void describeModel(std::ostream& out, const ModelIdentity& model)
{
    const std::string hidden = model.hiddenSize > 0 ? "hidden size " + std::to_string(model.hiddenSize) : "";
    const std::string text = listed({model.name, model.architecture, layersText(model), hidden});
    out << "Model      " << (text.empty() ? "unknown" : text) << '\n';
    out << "SHA-256    " << (model.sha256.empty() ? "unknown" : model.sha256) << '\n';
}

/// " (tokens 14 to 22, probability 0.51)", as far as they are known.
std::string placeText(const AnswerSpan& answer)
{
    const std::string tokens = answer.start && answer.end
                                   ? "tokens " + std::to_string(*answer.start) + " to " + std::to_string(*answer.end)
                                   : std::string();
    const std::string text =
        listed({tokens, answer.probability ? "probability " + shortText(*answer.probability) : ""});
    return text.empty() ? text : " (" + text + ")";
}

void describePrediction(std::ostream& out, const AnalysisResult& result)
{
    if (result.model.task == TaskKind::QuestionAnswering)
        out << "Question   " << (result.input.leadText().empty() ? "none" : result.input.leadText()) << '\n';
    else if (!result.input.leadText().empty())
        out << "Text       " << result.input.leadText() << '\n' << "Pair       " << result.input.mainText() << '\n';
    else
        out << "Text       " << result.input.mainText() << '\n';
    if (!result.model.hasHead())
        out << "Prediction " << withoutHeadText() << '\n';
    for (const std::string& line : predictionLines(result))
        out << "Prediction " << line << '\n';
    if (result.answer)
        out << "Answer     " << result.answer->text << placeText(*result.answer) << '\n';
    if (result.noAnswerProbability)
        out << "No answer  probability " << shortText(*result.noAnswerProbability) << '\n';
    out << "Tokens     " << result.input.length() << '\n';
}

/// What rule captum takes, and what rule exact does; of a rule that is not stated, what is.
std::string effortText(const StatedOptions& options)
{
    const bool exact = options.rule != Rule::Captum;
    const bool captum = options.rule != Rule::Exact;
    return listed({captum && options.steps ? std::to_string(*options.steps) + " steps" : "",
                   exact && options.tolerance ? "tolerance " + shortText(*options.tolerance) : "",
                   exact && options.maxPoints ? "at most " + std::to_string(*options.maxPoints) + " points" : ""});
}

/// As far as they are stated.
std::string optionsText(const StatedOptions& options)
{
    const auto named = [](const std::string& what, const auto& value) {
        return value ? what + ' ' + std::string(name(*value)) : std::string();
    };
    return listed({named("preset", options.preset), named("segments", options.segments),
                   named("baseline", options.baseline), options.target ? "target " + targetName(*options.target) : "",
                   named("rule", options.rule), effortText(options)});
}

/// "33, estimated error 0.4 %", as far as it is known.
std::string pointsText(const AnalysisResult& result)
{
    if (result.input.equalsBaseline() && result.options.rule && !result.attributions.empty())
        return "none. " + noPathText();
    const std::string error = errorText(result);
    std::string text =
        result.points ? std::to_string(*result.points) + error : error.substr(std::min<std::size_t>(2, error.size()));
    if (!result.toleranceMet.value_or(true))
        text += text.empty() ? "above the tolerance" : ", above the tolerance";
    return text;
}

void describeOptions(std::ostream& out, const AnalysisResult& result)
{
    if (const std::string options = optionsText(result.options); !options.empty())
        out << "Options    " << options << '\n';
    if (const std::string points = pointsText(result); !points.empty())
        out << "Points     " << points << '\n';
    if (const std::string window = windowText(result); !window.empty())
        out << "Windows    " << window << '\n';
}

void describeTensors(std::ostream& out, const SafetensorsFile& file)
{
    out << "\nTensors\n";
    for (const auto& [tensor, entry] : file.tensors())
        out << "  " << std::left << std::setw(32) << tensor << ' ' << std::setw(5) << name(entry.type)
            << shapeText(entry.shape) << '\n';
}

std::string listing(const Session& session, const SafetensorsFile& file)
{
    std::ostringstream out;
    describeModel(out, session.result->model);
    describePrediction(out, *session.result);
    describeOptions(out, *session.result);
    describeTensors(out, file);
    std::string text = out.str();
    text.pop_back(); // printing adds the last line feed
    return text;
}

} // namespace

Result<void> run(const ShowArguments& arguments, Interruption&)
{
    const Result<Session> session = readSession(arguments.file);
    if (!session)
        return Failure(session.error());
    const Result<SafetensorsFile> file = SafetensorsFile::read(arguments.file);
    if (!file)
        return Failure(file.error());
    sayRemarks(remarksOn(*session, *file));
    return printLine(arguments.json ? jsonText(*session, *file) : listing(*session, *file));
}

} // namespace headlight::cli
