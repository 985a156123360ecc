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

/// The texts of a task that asks no question: a text alone, or with its pair behind it.
void takeTexts(const Json& object, Example& example)
{
    const QString text = textOf(object, "text");
    const QString pair = textOf(object, "pair");
    example.question = pair.isEmpty() ? QString() : text;
    example.context = pair.isEmpty() ? text : pair;
}

Result<Example> exampleOf(const Json& object, std::size_t index, const std::string& file)
{
    Example example;
    if (object.is_object()) {
        example = {textOf(object, "title"), textOf(object, "question"), textOf(object, "context"),
                   textOf(object, "note")};
        const QString task = textOf(object, "task");
        const std::optional<TaskKind> kind = taskKindNamed(task.toStdString());
        if (!task.isEmpty() && !kind)
            return inputError("Example " + std::to_string(index) + " is for an unknown task", file);
        example.task = kind.value_or(TaskKind::QuestionAnswering);
        if (example.task != TaskKind::QuestionAnswering)
            takeTexts(object, example);
    }
    const bool asks = example.task == TaskKind::QuestionAnswering;
    if (example.title.isEmpty() || (asks && example.question.isEmpty()) || example.context.isEmpty())
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

QString Example::textWithMask(const QString& mask) const
{
    return mask.isEmpty() ? context : QString(context).replace(QStringLiteral("[MASK]"), mask);
}

QList<int> ExamplesModel::rowsOf(TaskKind task) const
{
    QList<int> rows;
    for (std::size_t row = 0; row < m_examples.size(); ++row)
        if (m_examples[row].task == task)
            rows.append(static_cast<int>(row));
    return rows;
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
