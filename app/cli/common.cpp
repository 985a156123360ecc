// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>
#include <iostream>

#include "app/cli/commands.h"
#include "core/base/decoded_text.h"
#include "core/base/in_quotes.h"
#include "core/files/atomic_file.h"
#include "core/model/model_finder.h"

namespace headlight::cli {

namespace {

/// As far as it is known.
std::string referenceText(const ErrorReference& reference)
{
    std::string text;
    if (reference.points)
        text += counted(*reference.points, "point");
    if (reference.error)
        text += (text.empty() ? "estimated error " : ", estimated error ") + percentText(*reference.error);
    return text.empty() ? text : " (" + text + ")";
}

} // namespace

Result<std::filesystem::path> modelFolder(const std::string& given)
{
    if (!given.empty())
        return resolveModelFolder(given);
    const std::filesystem::path demo = demoModelFolder();
    if (demo.empty())
        return inputError("The demo model is not beside the program", {},
                          "Choose a model folder with --model, or install Headlight again.");
    return demo;
}

Result<void> checkOutput(const std::filesystem::path& output)
{
    std::error_code ignored;
    if (std::filesystem::is_directory(output, ignored))
        return inputError("This is a folder, but a file is to be written", output.string(), "Add a file name.");
    const Result<AtomicFile> trial = AtomicFile::create(output);
    return trial ? Result<void>() : Failure(trial.error());
}

std::string percentText(double fraction)
{
    char text[32];
    std::snprintf(text, sizeof text, fraction < 0.995 ? "%.2g %%" : "%.0f %%", 100 * fraction);
    return text;
}

std::string errorText(const AnalysisResult& result)
{
    const double error = result.largestError();
    if (error < 0)
        return {};
    if (!result.errorReference)
        return (result.errorsEstimated ? ", estimated error " : ", error ") + percentText(error);
    return ", measured error " + percentText(error) + " against rule exact" + referenceText(*result.errorReference);
}

std::string withoutHeadText()
{
    return "This model has no head for a task: attention and norms only.";
}

std::string taskText(TaskKind task)
{
    switch (task) {
    case TaskKind::QuestionAnswering: return "answers questions";
    case TaskKind::Classification: return "classifies texts";
    case TaskKind::TokenLabels: return "labels tokens";
    case TaskKind::MaskedWords: return "fills in masked words";
    case TaskKind::None: break;
    }
    return "no head for a task: attention and norms only";
}

std::string counted(std::int64_t count, const std::string& thing)
{
    return std::to_string(count) + ' ' + thing + (count == 1 ? "" : "s");
}

Result<void> checkArgument(const std::string& text, const std::string& option)
{
    return checkUtf8(text, option);
}

std::string noPathText()
{
    return "The input equals its baseline, as all its tokens are special or unknown: all attributions are 0.";
}

std::string windowText(const AnalysisResult& result)
{
    if (result.windows.size() < 2)
        return {};
    return "Window " + std::to_string(result.window) + " of 0 to " + std::to_string(result.windows.size() - 1) + ", "
        + counted(result.input.length(), "token");
}

Result<void> printLine(const std::string& text)
{
    std::cout << withoutControls(text) << std::endl;
    return std::cout ? Result<void>()
                     : inputError("The text could not be written", "standard output",
                                  "Check that the disk is not full and the reader is still there.");
}

} // namespace headlight::cli
