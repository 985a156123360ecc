// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <iomanip>
#include <sstream>

#include "app/cli/commands.h"
#include "core/model/model_finder.h"

namespace headlight::cli {

namespace {

constexpr double bytesPerMegabyte = 1e6;

std::string describe(const FoundModel& model)
{
    std::ostringstream out;
    out << std::left << std::setw(28) << model.name << "  ";
    if (model.problem.empty())
        out << model.architecture << ", " << model.layers << " layers x " << model.heads << " heads, " << std::fixed
            << std::setprecision(1) << static_cast<double>(model.bytes) / bytesPerMegabyte << " MB";
    else
        out << "cannot be used: " << model.problem;
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
