// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/tensor_plan.h"

#include <algorithm>
#include <array>
#include <functional>

#include "core/base/in_quotes.h"
#include "core/files/tensor_type.h"

namespace headlight {
namespace {

constexpr auto mismatch = "config.json and the weights do not belong together; download both again.";
constexpr auto quantised = "Choose the model as it was before it was quantised.";

/// How names end that only quantised weights have.
constexpr std::array<std::string_view, 10> quantisedNames{
    ".SCB",       ".weight_format", ".qweight",      ".qzeros",     ".scales",
    ".quant_map", ".absmax",        ".weight_scale", ".zero_point", "_packed_params",
};

std::string describe(const Shape& shape)
{
    std::string text;
    for (const std::int64_t n : shape)
        text.append(text.empty() ? "[" : ", ").append(std::to_string(n));
    return text.empty() ? "[]" : text.append("]");
}

Failure notCalledFor(const std::string& canonicalName, const std::string& where)
{
    const auto ends = [&canonicalName](std::string_view end) { return canonicalName.ends_with(end); };
    if (std::any_of(quantisedNames.begin(), quantisedNames.end(), ends))
        return inputError("The tensor belongs to quantised weights, which are not read", where, quantised);
    return inputError("config.json does not call for this tensor", where, mismatch);
}

Result<void> checkType(TensorType type, const std::string& where)
{
    if (isFloat(type))
        return {};
    const std::string holds = "The tensor holds " + std::string(name(type));
    if (byteSize(type) == 1)
        return inputError(holds + ": the weights are quantised, and only floating-point ones are read", where,
                          quantised);
    return inputError(holds + ", not floating-point numbers", where,
                      "The file was made for something else, or by another program; choose another.");
}

/// How FSDP writes the weights of a whole layer as one tensor.
bool isFlattened(const std::string& name)
{
    return name.find("flat_param") != std::string::npos;
}

} // namespace

Result<TensorPlan> TensorPlan::make(const ModelConfig& config, const std::vector<std::string>& names,
                                    const std::string& where)
{
    if (const auto flat = std::find_if(names.begin(), names.end(), isFlattened); flat != names.end())
        return inputError("The weights are flattened, as FSDP does in training", where + ", tensor " + inQuotes(*flat),
                          "Save the full state_dict (FullStateDictConfig), or the model with save_pretrained.");
    const std::set<std::string> prefixes = encoderPrefixes(names);
    if (prefixes.size() > 1)
        return inputError("The weights hold " + std::to_string(prefixes.size()) + " encoders, under " +
                              inQuotes(*prefixes.begin()) + " and " + inQuotes(*std::next(prefixes.begin())),
                          where, "Save the one that answers questions with save_pretrained.");
    return TensorPlan(config, prefixes.empty() ? std::string() : *prefixes.begin());
}

TensorPlan::TensorPlan(const ModelConfig& config, std::string prefix)
    : m_encoder(bertTensors(config)),
      m_head(questionAnsweringTensors(config)),
      m_headIsNeeded(config.head == ModelHead::QuestionAnswering),
      m_prefix(std::move(prefix))
{
}

const Shape* TensorPlan::expectedShape(const std::string& canonicalName) const
{
    for (const auto* tensors : {&m_encoder, &m_head}) {
        if (const auto found = tensors->find(canonicalName); found != tensors->end())
            return &found->second;
    }
    return nullptr;
}

Result<std::string> TensorPlan::place(const std::string& name, const Shape& shape, TensorType type,
                                      const std::string& where)
{
    std::string canonical = canonicalTensorName(name, m_prefix, &m_changes);
    const Shape* const expected = expectedShape(canonical);
    if (expected == nullptr && !isIgnoredTensor(canonical))
        return notCalledFor(canonical, where);
    if (expected == nullptr) {
        m_leftOut = m_leftOut.empty() ? name : m_leftOut;
        return std::string();
    }
    if (!isMissing(canonical))
        return inputError("The tensor " + inQuotes(canonical) + " is there twice, under this name and another", where,
                          "Remove one of the two, or download the weights again.");
    if (shape != *expected)
        return inputError("Expected shape " + describe(*expected) + " by config.json, found " + describe(shape), where,
                          mismatch);
    if (auto typed = checkType(type, where); !typed)
        return tl::unexpected(typed.error());
    m_placed.insert(canonical);
    return canonical;
}

/// Half a head is a damaged one; none is a model without, unless config.json says otherwise.
Result<void> TensorPlan::checkHead(const std::string& where) const
{
    const auto missing = [this](const auto& tensor) { return isMissing(tensor.first); };
    const auto headless = std::find_if(m_head.begin(), m_head.end(), missing);
    const bool hasHead = std::any_of(m_head.begin(), m_head.end(), std::not_fn(missing));
    if (headless == m_head.end() || (!m_headIsNeeded && !hasHead))
        return {};
    return inputError("The weights have no question-answering head: " + inQuotes(headless->first) + " is missing",
                      where, "Choose a model that was fine-tuned for question answering; a random head means nothing.");
}

/// Names that are all unknown tell more than the first that is missing.
Result<void> TensorPlan::checkEncoder(const std::string& where) const
{
    const auto missing = [this](const auto& tensor) { return isMissing(tensor.first); };
    const auto first = std::find_if(m_encoder.begin(), m_encoder.end(), missing);
    if (first == m_encoder.end())
        return {};
    if (!m_leftOut.empty() && std::all_of(m_encoder.begin(), m_encoder.end(), missing))
        return inputError("None of the tensors has a name of BERT's encoder; the first is " + inQuotes(m_leftOut),
                          where, "Choose a BERT model, or save this one with save_pretrained.");
    return inputError("The tensor " + inQuotes(first->first) + " of shape " + describe(first->second) + " is missing",
                      where, mismatch);
}

Result<void> TensorPlan::checkComplete(const std::string& where) const
{
    const auto head = checkHead(where);
    return head ? checkEncoder(where) : head;
}

} // namespace headlight
