// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/options_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QSignalBlocker>
#include <QSpinBox>

namespace headlight::ui {

namespace {

QComboBox* choice(const std::vector<std::pair<QString, int>>& items)
{
    auto* box = new QComboBox;
    for (const auto& [text, value] : items)
        box->addItem(text, value);
    return box;
}

void choose(QComboBox* box, int value)
{
    const QSignalBlocker quiet(box);
    const int row = box->findData(value);
    if (row < 0)
        box->addItem(QString::number(value), value);
    box->setCurrentIndex(box->findData(value));
}

template <typename Enum>
Enum chosen(const QComboBox* box)
{
    return static_cast<Enum>(box->currentData().toInt());
}

QDoubleSpinBox* percentBox()
{
    auto* box = new QDoubleSpinBox;
    box->setRange(0.001, 50);
    box->setDecimals(3);
    box->setSuffix(QStringLiteral(" %"));
    box->setKeyboardTracking(false);
    return box;
}

QSpinBox* countBox()
{
    auto* box = new QSpinBox;
    box->setRange(1, 2000);
    box->setKeyboardTracking(false);
    return box;
}

std::vector<std::pair<QString, int>> targetsOf(TaskKind task)
{
    if (task == TaskKind::QuestionAnswering)
        return {{OptionsPanel::tr("start and end"), int(TargetKind::Predicted)},
                {OptionsPanel::tr("maximum on the path"), int(TargetKind::Max)},
                {OptionsPanel::tr("whole span"), int(TargetKind::Span)},
                {OptionsPanel::tr("lead over next span"), int(TargetKind::Contrast)},
                {OptionsPanel::tr("lead over no answer"), int(TargetKind::NoAnswer)}};
    return {{OptionsPanel::tr("what is predicted"), int(TargetKind::Predicted)},
            {OptionsPanel::tr("lead over runner-up"), int(TargetKind::Contrast)}};
}

} // namespace

OptionsPanel::OptionsPanel(QWidget* parent)
    : QWidget(parent),
      m_rule(choice({{tr("exact"), int(Rule::Exact)}, {tr("Captum's differences"), int(Rule::Captum)}})),
      m_steps(countBox()),
      m_tolerance(percentBox()),
      m_maxPoints(choice({{"33", 33}, {"65", 65}, {"129", 129}, {"257", 257}, {"513", 513}, {"1025", 1025}})),
      m_target(choice(targetsOf(TaskKind::QuestionAnswering))),
      m_baseline(choice({{tr("[PAD]"), int(Baseline::Pad)},
                         {tr("[MASK]"), int(Baseline::Mask)},
                         {tr("zero embedding"), int(Baseline::Zero)}})),
      m_segments(choice({{tr("Hugging Face"), int(Segments::Huggingface)}, {tr("tutorial"), int(Segments::Tutorial)}})),
      m_measureError(new QCheckBox(tr("against the exact integral"))),
      m_hidden(new QCheckBox(tr("keep"))),
      m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, 2, 0, 2);
    m_form->setVerticalSpacing(4);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addRows(m_form);
    for (QComboBox* box : {m_rule, m_maxPoints, m_target, m_baseline, m_segments})
        connect(box, &QComboBox::activated, this, &OptionsPanel::edit);
    for (QCheckBox* box : {m_measureError, m_hidden})
        connect(box, &QCheckBox::clicked, this, &OptionsPanel::edit);
    connect(m_steps, &QSpinBox::valueChanged, this, &OptionsPanel::edit);
    connect(m_tolerance, &QDoubleSpinBox::valueChanged, this, &OptionsPanel::edit);
    setOptions({});
}

void OptionsPanel::addRows(QFormLayout* form)
{
    const std::pair<QString, QWidget*> rows[] = {
        {tr("Rule"), m_rule},           {tr("Steps"), m_steps},       {tr("Measure error"), m_measureError},
        {tr("Tolerance"), m_tolerance}, {tr("At most"), m_maxPoints}, {tr("Target"), m_target},
        {tr("Baseline"), m_baseline},   {tr("Segments"), m_segments}, {tr("Hidden units"), m_hidden}};
    for (const auto& [label, field] : rows) {
        field->setAccessibleName(label);
        field->setMinimumWidth(60);
        field->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        form->addRow(label, field);
    }
    m_maxPoints->setToolTip(tr("Path points, at most"));
    m_tolerance->setToolTip(tr("Estimated error of every map, relative to its largest magnitude"));
    m_measureError->setToolTip(tr("How far Captum's sums are off the exact integral, which is computed too"));
    m_segments->setToolTip(tr("Whether the first [SEP] belongs to the question (Hugging Face) or not (tutorial)"));
    m_hidden->setToolTip(tr("Keep the attribution of every hidden unit: what the view Distribution shows"));
    for (auto* box : findChildren<QComboBox*>())
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
}

void OptionsPanel::setOptions(const Options& options)
{
    m_options = options;
    const QSignalBlocker steps(m_steps);
    const QSignalBlocker tolerance(m_tolerance);
    m_steps->setValue(options.steps);
    m_tolerance->setValue(options.tolerance * 100);
    choose(m_rule, int(options.rule));
    choose(m_maxPoints, options.maxPoints);
    showTarget();
    choose(m_baseline, int(options.baseline));
    choose(m_segments, int(options.segments));
    m_measureError->setChecked(options.measureError);
    m_hidden->setChecked(options.hidden);
    showWhatApplies();
}

void OptionsPanel::setTask(TaskKind task)
{
    m_task = task;
    showTarget();
    showWhatApplies();
}

/// The list is that of the task; a target that was chosen elsewhere stands at its end.
void OptionsPanel::showTarget()
{
    const QSignalBlocker quiet(m_target);
    m_target->clear();
    for (const auto& [text, value] : targetsOf(m_task))
        m_target->addItem(text, value);
    const Target& target = m_options.target;
    // Of other tasks, the maximum of preset tutorial is what is predicted.
    const TargetKind kind =
        m_task != TaskKind::QuestionAnswering && target.kind == TargetKind::Max ? TargetKind::Predicted : target.kind;
    if (m_target->findData(int(kind)) < 0)
        m_target->addItem(QString::fromStdString(targetName(target)), int(kind));
    m_target->setCurrentIndex(m_target->findData(int(kind)));
}

void OptionsPanel::edit()
{
    m_options.rule = chosen<Rule>(m_rule);
    m_options.steps = m_steps->value();
    m_options.tolerance = m_tolerance->value() / 100;
    m_options.maxPoints = m_maxPoints->currentData().toInt();
    const bool maximum = m_options.target.kind == TargetKind::Max && m_task != TaskKind::QuestionAnswering;
    if (const auto kind = chosen<TargetKind>(m_target); kind != m_options.target.kind && !maximum)
        m_options.target = Target{kind};
    m_options.baseline = chosen<Baseline>(m_baseline);
    m_options.segments = chosen<Segments>(m_segments);
    m_options.measureError = m_options.rule == Rule::Captum && m_measureError->isChecked();
    m_options.hidden = m_hidden->isChecked();
    showWhatApplies();
    emit optionsEdited(m_options);
}

void OptionsPanel::showWhatApplies()
{
    const bool exact = m_options.rule == Rule::Exact;
    const bool refines = exact || m_options.measureError; // what Captum's sums are measured against
    const bool asks = m_task == TaskKind::QuestionAnswering; // the convention is about questions
    const std::pair<QWidget*, bool> rows[] = {{m_steps, !exact},       {m_measureError, !exact},
                                              {m_tolerance, refines},  {m_maxPoints, refines},
                                              {m_target, m_task != TaskKind::None}, {m_segments, asks}};
    for (const auto& [field, shown] : rows) {
        field->setVisible(shown);
        m_form->labelForField(field)->setVisible(shown);
    }
}

} // namespace headlight::ui
