// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/undo_recorder.h"

#include <QElapsedTimer>

#include "ui/state/input_model.h"

namespace headlight::ui {

namespace {

constexpr int mostSteps = 200;

enum Part {
    CellPart = 1,
    MeasurePart = 2,
    RangePart = 4,
    QuestionPart = 8,
    ContextPart = 16,
    OptionsPart = 32,
    DisplayPart = 64,
    ViewPart = 128
};

/// Which window of a long context is read follows from the text, and is no option that a person edits.
bool sameOptions(Options a, const Options& b)
{
    a.window = b.window;
    return a == b;
}

/// The parts that differ, as a sum of Part.
int differing(const UndoableState& a, const UndoableState& b)
{
    const std::pair<int, bool> parts[] = {{CellPart, a.pinned != b.pinned},
                                          {MeasurePart, a.measure != b.measure},
                                          {RangePart, a.range != b.range},
                                          {DisplayPart, a.display != b.display},
                                          {ViewPart, a.choices != b.choices},
                                          {QuestionPart, a.question != b.question},
                                          {ContextPart, a.context != b.context},
                                          {OptionsPart, !sameOptions(a.options, b.options)}};
    int sum = 0;
    for (const auto& [part, differs] : parts)
        sum += differs ? part : 0;
    return sum;
}

/// What stands behind Undo and Redo in the menu.
QString nameOf(int parts)
{
    switch (parts) {
    case CellPart: return UndoRecorder::tr("choice of a cell");
    case MeasurePart: return UndoRecorder::tr("choice of a measure");
    case RangePart: return UndoRecorder::tr("change of the range");
    case ViewPart: return UndoRecorder::tr("choice in a view");
    case DisplayPart: return UndoRecorder::tr("change of the display");
    case QuestionPart: return UndoRecorder::tr("edit of the question");
    case ContextPart: return UndoRecorder::tr("edit of the context");
    case OptionsPart: return UndoRecorder::tr("change of options");
    default: break;
    }
    return parts & (QuestionPart | ContextPart) ? UndoRecorder::tr("change of the input") : UndoRecorder::tr("choice");
}

class Step : public QUndoCommand {
public:
    Step(UndoRecorder* recorder, UndoableState before, UndoableState after)
        : m_recorder(recorder),
          m_before(std::move(before)),
          m_after(std::move(after)),
          m_parts(differing(m_before, m_after))
    {
        setText(nameOf(m_parts));
        m_age.start();
    }

    int id() const override { return m_parts; }

    bool mergeWith(const QUndoCommand* next) override
    {
        const auto* later = static_cast<const Step*>(next);
        if (m_age.elapsed() >= m_recorder->mergeInterval())
            return false;
        m_after = later->m_after;
        m_age.restart();
        setObsolete(differing(m_before, m_after) == 0);
        return true;
    }

    void undo() override { m_recorder->apply(m_after, m_before); }

    /// The first time the change is made already.
    void redo() override
    {
        if (m_made)
            m_recorder->apply(m_before, m_after);
        m_made = true;
    }

private:
    UndoRecorder* m_recorder;
    UndoableState m_before;
    UndoableState m_after;
    int m_parts;
    bool m_made = false;
    QElapsedTimer m_age;
};

} // namespace

UndoRecorder::UndoRecorder(Selection* selection, InputModel* input, QObject* parent)
    : QObject(parent),
      m_selection(selection),
      m_input(input),
      m_known(state())
{
    m_stack.setUndoLimit(mostSteps);
    m_turn.setSingleShot(true);
    connect(&m_turn, &QTimer::timeout, this, &UndoRecorder::record);
    connect(selection, &Selection::pinnedChanged, this, &UndoRecorder::changed);
    connect(selection, &Selection::measureChanged, this, &UndoRecorder::changed);
    connect(selection, &Selection::rangeChanged, this, &UndoRecorder::changed);
    connect(selection, &Selection::displayChanged, this, &UndoRecorder::changed);
    connect(selection, &Selection::viewChoicesChanged, this, &UndoRecorder::changed);
    connect(input, &InputModel::textReplaced, this, &UndoRecorder::changed);
    connect(input, &InputModel::optionsChanged, this, &UndoRecorder::changed);
}

UndoableState UndoRecorder::state() const
{
    return {m_selection->pinned(),  m_selection->tokenCount(),  m_selection->measure(), m_selection->range(),
            m_selection->display(), m_selection->viewChoices(), m_input->question(),    m_input->context(),
            m_input->options()};
}

void UndoRecorder::changed()
{
    if (m_pauses == 0)
        m_turn.start(0);
}

void UndoRecorder::record()
{
    m_turn.stop();
    UndoableState now = state();
    if (differing(m_known, now) != 0)
        m_stack.push(new Step(this, m_known, now));
    m_known = std::move(now);
}

UndoRecorder::Pause::Pause(UndoRecorder& recorder) : m_recorder(recorder)
{
    if (m_recorder.m_pauses++ == 0)
        m_recorder.record();
}

UndoRecorder::Pause::~Pause()
{
    if (--m_recorder.m_pauses == 0)
        m_recorder.m_known = m_recorder.state();
}

void UndoRecorder::apply(const UndoableState& from, const UndoableState& to)
{
    const Pause pause(*this);
    const int parts = differing(from, to);
    if (parts & QuestionPart)
        m_input->setQuestion(to.question);
    if (parts & ContextPart)
        m_input->setContext(to.context);
    if (parts & OptionsPart) {
        Options options = to.options;
        options.window = m_input->options().window;
        m_input->setOptions(options);
    }
    if (parts & MeasurePart)
        m_selection->setMeasure(to.measure);
    if (parts & RangePart)
        m_selection->setRange(to.range);
    if (parts & DisplayPart)
        m_selection->setDisplay(to.display);
    if (parts & ViewPart)
        m_selection->setViewChoices(to.choices);
    const bool otherText = to.tokens != m_selection->tokenCount(); // the same indices would be other words there
    if (parts & CellPart)
        m_selection->pin(otherText ? Cell{to.pinned.layer, to.pinned.head, -1, -1} : to.pinned);
}

void UndoRecorder::undo()
{
    record();
    m_stack.undo();
}

void UndoRecorder::redo()
{
    record();
    m_stack.redo();
}

void UndoRecorder::clear()
{
    record();
    m_stack.clear();
}

} // namespace headlight::ui
