// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/state/shown_result.h"

#include "ui/state/cell_readings.h"
#include "ui/state/input_model.h"
#include "ui/state/problems.h"
#include "ui/state/selection.h"
#include "ui/state/undo_recorder.h"

namespace headlight::ui {

ShownResult::ShownResult(const Screen& screen, QObject* parent) : QObject(parent), m_screen(screen)
{
    connect(screen.input, &InputModel::expectedChanged, this, &ShownResult::takeExpected);
}

void ShownResult::showStage(const ResultPtr& stage, const ExpectedAnswers& expected)
{
    const bool first = !m_result || m_result->generation != stage->generation;
    if (first) {
        keepDocument();
        m_screen.history->setCurrent(-1);
        m_document.setState({{}, false, {}, {}, expected});
        boundSelection(*stage);
    }
    m_result = stage;
    emit changed(m_result);
}

void ShownResult::boundSelection(const AnalysisResult& result)
{
    const UndoRecorder::Pause pause(*m_screen.undo);
    m_screen.selection->setShape(result.model.layers, result.model.heads, static_cast<int>(result.input.length()));
}

void ShownResult::keepInHistory(bool asked)
{
    DocumentState document = m_document.state();
    document.dirty = asked || document.dirty;
    m_screen.history->add({m_result, document});
    m_document.setState(document);
}

void ShownResult::addAblations(const std::map<AblationKind, AblationBoard>& boards)
{
    auto more = std::make_shared<AnalysisResult>(*m_result); // what was seen never changes
    more->whatIf.ablations = boards;
    m_result = std::move(more);
    if (isInHistory())
        m_screen.history->setResult(m_screen.history->current(), m_result);
    emit changed(m_result);
}

void ShownResult::pinStrongestCell()
{
    Selection* selection = m_screen.selection;
    if (selection->pinned().from >= 0 || m_result->attributions.empty())
        return;
    const Attribution* start = m_result->attribution("start");
    const Attribution& shown = start ? *start : m_result->attributions.begin()->second;
    const bool chosen = selection->head() >= 0;
    const UndoRecorder::Pause pause(*m_screen.undo);
    selection->pin(strongestCell(shown.attention, chosen ? selection->layer() : -1, selection->head()));
}

void ShownResult::keepDocument()
{
    RunHistory* history = m_screen.history;
    if (history->current() >= 0)
        history->setDocument(history->current(), m_document.state());
}

void ShownResult::showRecord(int row)
{
    if (row == m_screen.history->current())
        return;
    emit leaving();
    keepDocument();
    m_screen.history->setCurrent(row);
    show(m_screen.history->record(row));
}

void ShownResult::showNew(const RunRecord& record)
{
    emit leaving();
    keepDocument();
    m_screen.history->add(record);
    show(m_screen.history->record(0));
}

void ShownResult::show(const RunRecord& record)
{
    m_result = record.result;
    fillInput();
    m_document.setState(record.document);
    m_screen.input->setExpected(record.document.expected);
    const UndoRecorder::Pause pause(*m_screen.undo);
    boundSelection(*m_result);
    emit changed(m_result);
    pinStrongestCell();
}

void ShownResult::fillInput()
{
    m_screen.input->setQuestion(QString::fromStdString(m_result->input.leadText()));
    m_screen.input->setContext(QString::fromStdString(m_result->input.mainText()));
    m_screen.input->useOptionsOf(m_result->options.completed());
    m_screen.problems->solve(Place::Input);
}

/// What is expected belongs to the result on screen as long as that answers the question of the input.
void ShownResult::takeExpected()
{
    const InputModel* input = m_screen.input;
    const bool asked = m_result && input->question().toStdString() == m_result->input.leadText() &&
                       input->context().toStdString() == m_result->input.mainText();
    if (asked)
        m_document.setExpected(input->expected());
}

} // namespace headlight::ui
