// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/example_runner.h"

#include "ui/state/examples_model.h"
#include "ui/state/prediction_text.h"
#include "ui/state/workbench.h"

namespace headlight::ui {

namespace {

constexpr int firstOfTask = -1; ///< whichever row that is once the model is there

Error forOtherModels(TaskKind wanted, TaskKind open)
{
    const QString what = ExampleRunner::tr("This example is for a model that %1; the one that is open %2")
                             .arg(taskText(wanted), taskText(open));
    return {ErrorKind::Input,
            what.toStdString(),
            {},
            ExampleRunner::tr("Open such a model (Ctrl+M), then choose it again.").toStdString()};
}

} // namespace

ExampleRunner::ExampleRunner(Workbench* workbench, const ExamplesModel* examples, QObject* parent)
    : QObject(parent),
      m_workbench(workbench),
      m_examples(examples)
{
    connect(workbench->input(), &InputModel::tokenizerRead, this, &ExampleRunner::runWanted);
    connect(examples, &QAbstractItemModel::modelReset, this, &ExampleRunner::runWanted);
    connect(workbench->runner(), &Runner::started, this, [this] { m_wanted.reset(); }); // it was asked for before that
    connect(workbench->model(), &ModelHost::refused, this, [this] {
        if (m_wanted && *m_wanted != firstOfTask)
            m_wanted.reset();
    });
}

void ExampleRunner::run(int row)
{
    m_wanted = row;
    if (m_workbench->model()->identity())
        runWanted();
    else
        start(row); // what is missing is said as it is of any run
}

void ExampleRunner::runFirst()
{
    m_wanted = firstOfTask;
    runWanted();
}

/// Not while another model is being opened: the run would be that one's.
bool ExampleRunner::isReady() const
{
    const ModelHost* model = m_workbench->model();
    return model->identity() && !model->isOpening() && m_workbench->input()->hasReadTokenizer() &&
           m_examples->rowCount() > 0;
}

void ExampleRunner::runWanted()
{
    if (m_wanted && isReady())
        start(*m_wanted == firstOfTask ? firstRow() : *m_wanted);
}

/// Any text will do for an encoder.
int ExampleRunner::firstRow() const
{
    const QList<int> rows = m_examples->rowsOf(m_workbench->model()->identity()->task);
    return rows.isEmpty() ? 0 : rows.front();
}

void ExampleRunner::start(int row)
{
    const bool chosen = m_wanted != firstOfTask;
    m_wanted.reset();
    const Example& example = m_examples->example(row);
    const InputModel* input = m_workbench->input();
    if (chosen && example.task != input->task())
        return m_workbench->problems()->report(Place::Model, forOtherModels(example.task, input->task()));
    m_workbench->runner()->runExample(example.question, example.textWithMask(input->maskText()));
}

} // namespace headlight::ui
