// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/cli/arguments.h"
#include "app/cli/interruption.h"
#include "core/base/error.h"
#include "core/data/analysis_result.h"
#include "core/data/options.h"

namespace headlight::cli {

Result<void> run(const AnalyzeArguments& arguments, Interruption& interruption);
Result<void> run(const AblateArguments& arguments, Interruption& interruption);
Result<void> run(const BenchArguments& arguments, Interruption& interruption);
Result<void> run(const PatchArguments& arguments, Interruption& interruption);
Result<void> run(const TokenizeArguments& arguments, Interruption& interruption);
Result<void> run(const ShowArguments& arguments, Interruption& interruption);
Result<void> run(const ExportArguments& arguments, Interruption& interruption);
Result<void> run(const ModelsArguments& arguments, Interruption& interruption);

/// The preset's options with what was given explicitly; refuses what contradicts.
Result<Options> optionsOf(const AnalyzeArguments& arguments);
/// The same of a text that is given, which must be one of the kinds that there are.
Result<Options> effectiveOptions(const AnalyzeArguments& arguments);

/// The folder that --model means; the demo model where it was not given.
Result<std::filesystem::path> modelFolder(const std::string& given);
/// Whether a file can be made at `output`, found out before any work by making one beside it and removing it.
Result<void> checkOutput(const std::filesystem::path& output);
/// "0.13 %".
std::string percentText(double fraction);
/// ", estimated error 0.13 %", or how it was measured; empty where the error is not known.
std::string errorText(const AnalysisResult& result);
/// "1 point", "33 points".
std::string counted(std::int64_t count, const std::string& thing);
/// An error, with the byte, where the text given with `option` is not UTF-8.
Result<void> checkArgument(const std::string& text, const std::string& option);
/// What is said in place of an answer where the model gives none.
std::string withoutHeadText();
/// What a model does, of one with such a head: "answers questions".
std::string taskText(TaskKind task);
/// What a model that answers no questions says, a line each: its labels, the spans it found, the words at each mask.
std::vector<std::string> predictionLines(const AnalysisResult& result);
/// That the input equals its baseline, so that all attributions are 0.
std::string noPathText();
/// Which window of a long context is shown; empty for a context that was not cut.
std::string windowText(const AnalysisResult& result);
/// Writes `text` and a line feed on standard output, control characters as codes (which JSON reads as the same text);
/// an error where that is full or closed.
Result<void> printLine(const std::string& text);

} // namespace headlight::cli
