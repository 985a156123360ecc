// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/tensor_plan.h"

#include <algorithm>
#include <array>
#include <optional>

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

/// The tensor that shows that a head is there at all.
bool isMark(const ExpectedTensor& tensor)
{
    return tensor.canonical == "qa_outputs.weight" || tensor.canonical == "classification.output.weight" ||
           tensor.canonical == "token_labels.weight" || tensor.canonical == "masked_words.dense.weight";
}

/// The bias of a masked-words head has two names, and older files have it under both.
void takeOtherBias(ExpectedTensors& head, const Architecture& family, const std::set<std::string>& names)
{
    const std::string usual(family.head.maskedBias);
    const std::string other = std::string(family.head.maskedDecoder) + ".bias";
    if (!head.contains(usual) || names.contains(usual) || !names.contains(other))
        return;
    auto node = head.extract(usual);
    node.key() = other;
    head.insert(std::move(node));
}

/// A head of as many classes as it has rows, which config.json names otherwise, is another model's.
Result<void> checkShape(const ExpectedTensor& expected, const Shape& shape, const std::string& where)
{
    if (shape == expected.shape)
        return {};
    const bool ofClasses =
        expected.canonical.starts_with("classification.output.") || expected.canonical.starts_with("token_labels.");
    if (ofClasses && shape.size() == expected.shape.size() &&
        std::equal(shape.begin() + 1, shape.end(), expected.shape.begin() + 1))
        return inputError("The head has " + std::to_string(shape[0]) + " classes, but config.json has " +
                              std::to_string(expected.shape[0]) + " labels",
                          where, mismatch);
    return inputError("Expected shape " + describe(expected.shape) + " by config.json, found " + describe(shape), where,
                      mismatch);
}

/// The head of a task as it stands in a file with these names.
ExpectedTensors headIn(const ModelConfig& config, TaskKind task, const std::set<std::string>& names)
{
    ExpectedTensors head = headTensors(config, task);
    takeOtherBias(head, *config.family, names);
    return head;
}

bool isWhole(const ExpectedTensors& head, const std::set<std::string>& names)
{
    return !head.empty() && std::all_of(head.begin(), head.end(), [&names](const auto& tensor) {
        return tensor.second.optional || names.contains(tensor.first);
    });
}

bool isThere(const ExpectedTensors& head, const std::set<std::string>& names)
{
    return std::any_of(head.begin(), head.end(), [&names](const auto& tensor) {
        return isMark(tensor.second) && names.contains(tensor.first);
    });
}

/// The task of the head that a file with these names has. What config.json says counts where that head is there, or no
/// other; half a head of question answering is a damaged one.
TaskKind taskOf(const ModelConfig& config, const std::set<std::string>& names)
{
    constexpr std::array tasks{TaskKind::QuestionAnswering, TaskKind::Classification, TaskKind::TokenLabels,
                               TaskKind::MaskedWords};
    const std::optional<TaskKind> said = config.saidTask;
    if (said == TaskKind::None || said == TaskKind::QuestionAnswering ||
        (said && isThere(headIn(config, *said, names), names)))
        return *said;
    for (const TaskKind task : tasks) {
        if (isWhole(headIn(config, task, names), names))
            return task;
    }
    if (names.contains("qa_outputs.weight") || names.contains("qa_outputs.bias"))
        return TaskKind::QuestionAnswering;
    return said.value_or(TaskKind::None);
}

std::set<std::string> ownNames(const std::vector<std::string>& names, const Architecture& family,
                               const std::string& prefix)
{
    std::set<std::string> own;
    for (const std::string& name : names)
        own.insert(ownTensorName(name, family, prefix));
    return own;
}

} // namespace

Result<TensorPlan> TensorPlan::make(const ModelConfig& config, const std::vector<std::string>& names,
                                    const std::string& where)
{
    if (const auto flat = std::find_if(names.begin(), names.end(), isFlattened); flat != names.end())
        return inputError("The weights are flattened, as FSDP does in training", where + ", tensor " + inQuotes(*flat),
                          "Save the full state_dict (FullStateDictConfig), or the model with save_pretrained.");
    const std::set<std::string> prefixes = encoderPrefixes(names, *config.family);
    if (prefixes.size() > 1)
        return inputError("The weights hold " + std::to_string(prefixes.size()) + " encoders, under " +
                              inQuotes(*prefixes.begin()) + " and " + inQuotes(*std::next(prefixes.begin())),
                          where, "Save the one that has the head with save_pretrained.");
    return TensorPlan(config, prefixes.empty() ? std::string() : *prefixes.begin(), names);
}

TensorPlan::TensorPlan(const ModelConfig& config, std::string prefix, const std::vector<std::string>& names)
    : m_family(config.family),
      m_encoder(encoderTensors(config)),
      m_prefix(std::move(prefix))
{
    const std::set<std::string> own = ownNames(names, *m_family, m_prefix);
    m_task = taskOf(config, own);
    m_head = headIn(config, m_task, own);
}

const ExpectedTensor* TensorPlan::expected(const std::string& ownName) const
{
    for (const auto* tensors : {&m_encoder, &m_head}) {
        if (const auto found = tensors->find(ownName); found != tensors->end())
            return &found->second;
    }
    return nullptr;
}

Result<std::string> TensorPlan::place(const std::string& name, const Shape& shape, TensorType type,
                                      const std::string& where)
{
    const std::string own = ownTensorName(name, *m_family, m_prefix, &m_changes);
    const ExpectedTensor* const wanted = expected(own);
    if (wanted == nullptr && !isIgnoredTensor(own, *m_family))
        return notCalledFor(own, where);
    if (wanted == nullptr) {
        m_leftOut = m_leftOut.empty() ? name : m_leftOut;
        return std::string();
    }
    if (!isMissing(own))
        return inputError("The tensor " + inQuotes(own) + " is there twice, under this name and another", where,
                          "Remove one of the two, or download the weights again.");
    if (auto shaped = checkShape(*wanted, shape, where); !shaped)
        return Failure(shaped.error());
    if (auto typed = checkType(type, where); !typed)
        return Failure(typed.error());
    m_placed.insert(own);
    return wanted->canonical;
}

TaskKind TensorPlan::task() const
{
    const bool placed = std::any_of(m_head.begin(), m_head.end(), [this](const auto& tensor) {
        return isMark(tensor.second) && !isMissing(tensor.first);
    });
    return placed ? m_task : TaskKind::None;
}

Result<void> TensorPlan::checkHead(const std::string& where) const
{
    const auto first = std::find_if(m_head.begin(), m_head.end(), [this](const auto& tensor) {
        return !tensor.second.optional && isMissing(tensor.first);
    });
    if (first == m_head.end())
        return {};
    return inputError("The weights have no " + headName(m_task) + " head: " + inQuotes(first->first) + " is missing",
                      where,
                      m_task == TaskKind::QuestionAnswering
                          ? "Choose a model that was fine-tuned for question answering; a random head means nothing."
                          : "Choose a model that was fine-tuned for that; a random head means nothing.");
}

/// Names that are all unknown tell more than the first that is missing.
Result<void> TensorPlan::checkEncoder(const std::string& where) const
{
    const auto missing = [this](const auto& tensor) { return isMissing(tensor.first); };
    const auto first = std::find_if(m_encoder.begin(), m_encoder.end(), missing);
    if (first == m_encoder.end())
        return {};
    const std::string title(m_family->title);
    if (!m_leftOut.empty() && std::all_of(m_encoder.begin(), m_encoder.end(), missing))
        return inputError("None of the tensors has a name of " + title + "'s encoder; the first is " +
                              inQuotes(m_leftOut),
                          where, "Choose a " + title + " model, or save this one with save_pretrained.");
    return inputError("The tensor " + inQuotes(first->first) + " of shape " + describe(first->second.shape) +
                          " is missing",
                      where, mismatch);
}

Result<void> TensorPlan::checkComplete(const std::string& where) const
{
    const auto head = checkHead(where);
    return head ? checkEncoder(where) : head;
}

} // namespace headlight
