// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <filesystem>
#include <vector>

#include "core/base/error.h"
#include "core/data/task_kind.h"

namespace headlight::ui {

/// A question, a text or two to try, and what is worth seeing in it.
struct Example {
    QString title;
    QString question; ///< the first of two texts; empty where there is one alone
    QString context;  ///< the text; a mask in it is written [MASK]
    QString note;
    TaskKind task = TaskKind::QuestionAnswering; ///< of the models that it is for

    /// With `mask` as the model writes it; empty: as it is.
    QString textWithMask(const QString& mask) const;
};

/// Reads examples.json: an array of objects with title, question, context and note; or with task, text, pair and note.
Result<std::vector<Example>> readExamples(const std::filesystem::path& file);

/// The examples, by title; the note is the tooltip.
class ExamplesModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setExamples(std::vector<Example> examples);
    /// The examples for models of a task.
    QList<int> rowsOf(TaskKind task) const;
    const Example& example(int row) const { return m_examples.at(static_cast<std::size_t>(row)); }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<Example> m_examples;
};

} // namespace headlight::ui
