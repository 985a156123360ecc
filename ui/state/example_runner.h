// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <optional>

namespace headlight::ui {

class ExamplesModel;
class Workbench;

/// Runs examples with the model that is open. A mask stands in their texts as the model's tokenizer writes it: until
/// that was read, an example waits.
class ExampleRunner : public QObject {
    Q_OBJECT
public:
    ExampleRunner(Workbench* workbench, const ExamplesModel* examples, QObject* parent = nullptr);

public slots:
    /// Of the list of examples. One for models of another kind is refused.
    void run(int row);
    /// The first example for the model's task, as soon as the model and the examples are there.
    void runFirst();

private:
    void runWanted();
    void start(int row);
    bool isReady() const;
    int firstRow() const;

    Workbench* m_workbench;
    const ExamplesModel* m_examples;
    std::optional<int> m_wanted; ///< the row that waits
};

} // namespace headlight::ui
