// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>

#include "app/cli/arguments.h"
#include "core/analysis/analyzer.h"

namespace headlight::cli {

/// What the arguments ask. The text of a request is its context: the second of two, or the one that there is.
Result<AnalysisRequest> makeRequest(const AnalyzeArguments& arguments);

/// Opens the model, says on standard error what is to know of it, and refuses texts that its task does not take.
Result<std::unique_ptr<Analyzer>> openFor(const std::filesystem::path& folder, const AnalyzeArguments& arguments,
                                          const Job& job);

} // namespace headlight::cli
