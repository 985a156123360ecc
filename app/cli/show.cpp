// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
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

void describeModel(std::ostream& out, const ModelIdentity& model)
{
    out << "Model      " << model.name << ", " << model.architecture << ", " << model.layers << " layers x "
        << model.heads << " heads, hidden size " << model.hiddenSize << '\n';
    out << "SHA-256    " << (model.sha256.empty() ? "unknown" : model.sha256) << '\n';
}

void describeAnswer(std::ostream& out, const AnalysisResult& result)
{
    out << "Question   " << (result.input.question.empty() ? "none" : result.input.question) << '\n';
    if (!result.model.answersQuestions) {
        out << "Answer     " << withoutHeadText() << "\nTokens     " << result.input.length() << '\n';
        return;
    }
    out << "Answer     " << result.answer.text << " (tokens " << result.answer.start << " to " << result.answer.end
        << ", probability " << result.answer.probability << ")\n";
    out << "No answer  probability " << result.noAnswerProbability << '\n';
    out << "Tokens     " << result.input.length() << '\n';
}

void describeOptions(std::ostream& out, const AnalysisResult& result)
{
    const Options& options = result.options;
    out << "Options    preset " << name(options.preset) << ", segments " << name(options.segments) << ", baseline "
        << name(options.baseline) << ", target " << targetName(options.target) << ", rule " << name(options.rule);
    if (options.rule == Rule::Captum)
        out << ", " << options.steps << " steps\n";
    else
        out << ", tolerance " << options.tolerance << ", at most " << options.maxPoints << " points\n";
    out << "Points     " << result.points;
    out << errorText(result) << (result.toleranceMet ? "" : ", above the tolerance") << '\n';
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
    out << std::setprecision(3);
    describeModel(out, session.result->model);
    describeAnswer(out, *session.result);
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
