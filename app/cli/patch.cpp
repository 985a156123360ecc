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

constexpr std::size_t listedRows = 30;

struct Patched {
    ResultPtr base;
    Patching patching;
};

/// A text of the other run; each of them must be UTF-8.
Result<void> takeText(const std::optional<std::string>& given, const char* option, std::string& text)
{
    if (!given)
        return {};
    if (const Result<void> checked = checkArgument(*given, option); !checked)
        return checked;
    text = *given;
    return {};
}

/// The first request with what is given of the other.
Result<AnalysisRequest> otherRequest(const AnalysisRequest& first, const PatchArguments& arguments)
{
    const AnalyzeArguments& other = arguments.other;
    const bool asks = !arguments.input.text.has_value();
    if (!other.question && !other.context && !other.text && !other.pair)
        return usageError("The other text is missing",
                          "Give what differs: --other-question or --other-context, or --other-text or --other-pair.");
    if (asks ? other.text || other.pair : other.question || other.context)
        return usageError("The other text is not of the same kind as the first",
                          "Give a question and a context for both, or a text for both.");
    if (other.pair && !arguments.input.pair)
        return usageError("--other-pair is given, but the first has one text alone", "Give it --pair too.");
    AnalysisRequest request = first;
    std::string& lead = request.question;
    std::string& main = request.context;
    for (const Result<void>& taken :
         {takeText(other.question, "--other-question", lead), takeText(other.context, "--other-context", main),
          takeText(other.text, "--other-text", arguments.input.pair ? lead : main),
          takeText(other.pair, "--other-pair", main)})
        if (!taken)
            return Failure(taken.error());
    return request;
}

Result<Patched> compute(Analyzer& analyzer, const AnalysisRequest& first, const AnalysisRequest& second, const Job& job)
{
    const Result<ResultPtr> base = analyzer.predict(first, job);
    if (!base)
        return Failure(base.error());
    const Result<ResultPtr> other = analyzer.predict(second, job);
    if (!other)
        return Failure(other.error());
    Result<Patching> patching = analyzer.patch(**base, **other, job);
    return patching ? Result<Patched>(Patched{*base, std::move(*patching)}) : Failure(patching.error());
}

/// The share of what lies between the two runs; empty where that is not known.
std::string shareText(const Patching& patching, double change)
{
    const double between = patching.otherValue.value_or(patching.value) - patching.value;
    return between != 0 ? numberText(change / between) : std::string();
}

/// States and heads, by how much they change the lead.
Table tableOf(const Patched& patched)
{
    struct Cell {
        double change;
        std::vector<std::string> names;
    };
    std::vector<Cell> cells;
    const std::vector<std::string>& tokens = patched.base->input.tokens;
    for (const Array& map : {patched.patching.states, patched.patching.heads}) {
        const bool states = map.data() == patched.patching.states.data();
        const std::int64_t columns = map.dimension(1);
        for (std::size_t i = 0; i < map.size(); ++i) {
            const std::size_t column = i % static_cast<std::size_t>(columns);
            const std::string layer = std::to_string(i / static_cast<std::size_t>(columns));
            if (!std::isnan(map.values()[i]))
                cells.push_back({map.values()[i],
                                 {states ? "state" : "head", layer, std::to_string(column),
                                  states ? tokens[column] : std::string()}});
        }
    }
    std::stable_sort(cells.begin(), cells.end(),
                     [](const Cell& a, const Cell& b) { return std::abs(a.change) > std::abs(b.change); });
    Table table{{"what", "layer", "number", "token", "change", "share"}, {}};
    for (Cell& cell : cells) {
        table.rows.push_back(std::move(cell.names));
        table.rows.back().push_back(numberText(cell.change));
        table.rows.back().push_back(shareText(patched.patching, cell.change));
    }
    return table;
}

Json matrixOf(const Array& map)
{
    Json rows = Json::array();
    for (std::int64_t row = 0; row < map.dimension(0); ++row) {
        const Array values = map[row];
        rows.push_back(std::vector(values.values().begin(), values.values().end()));
    }
    return rows;
}

std::string jsonText(const Patched& patched)
{
    const Patching& patching = patched.patching;
    const Json json = {{"model", patched.base->model.name},
                       {"tokens", patched.base->input.tokens},
                       {"lead", patching.lead},
                       {"value", patching.value},
                       {"other_value", patching.otherValue ? Json(*patching.otherValue) : Json()},
                       {"left_out", patching.alone},
                       {"left_out_of_other", patching.othersAlone},
                       {"states", matrixOf(patching.states)},
                       {"heads", matrixOf(patching.heads)}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void describe(const Patched& patched)
{
    const Patching& patching = patched.patching;
    std::cerr << "The lead of " << inOneLine(patching.lead) << ": " << numberText(patching.value);
    if (patching.otherValue)
        std::cerr << ", in the other run " << numberText(*patching.otherValue);
    std::cerr << '\n';
    if (!patching.alone.empty() || patching.othersAlone > 0)
        std::cerr << counted(std::ssize(patching.alone), "token") << " of the text and "
                  << counted(patching.othersAlone, "token") << " of the other have no like, and are left out\n";
}

} // namespace

Result<void> run(const PatchArguments& arguments, Interruption& interruption)
{
    const Result<AnalysisRequest> first = makeRequest(arguments.input);
    if (!first)
        return Failure(first.error());
    const Result<AnalysisRequest> second = otherRequest(*first, arguments);
    if (!second)
        return Failure(second.error());
    const Result<std::filesystem::path> folder = modelFolder(arguments.input.model);
    if (!folder)
        return Failure(folder.error());
    if (!arguments.csv.empty())
        if (const Result<void> checked = checkOutput(arguments.csv); !checked)
            return checked;
    const auto patched = [&]() -> Result<Patched> {
        ProgressLine line;
        const Job job{interruption.token(), [&](const Progress& progress) { line.show(progress); }};
        const auto analyzer = openFor(*folder, arguments.input, job);
        return analyzer ? compute(**analyzer, *first, *second, job) : Failure(analyzer.error());
    }();
    if (!patched)
        return Failure(patched.error());
    Table table = tableOf(*patched);
    if (!arguments.csv.empty())
        if (const Result<void> written = writeCsv(table, arguments.csv, interruption); !written)
            return written;
    describe(*patched);
    if (arguments.input.json)
        return printLine(jsonText(*patched));
    const std::size_t all = table.rows.size();
    table.rows.resize(std::min(all, listedRows));
    if (table.rows.size() < all)
        std::cerr << "The " << listedRows << " largest of " << all << " changes; --csv and --json have them all\n";
    return printLine(alignedText(table));
}

} // namespace headlight::cli
