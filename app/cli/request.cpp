// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/request.h"

#include <iostream>

#include "app/cli/commands.h"
#include "core/base/decoded_text.h"
#include "core/base/in_quotes.h"
#include "core/files/atomic_file.h"

namespace headlight::cli {

namespace {

constexpr std::uint64_t largestText = 64 * 1024 * 1024;

Result<std::string> readStandardInput()
{
    std::string text;
    char part[65536];
    while (std::cin.read(part, sizeof part), std::cin.gcount() > 0) {
        text.append(part, static_cast<std::size_t>(std::cin.gcount()));
        if (text.size() > largestText)
            return inputError("The context is longer than 64 MiB", "standard input",
                              "Give the part that holds the answer.");
    }
    return text;
}

Result<std::string> readContextFile(const std::string& file)
{
    const Result<std::vector<std::byte>> bytes = readFile(file, largestText);
    if (!bytes)
        return Failure(bytes.error());
    return decodedText(std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size()), file);
}

Result<std::string> readContext(const AnalyzeArguments& arguments)
{
    if (!arguments.context && *arguments.contextFile != "-")
        return readContextFile(*arguments.contextFile);
    if (!arguments.context) {
        Result<std::string> text = readStandardInput();
        return text ? decodedText(std::move(*text), "standard input") : text;
    }
    if (const Result<void> checked = checkArgument(*arguments.context, "--context"); !checked)
        return Failure(checked.error());
    return *arguments.context;
}

/// The texts that were given in options, which must be UTF-8.
Result<void> checkTexts(const AnalyzeArguments& arguments)
{
    const std::pair<const std::optional<std::string>*, const char*> texts[] = {
        {&arguments.question, "--question"}, {&arguments.text, "--text"}, {&arguments.pair, "--pair"}};
    for (const auto& [text, option] : texts)
        if (const Result<void> checked = checkArgument(text->value_or(std::string()), option); !checked)
            return checked;
    return {};
}

} // namespace

Result<AnalysisRequest> makeRequest(const AnalyzeArguments& arguments)
{
    const Result<Options> options = effectiveOptions(arguments);
    if (!options)
        return Failure(options.error());
    if (const Result<void> checked = checkTexts(arguments); !checked)
        return Failure(checked.error());
    if (arguments.text && arguments.pair)
        return AnalysisRequest{*arguments.text, *arguments.pair, *options, 0};
    if (arguments.text)
        return AnalysisRequest{{}, *arguments.text, *options, 0};
    Result<std::string> context = readContext(arguments);
    if (!context)
        return Failure(context.error());
    return AnalysisRequest{arguments.question.value_or(std::string()), std::move(*context), *options, 0};
}

namespace {

/// A text is no question, and a model that classifies looks for no answer.
Result<void> checkTask(const AnalyzeArguments& arguments, TaskKind task)
{
    if (task == TaskKind::QuestionAnswering && arguments.text)
        return usageError("The model answers questions, and --text asks none", "Give --question and --context.");
    if (task == TaskKind::QuestionAnswering && !arguments.question)
        return usageError("The question is missing, and the model answers one", "Give it with --question.");
    return {};
}

} // namespace

Result<std::unique_ptr<Analyzer>> openFor(const std::filesystem::path& folder, const AnalyzeArguments& arguments,
                                          const Job& job)
{
    Result<std::unique_ptr<Analyzer>> analyzer = Analyzer::open(folder, job);
    if (!analyzer)
        return analyzer;
    if (!(*analyzer)->warning().empty())
        std::cerr << "Warning: " << inOneLine((*analyzer)->warning()) << '\n';
    if (const Result<void> fits = checkTask(arguments, (*analyzer)->identity().task); !fits)
        return Failure(fits.error());
    return analyzer;
}

} // namespace headlight::cli
