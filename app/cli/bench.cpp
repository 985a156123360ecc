// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "app/cli/request.h"
#include "app/cli/table.h"
#include "core/session/session.h"

namespace headlight::cli {

namespace {

using Json = nlohmann::json;

/// A result, and how faithful its explanations are, or what they owe to the weights.
struct Report {
    ResultPtr result;
    Faithfulness found;
    SanityCheck sanity;
};

FaithfulnessOptions howOf(const BenchArguments& arguments)
{
    FaithfulnessOptions how;
    if (arguments.fill != "all")
        how.fills = {arguments.fill == "pad" ? Fill::Pad : Fill::Mask};
    how.keepsAnswer = arguments.keepAnswer;
    how.seed = arguments.seed;
    return how;
}

/// The texts' request, with all methods that say something of single tokens.
Result<AnalysisRequest> requestOf(const BenchArguments& arguments)
{
    AnalyzeArguments input = arguments.input;
    for (const MethodKind& kind : methodTable())
        if (std::ranges::find(methodsOfTokenMaps, kind.method) != methodsOfTokenMaps.end())
            input.methods.emplace_back(kind.id);
    return makeRequest(input);
}

Result<ResultPtr> readResult(const std::string& file)
{
    Result<Session> session = readSession(file);
    return session ? Result<ResultPtr>(session->result) : Failure(session.error());
}

/// Of the session, or, where there is none, of what is asked.
Result<Report> reportOf(const BenchArguments& arguments, const std::optional<AnalysisRequest>& request,
                        const std::filesystem::path& folder, const Job& job)
{
    Result<ResultPtr> result = request ? ResultPtr() : readResult(arguments.session);
    if (!result)
        return Failure(result.error());
    const auto analyzer = request ? openFor(folder, arguments.input, job) : Analyzer::open(folder, job);
    if (!analyzer)
        return Failure(analyzer.error());
    if (request)
        result = (*analyzer)->analyze(*request, job);
    if (!result)
        return Failure(result.error());
    if (arguments.sanity) {
        Result<SanityCheck> check = (*analyzer)->sanity(**result, arguments.seed, job);
        return check ? Result<Report>(Report{*result, {}, std::move(*check)}) : Failure(check.error());
    }
    const Result<Options> options = optionsOf(arguments.input);
    if (!options)
        return Failure(options.error());
    Result<Faithfulness> found = (*analyzer)->faithfulness(**result, howOf(arguments), *options, job);
    return found ? Result<Report>(Report{*result, std::move(*found), {}}) : Failure(found.error());
}

/// The most comprehensive first, by the first fill.
std::vector<const FaithfulnessRow*> inOrder(const Faithfulness& found)
{
    std::vector<const FaithfulnessRow*> rows;
    for (const FaithfulnessRow& row : found.rows)
        rows.push_back(&row);
    const auto rank = [](const FaithfulnessRow* row) {
        const double mean = row->curves.begin()->second.meanComprehensiveness();
        return std::isnan(mean) ? -INFINITY : mean;
    };
    std::stable_sort(rows.begin(), rows.end(),
                     [&](const FaithfulnessRow* a, const FaithfulnessRow* b) { return rank(a) > rank(b); });
    return rows;
}

std::string secondsText(double seconds)
{
    return std::isnan(seconds) ? "" : numberText(seconds);
}

Table tableOf(const Faithfulness& found)
{
    Table table{{"method"}, {}};
    for (const auto& [fill, curves] : found.rows.front().curves)
        for (const char* column : {"comprehensiveness", "sufficiency", "deletion", "insertion"})
            table.header.push_back(std::string(name(fill)) + "_" + column);
    table.header.insert(table.header.end(), {"seconds", "ranks"});
    for (const FaithfulnessRow* row : inOrder(found)) {
        std::vector<std::string> cells{row->method};
        for (const auto& [fill, curves] : row->curves)
            for (const double value :
                 {curves.meanComprehensiveness(), curves.meanSufficiency(), curves.deletionArea, curves.insertionArea})
                cells.push_back(numberText(value));
        cells.insert(cells.end(), {secondsText(row->seconds), row->ranks ? "yes" : "no"});
        table.rows.push_back(std::move(cells));
    }
    return table;
}

Table tableOf(const SanityCheck& check)
{
    Table table{{"method"}, {}};
    for (int stage = 0; stage < check.stages; ++stage)
        table.header.push_back("stage_" + std::to_string(stage));
    for (const SanityRow& row : check.rows) {
        table.rows.push_back({row.method});
        for (const double value : row.values)
            table.rows.back().push_back(numberText(value));
    }
    return table;
}

std::string jsonText(const ResultPtr& result, const SanityCheck& check)
{
    Json json = {{"model", result->model.name}, {"tokens", result->input.tokens}, {"methods", Json::array()}};
    for (const SanityRow& row : check.rows)
        json["methods"].push_back(
            {{"method", row.method}, {"spearman", row.values}, {"spearman_absolute", row.magnitudes}});
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json curvesJson(const FaithfulnessCurves& curves)
{
    return {{"deletion", curves.deletion},
            {"insertion", curves.insertion},
            {"deletion_area", curves.deletionArea},
            {"insertion_area", curves.insertionArea},
            {"comprehensiveness", curves.comprehensiveness},
            {"sufficiency", curves.sufficiency}};
}

std::string jsonText(const Report& report)
{
    Json json = {{"model", report.result->model.name},
                 {"tokens", report.result->input.tokens},
                 {"probability", report.found.probability},
                 {"removable", report.found.removable},
                 {"shares", eraserShares},
                 {"methods", Json::array()}};
    for (const FaithfulnessRow& row : report.found.rows) {
        Json entry = {{"method", row.method}, {"order", row.order}, {"ranks", row.ranks}};
        entry["seconds"] = std::isnan(row.seconds) ? Json() : Json(row.seconds);
        for (const auto& [fill, curves] : row.curves)
            entry[std::string(name(fill))] = curvesJson(curves);
        json["methods"].push_back(std::move(entry));
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void describe(const Report& report)
{
    std::cerr << "The prediction's probability is " << numberText(report.found.probability) << "; "
              << counted(std::ssize(report.found.removable), "token") << " can be removed\n";
    if (report.found.removable.size() < 40)
        std::cerr << "A text as short as this says little: compare methods over several texts.\n";
}

} // namespace

Result<void> run(const BenchArguments& arguments, Interruption& interruption)
{
    if (!arguments.session.empty() && (arguments.input.question || arguments.input.text))
        return usageError("A session and a text are both given", "Give one of the two.");
    std::optional<AnalysisRequest> request;
    if (arguments.session.empty()) {
        Result<AnalysisRequest> asked = requestOf(arguments); // before the model is read
        if (!asked)
            return Failure(asked.error());
        request = std::move(*asked);
    }
    const Result<std::filesystem::path> folder = modelFolder(arguments.input.model);
    if (!folder)
        return Failure(folder.error());
    if (!arguments.csv.empty())
        if (const Result<void> checked = checkOutput(arguments.csv); !checked)
            return checked;
    const auto report = [&] {
        ProgressLine line;
        const Job job{interruption.token(), [&](const Progress& progress) { line.show(progress); }};
        return reportOf(arguments, request, *folder, job);
    }();
    if (!report)
        return Failure(report.error());
    const Table table = arguments.sanity ? tableOf(report->sanity) : tableOf(report->found);
    if (!arguments.csv.empty())
        if (const Result<void> written = writeCsv(table, arguments.csv, interruption); !written)
            return written;
    if (!arguments.sanity)
        describe(*report);
    if (!arguments.input.json)
        return printLine(alignedText(table));
    return printLine(arguments.sanity ? jsonText(report->result, report->sanity) : jsonText(*report));
}

} // namespace headlight::cli
