// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/compare_controls.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

#include "ui/state/first_words.h"
#include "ui/state/run_history.h"
#include "ui/views/flow_row.h"
#include "ui/views/segmented_bar.h"

namespace headlight::ui {
namespace {

constexpr int spacing = 8;
constexpr int sessionCharacters = 18;
constexpr int mostStrongest = 1'000'000;

/// What the items of the list of sessions stand for, beside rows of the history, which count from 0.
enum SessionItem { SameResult = -1, OpenedResult = -2, AnotherFile = -3 };

QComboBox* makeBox(const QString& name, const QString& help)
{
    auto* box = new QComboBox;
    box->setAccessibleName(name);
    box->setToolTip(help);
    return box;
}

/// Items that are as they were stay, so that an open list does not close.
void setItems(QComboBox* box, const QList<Measure>& measures, const QString& current)
{
    const QSignalBlocker quiet(box);
    bool same = box->count() == measures.size();
    for (int i = 0; same && i < measures.size(); ++i)
        same = box->itemData(i) == measures[i].id;
    if (!same) {
        box->clear();
        for (const Measure& measure : measures)
            box->addItem(measure.label, measure.id);
    }
    box->setCurrentIndex(box->findData(current));
    box->setEnabled(box->count() > 0);
}

/// As the buttons of a bar of measures.
QList<Measure> modes()
{
    const auto mode = [](CompareMode which, const QString& label, const QString& help) {
        return Measure{nameOf(which), label, help, {}};
    };
    return {mode(CompareMode::Board, CompareControls::tr("Board"),
                 CompareControls::tr("How well A and B agree in each head")),
            mode(CompareMode::Side, CompareControls::tr("Side by side"),
                 CompareControls::tr("Both maps of the chosen head, on one scale")),
            mode(CompareMode::Difference, CompareControls::tr("Difference"),
                 CompareControls::tr("A − B in the chosen head")),
            mode(CompareMode::Scatter, CompareControls::tr("Scatter"),
                 CompareControls::tr("A dot for each cell of the chosen head"))};
}

QLabel* named(const QString& name, QComboBox* box)
{
    auto* label = new QLabel(name);
    label->setBuddy(box);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

/// A row that is not parted where the controls wrap.
QWidget* together(const QList<QWidget*>& widgets)
{
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins({});
    row->setSpacing(spacing);
    for (QWidget* widget : widgets)
        row->addWidget(widget);
    return holder;
}

} // namespace

CompareControls::CompareControls(QObject* parent)
    : QObject(parent),
      m_a(makeBox(tr("Measure A"), tr("Measure A, of the result on screen"))),
      m_b(makeBox(tr("Measure B"), tr("Measure B, which A is compared with"))),
      m_sessions(
          makeBox(tr("Session of B"), tr("Whose measure B is: the result on screen, a run of the history, or another "
                                         "session file"))),
      m_modes(new SegmentedBar),
      m_agreement(makeBox(tr("Agreement"), tr("What the board says of each head"))),
      m_strongest(new QSpinBox)
{
    setUpSides();
    setUpAgreement();
}

void CompareControls::placeIn(FlowRow* row)
{
    const QList<QWidget*> groups = {together({named(tr("A"), m_a), m_a}),
                                    together({named(tr("B"), m_b), m_b, named(tr("of"), m_sessions), m_sessions}),
                                    m_modes, together({m_agreement, m_strongest})};
    for (qsizetype index = 0; index < groups.size(); ++index)
        row->insertWidget(static_cast<int>(index), groups[index]);
}

void CompareControls::setUpSides()
{
    m_sessions->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_sessions->setMinimumContentsLength(sessionCharacters);
    connect(m_a, &QComboBox::activated, this, [this] { emit measureChosen(m_a->currentData().toString()); });
    connect(m_b, &QComboBox::activated, this,
            [this] { change([this](ViewChoices& choices) { choices.measureB = m_b->currentData().toString(); }); });
    connect(m_sessions, &QComboBox::activated, this, &CompareControls::chooseSession);
}

void CompareControls::setUpAgreement()
{
    m_modes->setAccessibleName(tr("Comparison"));
    m_agreement->addItem(tr("Pearson's r"), nameOf(Agreement::Pearson));
    m_agreement->addItem(tr("Spearman's ρ"), nameOf(Agreement::Spearman));
    m_agreement->addItem(tr("Strongest cells"), nameOf(Agreement::Strongest));
    m_strongest->setRange(0, mostStrongest);
    m_strongest->setSpecialValueText(tr("one a token"));
    m_strongest->setAccessibleName(tr("Number of strongest cells"));
    m_strongest->setToolTip(tr("How many of the strongest cells of A and B are looked at"));
    m_strongest->setKeyboardTracking(false);
    connect(m_modes, &SegmentedBar::chosen, this, [this](const QString& mode) {
        change([&mode](ViewChoices& choices) { choices.mode = *compareModeNamed(mode); });
    });
    connect(m_agreement, &QComboBox::activated, this, [this] {
        change([this](ViewChoices& choices) {
            choices.agreement = *agreementNamed(m_agreement->currentData().toString());
        });
    });
    connect(m_strongest, &QSpinBox::valueChanged, this,
            [this](int count) { change([count](ViewChoices& choices) { choices.strongest = count; }); });
}

void CompareControls::change(const std::function<void(ViewChoices&)>& change)
{
    change(m_choices);
    emit choicesChanged(m_choices);
}

void CompareControls::chooseSession(int index)
{
    const int chosen = m_sessions->itemData(index).toInt();
    if (chosen == AnotherFile) {
        m_sessions->setCurrentIndex(m_session); // until one is open
        emit otherSessionWanted();
    } else if (chosen == SameResult) {
        emit sameResultChosen();
    } else if (chosen >= 0) {
        emit runChosen(chosen);
    }
}

void CompareControls::showSides(const AnalysisResult* result, const FigureRequest& request)
{
    const AnalysisResult* otherResult = request.other ? request.other.get() : result;
    setItems(m_a, comparableMeasures(result), request.measure);
    setItems(m_b, comparableMeasures(otherResult), result ? measureBOf(*result, request) : QString());
    showSessions(result, request.other);
}

void CompareControls::addRuns(const AnalysisResult* result)
{
    for (int row = 0; m_history && row < m_history->rowCount(); ++row)
        if (const ResultPtr& run = m_history->record(row).result; run.get() != result)
            m_sessions->addItem(shownQuestionAndAnswer(*run), row);
}

void CompareControls::showSessions(const AnalysisResult* result, const ResultPtr& other)
{
    const QSignalBlocker quiet(m_sessions);
    m_sessions->clear();
    m_sessions->addItem(tr("this result"), SameResult);
    addRuns(result);
    int shown = SameResult;
    if (other) {
        const int row = m_history ? m_history->rowOf(other) : -1;
        shown = row < 0 ? int(OpenedResult) : row;
        if (row < 0)
            m_sessions->addItem(shownQuestionAndAnswer(*other), OpenedResult);
    }
    m_sessions->addItem(tr("Open another…"), AnotherFile);
    m_session = m_sessions->findData(shown);
    m_sessions->setCurrentIndex(m_session);
    m_sessions->setEnabled(result != nullptr);
}

void CompareControls::show(const AnalysisResult* result, const FigureRequest& request)
{
    m_choices = request.choices;
    showSides(result, request);
    const QSignalBlocker quiet(m_strongest);
    m_modes->setMeasures(modes(), nameOf(m_choices.mode));
    m_agreement->setCurrentIndex(m_agreement->findData(nameOf(m_choices.agreement)));
    m_strongest->setValue(m_choices.strongest);
    m_strongest->setVisible(m_choices.agreement == Agreement::Strongest);
}

} // namespace headlight::ui
