// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/undo_recorder.h"

#include <QElapsedTimer>

#include "ui/state/input_model.h"
#include "ui/state/selection.h"
#include "ui/state/selection_fields.h"

namespace headlight::ui {

namespace {

constexpr int mostSteps = 200;

/// Of the input; those of the selection follow, in the order of its fields.
enum Part { QuestionPart = 1, ContextPart = 2, OptionsPart = 4 };

int partOf(std::size_t field)
{
    return (OptionsPart << 1) << field;
}

/// Which window of a long context is read follows from the text, and is no option that a person edits.
bool sameOptions(Options a, const Options& b)
{
    a.window = b.window;
    return a == b;
}

class Step : public QUndoCommand {
public:
    Step(UndoRecorder* recorder, UndoableState before, UndoableState after)
        : m_recorder(recorder),
          m_before(std::move(before)),
          m_after(std::move(after)),
          m_parts(recorder->differing(m_before, m_after))
    {
        setText(recorder->nameOf(m_parts));
        m_age.start();
    }

    int id() const override { return leading() ? leading() : m_parts; }

    bool mergeWith(const QUndoCommand* next) override
    {
        const auto* later = static_cast<const Step*>(next);
        const int parts = m_recorder->differing(m_before, later->m_after);
        const bool isOwn = leading() && (parts & leading()); // else it is taken back at once: by a double click
        if (m_age.elapsed() >= m_recorder->mergeInterval() || isOwn)
            return false;
        m_after = later->m_after;
        m_parts = parts;
        setText(m_recorder->nameOf(parts));
        m_age.restart();
        setObsolete(parts == 0);
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
    int leading() const { return m_recorder->leadingPart(m_parts); }

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
      m_fields(selectionFields(selection)),
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
    UndoableState now{{}, m_selection->tokenCount(), m_input->question(), m_input->context(), m_input->options()};
    for (const KeptField& field : m_fields)
        field.keep(now.chosen);
    return now;
}

int UndoRecorder::differing(const UndoableState& a, const UndoableState& b) const
{
    int sum = a.question == b.question ? 0 : QuestionPart;
    sum += a.context == b.context ? 0 : ContextPart;
    sum += sameOptions(a.options, b.options) ? 0 : OptionsPart;
    for (std::size_t field = 0; field < m_fields.size(); ++field)
        sum += m_fields[field].same(a.chosen, b.chosen) ? 0 : partOf(field);
    return sum;
}

int UndoRecorder::leadingPart(int parts) const
{
    for (std::size_t field = 0; field < m_fields.size(); ++field)
        if (m_fields[field].ownSteps && (parts & partOf(field)))
            return partOf(field);
    return 0;
}

QString UndoRecorder::nameOf(int parts) const
{
    const int leading = leadingPart(parts);
    for (std::size_t field = 0; field < m_fields.size(); ++field)
        if ((leading ? leading : parts) == partOf(field))
            return m_fields[field].step;
    switch (parts) {
    case QuestionPart: return tr("edit of the question");
    case ContextPart: return tr("edit of the context");
    case OptionsPart: return tr("change of options");
    default: break;
    }
    return parts & (QuestionPart | ContextPart) ? tr("change of the input") : tr("choice");
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
    applyInput(parts, to);
    ViewState chosen = to.chosen;
    if (to.tokens != m_selection->tokenCount()) // the same indices would be other words there
        chosen.fromToken = chosen.toToken = -1;
    for (std::size_t field = 0; field < m_fields.size(); ++field)
        if (parts & partOf(field))
            m_fields[field].restore(chosen);
}

void UndoRecorder::applyInput(int parts, const UndoableState& to)
{
    if (parts & QuestionPart)
        m_input->setQuestion(to.question);
    if (parts & ContextPart)
        m_input->setContext(to.context);
    if (parts & OptionsPart) {
        Options options = to.options;
        options.window = m_input->options().window;
        m_input->setOptions(options);
    }
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
