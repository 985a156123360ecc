// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/examples_model.h"

#include <nlohmann/json.hpp>

#include "core/files/atomic_file.h"

namespace headlight::ui {

namespace {

constexpr std::uint64_t largestFile = 4 << 20;
using Json = nlohmann::json;

QString textOf(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

Result<Example> exampleOf(const Json& object, std::size_t index, const std::string& file)
{
    Example example;
    if (object.is_object())
        example = {textOf(object, "title"), textOf(object, "question"), textOf(object, "context"),
                   textOf(object, "note")};
    if (example.title.isEmpty() || example.question.isEmpty() || example.context.isEmpty())
        return inputError("Example " + std::to_string(index) + " lacks a title, a question or a context", file);
    return example;
}

} // namespace

Result<std::vector<Example>> readExamples(const std::filesystem::path& file)
{
    const auto bytes = readFile(file, largestFile);
    if (!bytes)
        return Failure(bytes.error());
    const auto* begin = reinterpret_cast<const char*>(bytes->data());
    const Json root = Json::parse(begin, begin + bytes->size(), nullptr, false);
    if (!root.is_array())
        return inputError("Expected a JSON array of examples", file.string());
    std::vector<Example> examples;
    for (const Json& object : root) {
        auto example = exampleOf(object, examples.size(), file.string());
        if (!example)
            return Failure(example.error());
        examples.push_back(std::move(*example));
    }
    return examples;
}

void ExamplesModel::setExamples(std::vector<Example> examples)
{
    beginResetModel();
    m_examples = std::move(examples);
    endResetModel();
}

int ExamplesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_examples.size());
}

QVariant ExamplesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole)
        return example(index.row()).title;
    if (role == Qt::ToolTipRole)
        return example(index.row()).note;
    return {};
}

} // namespace headlight::ui
