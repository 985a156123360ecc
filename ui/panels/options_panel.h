// SPDX-FileCopyrightText: 2026 The Headlight developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/data/options.h"
#include "core/data/task_kind.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QSpinBox;

namespace headlight::ui {

/// The options of an analysis, each with the words of the command line.
class OptionsPanel : public QWidget {
    Q_OBJECT
public:
    explicit OptionsPanel(QWidget* parent = nullptr);

    void setOptions(const Options& options);
    /// Which targets there are to choose from.
    void setTask(TaskKind task);

signals:
    void optionsEdited(const headlight::Options& options);

private:
    void addRows(QFormLayout* form);
    void edit();
    void showWhatApplies();
    void showTarget();

    TaskKind m_task = TaskKind::QuestionAnswering;
    Options m_options; ///< with the parts that this panel does not show
    QComboBox* m_rule;
    QSpinBox* m_steps;
    QDoubleSpinBox* m_tolerance;
    QComboBox* m_maxPoints;
    QComboBox* m_target;
    QComboBox* m_baseline;
    QComboBox* m_segments;
    QCheckBox* m_measureError;
    QCheckBox* m_hidden;
    QFormLayout* m_form;
};

} // namespace headlight::ui
