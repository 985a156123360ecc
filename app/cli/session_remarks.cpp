// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/session_remarks.h"

#include <algorithm>
#include <cmath>
#include <iostream>

#include "app/cli/commands.h"
#include "core/base/in_quotes.h"

namespace headlight::cli {

namespace {

constexpr std::size_t shownDigits = 8; ///< of a hash: enough to tell two apart
constexpr std::size_t mostTensors = 5; ///< that are named one by one

std::string brief(const ModelIdentity& model)
{
    return model.name + " (SHA-256 " + model.sha256.substr(0, shownDigits) + "...)";
}

/// Empty where it is not known.
std::string roundingText(double rounding)
{
    if (!(rounding > 0))
        return {};
    return ", which changed no value by more than " + percentText(rounding) + " of the largest of its map";
}

/// Empty where all values are numbers.
std::string remarkOnValues(const SafetensorsFile& file, const std::string& tensor)
{
    const Result<Array> values = file.floats(tensor);
    if (!values)
        return {};
    const auto all = values->values();
    const auto bad = std::count_if(all.begin(), all.end(), [](float value) { return !std::isfinite(value); });
    if (bad == 0)
        return {};
    return "The tensor " + inQuotes(tensor) + " holds " + std::to_string(bad) + " of " + std::to_string(all.size())
        + " values that are NaN or infinite.";
}

void addRemarksOnValues(std::vector<std::string>& remarks, const SafetensorsFile& file)
{
    std::size_t tensors = 0;
    for (const auto& [name, entry] : file.tensors()) {
        std::string remark = remarkOnValues(file, name);
        if (!remark.empty() && ++tensors <= mostTensors)
            remarks.push_back(std::move(remark));
    }
    if (tensors > mostTensors)
        remarks.push_back("So do " + std::to_string(tensors - mostTensors) + " more tensors.");
}

} // namespace

std::vector<std::string> remarksOn(const Session& session, const SafetensorsFile& file)
{
    std::vector<std::string> remarks;
    const AnalysisResult& result = *session.result;
    if (!result.model.isStated())
        remarks.emplace_back("The session was made by another program, without a model that Headlight could run.");
    else if (result.stage != Stage::Complete)
        remarks.emplace_back("The run was ended before its result was complete.");
    if (session.half)
        remarks.push_back("Attention and norms are kept as float16" + roundingText(session.rounding) + ".");
    if (!session.remark.empty())
        remarks.push_back(session.remark);
    addRemarksOnValues(remarks, file);
    return remarks;
}

std::string remarkOnModels(const ModelIdentity& one, const ModelIdentity& other)
{
    if (one.sha256.empty() || other.sha256.empty() || one.sha256 == other.sha256)
        return {};
    return "The two sessions were made with other weights: " + brief(one) + " and " + brief(other) + ".";
}

void sayRemarks(const std::vector<std::string>& remarks)
{
    for (const std::string& remark : remarks)
        std::cerr << "Note: " << inOneLine(remark) << '\n';
}

} // namespace headlight::cli
