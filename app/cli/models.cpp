// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <iomanip>
#include <sstream>

#include "app/cli/commands.h"
#include "core/base/in_quotes.h"
#include "core/model/model_finder.h"

namespace headlight::cli {

namespace {

constexpr double million = 1e6;

/// What is known of it, in a line.
std::string sizes(const FoundModel& model)
{
    std::ostringstream out;
    out << std::fixed << std::setprecision(1)
        << (model.architecture.empty() ? std::string("unknown architecture") : model.architecture);
    if (model.layers > 0 && model.heads > 0)
        out << ", " << counted(model.layers, "layer") << " x " << counted(model.heads, "head");
    if (model.parameters > 0)
        out << ", " << static_cast<double>(model.parameters) / million << " M parameters in " << model.precision;
    if (model.bytes > 0)
        out << ", " << static_cast<double>(model.bytes) / million << " MB";
    return out.str();
}

std::string describe(const FoundModel& model)
{
    std::ostringstream out;
    out << std::left << std::setw(28) << model.name << "  " << sizes(model);
    if (!model.problem.empty())
        out << "\n    cannot be used: " << model.problem;
    else
        out << "\n    " << taskText(model.task);
    if (!model.names.empty())
        out << "\n    names of its tensors: " << model.names;
    if (!model.note.empty())
        out << "\n    note: " << inOneLine(model.note);
    out << "\n    " << model.folder.string();
    return out.str();
}

} // namespace

Result<void> run(const ModelsArguments&, Interruption&)
{
    const std::vector<FoundModel> models = findModels();
    if (models.empty())
        return inputError("No model was found on this computer", {},
                          "Save one with save_pretrained, and give its folder to headlight-cli analyze --model.");
    for (const FoundModel& model : models)
        if (const Result<void> printed = printLine(describe(model)); !printed)
            return printed;
    return {};
}

} // namespace headlight::cli
