// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/workbench_commands.h"

#include <QCoreApplication>

#include "figures/measure.h"
#include "ui/state/examples_model.h"
#include "ui/state/workbench.h"

namespace headlight::ui {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Commands)
};

void addMeasures(Commands& commands, const Workbench* workbench, Selection* selection)
{
    for (const Measure& measure : measures(workbench->result().get()))
        if (measure.available)
            commands.append({Texts::tr("Measure"), measure.label, {}, [selection, id = measure.id] {
                                 selection->setMeasure(id);
                             }});
}

void addCells(Commands& commands, Selection* selection)
{
    const int first = selection->display().firstNumber;
    for (int layer = 0; layer < selection->layerCount(); ++layer)
        commands.append({Texts::tr("Layer"), Texts::tr("Layer %1").arg(layer + first), {}, [selection, layer] {
                             selection->setLayer(layer);
                         }});
    if (selection->headCount() > 0)
        commands.append({Texts::tr("Head"), Texts::tr("All heads"), {}, [selection] { selection->setHead(-1); }});
    for (int head = 0; head < selection->headCount(); ++head)
        commands.append({Texts::tr("Head"), Texts::tr("Head %1").arg(head + first), {}, [selection, head] {
                             selection->setHead(head);
                         }});
}

void addPresets(Commands& commands, InputModel* input)
{
    const std::pair<QString, Preset> presets[] = {{Texts::tr("Accurate"), Preset::Accurate},
                                                  {Texts::tr("Tutorial"), Preset::Tutorial}};
    for (const auto& [title, preset] : presets)
        commands.append({Texts::tr("Preset"), title, {}, [input, preset = preset] { input->usePreset(preset); }});
}

void addExamples(Commands& commands, InputModel* input, const ExamplesModel* examples)
{
    for (const int row : examples->rowsOf(input->task()))
        commands.append({Texts::tr("Example"), examples->example(row).title, {},
                         [input, example = examples->example(row)] {
                             input->setQuestion(example.question);
                             input->setContext(example.textWithMask(input->maskText()));
                         }});
}

} // namespace

Commands workbenchCommands(Workbench* workbench, const ExamplesModel* examples)
{
    Commands commands;
    addMeasures(commands, workbench, workbench->selection());
    addCells(commands, workbench->selection());
    addPresets(commands, workbench->input());
    addExamples(commands, workbench->input(), examples);
    return commands;
}

} // namespace headlight::ui
