// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/progress_line.h"
#include "app/cli/request.h"
#include "app/cli/table.h"
#include "core/base/in_quotes.h"

namespace headlight::cli {

namespace {

using Json = nlohmann::json;

/// A run with something ablated, as the table has it.
struct Row {
    Ablation set;
    std::vector<double> changes; ///< by target
    double probability = 0;
    double predictedProbability = 0;
    Predicted predicted = {};
    bool same = true;
};

/// All that is printed.
struct Report {
    std::vector<Row> rows;
    WhatIfResults boards; ///< of all parts; empty where some are named
};

std::vector<AblationKind> kindsOf(const AblateArguments& arguments)
{
    if (arguments.kind == "all")
        return {std::begin(ablationKinds), std::end(ablationKinds)};
    return {ablationKindNamed(arguments.kind.value_or("zero")).value_or(AblationKind::Zero)};
}

/// What --heads names, once for each kind that --kind does.
Result<std::vector<Ablation>> setsOf(const AblateArguments& arguments)
{
    const Result<Ablation> named = ablationNamed(*arguments.heads);
    if (!named)
        return Failure(named.error());
    if (!arguments.kind)
        return std::vector<Ablation>{*named};
    if (std::ranges::any_of(named->parts, [](const AblatedPart& part) { return part.kind != AblationKind::Zero; }))
        return usageError("--kind and the kinds within --heads are both given",
                          "Give the kind in one of the two ways.");
    std::vector<Ablation> sets;
    for (const AblationKind kind : kindsOf(arguments)) {
        sets.push_back(*named);
        for (AblatedPart& part : sets.back().parts)
            part.kind = kind;
    }
    return sets;
}

Row rowOf(const WhatIf& found)
{
    Row row{found.set,       {}, found.after.probability, found.after.predictedProbability, found.after.predicted,
            found.after.same};
    for (std::size_t t = 0; t < found.targets.size(); ++t)
        row.changes.push_back(found.change(t));
    return row;
}

Result<Report> setReport(const WhatIfRun& run, const std::vector<Ablation>& sets, const Job& job)
{
    Report report;
    for (const Ablation& set : sets) {
        const Result<WhatIf> found = run.ablate(set, job);
        if (!found)
            return Failure(found.error());
        report.rows.push_back(rowOf(*found));
    }
    return report;
}

/// The rows of one part of a board; `columns` of them belong to a layer, and `head` is that of the first.
void addRows(const WhatIfRun& run, AblationKind kind, const AblationMaps& maps, std::size_t columns, int head,
             std::vector<Row>& rows)
{
    const std::size_t begin = rows.size();
    for (std::size_t cell = 0; cell < maps.probability.size(); ++cell) {
        const Predicted predicted{maps.predicted[2 * cell], maps.predicted[2 * cell + 1]};
        const auto layer = static_cast<int>(cell / columns);
        const auto place = head + static_cast<int>(cell % columns);
        Row row{{{{kind, layer, place}}},
                {},
                maps.probability.values()[cell],
                maps.predictedProbability.values()[cell],
                predicted,
                predicted == run.before().predicted};
        for (const TargetFunction& target : run.targets())
            row.changes.push_back(maps.changes.at(target.name).values()[cell]);
        rows.push_back(std::move(row));
    }
    const auto size = [](const Row& row) { return std::isnan(row.changes.back()) ? -1 : std::abs(row.changes.back()); };
    std::stable_sort(rows.begin() + static_cast<std::ptrdiff_t>(begin), rows.end(),
                     [&](const Row& a, const Row& b) { return size(a) > size(b); });
}

Result<Report> boardReport(const WhatIfRun& run, const std::vector<AblationKind>& kinds, const Job& job)
{
    auto boards = run.boards(kinds, job);
    if (!boards)
        return Failure(boards.error());
    auto gradients = run.maskGradients(job);
    if (!gradients)
        return Failure(gradients.error());
    Report report;
    for (const auto& [kind, board] : *boards) {
        const auto heads = static_cast<std::size_t>(run.base().model.heads);
        addRows(run, kind, board.heads, heads, 0, report.rows);
        addRows(run, kind, board.layers, 1, AblatedPart::every, report.rows);
        addRows(run, kind, board.feedForward, 1, AblatedPart::feedForward, report.rows);
    }
    report.boards = {std::move(*boards), std::move(*gradients), {}};
    return report;
}

Result<Report> reportOf(const AblateArguments& arguments, const WhatIfRun& run, const Job& job)
{
    if (!arguments.heads)
        return boardReport(run, kindsOf(arguments), job);
    const Result<std::vector<Ablation>> sets = setsOf(arguments);
    return sets ? setReport(run, *sets, job) : Failure(sets.error());
}

Table tableOf(const WhatIfRun& run, const Report& report)
{
    Table table{{"ablated"}, {}};
    for (const std::string& target : run.targetNames())
        table.header.push_back("change_" + target);
    table.header.insert(table.header.end(), {"probability", "prediction", "its_probability", "same"});
    for (const Row& row : report.rows) {
        table.rows.push_back({ablationText(row.set)});
        for (const double change : row.changes)
            table.rows.back().push_back(numberText(change));
        table.rows.back().insert(table.rows.back().end(),
                                 {numberText(row.probability), run.textOf(row.predicted),
                                  numberText(row.predictedProbability), row.same ? "yes" : "no"});
    }
    return table;
}

Json byTarget(const WhatIfRun& run, const std::vector<double>& values)
{
    Json json = Json::object();
    for (std::size_t t = 0; t < values.size(); ++t)
        json[run.targets()[t].name] = values[t];
    return json;
}

Json predictionJson(const WhatIfRun& run, const Predicted& predicted, double probability)
{
    return {{"text", run.textOf(predicted)}, {"place", predicted}, {"probability", probability}};
}

Json boardsJson(const WhatIfRun& run, const WhatIfResults& boards)
{
    Json json = {{"mask_gradient", Json::object()}, {"rank_correlations", Json::object()}};
    for (const auto& [target, gradients] : boards.maskGradients)
        for (std::int64_t layer = 0; layer < gradients.dimension(0); ++layer) {
            const Array row = gradients[layer];
            json["mask_gradient"][target].push_back(std::vector(row.values().begin(), row.values().end()));
        }
    for (const std::string& target : run.targetNames())
        for (const RankAgreement& each : rankAgreements(boards, target))
            json["rank_correlations"][target].push_back(
                {{"between", {each.first, each.second}}, {"values", each.ofValues}, {"magnitudes", each.ofMagnitudes}});
    return json;
}

std::string jsonText(const WhatIfRun& run, const Report& report)
{
    const RunReading& before = run.before();
    Json json = report.boards.maskGradients.empty() ? Json::object() : boardsJson(run, report.boards);
    json["model"] = run.base().model.name;
    json["tokens"] = run.input().tokens;
    json["before"] = {{"targets", byTarget(run, before.targets)},
                      {"probability", before.probability},
                      {"prediction", predictionJson(run, before.predicted, before.predictedProbability)}};
    json["ablations"] = Json::array();
    for (const Row& row : report.rows)
        json["ablations"].push_back({{"ablated", ablationText(row.set)},
                                     {"changes", byTarget(run, row.changes)},
                                     {"probability", row.probability},
                                     {"prediction", predictionJson(run, row.predicted, row.predictedProbability)},
                                     {"same", row.same}});
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void describe(const WhatIfRun& run, const Report& report)
{
    const RunReading& before = run.before();
    std::cerr << "Unchanged: " << inQuotes(run.textOf(before.predicted)) << " (probability "
              << numberText(before.probability);
    for (std::size_t t = 0; t < before.targets.size(); ++t)
        std::cerr << ", " << run.targets()[t].name << ' ' << numberText(before.targets[t]);
    const auto others = std::ranges::count_if(report.rows, [](const Row& row) { return !row.same; });
    std::cerr << ")\n"
              << others << " of " << counted(std::ssize(report.rows), "ablation") << " predict"
              << (report.rows.size() == 1 ? "s" : "") << " something else\n";
}

} // namespace

Result<void> run(const AblateArguments& arguments, Interruption& interruption)
{
    const Result<AnalysisRequest> request = makeRequest(arguments.input);
    if (!request)
        return Failure(request.error());
    if (arguments.heads)
        if (const auto sets = setsOf(arguments); !sets) // before the model is read
            return Failure(sets.error());
    const Result<std::filesystem::path> folder = modelFolder(arguments.input.model);
    if (!folder)
        return Failure(folder.error());
    if (!arguments.csv.empty())
        if (const Result<void> checked = checkOutput(arguments.csv); !checked)
            return checked;

    std::unique_ptr<Analyzer> analyzer; // the run's
    const auto found = [&]() -> Result<std::pair<WhatIfRun, Report>> {
        ProgressLine line;
        const Job job{interruption.token(), [&](const Progress& progress) { line.show(progress); }};
        auto opened = openFor(*folder, arguments.input, job);
        if (!opened)
            return Failure(opened.error());
        analyzer = std::move(*opened);
        const Result<ResultPtr> base = analyzer->predict(*request, job);
        if (!base)
            return Failure(base.error());
        const Result<WhatIfRun> run = analyzer->whatIf(**base, job);
        if (!run)
            return Failure(run.error());
        Result<Report> report = reportOf(arguments, *run, job);
        return report ? Result<std::pair<WhatIfRun, Report>>({*run, std::move(*report)}) : Failure(report.error());
    }();
    if (!found)
        return Failure(found.error());
    const auto& [run, report] = *found;
    const Table table = tableOf(run, report);
    if (!arguments.csv.empty())
        if (const Result<void> written = writeCsv(table, arguments.csv, interruption); !written)
            return written;
    describe(run, report);
    return printLine(arguments.input.json ? jsonText(run, report) : alignedText(table));
}

} // namespace headlight::cli
