// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/inspector_panel.h"

#include <QEvent>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>

#include "figures/measure.h"
#include "figures/tokens_figure.h"
#include "ui/panels/labels.h"
#include "ui/panels/neighbour_lines.h"
#include "ui/panels/steady_box.h"
#include "ui/panels/token_bars.h"
#include "ui/state/workbench.h"

namespace headlight::ui {

namespace {

/// A label within a sentence: its first letter small, names in it as they are.
QString inSentence(const QString& label)
{
    return label.isEmpty() ? label : label.front().toLower() + label.mid(1);
}

constexpr int leastRowHeight = 23;
constexpr int rowPadding = 4;

/// The target whose attribution of the tokens goes with `measure`: itself, else the first of start and the others;
/// empty for none.
QString conductanceFor(const AnalysisResult& result, const QString& measure)
{
    const QStringList held = conductanceTargets(result);
    if (held.contains(measure))
        return measure;
    return held.contains(QStringLiteral("start")) ? QStringLiteral("start") : held.value(0);
}

/// Rich text goes by its first letter, even where that is isolated.
QString fromLeft(const QString& text)
{
    return QStringLiteral("<div dir=\"ltr\">%1</div>").arg(text);
}

/// The title lies in a box of its own, which would keep its room.
void setShown(QWidget* title, QWidget* bars, bool shown)
{
    title->parentWidget()->setVisible(shown);
    bars->setVisible(shown);
}

} // namespace

InspectorPanel::InspectorPanel(Workbench* workbench, QWidget* parent)
    : QScrollArea(parent),
      m_workbench(workbench),
      m_place(roleLabel("heading")),
      m_pair(roleLabel("title")),
      m_table(new QTableView),
      m_neighbours(new NeighbourLines(workbench->selection(), workbench->inspector())),
      m_rowTitle(roleLabel("heading")),
      m_row(new TokenBars),
      m_conductanceTitle(roleLabel("heading")),
      m_conductance(new TokenBars),
      m_notes(new QPlainTextEdit)
{
    setObjectName("side");
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus); // it scrolls to what has the focus
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUpTable();
    setUpNotes();
    setWidget(makeContents());
    connectWorkbench();
    setResult(workbench->result());
}

QWidget* InspectorPanel::makeContents()
{
    auto* contents = new QWidget;
    contents->setObjectName("sideContents");
    auto* column = new QVBoxLayout(contents);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(4);
    m_pair->setTextFormat(Qt::RichText);
    m_pair->setWordWrap(true);
    for (QWidget* widget : std::initializer_list<QWidget*>{new SteadyBox(m_place), new SteadyBox(m_pair), m_table,
                                                           m_neighbours})
        column->addWidget(widget);
    for (const auto& [title, bars] : {std::pair(m_rowTitle, m_row), std::pair(m_conductanceTitle, m_conductance)}) {
        column->addSpacing(6);
        column->addWidget(new SteadyBox(title));
        column->addWidget(bars);
    }
    column->addSpacing(6);
    column->addWidget(roleLabel("heading", tr("Notes")));
    column->addWidget(m_notes, 1);
    m_row->setAccessibleName(tr("Row of the from-token"));
    m_conductance->setAccessibleName(tr("Attribution by token"));
    return contents;
}

void InspectorPanel::setUpTable()
{
    m_table->setModel(m_workbench->inspector());
    m_table->setAccessibleName(tr("Measures at the cell"));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setFocusPolicy(Qt::TabFocus);
    m_table->setTabKeyNavigation(false); // Tab goes on to the next field
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setMinimumSectionSize(leastRowHeight);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setMinimumSectionSize(40);
    // Fixed, so that nothing jumps while the pointer moves; ranks have up to eight digits.
    header->setSectionResizeMode(QHeaderView::Fixed);
    fitColumns();
    header->setSectionResizeMode(InspectorModel::Measure, QHeaderView::Stretch);
    connect(m_workbench->inspector(), &QAbstractItemModel::modelReset, this, &InspectorPanel::fitTable);
    fitTable();
}

void InspectorPanel::fitColumns()
{
    const QFontMetrics metrics(font());
    m_table->setColumnWidth(InspectorModel::Value, metrics.horizontalAdvance(QStringLiteral("−0.00e−00")));
    m_table->setColumnWidth(InspectorModel::LayerRank, metrics.horizontalAdvance(QStringLiteral("0000000")));
    m_table->setColumnWidth(InspectorModel::ModelRank, metrics.horizontalAdvance(QStringLiteral("00000000")));
}

void InspectorPanel::changeEvent(QEvent* event)
{
    QScrollArea::changeEvent(event);
    if (event->type() != QEvent::FontChange && event->type() != QEvent::StyleChange)
        return;
    fitColumns();
    fitTable();
}

void InspectorPanel::fitTable()
{
    const int rows = m_workbench->inspector()->rowCount();
    const int rowHeight = std::max(leastRowHeight, m_table->fontMetrics().height() + rowPadding);
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_table->setFixedHeight(rows * rowHeight + m_table->horizontalHeader()->sizeHint().height() + 2);
    m_table->setVisible(rows > 0);
}

void InspectorPanel::setUpNotes()
{
    m_notes->setAccessibleName(tr("Notes"));
    m_notes->setPlaceholderText(tr("Saved with the session."));
    m_notes->setTabChangesFocus(true);
    m_notes->setMinimumHeight(52);
    m_notes->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // takes what is left
    Document* document = m_workbench->shown()->document();
    connect(m_notes, &QPlainTextEdit::textChanged, document,
            [this, document] { document->setNotes(m_notes->toPlainText()); });
    connect(document, &Document::notesReplaced, this, [this](const QString& notes) {
        const QSignalBlocker quiet(m_notes);
        if (m_notes->toPlainText() != notes)
            m_notes->setPlainText(notes);
    });
}

void InspectorPanel::connectWorkbench()
{
    Selection* selection = m_workbench->selection();
    connect(m_workbench->shown(), &ShownResult::changed, this, &InspectorPanel::setResult);
    connect(selection, &Selection::pinnedChanged, this, &InspectorPanel::showCell);
    connect(selection, &Selection::hoveredChanged, this, &InspectorPanel::showCell);
    connect(selection, &Selection::measureChanged, this, &InspectorPanel::showCell);
    connect(selection, &Selection::displayChanged, this, &InspectorPanel::showUnits);
    const auto pinTo = [this, selection](int unit) {
        Cell cell = selection->pinned();
        cell.to = units().tokenOf(unit);
        selection->pin(cell);
    };
    connect(m_row, &TokenBars::clicked, this, pinTo);
    connect(m_conductance, &TokenBars::clicked, this, pinTo);
}

void InspectorPanel::setResult(const ResultPtr& result)
{
    m_result = result;
    m_neighbours->setResult(result);
    showUnits();
}

const TokenUnits& InspectorPanel::units() const
{
    return m_workbench->inspector()->units();
}

void InspectorPanel::showUnits()
{
    m_row->setTokens(units().names(), units().shownNames());
    m_conductance->setTokens(units().names(), units().shownNames());
    showCell();
}

QString InspectorPanel::token(int index) const
{
    return index < 0 ? QString() : units().name(units().unitOf(index));
}

void InspectorPanel::showCell()
{
    showHeader();
    showRow();
    showConductance();
}

void InspectorPanel::showHeader()
{
    const Cell& cell = m_workbench->selection()->current();
    const int first = m_workbench->selection()->display().firstNumber;
    m_place->setText(!m_result       ? tr("Inspector")
                     : cell.head < 0 ? tr("Layer %1").arg(cell.layer + first)
                                     : tr("Layer %1, head %2").arg(cell.layer + first).arg(cell.head + first));
    const QString from = token(cell.from).toHtmlEscaped();
    const QString to = token(cell.to).toHtmlEscaped();
    if (!from.isEmpty() && !to.isEmpty())
        m_pair->setText(fromLeft(tr("<b>%1</b> attends to <b>%2</b>").arg(from, to)));
    else if (!from.isEmpty() || !to.isEmpty())
        m_pair->setText(fromLeft(QStringLiteral("<b>%1</b>").arg(from + to)));
    else
        m_pair->setText(m_result ? tr("Point at a cell, or click one to keep it here.")
                                 : tr("Run a question; what a head did is read out here."));
}

void InspectorPanel::showRow()
{
    const Cell& cell = m_workbench->selection()->current();
    const Measure measure = measureNamed(m_result.get(), m_workbench->selection()->measure());
    std::vector<float> row = m_result ? rowOf(*m_result, measure.id, cell, units()) : std::vector<float>();
    const bool shown = !row.empty();
    setShown(m_rowTitle, m_row, shown);
    m_rowTitle->setText(measure.kind.shape == MeasureShape::HeadRows ? tr("%1 of all tokens").arg(measure.label)
                                                         : tr("%1, row from %2").arg(measure.label, token(cell.from)));
    m_row->setMarked(units().unitOf(cell.to));
    m_row->setValues(std::move(row), measure.isSigned);
}

void InspectorPanel::showConductance()
{
    const Selection* selection = m_workbench->selection();
    const QString target = m_result ? conductanceFor(*m_result, selection->measure()) : QString();
    const Array rows = target.isEmpty() ? Array()
                                        : units().rows(m_result->attribution(target.toStdString())->tokens,
                                                       kindOf(target).merge);
    const int layer = selection->current().layer; // of what is pointed at, be it in a figure of another result
    const bool shown = !rows.isNull() && layer >= 0 && layer < rows.shape().front();
    setShown(m_conductanceTitle, m_conductance, shown);
    if (!shown)
        return;
    const QString text = m_result->isConductance(target.toStdString()) ? tr("Layer conductance, %1") : tr("Tokens, %1");
    m_conductanceTitle->setText(text.arg(inSentence(measureNamed(m_result.get(), target).label)));
    const Array values = rows[layer];
    m_conductance->setMarked(units().unitOf(selection->current().to));
    m_conductance->setValues({values.values().begin(), values.values().end()}, true);
}

} // namespace headlight::ui
